"""Draws any Django form field with the NHS component macro that fits it."""

import datetime
import functools
import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template import engines

PARTS = ("day", "month", "year")
PASSED_THROUGH = ("autocomplete", "inputmode", "spellcheck", "autocapitalize")


@dataclass(frozen=True)
class Look:
    """How a field looks, apart from what it asks. `width` is in characters: 2, 3, 4, 5, 10, 20 or 30."""

    size: str = "s"
    width: int | None = None
    columns: int | None = None
    boxed: bool = False
    words: bool = False
    count: bool = False
    most_words: int | None = None
    unmarked: bool = False  # it may stay empty for now, and is not called optional
    prefix: str = ""
    suffix: str = ""


class DateParts(forms.MultiWidget):
    """Three boxes: `<name>_day`, `<name>_month`, `<name>_year`."""

    def __init__(self, attrs: dict[str, str] | None = None) -> None:
        super().__init__(dict.fromkeys(PARTS, forms.TextInput), attrs)

    def decompress(self, value: datetime.date | None) -> list[int | None]:
        return [value.day, value.month, value.year] if value else [None, None, None]


KINDS: tuple[tuple[str, type | tuple[type, ...]], ...] = (
    ("hidden", forms.HiddenInput),
    ("date", DateParts),
    ("checkboxes", forms.CheckboxSelectMultiple),
    ("tick", forms.CheckboxInput),
    ("radios", forms.RadioSelect),
    ("select", forms.Select),
    ("textarea", forms.Textarea),
    ("file", forms.FileInput),
)
GROUPED = {"date", "checkboxes", "radios"}
CHOSEN = {"checkboxes", "radios", "select", "tick"}  # long to draw, and nothing in them is what somebody typed


class Question(BoundField):
    """A bound field that knows which NHS macro draws it, and with which parameters."""

    @functools.cached_property
    def look(self) -> Look:
        return getattr(self.field, "look", Look())

    @functools.cached_property
    def kind(self) -> str:
        """The macro: hidden, date, checkboxes, tick, radios, select, textarea, count, file or input."""
        found = next((kind for kind, widget in KINDS if isinstance(self.field.widget, widget)), "input")
        return "count" if found == "textarea" and self.look.count else found

    @property
    def first_id(self) -> str:
        """The id of the control that an error summary should lead to: the first wrong part of a date."""
        return f"{self.auto_id}_{self._wrong_parts()[0]}" if self.kind == "date" else self.auto_id

    @property
    def params(self) -> dict[str, Any]:
        """The parameters of the NHS macro named by `kind`."""
        group = " ".join(self._group_classes())
        params = {
            "name": self.html_name,
            **self._asked(),
            **getattr(self, f"_{self.kind}")(),
            **({"formGroup": {"classes": group}} if group else {}),
        }
        if self.help_text and self.kind != "tick":
            params["hint"] = {"text": self.help_text}
        if self.errors:
            params["errorMessage"] = {"text": self.errors[0]}
        return params

    def _group_classes(self) -> list[str]:
        columns = self.look.columns
        return [
            name
            for name, wanted in (
                ("app-choices", self.look.boxed),
                (f"app-choices--{columns}", self.look.boxed and columns),
                ("app-words-in", self.look.words),
            )
            if wanted
        ]

    def _asked(self) -> dict[str, Any]:
        text = self.label if self.field.required or self.look.unmarked else f"{self.label} (optional)"
        heading = getattr(self.form, "heading_field", None) == self.name
        said = {"text": text, "size": "l" if heading else self.look.size, "isPageHeading": heading}
        if self.kind == "tick":
            return {"idPrefix": self.auto_id}
        if self.kind not in GROUPED:
            return {"id": self.auto_id, "label": said}
        # idPrefix only: with `id` as well, the group and its first option would share one id.
        return {"idPrefix": self.auto_id, "fieldset": {"legend": said}}

    def _options(self, mark: str) -> list[dict[str, Any]]:
        value = self.value()
        chosen = {str(v) for v in (value if isinstance(value, (list, tuple, set)) else [value])}
        hints = getattr(self.field, "hints", {})
        return [
            {
                "value": str(v),
                "text": str(text),
                mark: str(v) in chosen,
                **({"hint": {"text": hints[str(v)]}} if hints.get(str(v)) else {}),
            }
            for v, text in self.field.choices  # type: ignore[attr-defined]
        ]

    def _radios(self) -> dict[str, Any]:
        return {"items": self._options("checked")}

    def _checkboxes(self) -> dict[str, Any]:
        return {"items": self._options("checked")}

    def _tick(self) -> dict[str, Any]:
        hint = {"hint": {"text": self.help_text}} if self.help_text else {}
        return {"items": [{"value": "on", "text": self.label, "checked": bool(self.value()), **hint}]}

    def _select(self) -> dict[str, Any]:
        return {"items": self._options("selected"), "value": None}

    def _date(self) -> dict[str, Any]:
        value = self.value()
        answers = value if isinstance(value, list) else self.field.widget.decompress(value)
        wrong = self._wrong_parts() if self.errors else ()
        autocomplete = self.field.widget.attrs.get("autocomplete")
        return {
            "id": self.auto_id,
            "items": [
                {
                    "name": f"{self.html_name}_{part}",
                    "id": f"{self.auto_id}_{part}",
                    "label": part.title(),
                    "width": 4 if part == "year" else 2,
                    "value": "" if answer is None else str(answer),
                    "error": part in wrong,
                    **({"autocomplete": f"{autocomplete}-{part}"} if autocomplete else {}),
                }
                for part, answer in zip(PARTS, answers, strict=True)
            ],
        }

    def _wrong_parts(self) -> tuple[str, ...]:
        """Which boxes of a date hold the mistake: named by the error's code, else all three."""
        code = self.errors.as_data()[0].code if self.errors else None
        named = tuple(part for part in PARTS if part in (code or "").split())
        return named or PARTS

    def _file(self) -> dict[str, Any]:
        accept = self.field.widget.attrs.get("accept")
        return {"attributes": {"accept": accept}} if accept else {}

    def _textarea(self) -> dict[str, Any]:
        rows = self.field.widget.attrs.get("rows", 4)
        return {"value": self.value() or "", "rows": rows, **self._passed_through()}

    def _count(self) -> dict[str, Any]:
        most = self.look.most_words
        limit = {"maxwords": most} if most else {"maxlength": self.field.max_length}  # type: ignore[attr-defined]
        return {**self._textarea(), **limit}

    def _input(self) -> dict[str, Any]:
        value = None if isinstance(self.field.widget, forms.PasswordInput) else self.value()  # never sent back
        look = self.look
        return {
            "type": self.field.widget.input_type,
            "value": "" if value is None else str(value),
            **({"classes": f"nhsuk-input--width-{look.width}"} if look.width else {}),
            **({"prefix": {"text": look.prefix}} if look.prefix else {}),
            **({"suffix": {"text": look.suffix}} if look.suffix else {}),
            **self._passed_through(),
        }

    def _hidden(self) -> dict[str, Any]:
        value = self.value()
        return {"value": "" if value is None else str(value)}

    def _passed_through(self) -> dict[str, str]:
        attrs = self.field.widget.attrs
        return {name: attrs[name] for name in PASSED_THROUGH if name in attrs}


class Renderer(DjangoTemplates):
    """FORM_RENDERER: our Jinja templates for `as_field_group`, Django's own for anything else (sign-in's pages)."""

    field_template_name = "ui/field.jinja"
    bound_field_class = Question

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        field = context.get("field")
        if template_name == self.field_template_name and isinstance(field, Question) and field.kind in CHOSEN:
            return _drawn(field.kind, json.dumps(field.params))
        return super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Any:
        if template_name.endswith(".jinja"):
            return engines["jinja2"].get_template(template_name)
        return super().get_template(template_name)


@functools.lru_cache(maxsize=500)
def _drawn(kind: str, params: str) -> str:
    """The same choices are drawn the same: the NHS macros take a millisecond for each."""
    field = {"kind": kind, "params": json.loads(params)}
    drawn: str = engines["jinja2"].get_template(Renderer.field_template_name).render({"field": field})
    return drawn
