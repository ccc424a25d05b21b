"""What is asked when two are to be kept apart: whom, and never why."""

from collections.abc import Iterable
from typing import Any

from django import forms

from alongside.ui import fields


class KeepApart(forms.Form):
    """Cleans to keywords of `keep_apart`. With `mine` it speaks to the person themself. `workers`, `teams` and `wards`
    are (row, name); without `workers` a name is typed."""

    worker = fields.select("A worker", (), empty="Nobody chosen", optional=True)
    worker_name = fields.text("The name of somebody who works here", optional=True, max_length=160)
    team = fields.select("A team", (), empty="No team", optional=True)
    ward = fields.select("A ward", (), empty="No ward", optional=True)

    def __init__(
        self,
        *args: Any,
        workers: Iterable[tuple[Any, str]] = (),
        teams: Iterable[tuple[Any, str]] = (),
        wards: Iterable[tuple[Any, str]] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.rows: dict[str, dict[str, Any]] = {}
        asked: Any = self.fields
        for name, choices in (("worker", workers), ("team", teams), ("ward", wards)):
            rows = list(choices)
            self.rows[name] = {row.pk: row for row, _ in rows}
            asked[name].choices = [("", asked[name].choices[0][1]), *((row.pk, words) for row, words in rows)]
            if not rows:
                del asked[name]
        asked["worker_name"].help_text = "First name and last name, as far as you know it."

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        chosen = {name: rows.get(said.get(name) or "") for name, rows in self.rows.items()}
        if not any(chosen.values()) and not (said.get("worker_name") or "").strip():
            self.add_error("worker_name", "Write a name, or choose one below")
        return {**chosen, "worker_name": said.get("worker_name") or ""}


class SayIKnow(forms.Form):
    """Nothing is asked: pressing the button says it. Cleans to nothing."""
