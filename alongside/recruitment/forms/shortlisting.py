"""Scores from 0 to 3, each with a sentence the person could read."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms

from alongside.recruitment.queries import marks
from alongside.recruitment.queries.reading import CriterionPage
from alongside.ui import fields

SCORES = tuple((str(score), f"{score} {words}") for score, words in marks.WORDS.items())
WHY = "Why, in a sentence the person could read"


class ScoreApplication(forms.Form):
    """Every criterion of one application. What is not scored yet may wait; a score without its why may not."""

    def __init__(self, *args: Any, criteria: Sequence[CriterionPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for row in criteria:
            name = row.criterion.pk
            self.fields[f"score_{name}"] = fields.radios(row.criterion.words, SCORES, columns=2, optional=True)
            self.fields[f"why_{name}"] = fields.long_text(WHY, rows=2, max_length=400, optional=True)
        for field in self.fields.values():  # it may wait, and is not called optional
            field.look = replace(field.look, unmarked=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """`{"scores": {criterion id: (score, why)}}` of those scored."""
        super().clean()
        scores = {}
        for row in self.criteria:
            score = self.cleaned_data.get(f"score_{row.criterion.pk}")
            why = (self.cleaned_data.get(f"why_{row.criterion.pk}") or "").strip()
            if score is not None and not why:
                self.add_error(f"why_{row.criterion.pk}", f"Write why, for “{row.criterion.words}”")
            elif score is None and why:
                self.add_error(f"score_{row.criterion.pk}", f"Select a score for “{row.criterion.words}”")
            elif score is not None:
                scores[row.criterion.pk] = (int(score), why)
        return {"scores": scores}


def initial_scores(criteria: Sequence[CriterionPage]) -> dict[str, str]:
    """What was scored before, as the form shows it."""
    said = {row.criterion.pk: row.mine for row in criteria if row.mine and row.mine.score is not None}
    return {
        **{f"score_{pk}": str(mine.score) for pk, mine in said.items()},
        **{f"why_{pk}": mine.words for pk, mine in said.items()},
    }


class AgreeScore(forms.Form):
    """One score and its why: what two agree on, or what a third settles."""

    score = fields.radios("What score do you both agree on?", SCORES, columns=2, missing="Select a score")
    words = fields.long_text(WHY, rows=2, max_length=400, missing="Write why, in a sentence the person could read")

    def clean_score(self) -> int:
        return int(self.cleaned_data["score"])


class SettleScore(AgreeScore):
    score = fields.radios("What is your score?", SCORES, columns=2, missing="Select a score")


class Finish(forms.Form):
    meet_at_most = fields.number(
        "How many people can you meet?",
        minimum=1,
        maximum=500,
        optional=True,
        hint="Leave it empty to meet everyone who showed what the job needs. Equal ones are met together, and so is "
        "everyone who asked for a sure place.",
    )
