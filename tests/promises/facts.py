"""The private facts: what happens in one service, what happens instead in the other, and who may tell them apart."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from alongside.accounts.models import Ward
from alongside.accounts.queries import actor_for
from alongside.bank import commands as bank
from alongside.bank import queries as bank_queries
from alongside.bank.models import BankWorker, Shift
from alongside.core import clock
from alongside.core.actors import VISITOR, process
from alongside.demo.personas import persona
from alongside.referrals import commands as referrals
from alongside.referrals.models import Person, Referral
from alongside.support.models import Relationship
from alongside.workforce import commands as workforce
from alongside.workforce.models import Worker
from tests.promises import two_lives
from tests.promises.fact import ANYWHERE, NOT_SUGGESTED, Fact, actor, saves_a_profile
from tests.promises.free import NIGHT, REST, says_when_free

# A name that a peer worker keeps away from ----------------------------------------------------------------------------


def imani() -> Worker:
    return Worker.objects.get(user__email=persona("peer-worker").email)


def and_somebody_elses_person() -> Sequence[Any]:
    walks = Relationship.objects.exclude(status="ended").exclude(worker=imani()).select_related("referral__person")
    walk = walks.order_by("referral__person__search_name")[0]
    return imani(), walk.referral.person, walk.referral, walk


def and_whom_they_were_suggested_to() -> Sequence[Any]:
    person = Person.objects.get(first_name="Maeve", last_name="Lister")
    return imani(), person, *Referral.objects.filter(person=person)


def keeps_away(worker: Worker, person: Person, *rows: Any) -> None:
    workforce.keep_away(actor_for(worker.user), worker, name=person.full_name)


# Somebody who asked before --------------------------------------------------------------------------------------------

ROWENA = {"first_name": "Rowena", "phone": "07700 900987"}


def had_asked() -> None:
    referrals.receive_request(VISITOR, asked_by="self", source="A1", last_name="Quist", **ROWENA)


def somebody_else_had_asked() -> None:
    referrals.receive_request(VISITOR, asked_by="self", source="A1", last_name="Thorley", **ROWENA)


def is_referred() -> Sequence[Any]:
    referral = referrals.refer_person(actor("referrer"), source="P1", last_name="Quist", **ROWENA)
    return referral, referral.person


# Wards that a worker on the bank keeps away from ----------------------------------------------------------------------


def somebody_on_the_bank_and_a_shift() -> Sequence[Any]:
    """A shift that nobody was asked for yet, and one of those who could take it: nobody who signs in to read."""
    lead, ward = actor("bank-lead"), Shift.objects.order_by("starts_at")[0].ward
    starts = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=10), time(10)))
    shift = bank.ask_shift(lead, ward=ward, starts_at=starts, ends_at=starts + timedelta(hours=3), what_for="Drumming")
    bank.approve_shift(lead, shift)
    could = [row.worker_id for row in bank_queries.may_be_asked(shift)]
    others = BankWorker.objects.exclude(worker__user__email=persona("bank-peer-worker").email)
    member = others.filter(worker__in=could).order_by("worker__last_name")[0]
    return member, shift, member.worker


def keeps_away_from_every_ward(member: BankWorker, *rows: Any) -> None:
    for ward in Ward.objects.all():
        workforce.keep_away(actor_for(member.worker.user), member.worker, ward=ward)
    says_when_free(member, REST)


def is_not_free(member: BankWorker, *rows: Any) -> None:
    for _ in Ward.objects.all():
        saves_a_profile(member.worker)
    says_when_free(member, [NIGHT])


def the_shift_is_offered(member: BankWorker, shift: Shift, *rows: Any) -> None:
    bank.offer_next(process("bank.jobs.offer_shifts"), shift)
    assert shift.offers.exists()
    assert not shift.offers.filter(worker=member.worker).exists()


# All of them ----------------------------------------------------------------------------------------------------------

FACTS = {
    "a worker keeps away from somebody else's person": Fact(
        of=and_somebody_elses_person,
        is_so=keeps_away,
        instead=saves_a_profile,
        shows={"peer-worker": ANYWHERE},
    ),
    "a worker keeps away from whom they were suggested to": Fact(
        of=and_whom_they_were_suggested_to,
        is_so=keeps_away,
        instead=saves_a_profile,
        shows={"peer-worker": ANYWHERE, "lead": NOT_SUGGESTED, "coordinator": NOT_SUGGESTED},
    ),
    "somebody who is referred had asked before": Fact(
        of=tuple,
        is_so=had_asked,
        instead=somebody_else_had_asked,
        then=is_referred,
        shows={"lead": ANYWHERE, "coordinator": ANYWHERE},
    ),
    "a worker on the bank keeps away from the wards": Fact(
        of=somebody_on_the_bank_and_a_shift,
        is_so=keeps_away_from_every_ward,
        instead=is_not_free,
        then=the_shift_is_offered,
        shows=dict.fromkeys(("lead", "coordinator"), NOT_SUGGESTED),
    ),
    **two_lives.FACTS,
}

# Everybody reads once for each of these, and not for each fact. Whoever may know of one fact is not shown by the others
# of its round to know nothing, so facts that one reader may know are together where that can be.
ROUNDS = {
    "the peer worker may know": (
        "a worker keeps away from somebody else's person",
        "a worker keeps away from whom they were suggested to",
        "a worker knows whom they walk with",
        "a worker is also supported",
        "a worker is also supported, and their record is sealed",
    ),
    "whoever it is about may know": (
        "a person would rather not meet whom they walk with",
        "a worker knows whom they are asked about",
        "a person would rather not meet a whole team",
        "a worker on the bank keeps away from the wards",
    ),
    "whoever wrote it down may know": (
        "somebody in a group is kept apart from who runs it",
        "somebody in a group is kept apart from a worker on the bank",
    ),
    "whoever takes care of records may know": (
        "somebody who is referred had asked before",
        "a record is sealed",
    ),
}
