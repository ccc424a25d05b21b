"""A group for a story of cover: tomorrow on a ward, run by one peer worker, with others who could."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.journeys.beside import Made, made_beside

GROUP = "Songs we know"


def group_to_cover(home: Path) -> Made:
    """Makes it in this home; returns the id of its date."""
    return made_beside(home, _make)


def _make() -> Made:
    from alongside.accounts.models import Ward
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.groups.models import DateWorker, Group, GroupDate, Runs
    from alongside.workforce.models import Away, Credential, CredentialKind, KeptAway

    with unguarded():
        ward: Any = Ward.objects.select_related("team").order_by("name").first()
        ill, second, third = (_worker(key, ward) for key in ("peer-worker", "second-peer-worker", "bank-peer-worker"))
        KeptAway.objects.filter(worker__in=(second, third)).delete()
        Away.objects.filter(worker__in=(second, third)).delete()
        group = Group.objects.create(
            name=GROUP,
            purpose="Sing, hum, or only listen.",
            for_whom="Anyone on the ward",
            pathway=ward.team.pathway,
            team=ward.team,
            ward=ward,
            status="running",
            started_at=clock.now(),
            place="The day room",
            prepare="The song sheets are in the cupboard.",
        )
        begins = (clock.now() + timedelta(days=1)).replace(hour=5, minute=0, second=0, microsecond=0)
        date = GroupDate.objects.create(group=group, starts_at=begins, ends_at=begins + timedelta(minutes=60))
        DateWorker.objects.create(date=date, worker=ill, since=clock.now())
        for worker in (second, third):
            Runs.objects.create(group=group, worker=worker, starts_on=clock.today())
            for kind in CredentialKind.objects.filter(ended_on=None):
                Credential.objects.create(
                    worker=worker,
                    kind=kind,
                    ward=ward if kind.for_ward else None,
                    done_on=clock.today(),
                    written_by="The story",
                    written_at=clock.now(),
                )
    return {"date": date.pk}


def _worker(key: str, ward: Any) -> Any:
    """The record of a persona who is a peer worker, made where the demonstration has none."""
    from alongside.accounts.models import RoleHolding, User
    from alongside.core import clock
    from alongside.demo.personas import persona
    from alongside.workforce.models import Worker

    one = persona(key)
    user, _ = User.objects.get_or_create(email=one.email, defaults={"name": one.name, "kind": User.Kind.STAFF})
    RoleHolding.objects.get_or_create(
        user=user, role="peer_worker", defaults={"team": ward.team, "starts_on": clock.today()}
    )
    first, last = one.name.split(" ", 1)
    return Worker.objects.get_or_create(user=user, defaults={"first_name": first, "last_name": last})[0]
