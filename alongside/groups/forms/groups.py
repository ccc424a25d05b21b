"""The questions about a group: what it is, how people join, who runs it and how, and how it is counted."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db import models

from alongside.core.nhs import codes
from alongside.groups.models import Group
from alongside.ui import fields

SHOWN = (
    (Group.Shown.NOBODY, "Only us", "People come because somebody tells them"),
    (Group.Shown.MEMBERS, "People we support", "They find it on their own pages"),
    (Group.Shown.PUBLIC, "Anybody", "It is on the public site too"),
)
COUNTS = (
    (Group.Counts.CONTACTS, Group.Counts.CONTACTS.label, "Only with an open referral, and their yes"),
    (Group.Counts.SESSION, Group.Counts.SESSION.label, "Nothing is written in anybody’s record"),
    (Group.Counts.HOST, Group.Counts.HOST.label, "So that nobody is counted twice"),
)


NO_PLACE = "Choose a pathway, a team or a ward"


class WhatItIs(forms.Form):
    name = fields.text("What is the group called?", max_length=80, hint="Like: Art and conversation.")
    purpose = fields.long_text(
        "What happens there, and what is it for?",
        hint="Everyday words: people read this before they come.",
        missing="Say what happens there",
    )
    for_whom = fields.text(
        "Who is it for?", max_length=200, hint="Like: Anyone on the ward.", missing="Say who it is for"
    )
    belongs = fields.select(
        "Whose group is it?", (), empty="Choose a pathway, a team or a ward", missing="Choose whose"
    )
    place = fields.text("Where does it meet?", optional=True, max_length=160, hint="A room, or a place people know.")
    location = fields.select("What kind of place is that?", codes.LOCATION.choices(), initial="E02")
    link = fields.text(
        "A link to join online",
        optional=True,
        max_length=200,
        inputmode="url",
        hint="Only those in it see it.",
    )
    minutes = fields.minutes("How long does it take?", maximum=720, initial=60)

    def __init__(self, *args: Any, places: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belongs"].choices = [("", NO_PLACE), *places]  # type: ignore[attr-defined]

    def clean_link(self) -> str:
        said = self.cleaned_data["link"]
        if said and not said.startswith("https://"):
            raise forms.ValidationError("Enter the whole link, beginning with https://")
        return str(said)


class HowPeopleJoin(forms.Form):
    pattern = fields.radios("Do people say they are coming?", Group.Pattern.choices, missing="Select one")
    joining = fields.radios("Who may join?", Group.Joining.choices, missing="Select who may join")
    size = fields.number(
        "How many places are there?", minimum=1, maximum=500, optional=True, hint="Leave empty where there is no limit."
    )
    shown = fields.radios("Who can find it?", SHOWN, missing="Select who can find it")
    sees = fields.radios(
        "What may people in it see of each other?",
        Group.Sees.choices,
        missing="Select what they see",
    )
    together = fields.long_text(
        "How are we together?", optional=True, hint="What everyone agrees to when they join. A line for each.", rows=5
    )

    def clean(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if said.get("joining") == Group.Joining.CLOSED:
            if not said.get("size") and "size" not in self.errors:
                self.add_error("size", "Enter how many places there are: in a closed group places are given")
            if said.get("pattern") == Group.Pattern.DROP_IN:
                self.add_error("pattern", "A closed group is a series: people say whether they are coming")
        return said


class RunningIt(forms.Form):
    needs_clinician = fields.yes_no(
        "Is every date run with a clinical colleague?",
        yes="Yes, with one",
        no="No, by peer workers",
        missing="Select one",
    )
    materials = fields.long_text("What is needed?", optional=True, hint="To bring, or to have ready.", rows=3)
    prepare = fields.long_text("What do those who run it think of beforehand?", optional=True, rows=3)
    debrief = fields.long_text("What do they ask each other afterwards?", optional=True, rows=3)
    agreed_by = fields.text(
        "Who agreed that it runs?", optional=True, max_length=160, hint="Like: Ward manager, by email."
    )
    agreed_on = fields.date("When was that?", optional=True, called="The day it was agreed")


class HowItIsCounted(forms.Form):
    counts = fields.radios("How is it counted?", COUNTS, missing="Select how it is counted")
    session_type = fields.radios(
        "What kind of session is it, in national figures?", codes.GROUP_SESSION.choices(), missing="Select the kind"
    )


class WholeGroup(WhatItIs, HowPeopleJoin, RunningIt, HowItIsCounted):
    """All of it on one page, for changing. `resolve` turns whose it is into its pathway, team and ward."""

    field_order = (
        *WhatItIs.base_fields,
        *HowPeopleJoin.base_fields,
        *RunningIt.base_fields,
        *HowItIsCounted.base_fields,
    )

    def __init__(self, *args: Any, resolve: Callable[[str], dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.resolve = resolve

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        belongs = said.pop("belongs", "")
        return {**said, **(self.resolve(belongs) if belongs else {})}


class UsuallyRuns(forms.Form):
    worker = fields.select("Who?", (), empty="Choose somebody", missing="Choose somebody")

    def __init__(self, *args: Any, workers: Iterable[tuple[models.Model, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {str(row.pk): (row, words) for row, words in workers}
        field: Any = self.fields["worker"]
        field.choices = [("", "Choose somebody"), *((key, words) for key, (_, words) in known.items())]
        field.coerce = lambda key: known[key][0]


class NarrowGroups(forms.Form):
    """The filters of the list of groups."""

    pathway = fields.select("Pathway", (), empty="All pathways", optional=True)
    ward = fields.select("Ward", (), empty="All wards", optional=True)
    status = fields.select("State", Group.Status.choices, empty="All but ended", optional=True)

    def __init__(
        self, *args: Any, pathways: Iterable[tuple[str, str]] = (), wards: Iterable[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pathway"].choices = [("", "All pathways"), *pathways]  # type: ignore[attr-defined]
        self.fields["ward"].choices = [("", "All wards"), *wards]  # type: ignore[attr-defined]
