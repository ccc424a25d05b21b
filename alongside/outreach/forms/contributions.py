"""What is asked about a contribution beyond the trust."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator

from alongside.outreach.models import Contribution
from alongside.ui import fields

IS_LINK = URLValidator(schemes=["https", "http"], message="Enter a link that begins with https://")


class WriteContribution(forms.Form):
    kind = fields.radios("What was it?", Contribution.Kind, columns=2, missing="Select what it was")
    title = fields.text("What is it called?", max_length=200)
    with_whom = fields.text("With whom?", max_length=200, optional=True, hint="Like: the regional peer network.")
    about = fields.long_text(
        "What did you do?", rows=4, max_length=4000, optional=True, hint="Nobody who is supported is named."
    )
    began_on = fields.date("Which day, or from when?", called="The day")
    ended_on = fields.date("Until when?", called="The last day", optional=True, hint="Leave it empty for one day.")
    ongoing = fields.tick("It still goes on")
    minutes = fields.number(
        "Time given, all together", minimum=1, maximum=600_000, suffix="minutes", width=5, optional=True
    )
    outcome = fields.long_text("What came of it?", rows=3, max_length=4000, optional=True)
    link = fields.text(
        "A link, where there is one", max_length=200, optional=True, hint="Like https://example.org/page"
    )

    def clean_link(self) -> str:
        said = str(self.cleaned_data["link"])
        if said:
            IS_LINK(said)
        return said

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        began_on, ended_on = said.get("began_on"), said.get("ended_on")
        if began_on and ended_on and ended_on < began_on:
            self.add_error("ended_on", "The last day must be the first day or later")
        return said


class AddContributor(forms.Form):
    """`workers`: rows of (worker, name)."""

    worker = fields.select("Who took part?", (), empty="Choose", missing="Select who took part")

    def __init__(self, *args: Any, workers: Iterable[tuple[Any, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = list(workers)
        self.by_id = {worker.pk: worker for worker, _ in rows}
        choices = [("", "Choose"), *((worker.pk, name) for worker, name in rows)]
        self.fields["worker"].choices = choices  # type: ignore[attr-defined]

    def clean_worker(self) -> Any:
        return self.by_id[self.cleaned_data["worker"]]


class FilterContributions(forms.Form):
    kind = fields.select("What", Contribution.Kind, empty="Anything", optional=True)
    year = fields.select("Year", (), empty="Any year", optional=True)

    def __init__(self, *args: Any, years: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Any year"), *((str(year), str(year)) for year in years)]
        self.fields["year"].choices = choices  # type: ignore[attr-defined]
