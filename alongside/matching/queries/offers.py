"""Questions about offers that were made: whose turn it is, and what each may see."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import PEER_WORKER
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.matching.models import OPEN, Offer
from alongside.matching.policies import asked_offers, own_offers, visible_offers
from alongside.referrals.policies import unsealed
from alongside.solvers.fit import slots
from alongside.workforce.queries import profile_of

Status = Offer.Status
SAID_FOR = timedelta(days=14)  # how long a worker's page still says what became of an offer


@dataclass(frozen=True)
class OfferedRow:
    """An open offer, as the lead and coordinators see it."""

    id: str
    referral_id: str
    person: str
    called: str
    worker_id: str
    worker: str
    worker_first: str
    status: str
    offered_at: datetime
    offered_by: str
    worker_answered_at: datetime | None
    reply_by: date
    late: bool

    @property
    def with_person(self) -> bool:
        return self.status == Status.ASKED_PERSON


@dataclass(frozen=True)
class AskedRow:
    """What a peer worker may know before the person has chosen: a first name, their hopes, what they asked for."""

    id: str
    called: str
    area: str
    hopes: str
    wants: tuple[str, ...]
    wants_words: str
    days: str
    because: tuple[str, ...]
    reply_by: date
    offered_at: datetime


@dataclass(frozen=True)
class SaidRow:
    """An offer that a peer worker has answered. Whether the person said no or it was taken back looks the same."""

    called: str
    status: str
    when: datetime


@dataclass(frozen=True)
class ToAnswer:
    """A peer worker's page of offers."""

    asked: tuple[AskedRow, ...]
    said: tuple[SaidRow, ...]


@dataclass(frozen=True)
class Offered:
    """A profile that a person may look at today, and choose."""

    id: str
    profile: Any
    reply_by: date


def offered(actor: Actor) -> list[OfferedRow]:
    """Open offers in reach, longest without an answer first."""
    rows = visible_offers(actor).filter(status__in=OPEN).select_related("referral__person", "worker")
    return [offered_row(offer) for offer in rows.order_by("reply_by", "offered_at", "id")]


def offered_row(offer: Offer) -> OfferedRow:
    person = offer.referral.person
    return OfferedRow(
        offer.pk,
        offer.referral_id,
        person.full_name,
        person.called,
        offer.worker_id,
        offer.worker.full_name,
        offer.worker.first_name,
        offer.status,
        offer.offered_at,
        offer.offered_by,
        offer.worker_answered_at,
        offer.reply_by,
        offer.reply_by < clock.today(),
    )


def get_offer(actor: Actor, offer_id: str) -> Offer:
    """For a lead's or coordinator's commands. Offer.DoesNotExist outside their reach."""
    return visible_offers(actor).select_related("referral__person", "worker").get(pk=offer_id)


def get_asked(actor: Actor, offer_id: str) -> Offer:
    """For the asked worker's own answer."""
    return asked_offers(actor).get(pk=offer_id)


def get_own(actor: Actor, offer_id: str) -> Offer:
    """For the person's own answer, in their own account."""
    return own_offers(actor).get(pk=offer_id)


def offers_for_worker(actor: Actor) -> ToAnswer:
    """What the signed-in worker is asked, oldest first, and what became of what they answered lately."""
    if not actor.has(PEER_WORKER):
        raise NotAllowed("Only peer workers are asked.")
    since = clock.now() - SAID_FOR
    rows = asked_offers(actor).select_related("referral__person")
    asked = rows.filter(status=Status.ASKED_WORKER).order_by("offered_at", "id")
    said = rows.exclude(worker_answered_at=None).filter(Q(closed_at=None) | Q(closed_at__gte=since))
    return ToAnswer(
        tuple(_asked_row(offer) for offer in asked),
        tuple(_said_row(offer) for offer in said.order_by("-worker_answered_at", "id")),
    )


def _asked_row(offer: Offer) -> AskedRow:
    referral = offer.referral
    return AskedRow(
        offer.pk,
        referral.person.called,
        referral.person.area,
        referral.hopes,
        tuple(want["theme"] for want in referral.wants),
        referral.wants_words,
        slots(frozenset(referral.days), "or") if referral.days else "",
        tuple(offer.because),
        offer.reply_by,
        offer.offered_at,
    )


def _said_row(offer: Offer) -> SaidRow:
    became = {
        Status.ASKED_PERSON: "looking",
        Status.ACCEPTED: "yes",
        Status.WORKER_DECLINED: "your_no",
    }.get(Status(offer.status), "not_this_time")
    when = offer.closed_at or offer.worker_answered_at or offer.offered_at
    return SaidRow(offer.referral.person.called, became, when)


def offers_for_person(actor: Actor) -> tuple[Offered, ...]:
    """Profiles that the signed-in person may look at and answer. Workers who have not said yes are not among them.

    The profile is today's: what a worker has withdrawn since the offer is not shown, and nothing while it is hidden.
    """
    rows = own_offers(actor).order_by("offered_at", "id")
    profiles = ((offer, profile_of(offer.worker_id)) for offer in rows)
    return tuple(Offered(offer.pk, profile, offer.reply_by) for offer, profile in profiles if profile)


def late_offers(actor: Actor) -> QuerySet[Offer]:
    """For the job that reminds: the day to reply by has passed and nobody was reminded. A process sees every offer."""
    return Offer.objects.filter(status__in=OPEN, reply_by__lt=clock.today(), reminded_at=None)


def stranded_offers(actor: Actor) -> QuerySet[Offer]:
    """For the job that gives places back: open offers whose request no longer waits, and what a peer worker was asked
    about somebody whose record was sealed since: they see it no more, and could not answer."""
    no_longer_waits = ~Q(referral__status="accepted")
    not_there = Q(status=Offer.Status.ASKED_WORKER) & ~unsealed("referral__person")
    return Offer.objects.filter(no_longer_waits | not_there, status__in=OPEN)
