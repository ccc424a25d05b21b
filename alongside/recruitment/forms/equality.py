"""The equality questions, to stand on whichever page counts them: each may be left, each may be "prefer not to say"."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from alongside.recruitment.models.equality import QUESTIONS
from alongside.ui import fields as ask

NAMES = tuple(f"equality_{question.code}" for question in QUESTIONS)


def fields() -> dict[str, forms.Field]:
    """Fields by name, all optional: put them into a form's `self.fields`, and read them with `answers`."""
    found: dict[str, forms.Field] = {}
    for question in QUESTIONS:
        if question.long:
            field = ask.select(
                question.words, question.choices, hint=question.hint, empty="Choose, or leave it", optional=True
            )
        else:
            field = ask.radios(question.words, question.choices, hint=question.hint, columns=2, optional=True)
        field.look = replace(field.look, unmarked=True)  # type: ignore[attr-defined]  # the page says so once, for all
        found[f"equality_{question.code}"] = field
    return found


def answers(cleaned: Mapping[str, Any]) -> dict[str, str]:
    """{question: answer's code} of those answered, for `commands.equality.count_equality`."""
    return {
        question.code: str(answer) for question in QUESTIONS if (answer := cleaned.get(f"equality_{question.code}"))
    }
