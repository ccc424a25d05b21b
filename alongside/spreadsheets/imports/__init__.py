"""A service's own workbook as a door: check says everything and changes nothing; apply does it all, or none of it.

    checked = check(actor, file, name="tracker.xlsx", today=clock.today(), overrides=Overrides(), progress=…)
    checked.as_json()                       the whole report; checked.sheets are SheetReports (core.imports.report)
    checked.kinds                           {"workers": (FieldChoice(name, label, needed), …), …} for correction
    apply(actor, checked, skip_problem_rows=True, take_changed=frozenset({("Caseload", 35)}), progress=…) -> Applied

`check` raises NotReadable(words) for a file that cannot be read; `apply` raises Refused, and nothing was brought in.
"""

from alongside.core.imports.report import Overrides
from alongside.formats.workbooks import NotReadable
from alongside.spreadsheets.imports.apply import Applied, apply
from alongside.spreadsheets.imports.check import Checked, FieldChoice, check

__all__ = ["Applied", "Checked", "FieldChoice", "NotReadable", "Overrides", "apply", "check"]
