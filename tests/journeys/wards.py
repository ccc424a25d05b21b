"""A ward's group for a story: twelve people in it, run this hour by a peer worker and the ward's own therapist."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.journeys.beside import Made, made_beside

GROUP = "Colour and company"
NAMES = (
    "Alfie Brand", "Bea Court", "Carol Drew", "Danny Estep", "Eve Farrow", "Frank Gale",
    "Gita Hale", "Harry Joss", "Ines Kemp", "Joy Lund", "Ken Marl", "Lena North",
)  # fmt: skip


def ward_group(home: Path) -> Made:
    """Makes it in this home; returns the ids of the group and of today's date."""
    return made_beside(home, _make)


def _make() -> Made:
    from alongside.accounts.models import RoleHolding, User, Ward
    from alongside.core import clock
    from alongside.core.guard import unguarded
    from alongside.demo.personas import persona
    from alongside.groups.models import DateWorker, Group, GroupDate
    from alongside.workforce.models import Worker

    freya = persona("ward")
    with unguarded():
        ward: Any = Ward.objects.select_related("team").order_by("name").first()
        user, _ = User.objects.get_or_create(email=freya.email, defaults={"name": freya.name, "kind": User.Kind.STAFF})
        RoleHolding.objects.get_or_create(user=user, role="ward", ward=ward, defaults={"starts_on": clock.today()})
        therapist, _ = Worker.objects.get_or_create(
            user=user, defaults={"first_name": "Freya", "last_name": "Aldous", "kind": Worker.Kind.CLINICIAN}
        )
        peer = Worker.objects.get(user__email=persona("peer-worker").email)
        group = Group.objects.create(
            name=GROUP,
            purpose="Paint, talk, or only sit with us.",
            for_whom="Anyone on the ward",
            pathway=ward.team.pathway,
            team=ward.team,
            ward=ward,
            status="running",
            started_at=clock.now(),
            place="The day room",
            counts="contacts",
            together="We listen. We do not pass on what is said.",
        )
        began = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=50)
        date = GroupDate.objects.create(group=group, starts_at=began, ends_at=began + timedelta(minutes=60))
        for worker in (peer, therapist):
            DateWorker.objects.create(date=date, worker=worker, since=clock.now())
        for number, name in enumerate(NAMES):
            _member(group, name, yes=number % 2 == 0)
    return {"group": group.pk, "date": date.pk}


def _member(group: Any, name: str, *, yes: bool) -> None:
    """In the group; every second one said yes to having it in their record, and has an open request."""
    from alongside.core import clock
    from alongside.groups.models import Membership
    from alongside.referrals.models import Person, Referral

    first, last = name.split()
    person = Person.objects.create(first_name=first, last_name=last, search_name=name.lower())
    Membership.objects.create(
        group=group,
        person=person,
        status="joined",
        how="self",
        since=clock.now(),
        said_by=first,
        written_by=first,
        as_contact=yes or None,
    )
    if yes:
        moment = clock.now() - timedelta(days=20)
        Referral.objects.create(
            person=person, pathway=group.pathway, status="accepted", asked_by="self", source="A1",
            received_at=moment, accepted_at=moment,
        )  # fmt: skip
