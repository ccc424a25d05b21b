"""What people type or choose, read as they write it and turned into values: days, times, minutes, numbers, choices."""

import datetime
import enum
import re
from collections.abc import Iterable, Mapping
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError

from alongside.core import clock
from alongside.ui.drawing import DateParts

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


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
        said = str(super().to_python(value) or "").lower().replace(" ", "")
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
        said = str(super().to_python(value) or "").lower().replace(" ", "")
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
        said = str(super().to_python(value) or "")
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
        said = str(super().to_python(value) or "")
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


# Django normalises and shares choices with the widget in this property; ours only takes the hints out first.
_SET_CHOICES: Any = vars(forms.ChoiceField)["choices"].fset


class _Offered:
    """Choices are (value, words) or (value, words, hint) rows, a mapping, or an enum."""

    hints: Mapping[str, str] = {}

    @property
    def choices(self) -> Any:
        return self._choices  # type: ignore[attr-defined]

    @choices.setter
    def choices(self, offered: Any) -> None:
        rows = [tuple(row) for row in rows_of(offered)]
        self.hints = {str(row[0]): row[2] for row in rows if len(row) > 2 and row[2]}
        _SET_CHOICES(self, [row[:2] for row in rows])

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


def rows_of(offered: Any) -> Iterable[Any]:
    """The rows of what is offered: of an enum, each member's value and label."""
    if isinstance(offered, type) and issubclass(offered, enum.Enum):
        return [(member.value, getattr(member, "label", member.name)) for member in offered]
    return offered.items() if isinstance(offered, Mapping) else offered
