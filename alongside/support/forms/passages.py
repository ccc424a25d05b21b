"""What is asked about breaks, another peer worker, the ending and a death. Nobody is asked why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from alongside.core import clock
from alongside.support.models import Handover, MayRead
from alongside.ui import fields
from alongside.ui.words import plural

HOW = (
    ("face_to_face", "Face to face"),
    ("phone", "By phone"),
    ("message", "By text or email"),
    ("letter", "In a letter"),
)
BECAUSE = [(value, words) for value, words in Handover.Because.choices if value != Handover.Because.OTHER]
LONG: dict[str, Any] = {"rows": 3, "max_length": 2000, "optional": True}


class TakeBreak(forms.Form):
    """Cleans to the keywords of `take_break`."""

    until = fields.date(
        "Until which day?",
        called="The day",
        future=True,
        optional=True,
        hint="The first day you may meet again. Leave it empty if nobody knows yet.",
    )
    keep_later = fields.tick("Keep the meetings that are booked for after the break", initial=True)
    said_by = fields.text("Who told you?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["said_by"].help_text = f"Leave it empty if it was {called}."


class AskForAnother(forms.Form):
    """Cleans to the keywords of `ask_for_another`."""

    stop_now = fields.radios("Until there is someone new?", (), missing="Select what they would like until then")
    said_by = fields.text("Who told you?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, worker: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stop_now"].choices = [  # type: ignore[attr-defined]
            ("no", f"They keep meeting {worker} until there is someone new"),
            ("yes", f"They stop meeting {worker} now", "Meetings are cancelled, and they wait where they stood."),
        ]
        self.fields["said_by"].help_text = f"Leave it empty if it was {called}."

    def clean_stop_now(self) -> bool:
        return self.cleaned_data["stop_now"] == "yes"


class HandOver(forms.Form):
    """Cleans to the keywords of `propose_handover`. `peers` are those who could take it up, with room."""

    worker = fields.radios("Who could walk with them?", (), missing="Select who to put forward")
    because = fields.radios("Why now?", Handover.Because.choices, columns=2, missing="Select why")
    introduce_on = fields.date(
        "When could all three meet?",
        called="The day",
        future=True,
        optional=True,
        hint="An introduction with both of you. Leave it empty if they would rather not, or you do not know yet.",
    )

    def __init__(self, *args: Any, peers: Iterable[Any], called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.peers = {peer.id: peer for peer in peers}
        self.fields["worker"].label = f"Who could walk with {called}?"
        self.fields["worker"].choices = [(p.id, p.name, about(p)) for p in self.peers.values()]  # type: ignore[attr-defined]
        self.fields["because"].help_text = f"Only why we suggest it. {called} is never asked why."

    def clean_worker(self) -> Any:
        return self.peers[self.cleaned_data["worker"]].worker


def about(peer: Any) -> str:
    """What helps to choose: "2 places free. Thanet CMHT. Speaks Polish"."""
    spoken = [language for language in peer.languages if language != "English"]
    facts = [f"{plural(peer.free, 'place')} free", *peer.teams[:2]]
    return ". ".join([*facts, f"Speaks {' and '.join(spoken)}"] if spoken else facts)


class AnswerHandover(forms.Form):
    """The person's own answer, written down by someone else. `answer` itself chooses the command."""

    answer = fields.radios(
        "What did they say?",
        (("yes", "Yes", "They are introduced."), ("no", "No, thank you", "Nothing changes. Nobody asks why.")),
        missing="Select what they said",
    )
    may_read = fields.radios("What may the next peer worker read?", MayRead.choices, initial="nothing", optional=True)
    keep_meetings = fields.tick("Keep the times that are booked, where the next peer worker is free then")
    how = fields.radios("How did they say it?", HOW, columns=2, missing="Select how they said it")
    said_on = fields.date(
        "When did they say it?", past=True, called="The day they said it", missing="Enter the day they said it"
    )
    said_by = fields.text("Who said it?", hint="The person, or whoever spoke for them.", max_length=120)

    def __init__(self, *args: Any, called: str, worker: str, **options: Any) -> None:
        super().__init__(*args, **{**options, "initial": {"said_on": clock.today(), "said_by": called}})
        asked = self.fields
        asked["answer"].label = f"Would {called} like to walk with {worker}?"
        asked["may_read"].label = f"What may {worker} read of before?"
        asked["may_read"].help_text = f"{called} chooses, and can change it any day."
        asked["how"].label = f"How did {called} say it?"

    def clean(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "answer"}
        if self.cleaned_data.get("answer") == "no":
            return {name: said[name] for name in ("how", "said_on", "said_by") if name in said}
        return {**said, "may_read": said.get("may_read") or MayRead.NOTHING}


class LetRead(forms.Form):
    """Cleans to the keywords of `let_read`."""

    may_read = fields.radios("What may they read of before?", MayRead.choices, missing="Select what they may read")


class MoveCaseload(forms.Form):
    """Cleans to the keywords of `move_caseload`: for each person whom to put forward, or to leave it as it is."""

    because = fields.radios("Why now?", BECAUSE[:2], columns=2, missing="Select why")
    introduce_on = fields.date(
        "When could all three meet?",
        called="The day",
        future=True,
        optional=True,
        hint="If it is the same day for all.",
    )
    not_just_now = fields.tick("Suggest nobody new to them for now", initial=True)

    def __init__(self, *args: Any, page: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {f"to_{row.id}": row for row in page.to_ask}
        self.fields["not_just_now"].label = f"Suggest nobody new to {page.worker.first_name} for now"
        for name, row in self.rows.items():
            peers = [(peer.id, f"{peer.name} ({plural(peer.free, 'place')} free)") for peer in row.peers]
            asked = fields.select(
                f"Who could walk with {row.called}?",
                peers,
                empty="Leave it as it is",
                optional=True,
                size="s",
                initial=row.suggested,
            )
            self.fields[name] = asked

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        peers = {peer.id: peer.worker for row in self.rows.values() for peer in row.peers}
        moves = {row.relationship: peers[said[name]] for name, row in self.rows.items() if said.get(name)}
        if not moves and not self.errors:
            raise forms.ValidationError("Select who could walk with at least one of them, or leave this page")
        return {**{name: said.get(name) for name in ("because", "introduce_on", "not_just_now")}, "moves": moves}


class PrepareEnding(forms.Form):
    """Cleans to the keywords of `change_ending`. Nothing must be filled in."""

    told_on = fields.date("When did you talk about the ending?", called="The day", past=True, optional=True)
    last_meeting_on = fields.date("When is your last meeting?", called="The day", optional=True)
    looked_back = fields.long_text("Looking back together: what happened?", words=True, **LONG)
    strengths = fields.long_text("What are they good at?", words=True, **LONG)
    next_supports = fields.long_text(
        "Who else is there? Other people and places to turn to", hint="With names, times and numbers.", **LONG
    )
    thanks_from_person = fields.long_text("What would they like to say thank you for?", words=True, **LONG)
    thanks_from_worker = fields.long_text("What would you like to say thank you for?", **LONG)
    feedback_asked_on = fields.date(
        "When did you ask what it was like?", called="The day you asked", past=True, optional=True
    )
    feedback = fields.long_text("What did they say it was like?", words=True, **LONG)
    feedback_by = fields.text("Who said so?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = self.fields
        asked["strengths"].label = f"What is {called} good at?"
        asked["strengths"].help_text = f"In {called}’s words, if you can."
        asked["thanks_from_person"].label = f"What would {called} like to say thank you for?"
        asked["thanks_from_person"].help_text = f"{called} can write this on their own page too."
        asked["feedback"].label = f"What did {called} say it was like?"
        asked["feedback_by"].help_text = f"Leave it empty if it was {called}."


class EndWell(forms.Form):
    """Cleans to the keywords of `end_well`."""

    closure_code = fields.radios(
        "How did it come to its end?", (), initial="02", missing="Select how it came to its end"
    )
    thanks_from_worker = fields.long_text(
        "A last word from you", optional=True, rows=3, max_length=2000, hint="It stands on their page, to keep."
    )
    said_by = fields.text("Who agreed it with you?", max_length=120, optional=True)

    def __init__(self, *args: Any, called: str, reasons: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closure_code"].choices = list(reasons.items())  # type: ignore[attr-defined]
        self.fields["said_by"].help_text = f"Leave it empty if it was {called}."


class CloseSupport(forms.Form):
    """Cleans to the keywords of `close_support`."""

    closure_code = fields.radios("What is the reason?", (), missing="Select the reason")

    def __init__(self, *args: Any, reasons: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closure_code"].choices = list(reasons.items())  # type: ignore[attr-defined]


class RecordDeath(forms.Form):
    """Cleans to the keywords of `record_death`. `tellers` are users; `workers` the names of whom they would tell."""

    died_on = fields.date("When did they die?", called="The day", past=True, missing="Enter the day")
    teller = fields.radios("Who will tell their peer worker?", (), missing="Select who will tell them")

    def __init__(self, *args: Any, called: str, tellers: Iterable[Any], workers: Iterable[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.tellers = {user.pk: user for user in tellers}
        told = " and ".join(workers)
        self.fields["died_on"].label = f"When did {called} die?"
        self.fields["died_on"].help_text = "If you do not know exactly, the day you heard."
        if told:
            self.fields["teller"].label = f"Who will tell {told}?"
            self.fields["teller"].help_text = "In person or by phone, today if they can. No message does."
            self.fields["teller"].choices = [(pk, user.name) for pk, user in self.tellers.items()]  # type: ignore[attr-defined]
        else:
            del self.fields["teller"]

    def clean_teller(self) -> Any:
        return self.tellers[self.cleaned_data["teller"]]
