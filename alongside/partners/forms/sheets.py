"""What is asked to bring a spreadsheet into the directory: the file, and then one yes to what was found."""

from typing import Any

from django import forms

from alongside.formats.workbooks import NotReadable, Workbook, read_workbook
from alongside.ui import fields

LARGEST = 5_000_000


class Send(forms.Form):
    """Cleans to `file`: its name, and the workbook as it was read."""

    file = fields.file(
        "Choose your spreadsheet",
        hint="An Excel workbook (.xlsx) of up to 5 MB, with a row for each place that helps.",
        accept=".xlsx",
        missing="Choose a spreadsheet",
    )

    def clean_file(self) -> tuple[str, Workbook]:
        """What could do harm is refused here, in words."""
        sent: Any = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError("This file is bigger than 5 MB. Save only the sheet you need, and try that.")
        try:
            return sent.name, read_workbook(sent.read())
        except NotReadable as problem:
            raise forms.ValidationError(str(problem)) from None


class Apply(forms.Form):
    """Nothing more is asked."""
