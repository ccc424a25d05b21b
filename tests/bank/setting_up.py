"""Bank workers and shifts for tests, made without commands."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.bank.models import BankRules, BankWorker, Shift
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.workforce.models import Assignment, Credential, CredentialKind, Worker
from tests.world import World, make_user

KINDS = (  # slug, name, what stands in the way, for a ward, months
    ("trained", "Peer support training", "Not trained yet", False, None),
    ("checks", "Employment checks", "A check is not clear", False, None),
    ("mandatory", "Mandatory training", "Mandatory training is out of date", False, 12),
    ("supervision", "Supervision", "No supervision this quarter", False, 3),
    ("induction", "Ward induction", "Has not been shown round this ward yet", True, None),
)


def make_rules() -> BankRules:
    """The bank's rules as they come, and what every shift needs."""
    with unguarded():
        for position, (slug, name, lacking, for_ward, months) in enumerate(KINDS):
            CredentialKind.objects.get_or_create(
                slug=slug,
                defaults={
                    "name": name, "lacking": lacking, "for_ward": for_ward, "months": months, "position": position,
                },
            )  # fmt: skip
        return BankRules.objects.first() or BankRules.objects.create(
            half_days={"am": ["09:00", "13:00"], "pm": ["13:00", "17:00"]}
        )


def make_bank_worker(world: World, name: str, *, ready: bool = True, **fields: Any) -> Worker:
    """A peer worker on the bank with an account of their own; `ready` for Willow Ward, with all that is needed."""
    make_rules()
    first, last = name.split(" ", 1)
    user = make_user(f"{first.lower()}.{last.lower()}@example.org", name, "peer_worker", team=world.willow)
    with unguarded():
        worker = Worker.objects.create(user=user, first_name=first, last_name=last)
        Assignment.objects.create(
            worker=worker, team=world.willow, kind=Assignment.Kind.BANK, hours=0, starts_on=clock.today()
        )
        BankWorker.objects.create(worker=worker, **{"joined_on": clock.today() - timedelta(days=100), **fields})
        for kind in CredentialKind.objects.all() if ready else ():
            Credential.objects.create(
                worker=worker,
                kind=kind,
                ward=world.willow_ward if kind.for_ward else None,
                done_on=clock.today() - timedelta(days=10),
                until=clock.today() + timedelta(days=80) if kind.months else None,
                written_by="Marcia Thornby",
                written_at=clock.now(),
            )
    return worker


def make_shift(world: World, *, days: int = 7, hour: int = 13, hours: float = 3, **fields: Any) -> Shift:
    """A shift on Willow Ward, so many days from today, that was approved and not offered yet."""
    make_rules()
    starts_at = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=days), time(hour)))
    with unguarded():
        return Shift.objects.create(
            **{
                "ward": world.willow_ward,
                "status": Shift.Status.APPROVED,
                "starts_at": starts_at,
                "ends_at": starts_at + timedelta(hours=hours),
                "what_for": "Games, with Nia",
                "asked_at": clock.now(),
                "asked_by": "Nia Brandt",
                "asked_by_user": world.users["ward"],
                "approved_at": clock.now(),
                "approved_by": "Nadia Cole",
                **fields,
            }
        )
