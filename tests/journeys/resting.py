"""Two shifts offered to the same workers of a staff bank: an evening, and early the morning after.

Beside a home in which banks.py made the bank.
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.journeys.beside import Made, made_beside

OFFERED_TO = ("peer-worker", "bank-peer-worker")


def evening_and_morning(home: Path, evening: date) -> None:
    """Half past six to half past ten in the evening, and eight to eleven the morning after, on the bank's ward."""
    made_beside(home, _make, evening.isoformat())


def _make(said: str) -> Made:
    from django.utils import timezone

    from alongside.accounts.models import User, Ward
    from alongside.bank.models import Shift, ShiftOffer
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona
    from alongside.workforce.models import Worker

    evening, made = date.fromisoformat(said), {}
    with unguarded():
        for what, day, starts, hours in (
            ("Film evening", evening, time(18, 30), 4),
            ("Morning walk", evening + timedelta(days=1), time(8), 3),
        ):
            starts_at = timezone.make_aware(datetime.combine(day, starts))
            shift = Shift.objects.create(
                ward=Ward.objects.order_by("name").first(),
                status="offered",
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=hours),
                what_for=what,
                asked_at=clock.now(),
                asked_by_user=User.objects.get(email=persona("ward").email),
                asked_by=persona("ward").name,
                approved_at=clock.now(),
                approved_by=persona("bank-lead").name,
                round="all",
                round_ends_at=clock.now() + timedelta(days=2),
            )
            for who in OFFERED_TO:
                worker = Worker.objects.get(user__email=persona(who).email)
                ShiftOffer.objects.create(shift=shift, worker=worker, round="all", offered_at=clock.now())
            made[what] = shift.pk
    return made
