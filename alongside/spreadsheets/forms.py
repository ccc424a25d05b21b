"""What is asked about a workbook: the file, how a sheet is read, and what a cell means."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from alongside.formats.workbooks import NotReadable, read_workbook
from alongside.spreadsheets.queries.report import KINDS
from alongside.ui import fields

LARGEST = 10_000_000
LEFT_OUT = "-"


class Send(forms.Form):
    """Cleans to keywords of `send_workbook`."""

    file = fields.file(
        "Choose your spreadsheet",
        hint="An Excel workbook (.xlsx) of up to 10 MB.",
        accept=".xlsx",
        missing="Choose a spreadsheet",
    )

    def clean_file(self) -> Any:
        """Looked at before it is kept: what could do harm is refused here, in words."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(
                "This file is bigger than 10 MB. Save only the sheets you need in a new workbook, and try that."
            )
        try:
            read_workbook(content := sent.read())
        except NotReadable as problem:
            raise forms.ValidationError(str(problem)) from None
        return sent.name, content

    def clean(self) -> dict[str, Any]:
        name, content = self.cleaned_data.get("file") or ("", b"")
        return {"name": name, "content": content}


class ExplainSheet(forms.Form):
    """What is on this sheet. Its columns are asked once that is known, and are recognised afresh when it changes."""

    kind = fields.radios(
        "What is on this sheet?",
        [*KINDS.items(), (LEFT_OUT, "Nothing to bring in")],
        columns=2,
        missing="Select what is on this sheet",
    )

    def __init__(
        self,
        *args: Any,
        sheet: Mapping[str, Any],
        choices: Mapping[str, Sequence[Mapping[str, Any]]],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.sheet = sheet
        self.fields["kind"].initial = sheet["kind"] or LEFT_OUT
        offered = [(choice["name"], choice["label"]) for choice in choices.get(sheet["kind"] or "", ())]
        self.columns: dict[str, str] = {}
        for column in sheet["columns"] if offered else ():
            if column["header"] and column["header"] not in self.columns.values():
                name = f"column_{column['letter']}"
                self.columns[name] = column["header"]
                self.fields[name] = fields.select(
                    column["header"], offered, empty="Leave it out", optional=True, initial=column["field"] or ""
                )

    def clean(self) -> dict[str, Any]:
        """A field is read from one column: two columns for one field are asked about."""
        said = self.cleaned_data
        if "kind" not in said:
            return said
        kind = None if said["kind"] == LEFT_OUT else said["kind"]
        columns = {header: said.get(name) or None for name, header in self.columns.items()}
        if kind != self.sheet["kind"] or not columns:
            columns = {}
        seen: dict[str, str] = {}
        for name, header in self.columns.items() if columns else ():
            chosen = columns[header]
            if chosen and chosen in seen:
                self.add_error(name, f"“{seen[chosen]}” is read as this already. Leave one of the two out")
            elif chosen:
                seen[chosen] = header
        return {"sheet": self.sheet["name"], "kind": kind, "columns": columns}


class ExplainValue(forms.Form):
    """What to read instead of what a cell says."""

    instead = fields.text(
        "What should we read?", optional=True, hint="Leave this empty to bring the row in without it."
    )


class ChooseRows(forms.Form):
    """Ticked: take the spreadsheet's. Cleans to a keyword of `choose_rows`."""

    taken = fields.checkboxes("Take the spreadsheet’s", (), optional=True)

    def __init__(self, *args: Any, rows: Sequence[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {row.key: (row.sheet, row.row) for row in rows}
        self.fields["taken"].choices = [(key, key) for key in self.rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        return {"taken": [self.rows[key] for key in self.cleaned_data.get("taken") or ()]}
