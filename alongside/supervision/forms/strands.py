"""What is asked to name a supervisor, agree how and how often, cover, and ask for a session."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.supervision.forms.sessions import choose
from alongside.supervision.models import Strand
from alongside.ui import fields

Rows = Sequence[tuple[Any, str]]
WHAT = {
    Strand.LINE: "Hours, leave, how the job goes",
    Strand.CLINICAL: "With a clinician, about the work with people",
    Strand.PEER: "With a peer, about the role itself",
}


class StartSupervision(forms.Form):
    """Cleans to the keywords of `start_supervision`."""

    strand = fields.radios(
        "Which kind of supervision?",
        [(value, label, WHAT[Strand(value)]) for value, label in Strand.choices],
        missing="Select which kind",
    )
    worker = fields.select("Who is supervised?", (), empty="Choose one", missing="Select who is supervised")
    supervisor = fields.select(
        "Who supervises?",
        (),
        empty="Choose one",
        hint="A clinician, a senior peer worker or a manager. Somebody not here yet is added to the team first.",
        missing="Select who supervises",
    )
    group_name = fields.text(
        "Name of the group",
        optional=True,
        max_length=80,
        hint="Leave it empty for one to one. Others join a group on the next page.",
    )
    weeks = fields.number(
        "How often, if not as usual?",
        optional=True,
        minimum=1,
        maximum=26,
        suffix="weeks apart",
        hint="Leave it empty for the rhythm of your service.",
    )
    began_on = fields.date("From which day?", called="The first day", missing="Enter the first day")

    def __init__(self, *args: Any, workers: Rows = (), supervisors: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "worker", workers, "Choose one")
        choose(self, "supervisor", supervisors, "Choose one")

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {**{name: said[name] for name in said if name != "worker"}, "people": [said.get("worker")]}


class WriteAgreement(forms.Form):
    """Cleans to the keywords of `write_agreement`."""

    agreement = fields.long_text(
        "How do we do this together?",
        rows=12,
        words=True,
        missing="Enter what you agree",
        hint="What it is for, what we each bring, how we say when something is hard, what stays between us and what "
        "does not, what we do when one of us cannot come.",
    )


class AgreeRhythm(forms.Form):
    weeks = fields.number(
        "At least once in how many weeks?",
        optional=True,
        minimum=1,
        maximum=26,
        suffix="weeks",
        hint="Leave it empty for the rhythm of your service.",
    )


class NameCover(forms.Form):
    """Cleans to the keywords of `name_cover`."""

    by = fields.select(
        "Who covers?",
        (),
        empty="Choose one",
        missing="Select who covers",
        hint="They read what is written while they cover, and nothing from before.",
    )
    starts_on = fields.date("From which day?", called="The first day", missing="Enter the first day")
    ends_on = fields.date("To which day?", called="The last day", missing="Enter the last day")

    def __init__(self, *args: Any, workers: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "by", workers, "Choose one")


class JoinSupervision(forms.Form):
    worker = fields.select("Who joins?", (), empty="Choose one", missing="Select who joins")

    def __init__(self, *args: Any, workers: Rows = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "worker", workers, "Choose one")


class AskForSession(forms.Form):
    words = fields.long_text(
        "Is there something you would like to say with it?",
        optional=True,
        words=True,
        hint="You need not. Only whoever supervises you reads it.",
    )
