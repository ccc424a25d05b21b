"""Who is in a group and who waits for it; and a person's own groups, as they see them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from alongside.core import audit, clock
from alongside.core.actors import Actor
from alongside.core.models import Opening
from alongside.groups import policies
from alongside.groups.models import Group, GroupDate, Membership
from alongside.referrals.policies import visible_people
from alongside.referrals.queries import find_people
from alongside.support.queries.apart import hidden_from
from alongside.ui.words import first_initial

Status = Membership.Status
LIVE = (Status.ASKED, Status.WAITING, Status.JOINED)
SAID: dict[bool | None, str] = {True: "Yes", False: "No", None: "Not asked"}
OPEN_REQUEST = ("received", "asked", "accepted", "matched")


@dataclass(frozen=True)
class MemberRow:
    """One person on a group's own list: first name and one letter. `supported` is whether a request of theirs is open:
    without one their coming is counted and never a contact."""

    id: str
    name: str
    status: str
    status_words: str
    since: datetime
    how_words: str
    words: str
    agreed: bool
    on_list: bool
    as_contact: str
    supported: bool


@dataclass(frozen=True)
class FoundForGroup:
    """Somebody found by name. `says` is how their newest request stands; `status` is theirs in the group, or empty."""

    id: str
    name: str
    says: str
    status: str


def limited(group: Group) -> bool:
    """Whether its places are counted: never where people drop in and anyone may."""
    drops_in = group.joining == Group.Joining.OPEN and group.pattern == Group.Pattern.DROP_IN
    return group.size is not None and not drops_in


def free_places(group: Group) -> int | None:
    """Places that nobody has; None where there is no limit."""
    if not limited(group):
        return None
    assert group.size is not None
    return max(0, group.size - Membership.objects.filter(group=group, status=Status.JOINED).count())


def next_waiting(group: Group) -> Membership | None:
    """Who has waited longest. Nobody who has died."""
    found = Membership.objects.filter(group=group, status=Status.WAITING, person__died_on=None)
    return found.select_related("person", "group").order_by("since", "pk").first()


def waiting_number(membership: Membership) -> int:
    """1 for whoever is next; 0 for who does not wait."""
    if membership.status != Status.WAITING:
        return 0
    line = Membership.objects.filter(group=membership.group_id, status=Status.WAITING, person__died_on=None)
    before = Q(since__lt=membership.since) | Q(since=membership.since, pk__lt=membership.pk)
    return line.filter(before).count() + 1


def joins_as(group: Group, membership: Membership | None = None) -> Status:
    """Where somebody comes who asks now: in, onto the waiting list, or asked, when those who run it answer first."""
    if group.joining == Group.Joining.CLOSED or (membership and membership.status == Status.NOT_THIS):
        return Status.ASKED
    free = free_places(group)
    return Status.JOINED if free is None or (free and next_waiting(group) is None) else Status.WAITING


def membership_of(group: Group, person: Any) -> Membership | None:
    """This person's one row in this group, whatever its state."""
    return Membership.objects.filter(group=group, person=person).select_related("group", "person").first()


def joins_as_now(group: Group, person: Any) -> Status:
    """Where this person would come if they asked now."""
    return joins_as(group, membership_of(group, person))


def get_member(actor: Actor, id: str) -> Membership:  # noqa: A002
    """Somebody in, waiting for or asking for a group the actor plans or runs. Raises DoesNotExist."""
    return policies.visible_memberships(actor).select_related("group", "person").get(pk=id)


def get_members_group(actor: Actor, id: str) -> Group:  # noqa: A002
    """A group whose people the actor may see. Raises DoesNotExist."""
    return policies.member_groups(actor).select_related("pathway", "team", "ward").get(pk=id)


def sees_members(actor: Actor, group: Group) -> bool:
    return policies.member_groups(actor).filter(pk=group.pk).exists()


def sees_member(actor: Actor, membership: Membership) -> bool:
    return policies.visible_memberships(actor).filter(pk=membership.pk).exists()


def said_already(membership: Membership) -> dict[str, Any]:
    """What stands now, to be shown as answered."""
    yes_no = {True: "yes", False: "no", None: ""}
    names = ("on_list", "name_shown", "as_contact")
    return {**{name: yes_no[getattr(membership, name)] for name in names}, "words": membership.words}


def find_for(actor: Actor, group: Group, words: str, limit: int) -> list[FoundForGroup]:
    """People whose record the actor may open, by part of a name or a number, and how each stands in this group. That
    somebody was looked for is written to the log of openings. Four queries and a try more."""
    audit.opened(actor, None, Opening.How.SEARCHED, at=clock.now(), words=words[:200])
    found = find_people(actor, words, limit)
    stands = dict(
        Membership.objects.filter(group=group, person__in=[row.id for row in found]).values_list("person", "status")
    )
    return [
        FoundForGroup(row.id, row.name, " · ".join(row.says), stands.get(row.id, ""))
        for row in found
        if row.died_on is None
    ]


def next_date(group: Group) -> GroupDate | None:
    """The soonest that is planned and not over."""
    return group.dates.filter(status=GroupDate.Status.PLANNED, ends_at__gt=clock.now()).order_by("starts_at").first()


def may_open(actor: Actor, person: Any) -> bool:
    """Whether the actor may also open this person's record."""
    return visible_people(actor).filter(pk=person.pk).exists()


def members(actor: Actor, group: Group, *, showing: Iterable[str] = LIVE) -> QuerySet[Membership]:
    """Those in these states: who asks for an answer, who waits in the order of the list, and who is in it."""
    order = Case(*(When(status=status, then=place) for place, status in enumerate(LIVE)), default=len(LIVE))
    found = policies.visible_memberships(actor).filter(group=group, status__in=tuple(showing))
    found = found.exclude(person__in=hidden_from(actor, found.values_list("person", flat=True)))
    return found.select_related("person").order_by(order, "since", "pk")


def member_rows(found: Sequence[Membership] | QuerySet[Membership]) -> list[MemberRow]:
    """Rows to show, for one page of `members`. Two queries with the one that finds them."""
    rows = list(found)
    people = [row.person_id for row in rows]
    opened = Membership.objects.filter(person__in=people, person__referrals__status__in=OPEN_REQUEST)
    supported = set(opened.order_by().values_list("person", flat=True))
    return [
        MemberRow(
            id=row.pk,
            name=first_initial(row.person.called, row.person.last_name),
            status=row.status,
            status_words=row.get_status_display(),
            since=row.since,
            how_words=row.get_how_display(),
            words=row.words,
            agreed=row.agreed_at is not None,
            on_list=row.on_list,
            as_contact=SAID[row.as_contact],
            supported=row.person_id in supported,
        )
        for row in rows
    ]


def member_counts(actor: Actor, group: Group) -> dict[str, int]:
    """{state: people}. One query."""
    found = (
        policies.visible_memberships(actor).filter(group=group).order_by().values("status").annotate(people=Count("pk"))
    )
    return {row["status"]: row["people"] for row in found}


def to_leave_quietly() -> QuerySet[Membership]:
    """People who have died and are still on a group's list. For the job: it sees every one."""
    return Membership.objects.filter(status__in=LIVE, person__died_on__isnull=False).select_related("group", "person")


def to_bring_over() -> QuerySet[Membership]:
    """Live places of records that were joined with another. For the job: it sees every one."""
    found = Membership.objects.filter(status__in=LIVE, person__same_as__isnull=False)
    return found.select_related("group", "person__same_as")
