"""Sending a piece that shows understanding, saying what is seen in it, and what the trainee will read."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.ui import fields

SEEN = (("yes", "Shown"), ("no", "Not yet"))


class SendUnderstanding(forms.Form):
    words = fields.long_text(
        "What have you understood?",
        hint="Your own words, examples from your life or the course. As long or short as you like.",
        rows=10,
        optional=True,
        words=True,
    )
    upload = fields.file(
        "Or a file: written, drawn or spoken",
        hint="A PDF, a Word document, a photo or a sound recording, up to 10 MB.",
        accept=".pdf,.docx,.jpg,.jpeg,.png,.mp3,.m4a,.wav,.ogg,.webm",
        optional=True,
    )


class PerPrinciple(forms.Form):
    """Of each principle: shown or not yet, and why. `principles` need id, name, and what was said before in `mine`."""

    def __init__(self, *args: Any, principles: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.principles = principles
        for row in principles:
            mine = getattr(row, "mine", None)
            self.fields[f"met_{row.id}"] = fields.radios(
                row.name,
                SEEN,
                columns=2,
                hint=getattr(row, "shown_by", "") or row.words,
                missing=f"Say whether “{row.name}” is shown",
                initial=("yes" if mine.met else "no") if mine else None,
            )
            self.fields[f"words_{row.id}"] = fields.long_text(
                f"What you saw of “{row.name}”, or what to try",
                rows=2,
                optional=True,
                max_length=1000,
                initial=mine.words if mine else "",
            )

    def found(self, said: dict[str, Any]) -> dict[str, tuple[bool, str]]:
        return {
            row.id: (said[f"met_{row.id}"] == "yes", said.get(f"words_{row.id}", ""))
            for row in self.principles
            if said.get(f"met_{row.id}")
        }


class Judge(PerPrinciple):
    """Cleaned: found, {principle id: (shown, words)}. Not yet always says what to try."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        found = self.found(said)
        for key, (met, words) in found.items():
            if not met and not words.strip():
                self.add_error(f"words_{key}", "Say what to try next. They read this")
        return {"found": found}


class AgreeResult(forms.Form):
    feedback = fields.long_text(
        "What they will read",
        hint="What you saw in their piece; and if something is not yet shown, what to try. Warm and plain.",
        rows=6,
        words=True,
        missing="Write a few words for them",
    )
