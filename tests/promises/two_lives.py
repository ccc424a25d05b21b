"""The private facts of two lives kept apart: who knows whom, and who is both a worker and a person here."""

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from alongside.accounts.models import Team
from alongside.accounts.queries import actor_for
from alongside.bank import commands as bank
from alongside.bank import queries as bank_queries
from alongside.bank.models import BankWorker
from alongside.core import clock
from alongside.core.actors import VISITOR, Actor, process
from alongside.groups import commands as groups
from alongside.groups import queries as group_queries
from alongside.groups.models import Group, GroupDate, Runs
from alongside.groups.queries.members import free_places
from alongside.matching import commands as matching
from alongside.matching.models import Offer
from alongside.matching.queries.places import available, room_of
from alongside.referrals import commands as referrals
from alongside.referrals.models import Person, Referral
from alongside.support import commands as support
from alongside.support.models import Relationship
from alongside.workforce.models import Worker
from alongside.workforce.queries import peers_for_matching
from tests.promises.fact import ANYWHERE, NOT_SUGGESTED, Fact, actor, nothing, person, saves_a_profile, worker
from tests.promises.free import NIGHT, says_when_free

PERSON_FIELDS = (
    "first_name", "last_name", "known_as", "birth_date", "nhs_number", "phone", "email", "address", "area",
    "contact_by", "contact_safely", "language", "interpreter",
)  # fmt: skip


def saves_their_details(by: Actor, someone: Person) -> None:
    """A change of the record that changes nothing, which is what being kept apart is audited as."""
    referrals.change_person(by, someone, **{name: getattr(someone, name) for name in PERSON_FIELDS})


def somebody_to_meet() -> Person:
    """Who has a peer worker that is not of the cast, and no account."""
    walks = Relationship.objects.filter(status="meeting", referral__person__user=None, worker__user__isnull=False)
    walks = walks.exclude(worker__in=[worker("peer-worker"), worker("second-peer-worker")])
    return walks.select_related("referral__person").order_by("referral__person__search_name")[0].referral.person


# A worker knows the person they walk with; the person would rather not meet the worker ------------------------------


def two_who_walk() -> Sequence[Any]:
    imani, leona = worker("peer-worker"), person("person")
    walk = Relationship.objects.exclude(status="ended").get(worker=imani, referral__person=leona)
    return imani, leona, walk


def two_who_walk_and_a_date_to_cover() -> Sequence[Any]:
    """A date of a group with a place free, and somebody who could cover it."""
    sam = worker("bank-peer-worker")
    dates = GroupDate.objects.filter(status="planned", starts_at__gt=clock.now(), group__status="running")
    for date in dates.select_related("group").order_by("starts_at", "pk"):
        could = {row.id for row in group_queries.who_could_cover(date)}
        if sam.pk in could and free_places(date.group) != 0:
            return *two_who_walk(), date, sam
    raise AssertionError("they could cover nothing")


def says_i_know(who: Worker, someone: Person, *rows: Any) -> None:
    support.say_i_know(actor("peer-worker"), who, person=someone)


def would_rather_not_meet(who: Worker, someone: Person, *rows: Any) -> None:
    support.keep_apart(actor("person"), someone, worker_name=who.full_name)


def would_like_another(who: Worker, someone: Person, walk: Relationship) -> None:
    support.ask_for_another(actor("person"), walk, stop_now=False)  # what follows from an act is written down before it
    saves_their_details(actor("person"), someone)


def joins_a_group_that_needs_cover(
    who: Worker, someone: Person, walk: Relationship, date: GroupDate, other: Worker
) -> Sequence[Any]:
    """Where those who could cover are found, and somebody else is asked."""
    joins(date.group, someone)
    groups.ask_cover(actor("lead"), date, kind="peer", workers=[other])
    return [date.group]


def joins(group: Group, someone: Person) -> None:
    """With a place, whoever gives it."""
    made = groups.refer_to_group(actor("lead"), someone, group=group)
    if made.status != "joined":
        groups.give_place(actor("lead"), made)


# Asked about somebody they know ---------------------------------------------------------------------------------------


def asked_about_somebody() -> Sequence[Any]:
    offer = Offer.objects.select_related("worker", "referral__person").get(
        worker=worker("second-peer-worker"), status="asked_worker"
    )
    return offer.worker, offer.referral.person, offer


def says_i_know_them(who: Worker, someone: Person, offer: Offer) -> None:
    support.say_i_know(actor("second-peer-worker"), who, person=someone)


def says_not_this_time(who: Worker, someone: Person, offer: Offer) -> None:
    matching.worker_says_no(actor("second-peer-worker"), offer)
    saves_a_profile(who)


# A whole team ---------------------------------------------------------------------------------------------------------


def choosing() -> Sequence[Any]:
    maeve = person("person-choosing")
    offer = Offer.objects.select_related("worker", "referral").get(referral__person=maeve, status="asked_person")
    return maeve, offer


def apart_from_a_team(maeve: Person, offer: Offer) -> None:
    theirs = offer.worker.assignments.values("team")
    team = Team.objects.filter(assignments__worker=worker("peer-worker")).exclude(pk__in=theirs)[0]
    support.keep_apart(actor("person-choosing"), maeve, team=team)


def saves_details(maeve: Person, offer: Offer) -> None:
    saves_their_details(actor("person-choosing"), maeve)


def somebody_else_is_put_forward(maeve: Person, offer: Offer) -> Sequence[Any]:
    matching.person_says_no(actor("person-choosing"), offer)
    shireen = worker("second-peer-worker")
    return shireen, matching.offer_profile(actor("coordinator"), offer.referral, worker=shireen)


# In a group that the worker runs --------------------------------------------------------------------------------------


def in_their_group() -> Sequence[Any]:
    """Of a group that the peer worker runs, and which met this morning: its register is still to be saved."""
    runs = Runs.objects.select_related("worker", "group").get(worker=worker("peer-worker"), ends_on=None)
    someone, now = somebody_to_meet(), clock.now()
    joins(runs.group, someone)
    with clock.at(now - timedelta(hours=3)):
        date = groups.add_date(
            actor("lead"), runs.group, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1)
        )
    return runs.worker, someone, runs.group, date


def is_kept_apart(who: Worker, someone: Person, *rows: Any) -> None:
    support.keep_apart(actor("lead"), someone, worker=who)


def has_details_saved(who: Worker, someone: Person, *rows: Any) -> None:
    saves_their_details(actor("lead"), someone)


def the_register_is_saved(who: Worker, someone: Person, group: Group, date: GroupDate) -> Sequence[Any]:
    return [
        groups.save_register(
            actor("lead"), date, once="in-their-group", came=[someone.pk], minutes=60, workers=[who.pk]
        )
    ]


# Offered a shift in whose group somebody is ---------------------------------------------------------------------------


def a_shift_for_a_group() -> Sequence[Any]:
    lead = actor("lead")
    on_wards = Group.objects.filter(status="running", ward__isnull=False).order_by("name")
    group = next(group for group in on_wards if free_places(group) != 0)
    someone, starts = (
        somebody_to_meet(),
        timezone.make_aware(datetime.combine(clock.today() + timedelta(days=10), time(18))),
    )
    joins(group, someone)
    date = groups.add_date(lead, group, starts_at=starts, ends_at=starts + timedelta(hours=2))
    shift = bank.ask_shift(
        actor("bank-lead"),
        ward=group.ward,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        what_for="The group",
        group_date=date,
    )
    bank.approve_shift(actor("bank-lead"), shift)
    could = [row.worker_id for row in bank_queries.may_be_asked(shift)]
    others = BankWorker.objects.exclude(worker=worker("bank-peer-worker"))  # who signs in to read
    member = others.filter(worker__in=could).order_by("worker__last_name")[0]
    return member, someone, shift, group, date


def is_kept_apart_and_free(member: BankWorker, someone: Person, shift: Any, *rows: Any) -> None:
    """Free then and at no other time, so that other shifts find them as they find whoever is free at no time."""
    is_kept_apart(member.worker, someone)
    says_when_free(member, [f"{timezone.localtime(shift.starts_at):%a}".lower() + "-eve"])


def is_not_free(member: BankWorker, someone: Person, *rows: Any) -> None:
    has_details_saved(member.worker, someone)
    says_when_free(member, [NIGHT])


def it_is_offered(member: BankWorker, someone: Person, shift: Any, *rows: Any) -> None:
    bank.offer_next(process("bank.jobs.offer_shifts"), shift)
    assert not shift.offers.filter(worker=member.worker).exists()


# A worker who is also a person here -----------------------------------------------------------------------------------


def asks_as(name: str, phone: str) -> Callable[..., None]:
    def asks() -> None:
        first, last = name.split(" ")
        referrals.receive_request(VISITOR, asked_by="self", source="B1", first_name=first, last_name=last, phone=phone)

    return asks


def is_accepted_matched_and_met(phone: str) -> Sequence[Any]:
    """As anybody would be, in the team that the peer worker of the cast works in; in the group that they run too."""
    coordinator = actor("coordinator")
    referral = Referral.objects.select_related("person").get(person__phone=phone)
    theirs = worker("peer-worker").assignments.select_related("team__pathway")[0].team
    referrals.read_request(coordinator, referral)
    referrals.accept_referral(coordinator, referral, pathway=theirs.pathway, host_team=theirs)
    referrals.open_person_account(coordinator, referral.person, email=f"{phone.replace(' ', '')}@example.org")
    walks_with = somebody_with_room(referral, theirs)
    offer = matching.offer_profile(coordinator, referral, worker=walks_with)
    matching.worker_says_yes(actor_for(walks_with.user), offer)
    matching.person_says_yes(coordinator, offer, how="phone", said_by=referral.person.called)
    joins(Group.objects.filter(status="running", runs__worker=worker("peer-worker"))[0], referral.person)
    support.keep_apart(actor("lead"), referral.person, team=theirs)
    walk = referral.relationships.get()
    support.book_meeting(
        actor_for(walks_with.user), walk, starts_at=clock.now() + timedelta(days=2), minutes=60, mechanism="11"
    )
    return referral, referral.person, walk, walks_with


def somebody_with_room(referral: Referral, theirs: Team) -> Worker:
    """Who works in another team: the second peer worker of the cast while they have room."""
    shireen = worker("second-peer-worker")
    others = Worker.objects.filter(kind="peer", user__isnull=False).exclude(assignments__team=theirs)
    rooms = room_of(row for row in peers_for_matching(actor("coordinator")))
    can = [one for one in others.order_by("last_name") if rooms.get(one.pk) and rooms[one.pk].free > 0]
    return next(one for one in [shireen, *can] if one in can and available(referral, one))


def is_met_and_sealed(phone: str) -> Sequence[Any]:
    rows = is_accepted_matched_and_met(phone)
    referrals.seal_record(actor("coordinator"), rows[1])
    return rows


def both_lives(first: str, surnames: tuple[str, str], phone: str, then: Callable[[str], Sequence[Any]]) -> Fact:
    """The first surname is that of a worker, the second nobody's."""
    return Fact(
        of=tuple,
        is_so=asks_as(f"{first} {surnames[0]}", phone),
        instead=asks_as(f"{first} {surnames[1]}", phone),
        then=partial(then, phone),
        alike=surnames,
        looked_for=(f"{first} {surnames[0][:-1]}",),
    )


# A sealed record ------------------------------------------------------------------------------------------------------


def asks_waits_and_is_sealed() -> None:
    phone = "07700 900993"
    asks_as("Odile Harrow", phone)()
    referral = Referral.objects.select_related("person").get(person__phone=phone)
    referrals.read_request(actor("coordinator"), referral)
    team = worker("peer-worker").assignments.select_related("team__pathway")[0].team
    referrals.accept_referral(actor("coordinator"), referral, pathway=team.pathway, host_team=team)
    referrals.seal_record(actor("coordinator"), referral.person, said_by="Odile")


FACTS = {
    "a worker knows whom they walk with": Fact(
        of=two_who_walk_and_a_date_to_cover,
        is_so=says_i_know,
        instead=saves_a_profile,
        then=joins_a_group_that_needs_cover,
        looked_for=("Leona Marsh",),
        shows={"peer-worker": ANYWHERE, **dict.fromkeys(("lead", "coordinator"), NOT_SUGGESTED)},
    ),
    "a person would rather not meet whom they walk with": Fact(
        of=two_who_walk,
        is_so=would_rather_not_meet,
        instead=would_like_another,
        shows={"person": ANYWHERE, **dict.fromkeys(("lead", "coordinator", "ward"), NOT_SUGGESTED)},
    ),
    "a worker knows whom they are asked about": Fact(
        of=asked_about_somebody,
        is_so=says_i_know_them,
        instead=says_not_this_time,
        shows={"second-peer-worker": ANYWHERE},
    ),
    "a person would rather not meet a whole team": Fact(
        of=choosing,
        is_so=apart_from_a_team,
        instead=saves_details,
        then=somebody_else_is_put_forward,
        shows={"person-choosing": ANYWHERE, **dict.fromkeys(("lead", "coordinator"), NOT_SUGGESTED)},
    ),
    "somebody in a group is kept apart from who runs it": Fact(
        of=in_their_group,
        is_so=is_kept_apart,
        instead=has_details_saved,
        then=the_register_is_saved,
        shows={
            "lead": ("support:apart", "support:keep_apart", *NOT_SUGGESTED),
            "coordinator": NOT_SUGGESTED,
            "peer-worker": "groups:",  # counted there without a name, like whoever would rather not be named
        },
    ),
    "somebody in a group is kept apart from a worker on the bank": Fact(
        of=a_shift_for_a_group,
        is_so=is_kept_apart_and_free,
        instead=is_not_free,
        then=it_is_offered,
        shows={
            "lead": ("support:apart", "support:keep_apart", *NOT_SUGGESTED),
            **dict.fromkeys(("coordinator", "ward"), NOT_SUGGESTED),
        },
    ),
    "a worker is also supported": both_lives(
        "Imani", ("Calder", "Calden"), "07700 900991", is_accepted_matched_and_met
    ),
    "a worker is also supported, and their record is sealed": both_lives(
        "Tolu", ("Grainger", "Graingen"), "07700 900992", is_met_and_sealed
    ),
    "a record is sealed": Fact(
        of=tuple,
        is_so=asks_waits_and_is_sealed,
        instead=nothing,  # as if it were not there
        shows={"lead": ANYWHERE, "governance": ANYWHERE},
        looked_for=("Odile Harrow",),
    ),
}
