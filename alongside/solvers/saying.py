"""Says moments, lengths and spells of work as the sentences about them do."""

import math
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from alongside.solvers.spells import Spell, whole_minutes


def place(spell: Spell) -> str:
    if not spell.what:
        return "elsewhere"
    return spell.what if spell.what.startswith(("in ", "on ", "at ")) else f"on {spell.what}"


def part_of_day(spell: Spell, zone: ZoneInfo) -> str:
    start = spell.start.astimezone(zone)
    part = next(
        words
        for hour, words in ((5, "night"), (12, "morning"), (17, "afternoon"), (20, "evening"), (24, "night"))
        if start.hour < hour
    )
    return f"{start:%A} {part}"


def clock_words(moment: datetime, zone: ZoneInfo) -> str:
    """Says a moment's time on the wall clock: "noon", "9pm", "9:30pm"."""
    local = moment.astimezone(zone)
    if (local.hour, local.minute) in ((0, 0), (12, 0)):
        return "noon" if local.hour else "midnight"
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def length_words(length: timedelta) -> str:
    hours, minutes = divmod(whole_minutes(length), 60)
    said = f"{hours} hour{'' if hours == 1 else 's'}" if hours or not minutes else ""
    return f"{said} {minutes} minute{'' if minutes == 1 else 's'}".strip() if minutes else said


def above(number: float) -> str:
    """To one decimal and never down: what is over a limit does not read as the limit."""
    return f"{math.ceil(number * 10 - 1e-9) / 10:g}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B}"
