"""The questions our forms ask, each with its label, hint, error in NHS style, and look.

`fields.text("First name", missing="Enter their first name")` returns an ordinary Django field. Every function takes
`label` first and then, by name: `hint`; `missing` (the error when it is left empty); `optional` (the label then says
so); `size` of the label ("s", "m", "l", "xl"); `initial`; and `autocomplete`, `inputmode` or `spellcheck` where typed.
"""

import datetime
import enum
import re
from collections.abc import Iterable, Mapping
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

from alongside.core import clock
from alongside.ui.drawing import PASSED_THROUGH, DateParts, Look, Renderer

__all__ = ["Renderer"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


# What people type ---------------------------------------------------------------------------------------------------


class DateField(forms.Field):
    """Three boxes in, a `datetime.date` out. Also reads "24 November 2026", "24/11/2026" and ISO dates, for a sheet.

    A month may be a name. A year of two digits is the nearest century that fits: for a date in the `past` never a
    later day than today, otherwise at most ten years ahead.
    """

    widget = DateParts

    def __init__(self, *, called: str, past: bool = False, future: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.called, self.past, self.future = called, past, future

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value.date() if isinstance(value, datetime.datetime) else value
        day, month, year = answers = _three_parts(value)
        if not any(answers):
            return None
        missing = [part for part, answer in zip(("day", "month", "year"), answers, strict=True) if not answer]
        if missing:
            raise ValidationError(f"{self.called} must include a {' and '.join(missing)}", code=" ".join(missing))
        try:
            return self._century(datetime.date(_year(year), _month(month), int(day)), two_digits=len(year) <= 2)
        except ValueError:
            raise ValidationError(f"{self.called} must be a real date", code="unreal") from None

    def _century(self, found: datetime.date, *, two_digits: bool) -> datetime.date:
        if not two_digits:
            return found
        today = clock.today()
        too_late = found > today if self.past else found.year > today.year + 10
        return found.replace(year=found.year - 100) if too_late else found

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        if value and self.past and value > clock.today():
            raise ValidationError(f"{self.called} must be in the past", code="day month year")
        if value and self.future and value < clock.today():
            raise ValidationError(f"{self.called} must be today or later", code="day month year")


def _three_parts(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        parts = [str(part or "").strip() for part in value]
        return (parts + [""] * 3)[:3]
    parts = re.split(r"[\s/.\-]+", str(value).strip())
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    return (parts + [""] * 3)[:3]


def _month(said: str) -> int:
    return MONTHS.index(said[:3].lower()) + 1 if said[:3].isalpha() else int(said)


def _year(said: str) -> int:
    return int(said) + 2000 if len(said) <= 2 else int(said)


class TimeField(forms.CharField):
    """Reads "10:30", "10.30am", "1030", "2pm" or "midday" in, a `datetime.time` out.

    1 to 6 without am, pm or a leading zero is the afternoon: nobody here meets at 2 in the morning.
    """

    def to_python(self, value: Any) -> Any:
        if isinstance(value, datetime.time):
            return value
        said = super().to_python(value).lower().replace(" ", "")
        if not said:
            return None
        if said in ("midday", "noon", "midnight"):
            return datetime.time(0 if said == "midnight" else 12)
        found = re.fullmatch(r"(\d{1,2})(?:[:.]?(\d{2}))?(am|pm|a\.m\.|p\.m\.)?", said)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        half = found[3][0] if found and found[3] else ""
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif half:
            hour = 99
        elif 1 <= hour <= 6 and not said.startswith("0"):
            hour += 12
        try:
            return datetime.time(hour, minute)
        except ValueError:
            raise ValidationError("Enter a time, like 10:30am or 2pm", code="unreal") from None

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, datetime.time):
            return value
        return f"{value.hour % 12 or 12}:{value:%M}{'am' if value.hour < 12 else 'pm'}"


class MinutesField(forms.CharField):
    """Reads "45", "45 minutes", "1h 30" or "1:30" in, whole minutes out."""

    def __init__(self, *, maximum: int = 720, **options: Any) -> None:
        super().__init__(**options)
        self.maximum = maximum

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value).lower().replace(" ", "")
        if not said:
            return None
        plain = re.fullmatch(r"(\d+)(?:m|mins?|minutes?)?", said)
        hours = re.fullmatch(r"(\d+)(?:h|hr|hrs|hours?|:)(?:and)?(\d{0,2})(?:m|mins?|minutes?)?", said)
        if not plain and not hours:
            raise ValidationError("Enter the minutes, like 45", code="unreal")
        found = int(plain[1]) if plain else int(hours[1]) * 60 + int(hours[2] or 0)  # type: ignore[index]
        if not 0 < found <= self.maximum:
            raise ValidationError(f"Minutes must be between 1 and {self.maximum}", code="range")
        return found


class NHSNumberField(forms.CharField):
    """Ten digits with or without spaces in, ten digits out, checked by the last digit."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value)
        return self._checked(said) if said else ""

    def _checked(self, said: str) -> str:
        from alongside.core.nhs.number import clean_nhs_number

        try:
            return clean_nhs_number(said)
        except ValueError as problem:
            raise ValidationError(str(problem), code="unreal") from None


class PhoneField(forms.CharField):
    """A number as people write it in; out, "07700 900214", or "+353 1 234 5678" from elsewhere.

    Possible, not valid: the ranges kept for fiction are possible, and are all that tests and the demo may use.
    """

    def to_python(self, value: Any) -> str:
        said = super().to_python(value)
        if not said:
            return ""
        try:
            number = phonenumbers.parse(said, "GB")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError("Enter a phone number, like 07700 900 982 or 01632 960 001", code="unreal")
        style = phonenumbers.PhoneNumberFormat
        return phonenumbers.format_number(number, style.NATIONAL if number.country_code == 44 else style.INTERNATIONAL)


# What people choose -------------------------------------------------------------------------------------------------


class _Offered:
    """Choices are (value, words) or (value, words, hint) rows, a mapping, or an enum."""

    hints: Mapping[str, str] = {}

    @property
    def choices(self) -> Any:
        return self._choices  # type: ignore[attr-defined]

    @choices.setter
    def choices(self, offered: Any) -> None:
        rows = [tuple(row) for row in _rows(offered)]
        self.hints = {str(row[0]): row[2] for row in rows if len(row) > 2 and row[2]}
        forms.ChoiceField.choices.fset(self, [row[:2] for row in rows])  # type: ignore[attr-defined]

    def prepare_value(self, value: Any) -> Any:
        return [_plain(v) for v in value] if isinstance(value, (list, tuple, set)) else _plain(value)


class OneOf(_Offered, forms.TypedChoiceField):
    """One of the choices: the value as text, or the member when the choices are an enum. None if left empty."""


class SomeOf(_Offered, forms.TypedMultipleChoiceField):
    """Any of the choices: a list of values, or of members when the choices are an enum."""


class YesNo(OneOf):
    """True, False, or None if left empty."""

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value


def _rows(offered: Any) -> Iterable[Any]:
    if isinstance(offered, type) and issubclass(offered, enum.Enum):
        return [(member.value, getattr(member, "label", member.name)) for member in offered]
    return offered.items() if isinstance(offered, Mapping) else offered


# The questions ------------------------------------------------------------------------------------------------------


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
    label: str, *, rows: int = 4, max_length: int | None = None, count: bool = False, words: bool = False, **rest: Any
) -> forms.CharField:
    """Several lines. `count` shows the characters left; `words` gives the warm ground of a person's own words."""
    rest = {"widget": forms.Textarea({"rows": rows}), **rest}
    look = Look(count=count and max_length is not None, words=words)
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
    return _ask(OneOf, label, "Select", Look(), {**offered, "choices": [("", empty), *_rows(choices)]}, rest)


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


def _ask(kind: Any, label: str, verb: str, look: Look, options: dict[str, Any], rest: dict[str, Any]) -> Any:
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
    field.look = Look(**{**look.__dict__, "size": size})
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
