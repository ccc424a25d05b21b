"""A person's own groups as they see them, what there is for somebody, and when they came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.groups import policies
from alongside.groups.models import Attendance, DateWorker, Group, GroupDate, Membership
from alongside.groups.queries.members import LIVE, joins_as, limited, waiting_number
from alongside.referrals.policies import unsealed
from alongside.referrals.queries import own_referral

Status = Membership.Status


@dataclass(frozen=True)
class Came:
    """One date at which somebody was, by name."""

    group: str
    starts_at: datetime


@dataclass(frozen=True)
class MyGroupRow:
    """A group on a person's own list. `status` is theirs in it, empty for none; `next_at` its next date, if planned."""

    id: str
    name: str
    purpose: str
    for_whom: str
    place: str
    next_at: datetime | None
    status: str
    drop_in: bool
    full: bool


@dataclass(frozen=True)
class MyGroups:
    mine: tuple[MyGroupRow, ...]
    others: tuple[MyGroupRow, ...]


@dataclass(frozen=True)
class MyGroup:
    """One group for one person. `others` are the first names they may see, `count` how many are in it: 0 where the
    group shows nothing. `number` is theirs on the waiting list, from 1. `came`: when they were there by name."""

    group: Group
    membership: Membership | None
    dates: tuple[GroupDate, ...]
    joins_as: str
    number: int
    count: int
    others: tuple[str, ...]
    came: tuple[datetime, ...]

    @property
    def status(self) -> str:
        return self.membership.status if self.membership else ""


def my_groups(actor: Actor) -> MyGroups:
    """What there is for the signed-in person, and what they are in, the soonest date first. One query."""
    if not policies.may_see_own_groups(actor):
        raise NotAllowed("have pages of their own")
    found = policies.people_groups(actor).filter(status=Group.Status.RUNNING)
    rows = _group_rows(found, policies.own_memberships(actor))
    return MyGroups(
        tuple(row for row in rows if row.status in LIVE), tuple(row for row in rows if row.status not in LIVE)
    )


def groups_for(actor: Actor, person: Any) -> list[MyGroupRow]:
    """For staff with a person: every running group the actor sees, and how the person stands in it. One query."""
    found = policies.visible_groups(actor).filter(status=Group.Status.RUNNING)
    return _group_rows(found, Membership.objects.filter(person=person))


def _group_rows(groups: QuerySet[Group], memberships: QuerySet[Membership]) -> list[MyGroupRow]:
    """The groups with the state of whoever's `memberships` these are. One query."""
    mine = memberships.filter(group=OuterRef("pk"))
    coming = GroupDate.objects.filter(group=OuterRef("pk"), status=GroupDate.Status.PLANNED, ends_at__gt=clock.now())
    found = groups.annotate(
        mine=Subquery(mine.values("status")[:1]),
        next_at=Subquery(coming.order_by("starts_at").values("starts_at")[:1]),
        taken=Count("members", filter=Q(members__status=Status.JOINED)),
    )
    return [
        MyGroupRow(
            id=group.pk,
            name=group.name,
            purpose=group.purpose,
            for_whom=group.for_whom,
            place=group.place,
            next_at=group.next_at,
            status=group.mine or "",
            drop_in=group.pattern == Group.Pattern.DROP_IN,
            full=limited(group) and group.taken >= (group.size or 0),
        )
        for group in found.order_by(F("next_at").asc(nulls_last=True), "name", "pk")
    ]


def own_group(actor: Actor, id: str) -> Group:  # noqa: A002
    """A group this person may read about. Raises DoesNotExist, or NotAllowed for whoever has no pages of their own."""
    if not policies.may_see_own_groups(actor):
        raise NotAllowed("have pages of their own")
    return policies.people_groups(actor).get(pk=id)


def own_person(actor: Actor) -> Any:
    """The signed-in person's own record. NotAllowed for anyone who has none."""
    referral = own_referral(actor)
    if referral is None:
        raise NotAllowed("have a request of their own")
    return referral.person


@dataclass(frozen=True)
class MyNext:
    """The next date of the groups a person is in. `where` in words; `run_by` first names; `may_say`: people say whether
    they come, which nobody does where they drop in; `not_coming`: they said that they cannot, this time."""

    group: str
    name: str
    date: str
    starts_at: datetime
    ends_at: datetime
    where: str
    link: str
    words: str
    run_by: tuple[str, ...]
    may_say: bool
    not_coming: bool


def my_next(actor: Actor) -> MyNext | None:
    """For the signed-in person's first page: the soonest date of the groups they are in. Three queries at most, and one
    for whoever is in none."""
    mine = policies.own_memberships(actor).filter(status=Status.JOINED)
    not_at = dict(mine.values_list("group", "not_at"))
    if not not_at:
        return None
    on = DateWorker.objects.filter(status=DateWorker.Status.ON).select_related("worker").order_by("since", "pk")
    coming = GroupDate.objects.filter(group__in=not_at, status=GroupDate.Status.PLANNED, ends_at__gt=clock.now())
    found = coming.select_related("group__ward").prefetch_related(Prefetch("workers", on)).order_by("starts_at", "pk")
    date = found.first()
    if date is None:
        return None
    group = date.group
    return MyNext(
        group=group.pk,
        name=group.name,
        date=date.pk,
        starts_at=date.starts_at,
        ends_at=date.ends_at,
        where=", ".join(part for part in (date.place or group.place, str(group.ward or "")) if part),
        link=group.link,
        words=date.words,
        run_by=tuple(row.worker.first_name for row in date.workers.all()),
        may_say=group.pattern == Group.Pattern.SERIES,
        not_coming=not_at[group.pk] == date.pk,
    )


def own_coming_date(actor: Actor, id: str) -> GroupDate:  # noqa: A002
    """A date of a group that the signed-in person is in. Raises DoesNotExist."""
    mine = policies.own_memberships(actor).filter(status=Status.JOINED)
    return GroupDate.objects.get(group__in=mine.values("group"), pk=id)


def own_membership(actor: Actor, group_id: str) -> Membership:
    """The signed-in person's own. Raises DoesNotExist for a group they never asked for."""
    return policies.own_memberships(actor).select_related("group", "person").get(group=group_id)


def my_group(actor: Actor, id: str) -> MyGroup:  # noqa: A002
    """One group as the signed-in person may see it. Raises DoesNotExist."""
    group = own_group(actor, id)
    found = policies.own_memberships(actor).filter(group=group).select_related("group", "person").first()
    joined = found is not None and found.status == Status.JOINED
    themself = Q(person__user=actor.user_id)
    seen = Membership.objects.filter(unsealed("person") | themself, group=group, status=Status.JOINED)
    names = seen.filter(name_shown=True).exclude(themself).select_related("person")
    by_name = joined and group.sees == Group.Sees.FIRST_NAMES
    coming = GroupDate.objects.filter(group=group, status=GroupDate.Status.PLANNED, ends_at__gt=clock.now())
    return MyGroup(
        group=group,
        membership=found,
        dates=tuple(coming.order_by("starts_at", "pk")[:4]),
        joins_as=joins_as(group, found),
        number=waiting_number(found) if found else 0,
        count=seen.count() if joined and group.sees != Group.Sees.NOTHING else 0,
        others=tuple(sorted(row.person.called for row in names)) if by_name else (),
        came=_came(group, found),
    )


def _came(group: Group, membership: Membership | None) -> tuple[datetime, ...]:
    if membership is None:
        return ()
    there = _there(membership.person_id).filter(register__date__group=group)
    return tuple(there.values_list("register__date__starts_at", flat=True))


def came(person: Any) -> tuple[Came, ...]:
    """When this person was at a group by name, the newest first, for themself. One query."""
    return _came_at(_there(person.pk))


def came_in_record(person: Any) -> tuple[Came, ...]:
    """The same for staff who may open the record: only what the person said may be written there. One query."""
    said_yes = Membership.objects.filter(group=OuterRef("register__date__group"), person=person, as_contact=True)
    return _came_at(_there(person.pk).filter(Q(contact__isnull=False) | Exists(said_yes)))


def _came_at(there: QuerySet[Attendance]) -> tuple[Came, ...]:
    found = there.values_list("register__date__group__name", "register__date__starts_at")
    return tuple(Came(name, starts_at) for name, starts_at in found)


def _there(person_id: str) -> QuerySet[Attendance]:
    there = Attendance.objects.filter(person=person_id, register__is_current=True)
    return there.order_by("-register__date__starts_at", "pk")
