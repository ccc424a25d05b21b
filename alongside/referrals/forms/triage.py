"""What triage is asked about a request."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms

from alongside.core import clock
from alongside.core.nhs import codes
from alongside.referrals.forms import offer
from alongside.referrals.models import Choice, How
from alongside.ui import fields

SAID = [way for way in How.choices if way[0] != How.ONLINE]


class Accept(forms.Form):
    """`find_pathway` and `find_team` make the ids that were chosen into the records that the command takes."""

    pathway = fields.select("Which pathway?", (), empty="Choose a pathway", missing="Select a pathway")
    host_team = fields.select("Which team?", (), empty="No team yet", optional=True)
    urgent_reason = fields.text(
        "Is there a reason to be quick?",
        optional=True,
        max_length=200,
        hint="Like: leaves the ward on Friday. Leave it empty if there is none.",
    )
    urgent_by = fields.date("By which day?", called="The day", future=True, optional=True)

    def __init__(
        self,
        *args: Any,
        pathways: Sequence[tuple[str, str]],
        teams: Sequence[tuple[str, str]],
        find_pathway: Callable[[str], Any],
        find_team: Callable[[str], Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "pathway", pathways, "Choose a pathway")
        offer(self, "host_team", teams, "No team yet")
        self.find_pathway, self.find_team = find_pathway, find_team

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("urgent_by") and not answers.get("urgent_reason"):
            self.add_error("urgent_reason", "Enter the reason to be quick, or leave the day empty")
        if not self.errors:
            answers["pathway"] = self.find_pathway(answers["pathway"])
            answers["host_team"] = self.find_team(answers["host_team"]) if answers["host_team"] else None
        return answers


class AskReferrer(forms.Form):
    words = fields.long_text(
        "What would you like to ask?",
        max_length=1000,
        missing="Enter the question",
        hint="They see this question on their page. They cannot see anything else we write.",
    )


class Answer(forms.Form):
    answer = fields.long_text("Your answer", rows=2, max_length=1000, missing="Enter your answer")


class Decline(forms.Form):
    words = fields.long_text(
        "What would you like to tell them?",
        max_length=1000,
        missing="Enter what to tell them",
        hint="Kind and plain. Whoever asked reads this just as you write it.",
    )
    elsewhere = fields.long_text(
        "Where else can they turn?",
        rows=3,
        max_length=1000,
        optional=True,
        hint="Names, numbers and opening times. They read this too.",
    )
    code = fields.radios(
        "For national records, is it one of these?", (), optional=True, hint="Only for counting. Nobody is told."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "code", [*codes.REJECTION.choices(), ("", "None of these")])

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        return {**answers, "code": answers.get("code") or ""}


class Close(forms.Form):
    closure_code = fields.radios("Why does it end here?", codes.CLOSURE.choices(), missing="Select why it ends here")


class TheirAnswer(forms.Form):
    answer = fields.radios(
        "What did they say to peer support?",
        [
            (Choice.Answer.YES.value, "Yes"),
            (Choice.Answer.NOT_YET.value, "Not yet", "We ask again when they like. They keep their place"),
            (Choice.Answer.NO.value, "No", "They need not say why. They can ask again at any time"),
        ],
        missing="Select what they said",
    )
    how = fields.radios("How did they say it?", SAID, columns=2, missing="Select how they said it")
    said_on = fields.date("When?", called="The day they said it", past=True, missing="Enter the day they said it")
    said_by = fields.text(
        "Who said it?", max_length=120, missing="Enter who said it", hint="The person themself, or who spoke for them"
    )
    words = fields.long_text(
        "Their words, if they would like them kept", optional=True, words=True, rows=2, max_length=1000
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"said_on": clock.today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        return {**(super().clean() or {}), "about": Choice.About.PEER_SUPPORT.value}


class Hold(forms.Form):
    until = fields.date(
        "Until when would they like to wait?",
        called="The day",
        future=True,
        missing="Enter the day they would like to hear from us again",
    )


class SamePerson(forms.Form):
    sure = fields.tick("I have looked at both, and they are one person", optional=False)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {}
