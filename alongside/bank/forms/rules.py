"""The rules of the bank as questions, and a rule set aside."""

from collections.abc import Sequence
from typing import Any

from django import forms

from alongside.bank.models import BankRules
from alongside.solvers.hours import ALWAYS_STOPS, NEEDS_REST, RULES
from alongside.ui import fields

WEEKDAYS = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))
SHORT = {
    "overlap": "Two places at once",
    "rest": "11 hours’ rest",
    "weekly_rest": "Rest each week",
    "average": "48 hours on average",
    "night": "Nights",
    "break": "A break",
    "longest_shift": "The longest shift",
    "local_cap": "Hours in one week",
    "own_limit": "Their own limit",
}


class Rules(forms.Form):
    """Every number of the bank. The half days are times like 09:00-13:00."""

    offer_hours = fields.number("How long does each round of offers stay open?", minimum=1, maximum=168, suffix="hours")
    asked_at_once = fields.number(
        "How many are asked at a time?",
        minimum=1,
        maximum=200,
        suffix="people",
        hint="Those with the least bank work in four weeks first, then as many again.",
    )
    visible_days = fields.number("How far ahead are shifts offered?", minimum=1, maximum=120, suffix="days")
    fallback_days = fields.number(
        "When is the other band offered a shift too?", minimum=0, maximum=120, suffix="days before", width=4
    )
    at_risk_hours = fields.number(
        "When is a shift that nobody has at risk?", minimum=1, maximum=336, suffix="hours before"
    )
    notice_hours = fields.number(
        "Which notice does a ward give when it cancels?",
        minimum=0,
        maximum=168,
        suffix="hours",
        hint="With less, the ward bears the cost. Our own rule: agree it with the wards.",
    )
    cut_off_day = fields.radios("When do a week’s hours go to payroll?", WEEKDAYS, columns=2, hint="Of the week after.")
    cut_off_time = fields.time("At what time?")
    stops = fields.checkboxes(
        "Which rules stop an offer?",
        [(name, SHORT[name], source) for name, source in RULES.items() if name not in ALWAYS_STOPS],
        optional=True,
        hint="The others warn whoever offers the shift. Two places at once always stop.",
    )
    average_hours = fields.number(
        "Most hours a week on average", minimum=1, maximum=48, suffix="hours", hint="The law says 48 (reg. 4)."
    )
    average_weeks = fields.number(
        "Over how many weeks?", minimum=1, maximum=17, suffix="weeks", hint="The law says 17 (reg. 4)."
    )
    rest_hours = fields.number(
        "Rest between two days’ work", minimum=11, maximum=24, suffix="hours", hint="The law says 11 (reg. 10)."
    )
    break_minutes = fields.number(
        "The break in a shift longer than 6 hours",
        minimum=20,
        maximum=90,
        suffix="minutes",
        hint="The law says 20 (reg. 12).",
    )
    longest_shift_hours = fields.number(
        "The longest shift", minimum=1, maximum=13, suffix="hours", hint="Our own rule."
    )
    local_cap_hours = fields.number(
        "Most hours in any one week, all posts together",
        minimum=1,
        maximum=84,
        suffix="hours",
        optional=True,
        hint="Our own rule. Leave it empty for none.",
    )
    morning_from = fields.time("The mornings of an employed post begin at")
    morning_until = fields.time("and end at")
    afternoon_from = fields.time("The afternoons begin at")
    afternoon_until = fields.time("and end at")

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        found = [answers.pop(name, None) for name in HALF_DAY_FIELDS]
        if all(found) and not self.errors:
            if not found[0] < found[1] <= found[2] < found[3]:
                self.add_error("morning_until", "A half day ends after it begins, and the afternoon follows")
            times = [f"{moment:%H:%M}" for moment in found if moment]
            answers["half_days"] = {"am": times[:2], "pm": times[2:]}
        if "cut_off_day" in answers:
            answers["cut_off_day"] = int(answers["cut_off_day"])
        if "stops" in answers:
            answers["stops"] = sorted({*answers["stops"], *ALWAYS_STOPS})
        return answers


HALF_DAY_FIELDS = ("morning_from", "morning_until", "afternoon_from", "afternoon_until")


def said_by(rules: BankRules) -> dict[str, Any]:
    """The rules as the form shows them: whole numbers where they are."""
    said = {}
    for name in Rules.base_fields:
        if name not in HALF_DAY_FIELDS:
            value = getattr(rules, name)
            said[name] = int(value) if isinstance(Rules.base_fields[name], forms.IntegerField) and value else value
    said["stops"] = sorted({*rules.stops} - ALWAYS_STOPS)
    half_days = rules.half_days or {"am": ["09:00", "13:00"], "pm": ["13:00", "17:00"]}
    return {**said, **dict(zip(HALF_DAY_FIELDS, [*half_days["am"], *half_days["pm"]], strict=True))}


class SetAside(forms.Form):
    rule = fields.radios("What stands in the way?", (), missing="Select what stands in the way")
    why = fields.long_text(
        "Why is it right this once?", rows=3, max_length=600, missing="Write why it is right this once"
    )
    rest_words = fields.long_text(
        "How much rest is given instead, and when?",
        rows=2,
        max_length=300,
        optional=True,
        hint="Needed for the rules of rest: as much as is missing, as soon as can be (regs 21 and 24).",
    )
    rest_by = fields.date("By which day?", future=True, optional=True)

    def __init__(self, *args: Any, problems: Sequence[Any] = (), **kwargs: Any) -> None:
        """`problems`: those that somebody may set aside."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["rule"]
        field.choices = [(problem.rule, problem.said, problem.source) for problem in problems]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("rule") in NEEDS_REST:
            if not answers.get("rest_words"):
                self.add_error("rest_words", "Write how much rest is given instead")
            if not answers.get("rest_by") and "rest_by" not in self.errors:
                self.add_error("rest_by", "Enter the day by which it is given")
        return answers
