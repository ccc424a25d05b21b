"""What people in a group are asked, by themselves or by staff who write down their word."""

from typing import Any

from django import forms

from alongside.groups.models import Group
from alongside.ui import fields

RECORD = (
    "Yes: that you came is written in your record here, and counted as one of your meetings with the NHS. Staff who "
    "may open your record can read it. No: you are counted as one of those who came, and your record says nothing of "
    "it. You can change this any day. Nothing else depends on it."
)
RECORD_OF_THEM = (
    "Say this honestly: yes means that it is written in their record and counted as one of their meetings with the "
    "NHS. No means counted, and nothing in their record. Nothing else depends on it."
)


class AboutMe(forms.Form):
    """Three choices and a few words, in the person's own voice. `group` decides whether names are asked about."""

    on_list = fields.yes_no(
        "May the list of each date show my name?",
        hint="Only those who run the group see the list.",
        yes="Yes, show my first name",
        no="No, only count me",
        missing="Select whether the list may show your name",
    )
    name_shown = fields.yes_no(
        "May the others in the group see my first name on their page?",
        yes="Yes",
        no="No",
        missing="Select whether the others may see your first name",
    )
    as_contact = fields.yes_no(
        "May it be written in my record that I came?",
        hint=RECORD,
        yes="Yes, write it in my record",
        no="No, do not write it",
        optional=True,
    )
    words = fields.long_text(
        "Is there anything those who run the group should know?",
        hint="What helps you be there: a seat near the door, leaving early, being left in peace.",
        optional=True,
        words=True,
        rows=3,
    )

    def __init__(self, *args: Any, group: Group, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if group.sees != Group.Sees.FIRST_NAMES:
            del self.fields["name_shown"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("as_contact") and said.get("on_list") is False:
            self.add_error("as_contact", "This can be written only when the list may show the name")
        return said


class AboutMember(AboutMe):
    """The same, written down by staff on the person's word."""

    on_list = fields.yes_no(
        "May the list of each date show their name?",
        hint="Only those who run the group see the list.",
        yes="Yes, show their first name",
        no="No, only count them",
        missing="Select whether the list may show their name",
    )
    name_shown = fields.yes_no(
        "May the others in the group see their first name?", missing="Select whether the others may see their name"
    )
    as_contact = fields.yes_no("May it be written in their record that they came?", hint=RECORD_OF_THEM, optional=True)
    words = fields.long_text("What would they like those who run the group to know?", optional=True, words=True, rows=3)


class Refer(forms.Form):
    """With the person, and on their word."""

    words = fields.long_text(
        "What would they like those who run the group to know?",
        hint="In their words. They can read this.",
        optional=True,
        words=True,
        rows=3,
    )


class FindSomebody(forms.Form):
    """A search by GET among those whose record the reader may open."""

    who = fields.text("Name, number or date of birth", width=20, optional=True, spellcheck=False)
