"""A person's own pages: where their peer support stands, what is held about them, and who has looked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.nhs import codes
from alongside.groups.queries.my_groups import Came, MyNext, came, my_next
from alongside.matching import queries as matching
from alongside.pages import policies
from alongside.pages.queries.opened import OpeningRow, opened_by_day, openings
from alongside.referrals import queries as referrals
from alongside.referrals.policies import own_referrals
from alongside.support import queries as support

SHOWN = 10  # of the days on which somebody opened it; the others have a page


@dataclass(frozen=True)
class OwnPage:
    """A person's first page. `state` is nothing, asked, looking, waiting_for_yes, on_hold, choosing, starting, meeting,
    on_break, ended, declined or finished. `by` is the day by which something happens, where we say one. `passage` is
    None before a peer worker is chosen. `next_group`: the next date of the groups they are in."""

    state: str
    person: Any
    referral: Any
    said: str
    by: date | None
    support: Any
    offers: tuple[Any, ...]
    sharings: tuple[Any, ...]
    openings: tuple[OpeningRow, ...]
    passage: Any = None
    next_group: MyNext | None = None

    @property
    def walking(self) -> bool:
        return self.state in ("starting", "meeting", "on_break")

    @property
    def relationship(self) -> Any:
        return self.support.relationship if self.support else None


@dataclass(frozen=True)
class OwnRecord:
    """Everything held about a person, said to them. `openings` is not read until its page is asked for."""

    person: Any
    language: str
    contact_by: str
    needs: tuple[referrals.NeedRow, ...]
    other_contacts: tuple[Any, ...]
    sharings: tuple[Any, ...]
    choices: tuple[Any, ...]
    requests: tuple[Any, ...]
    groups: tuple[Came, ...]
    openings: tuple[OpeningRow, ...]


def own_page(actor: Actor) -> OwnPage:
    """Where the signed-in person's peer support stands. NotAllowed for anyone without an account of their own."""
    if not policies.may_see_own(actor):
        raise NotAllowed("have pages of their own")
    referral = referrals.own_referral(actor)
    own = support.own_support(actor) if referral else None
    if referral is None or own is None:
        return OwnPage("nothing", None, None, "", None, None, (), (), ())
    person = referral.person
    offers = matching.offers_for_person(actor) if referral.status == "accepted" else ()
    said = said_about_support(referral)
    state = _state(referral, own.relationship, offers, said)
    return OwnPage(
        state=state,
        person=person,
        referral=referral,
        said=said,
        by=_by(state, referral),
        support=own,
        offers=offers,
        sharings=referrals.sharing_of(person.pk),
        openings=tuple(openings(opened_by_day(person.pk)[:3], own.worker)),
        passage=support.own_passage(actor, own.relationship) if own.relationship else None,
        next_group=my_next(actor),
    )


def said_about_support(referral: Any) -> str:
    """The newest thing the person said about having peer support: yes, no, not_yet, or nothing."""
    found = referral.choices.filter(about="peer_support").order_by("-written_at", "-pk")
    return found.values_list("answer", flat=True).first() or ""


def _state(referral: Any, relationship: Any, offers: tuple[Any, ...], said: str) -> str:
    if relationship and relationship.status != "ended":
        return {"introduced": "starting", "on_break": "on_break"}.get(relationship.status, "meeting")
    if referral.status == "declined":
        return "declined"
    if referral.status == "closed":
        return "ended" if relationship and relationship.referral_id == referral.pk else "finished"
    if referral.on_hold_until and referral.on_hold_until > clock.today():
        return "on_hold"
    if referral.status in ("received", "asked"):
        return "asked"
    if said != "yes":
        return "waiting_for_yes"
    return "choosing" if offers else "looking"


def _by(state: str, referral: Any) -> date | None:
    service = current_service()
    received = timezone.localdate(referral.received_at)
    if state == "asked" and not referral.read_at:
        return working_days_after(received, service.unread_after_working_days if service else 1)
    if state == "looking":
        return max(received + timedelta(weeks=service.long_wait_weeks if service else 8), clock.today())
    return referral.on_hold_until if state == "on_hold" else None


def working_days_after(day: date, days: int) -> date:
    """The day that many working days (Monday to Friday) after."""
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def own_referral(actor: Actor) -> Any:
    """The signed-in person's newest request. NotAllowed for anyone who has none."""
    referral = referrals.own_referral(actor)
    if referral is None:
        raise NotAllowed("have a request of their own")
    return referral


def own_person(actor: Actor) -> Any:
    """The signed-in person's own record. NotAllowed for anyone who has none."""
    return own_referral(actor).person


def own_need(actor: Actor, id: str) -> Any:  # noqa: A002
    return own_person(actor).needs.get(pk=id, ended_on=None)


def own_sharing(actor: Actor, id: str) -> Any:  # noqa: A002
    return own_person(actor).sharings.get(pk=id, withdrawn_on=None)


def own_offer(actor: Actor, id: str) -> tuple[Any, Any]:  # noqa: A002
    """An offer the person may answer, and the profile as it is shown today. NotAllowed while the profile is hidden."""
    offer = matching.get_own(actor, id)
    shown = {row.id: row.profile for row in matching.offers_for_person(actor)}
    if offer.pk not in shown:
        raise NotAllowed("see a profile that is hidden")
    return offer, shown[offer.pk]


def own_record(actor: Actor) -> OwnRecord:
    """What is held about the signed-in person."""
    person = own_person(actor)
    mine = own_referrals(actor).select_related("pathway", "host_team").prefetch_related("choices")
    requests = tuple(mine.order_by("-received_at", "-pk"))
    choices = [choice for request in requests for choice in request.choices.all()]
    own = support.own_relationship(actor)
    return OwnRecord(
        person=person,
        language=codes.LANGUAGE[person.language].plain if person.language in codes.LANGUAGE else person.language,
        contact_by=person.get_contact_by_display() if person.contact_by else "",
        needs=referrals.needs_of([person.pk]).get(person.pk, ()),
        other_contacts=tuple(person.other_contacts.filter(ended_on=None).order_by("name", "pk")),
        sharings=referrals.sharing_of(person.pk),
        choices=tuple(sorted(choices, key=lambda choice: choice.written_at, reverse=True)),
        requests=requests,
        groups=came(person),
        openings=tuple(openings(opened_by_day(person.pk)[:SHOWN], own.worker if own else None)),
    )


def own_openings_aloud(actor: Actor) -> tuple[QuerySet, Callable[[Iterable[dict[str, Any]]], list[OpeningRow]]]:
    """All the openings of the signed-in person's record, and what turns a page of them into words. NotAllowed for
    anyone who has no record of their own."""
    person, own = own_person(actor), support.own_relationship(actor)
    return opened_by_day(person.pk), lambda rows: openings(rows, own.worker if own else None)


def own_walk(actor: Actor) -> Any:
    """The signed-in person's relationship that is open. NotAllowed for anyone who has none."""
    found = support.own_relationship(actor)
    if found is None or found.status == "ended":
        raise NotAllowed("have a peer worker")
    return found


def own_keepsake(actor: Actor, id: str = "") -> Any:  # noqa: A002
    """What the two did together: the time asked for, else the one that is open, else the last."""
    times = support.own_times(actor)
    found = (
        next((time for time in times if time.pk == id), None)
        if id
        else min(times, key=lambda time: time.status == "ended", default=None)
    )
    if found is None:
        raise NotAllowed("have a peer worker")
    return support.keepsake(found)
