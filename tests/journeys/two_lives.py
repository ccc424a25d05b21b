"""Two people for a story who go the same way for a month. All that tells them apart is that one works here."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.journeys.beside import Made, made_beside

BOTH = ("Imani Calder", "Isla Crane")  # the first is the name of a peer worker of the cast


def ask(home: Path) -> Made:
    """Each asks for themself, four weeks ago. Returns the ids by which each is known, by name, and of the worker."""
    return made_beside(home, _ask)


def week(home: Path, number: int) -> Made:
    """What happens to both so many weeks later. Returns the ids by which they are known from then on."""
    return made_beside(home, _week, str(number))


def _ask() -> Made:
    from alongside.core import clock
    from alongside.core.actors import VISITOR
    from alongside.referrals import commands as referrals

    asked = clock.now() - timedelta(weeks=len(WEEKS))
    for number, name in enumerate(BOTH):
        first, last = name.split(" ")
        with clock.at(asked):
            referrals.receive_request(
                VISITOR,
                asked_by="self",
                source="B1",
                first_name=first,
                last_name=last,
                phone=f"07700 90061{number}",
                contact_by="phone",
                hopes="Somebody to walk by the sea with",
            )
    return _ids()


def _week(number: str) -> Made:
    from alongside.core import clock

    then = clock.now() - timedelta(weeks=len(WEEKS) - int(number))
    for name in BOTH:
        with clock.at(then):
            WEEKS[int(number) - 1](_referral(name))
    return _ids()


def _accepted(referral: Any) -> None:
    from alongside.referrals import commands as referrals
    from tests.promises.fact import actor, worker

    team = worker("peer-worker").assignments.select_related("team__pathway")[0].team
    referrals.read_request(actor("coordinator"), referral)
    referrals.accept_referral(actor("coordinator"), referral, pathway=team.pathway, host_team=team)


def _matched(referral: Any) -> None:
    """With somebody of another team, who does not know them."""
    from alongside.core.guard import unguarded
    from alongside.matching import commands as matching
    from alongside.workforce.models import Worker
    from tests.promises.fact import actor, worker

    with unguarded():  # a place for each
        Worker.objects.filter(pk=worker("second-peer-worker").pk).update(agreed_caseload=20)
    offer = matching.offer_profile(actor("coordinator"), referral, worker=worker("second-peer-worker"))
    matching.worker_says_yes(actor("second-peer-worker"), offer)
    matching.person_says_yes(actor("coordinator"), offer, how="phone", said_by=referral.person.called)


def _met(referral: Any) -> None:
    """Met, and in a group that the worker's own team runs."""
    from alongside.core import clock
    from alongside.core.ids import new_id
    from alongside.groups import commands as groups
    from alongside.groups.models import Group
    from alongside.support import commands as support
    from tests.promises.fact import actor

    walk = referral.relationships.get()
    support.record_contact(
        actor("second-peer-worker"),
        walk,
        once=new_id(),
        starts_at=clock.now() - timedelta(hours=2),
        attendance="5",
        mechanism="02",
        minutes=50,
    )
    group = Group.objects.filter(status="running", counts="session", ward=None).order_by("name")[0]
    made = groups.refer_to_group(actor("lead"), referral.person, group=group)
    if made.status != "joined":
        groups.give_place(actor("lead"), made)


def _goes_on(referral: Any) -> None:
    """Somebody else is asked for, as anybody may."""
    from alongside.support import commands as support
    from tests.promises.fact import actor

    support.ask_for_another(actor("lead"), referral.relationships.get(), stop_now=False)


WEEKS = (_accepted, _matched, _met, _goes_on)


def _referral(name: str) -> Any:
    from alongside.referrals.models import Referral

    first, last = name.split(" ")
    return Referral.objects.select_related("person").get(person__first_name=first, person__last_name=last)


def _ids() -> Made:
    """By name, the ids joined by spaces; and of the worker."""
    from tests.promises.fact import worker

    made = {"worker": worker("peer-worker").pk}
    for name in BOTH:
        referral = _referral(name)
        walks = referral.relationships.values_list("pk", flat=True)
        made[name] = " ".join([referral.person_id, referral.pk, *walks])
    return made
