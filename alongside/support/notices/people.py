"""How a person is told anything: by the way they chose, or by none."""

from typing import Any

from alongside.core import notices
from alongside.core.commands import Act
from alongside.core.models import Notice


def tell_person(
    act: Act, person: Any, text: str, subject: str = "Our next meeting", *, calendar: str = "", **how: Any
) -> Notice | None:
    """Only by the way the person chose; by no way at all if they chose a phone call, a letter or someone else."""
    if person.died_on:
        return None
    if person.contact_by == "text":
        return notices.write(
            act, to=person.phone, subject="", text=text, channel=Notice.Channel.TEXT, about_id=person.pk, **how
        )
    if person.contact_by == "email":
        return notices.write(
            act, to=person.email, subject=subject, text=text, about_id=person.pk, calendar=calendar, **how
        )
    return None
