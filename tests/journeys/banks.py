"""A staff bank for a story: a ward that asks, somebody who runs the bank, two workers who may take its shifts."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys.beside import Made, made_beside

LONDON = ZoneInfo("Europe/London")
HELD = (  # slug, name, what stands in the way, for a ward
    ("trained", "Peer support training", "Not trained yet", False),
    ("checks", "Employment checks", "A check is not clear", False),
    ("mandatory", "Mandatory training", "Mandatory training is out of date", False),
    ("supervision", "Supervision", "No supervision this quarter", False),
    ("induction", "Ward induction", "Not shown round this ward", True),
)


def staff_bank(home: Path) -> Made:
    """Makes it in this home; returns the name of the ward."""
    return made_beside(home, _make)


def shift_for(home: Path, who: str, day: date) -> None:
    """A shift on that ward from one to four, which this persona has."""
    made_beside(home, _shift, who, day.isoformat())


def days_pass(home: Path, days: int) -> None:
    """As if every shift had been planned that many days earlier."""
    _earlier(home, days, bank_shift=("starts_at", "ends_at"))


def weeks_pass(home: Path, weeks: int) -> None:
    """As if all that was worked, confirmed and paid had been that much earlier; no week closes by itself meanwhile."""
    _earlier(
        home,
        weeks * 7,
        bank_shift=("starts_at", "ends_at", "worked_from", "worked_until", "confirmed_at"),
        bank_payweek=("starts_on", "closes_at", "closed_at"),
    )
    with closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        run = ("bank.jobs.close_pay_weeks", datetime.now(UTC).replace(tzinfo=None).isoformat(" "), "")
        db.execute("INSERT INTO core_jobrun (name, started_at, problem) VALUES (?, ?, ?)", run)


def _earlier(home: Path, days: int, **tables: tuple[str, ...]) -> None:
    """The earliest row first, because there is one week of pay from each Monday."""
    with closing(sqlite3.connect(home / "alongside.sqlite3", timeout=30)) as db, db:
        for table, columns in tables.items():
            rows = db.execute(f"SELECT {', '.join(columns)}, id FROM {table} ORDER BY {columns[0]}").fetchall()
            setting = ", ".join(f"{column} = ?" for column in columns)
            for *moments, key in rows:
                db.execute(f"UPDATE {table} SET {setting} WHERE id = ?", [*(_moved(one, days) for one in moments), key])


def _moved(when: str | None, days: int) -> str | None:
    """The same time of day by the clock on the wall; a day stays a day."""
    if when is None:
        return None
    if len(when) == len("2026-11-22"):
        return (date.fromisoformat(when) - timedelta(days=days)).isoformat()
    local = datetime.fromisoformat(when).replace(tzinfo=UTC).astimezone(LONDON) - timedelta(days=days)
    return local.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _make() -> Made:
    from alongside.accounts.models import RoleHolding, User, Ward
    from alongside.bank.models import BankRules, Shift
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona
    from alongside.workforce.models import CredentialKind

    with unguarded():
        Shift.objects.filter(status__in=("asked", "approved", "offered")).update(
            status="cancelled", cancelled_at=clock.now(), cancelled_by="bank"
        )
        ward: Any = Ward.objects.order_by("name").first()
        for who, scope in (("ward", {"ward": ward}), ("bank-lead", {})):
            one = persona(who)
            user, _ = User.objects.get_or_create(email=one.email, defaults={"name": one.name, "kind": User.Kind.STAFF})
            RoleHolding.objects.filter(user=user).exclude(role="administrator").delete()
            RoleHolding.objects.create(user=user, role=who.split("-")[0], starts_on=clock.today(), **scope)
        BankRules.objects.exists() or BankRules.objects.create(half_days={})
        for slug, name, lacking, for_ward in HELD:
            CredentialKind.objects.get_or_create(
                slug=slug, defaults={"name": name, "lacking": lacking, "for_ward": for_ward}
            )
        for who in ("peer-worker", "bank-peer-worker"):
            _on_the_bank(persona(who), ward)
    return {"ward": ward.name}


def _on_the_bank(one: Any, ward: Any) -> None:
    """With all that is asked for, shown round the ward, nothing else booked."""
    from alongside.accounts.models import RoleHolding, User
    from alongside.bank.models import BankWorker, Shift
    from alongside.core import clock
    from alongside.workforce.models import Assignment, Away, Credential, CredentialKind, KeptAway, Worker

    today = clock.today()
    user, _ = User.objects.get_or_create(email=one.email, defaults={"name": one.name, "kind": User.Kind.STAFF})
    if not RoleHolding.objects.filter(user=user, role="peer_worker").exists():
        RoleHolding.objects.create(user=user, role="peer_worker", team=ward.team, starts_on=today)
    first, last = one.name.split(" ", 1)
    worker, _ = Worker.objects.get_or_create(user=user, defaults={"first_name": first, "last_name": last})
    Worker.objects.filter(pk=worker.pk).update(days=[], taking_on=True)
    Assignment.objects.get_or_create(
        worker=worker, team=ward.team, kind="bank", defaults={"hours": 0, "starts_on": today}
    )
    BankWorker.objects.update_or_create(
        worker=worker,
        defaults={"joined_on": today - timedelta(days=100), "ended_on": None, "free": [], "own_limit_hours": 24},
    )
    for row in (Away, KeptAway):
        row.objects.filter(worker=worker).delete()
    Shift.objects.filter(worker=worker, status="filled").update(
        status="cancelled", cancelled_at=clock.now(), cancelled_by="bank"
    )
    for kind in CredentialKind.objects.all():
        Credential.objects.create(
            worker=worker, kind=kind, ward=ward if kind.for_ward else None, done_on=today, written_at=clock.now()
        )


def _shift(who: str, day: str) -> Made:
    from django.utils import timezone

    from alongside.accounts.models import User, Ward
    from alongside.bank.models import Shift
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona
    from alongside.workforce.models import Worker

    starts_at = timezone.make_aware(datetime.combine(date.fromisoformat(day), time(13)))
    with unguarded():
        made = Shift.objects.create(
            ward=Ward.objects.order_by("name").first(),
            status="filled",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=3),
            what_for="Games",
            asked_at=clock.now(),
            asked_by_user=User.objects.get(email=persona("ward").email),
            asked_by=persona("ward").name,
            approved_at=clock.now(),
            approved_by=persona("bank-lead").name,
            worker=Worker.objects.get(user__email=persona(who).email),
            filled_at=clock.now(),
            round="all",
        )
    return {"shift": made.pk}
