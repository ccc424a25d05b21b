"""The questions our forms ask, each with its label, hint, error in NHS style, and look.

`fields.text("First name", missing="Enter their first name")` returns an ordinary Django field. Every function takes
`label` first and then, by name: `hint`; `missing` (the error when it is left empty); `optional` (the label then says
so); `size` of the label ("s", "m", "l", "xl"); `initial`; and `autocomplete`, `inputmode` or `spellcheck` where typed.
"""

import enum
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from django import forms

from alongside.ui.answers import (
    DateField,
    MinutesField,
    NHSNumberField,
    OneOf,
    PhoneField,
    SomeOf,
    TimeField,
    YesNo,
    rows_of,
)
from alongside.ui.drawing import PASSED_THROUGH, Look, Renderer

__all__ = ["Renderer"]

Kind = TypeVar("Kind", bound=forms.Field)


def text(label: str, *, width: int | None = None, max_length: int = 255, **rest: Any) -> forms.CharField:
    return _ask(forms.CharField, label, "Enter", Look(width=width), {"max_length": max_length}, rest)


def email(label: str, **rest: Any) -> forms.EmailField:
    rest = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none", **rest}
    options = {"wrong": "Enter an email address in the correct format, like name@example.com"}
    return _ask(forms.EmailField, label, "Enter", Look(), options, rest)


def phone(label: str, **rest: Any) -> PhoneField:
    return _ask(PhoneField, label, "Enter", Look(width=20), {}, {"widget": _tel(), "autocomplete": "tel", **rest})


def number(
    label: str, *, minimum: int | None = None, maximum: int | None = None, width: int = 4, suffix: str = "", **rest: Any
) -> forms.IntegerField:
    rest = {"widget": forms.TextInput(), "inputmode": "numeric", **rest}
    options = {"min_value": minimum, "max_value": maximum, "wrong": "Enter a whole number, like 5"}
    return _ask(forms.IntegerField, label, "Enter", Look(width=width, suffix=suffix), options, rest)


def minutes(label: str, *, maximum: int = 720, **rest: Any) -> MinutesField:
    rest = {"inputmode": "numeric", "missing": "Enter the minutes, like 45", **rest}
    return _ask(MinutesField, label, "Enter", Look(width=4, suffix="minutes"), {"maximum": maximum}, rest)


def long_text(
    label: str,
    *,
    rows: int = 4,
    max_length: int | None = None,
    count: bool = False,
    words: bool = False,
    most_words: int | None = None,
    **rest: Any,
) -> forms.CharField:
    """Several lines. `count` shows the characters left, `most_words` the words left (the form itself refuses more);
    `words` gives the warm ground of a person's own words."""
    rest = {"widget": forms.Textarea({"rows": rows}), **rest}
    look = Look(count=bool(most_words) or (count and max_length is not None), words=words, most_words=most_words)
    return _ask(forms.CharField, label, "Enter", look, {"max_length": max_length}, rest)


def date(label: str, *, called: str = "", past: bool = False, future: bool = False, **rest: Any) -> DateField:
    """`called` names the date in its errors when the label is a question ("The meeting must include a year")."""
    called = called or ("The date" if label.endswith("?") else label)
    return _ask(DateField, label, "Enter", Look(), {"called": called, "past": past, "future": future}, rest)


def time(label: str, **rest: Any) -> TimeField:
    rest = {"missing": "Enter a time, like 10:30am or 2pm", **rest}
    return _ask(TimeField, label, "Enter", Look(width=10), {}, rest)


def nhs_number(label: str = "NHS number", **rest: Any) -> NHSNumberField:
    rest = {"inputmode": "numeric", "spellcheck": "false", **rest}
    return _ask(NHSNumberField, label, "Enter", Look(width=10), {}, rest)


def radios(label: str, choices: Any, *, columns: int | None = None, boxed: bool = True, **rest: Any) -> OneOf:
    """Choices a thumb can hit. `columns`: 1 (the default), 2 (four on a desktop) or 3 (six)."""
    rest = {"widget": forms.RadioSelect(), **rest}
    return _ask(OneOf, label, "Select", Look(columns=columns, boxed=boxed), _offer(choices), rest)


def checkboxes(label: str, choices: Any, *, columns: int | None = None, boxed: bool = True, **rest: Any) -> SomeOf:
    rest = {"widget": forms.CheckboxSelectMultiple(), **rest}
    return _ask(
        SomeOf, label, "Select", Look(columns=columns, boxed=boxed), {**_offer(choices), "empty_value": []}, rest
    )


def select(label: str, choices: Any, *, empty: str = "", **rest: Any) -> OneOf:
    """A long list. `empty` is the first line, which chooses nothing ("All pathways")."""
    offered = _offer(choices)
    return _ask(OneOf, label, "Select", Look(), {**offered, "choices": [("", empty), *rows_of(choices)]}, rest)


def yes_no(label: str, *, yes: str = "Yes", no: str = "No", **rest: Any) -> YesNo:
    options = {"choices": (("yes", yes), ("no", no)), "coerce": lambda said: said == "yes", "empty_value": None}
    return _ask(YesNo, label, "Select", Look(boxed=True, columns=2), options, {"widget": forms.RadioSelect(), **rest})


def tick(label: str, *, boxed: bool = True, optional: bool = True, **rest: Any) -> forms.BooleanField:
    """One box to tick: True or False. With `optional=False` it must be ticked."""
    return _ask(forms.BooleanField, label, "Select", Look(boxed=boxed), {}, {"optional": optional, **rest})


def file(label: str, *, accept: str = "", **rest: Any) -> forms.FileField:
    """`accept`: the endings a browser offers, like ".xlsx,.csv". The server still looks at what came."""
    widget = forms.FileInput({"accept": accept} if accept else {})
    return _ask(forms.FileField, label, "Select", Look(), {}, {"widget": widget, **rest})


def hidden(**rest: Any) -> forms.CharField:
    """Carried, not asked."""
    rest = {"missing": "Something is missing from this page. Go back and try again", **rest}
    return _ask(forms.CharField, "", "", Look(), {}, {"widget": forms.HiddenInput(), **rest})


def _tel() -> forms.TextInput:
    widget = forms.TextInput()
    widget.input_type = "tel"
    return widget


def _offer(choices: Any) -> dict[str, Any]:
    typed = isinstance(choices, type) and issubclass(choices, enum.Enum)
    return {"choices": choices, "empty_value": None, **({"coerce": choices} if typed else {})}


def _ask(
    kind: Callable[..., Kind], label: str, verb: str, look: Look, options: dict[str, Any], rest: dict[str, Any]
) -> Kind:
    """Build the field: every question is put together here, so that they all take the same words."""
    rest = dict(rest)
    attrs = {name: rest.pop(name) for name in PASSED_THROUGH if name in rest}
    missing = rest.pop("missing", "") or _said(verb, label)
    wrong = options.pop("wrong", "") if "wrong" in options else ""
    messages = {"required": missing, **({"invalid": wrong} if wrong else {}), "invalid_choice": missing}
    size = rest.pop("size", look.size)
    field = kind(
        label=label,
        help_text=rest.pop("hint", ""),
        required=not rest.pop("optional", False),
        error_messages={**messages, **_limits(label, options)},
        **options,
        **rest,
    )
    field.widget.attrs.update(attrs)
    field.look = replace(look, size=size)  # type: ignore[attr-defined]
    return field


def _said(verb: str, label: str) -> str:
    """The error for an empty answer when the form gives none of its own."""
    if label.endswith("?"):
        return f"{verb} an answer"
    keep = label[:2].isupper()
    return f"{verb} {label if keep else label[:1].lower() + label[1:]}"


def _limits(label: str, options: dict[str, Any]) -> dict[str, str]:
    named = "Your answer" if label.endswith("?") else label
    low, high, longest = options.get("min_value"), options.get("max_value"), options.get("max_length")
    return {
        **({"min_value": f"{named} must be {low} or more"} if low is not None else {}),
        **({"max_value": f"{named} must be {high} or fewer"} if high is not None else {}),
        **({"max_length": f"{named} must be {longest} characters or fewer"} if longest else {}),
    }
