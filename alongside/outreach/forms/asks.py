"""What is asked of whoever asks for a peer's voice, and of us when we answer."""

from typing import Any

from django import forms

from alongside.core.ids import new_id
from alongside.outreach.models import Ask, Audience
from alongside.ui import fields

Kind = Ask.Kind
PUBLIC_KINDS = (
    (Kind.TEACHING, "Teaching on a course", "At a university or a college"),
    (Kind.TALK, "A talk or a conversation", "With a team, a ward, or a carers’ group"),
    (Kind.WEEK, "An awareness week or day", ""),
    (Kind.OTHER, "Something else", ""),
)
INSIDE_KINDS = (
    (
        Kind.PREPARATION,
        "Get our team ready for its first peer worker",
        "What peer support is and is not, what changes for you, and anything you worry about. No question is silly.",
    ),
    (Kind.TALK, "A talk or a conversation", "With your team, or people on your ward"),
    (Kind.WEEK, "An awareness week or day", ""),
    (Kind.TEACHING, "Teaching or training for staff", ""),
    (Kind.OTHER, "Something else", ""),
)
INSIDE_AUDIENCE = ((Audience.COLLEAGUES, "Colleagues"), *((a, a.label) for a in Audience if a != Audience.COLLEAGUES))


class WhatYouHope(forms.Form):
    """The public first page."""

    section = "A peer worker’s voice"
    lede = "Peer workers speak from their own lives, as far as they choose to. About 3 minutes."

    kind = fields.radios("What would you like?", PUBLIC_KINDS, missing="Select what you would like")
    audience = fields.radios("Who is it for?", Audience, columns=2, missing="Select who it is for")
    about = fields.long_text(
        "What do you hope for?",
        rows=5,
        max_length=4000,
        hint="What it is about, and what you would like people to go home with. No private details of anybody, please.",
        missing="Enter what you hope for",
    )


class WhatYourTeamHopes(WhatYouHope):
    """A colleague's first page. `teams` are rows of (id, name)."""

    lede = "From anybody who works here. About 3 minutes."

    kind = fields.radios("What would you like?", INSIDE_KINDS, missing="Select what you would like")
    audience = fields.radios("Who is it for?", INSIDE_AUDIENCE, columns=2, missing="Select who it is for")
    team = fields.select("Which team is it for?", (), empty="None of these", optional=True)
    field_order = ("kind", "audience", "team", "about")

    def __init__(self, *args: Any, teams: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].choices = [("", "None of these"), *teams]  # type: ignore[attr-defined]


class WhenAndWhere(forms.Form):
    section = "A peer worker’s voice"
    lede = "Leave out whatever you do not know yet."

    hoped_on = fields.date("Which day would be good?", called="The day", future=True, optional=True)
    when_words = fields.text(
        "Anything about the time?", max_length=200, optional=True, hint="Like: any Tuesday morning in March."
    )
    where = fields.text("Where?", max_length=200, optional=True, hint="A place, or online.")
    head_count = fields.number("How many people may come?", minimum=1, maximum=5000, optional=True)
    thanks_offered = fields.text(
        "What can you offer those who speak?",
        max_length=200,
        optional=True,
        hint="Like a fee, vouchers or travel. It is all right to have nothing: say so.",
    )


class WhoAsks(forms.Form):
    section = "A peer worker’s voice"
    lede = "So that a person can answer you."

    organisation_name = fields.text(
        "Your university, team, ward or group", max_length=160, missing="Enter who it is that asks"
    )
    asked_by = fields.text("Your name", max_length=120, autocomplete="name")
    email = fields.email("Email address", hint="We tell you there what becomes of it.")
    phone = fields.phone("Phone number", optional=True)
    once = fields.hidden(initial=new_id)


class FilterAsks(forms.Form):
    kind = fields.select("What", Kind, empty="Anything", optional=True)
    audience = fields.select("Who for", Audience, empty="Anyone at all", optional=True)


class TalkItThrough(forms.Form):
    words = fields.long_text(
        "What do you write to them?",
        rows=6,
        max_length=4000,
        hint="We send it now. If you rang them, write down for both of you what you said.",
        missing="Enter what you write to them",
    )


class AgreeAsk(forms.Form):
    words = fields.long_text(
        "What would you like to tell them?",
        rows=4,
        max_length=4000,
        optional=True,
        hint="They hear that it is a yes in any case, and again when the day is planned.",
    )


class NotThisTime(forms.Form):
    words = fields.long_text(
        "What do you tell them?",
        rows=5,
        max_length=4000,
        hint="We send it now. When they could ask again, and who else might help, is a kindness.",
        missing="Enter what you tell them",
    )
