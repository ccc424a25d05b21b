"""What is asked, by who asks it."""

from collections.abc import Iterable
from typing import Any

from django import forms


def offer(form: forms.Form, name: str, rows: Iterable[tuple[str, str]], empty: str = "") -> None:
    """The choices of a question that are known only now; `empty` is the first line of a list."""
    field: Any = form.fields[name]
    field.choices = [*([("", empty)] if empty else []), *rows]
