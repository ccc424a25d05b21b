"""What is asked of whoever tells someone, and of whoever saw to it. Few questions, none about how serious it is."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.core.ids import new_id
from alongside.support.models import Concern
from alongside.ui import fields

ME, ELSE = Concern.About.ME.value, Concern.About.ELSE.value
REFERENCE = "The number that the trust’s own system gave. What is written there stays there."


class TellSomeone(forms.Form):
    """Cleans to the keywords of `tell_someone`. `people` are (relationship id, name); `line` the rows to choose from;
    `relationships` and `users` find the record of a choice."""

    once = fields.hidden(initial=new_id)
    about = fields.radios("Who is it about?", (), columns=2, missing="Select who it is about")
    words = fields.long_text(
        "What has happened?",
        hint="A few plain words. This is not a risk assessment.",
        max_length=4000,
        missing="Enter what has happened",
    )
    knows = fields.radios(
        "Do they know you are telling someone?",
        [(value, words) for value, words in Concern.Knows.choices],
        missing="Select if they know",
    )
    agreed = fields.long_text("What have you agreed with them?", optional=True, rows=2, max_length=1000)
    who = fields.radios("Who should know?", (), missing="Select who should know")

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]],
        line: Iterable[Any],
        users: Any,
        relationships: Any,
        called: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.users, self.relationships, asked, line = users, relationships, self.fields, list(line)
        asked["about"].choices = [*people, (ELSE, "Someone else"), (ME, "Me")]  # type: ignore[attr-defined]
        asked["who"].choices = [(row.id, row.name, row.why) for row in line]  # type: ignore[attr-defined]
        if line:
            asked["who"].initial = line[0].id
        else:
            del asked["who"]
        if called:
            asked["knows"].label = f"Does {called} know you are telling someone?"
            asked["agreed"].label = f"What have you agreed with {called}?"

    def full_clean(self) -> None:
        if self.is_bound:
            self.fields["knows"].required = self.data.get("about") not in (ME, ELSE)
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        about = said.get("about")
        somebody = about not in (ME, ELSE)
        return {
            "once": said.get("once"),
            "about": Concern.About.PERSON.value if somebody else about,
            "relationship": self.relationships(about) if somebody and about else None,
            "words": said.get("words"),
            "knows": said.get("knows") or "",
            "agreed": said.get("agreed"),
            "user": self.users(said["who"]) if said.get("who") else None,
        }


class TellAnother(forms.Form):
    """Cleans to the keywords of `tell_another`. `users` are those who can be told, by id."""

    user = fields.radios("Who else should know?", (), missing="Select who should know")

    def __init__(self, *args: Any, line: Iterable[Any], users: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field: Any = self.fields["user"]
        field.choices = [(row.id, row.name, row.why) for row in line]
        field.coerce = users


class CloseConcern(forms.Form):
    """Cleans to the keywords of `close_concern`."""

    what_was_done = fields.long_text(
        "What was done?",
        hint="A few plain words. Whoever told you can read this.",
        max_length=4000,
        missing="Enter what was done",
    )
    safeguarding_reference = fields.text(
        "Safeguarding number", hint=REFERENCE, optional=True, max_length=60, width=20, spellcheck="false"
    )
    incident_reference = fields.text(
        "Incident number", hint=REFERENCE, optional=True, max_length=60, width=20, spellcheck="false"
    )
