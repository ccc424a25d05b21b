"""Reading what people wrote in a spreadsheet: values, columns, which sheet is what, and what needs a look."""
