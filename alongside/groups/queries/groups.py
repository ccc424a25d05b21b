"""Groups as those at work see them: the list, and one group with its next dates and who runs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from alongside.accounts.models import Pathway, Team, Ward
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.groups import policies
from alongside.groups.models import Group, GroupDate, Membership, Runs
from alongside.groups.queries.dates import DateRow, next_dates, past_dates, where

MEANS = {"draft": "on_hold", "running": "going_on", "ended": "done"}
COUNTED = {  # each way a group is counted, as those who run it read it
    Group.Counts.CONTACTS: (
        "Whoever comes by name, has an open referral and said yes to it: coming is written in their record as a "
        "contact. Everybody else is one number, in the group session. Nobody is counted twice."
    ),
    Group.Counts.SESSION: (
        "Everybody who comes is one number, in the group session. Nothing is written in anybody’s record."
    ),
    Group.Counts.HOST: "The team we run it with counts it in their own record. We keep who came, and send nothing.",
}


@dataclass(frozen=True)
class GroupRow:
    """One group in a list. `free` is None without a limit; `gap` in words, what is missing for its next date."""

    id: str
    name: str
    pathway: str
    where: str
    state: str
    state_words: str
    means: str
    next_at: datetime | None
    joined: int
    size: int | None
    waiting: int
    asked: int
    runs: tuple[str, ...]
    joining: str
    pattern: str
    shown: str


@dataclass(frozen=True)
class RunsRow:
    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class GroupPage:
    """One group for those at work."""

    group: Group
    means: str
    where: str
    counted: str
    session_type: str
    next: tuple[DateRow, ...]
    past: tuple[DateRow, ...]
    runs: tuple[RunsRow, ...]
    joined: int
    waiting: int
    asked: int
    may_keep: bool
    may_see_members: bool


def groups(actor: Actor, *, pathway: str = "", ward: str = "", status: str = "") -> list[GroupRow]:
    """Groups the actor sees, running first, then by name. `status` "" leaves out what has ended. Three queries."""
    if not policies.may_see_groups(actor):
        raise NotAllowed("see groups")
    found = policies.visible_groups(actor)
    if pathway:
        found = found.filter(pathway=pathway)
    if ward:
        found = found.filter(ward=ward)
    found = found.filter(status=status) if status else found.exclude(status=Group.Status.ENDED)
    at = Membership.Status
    counts = {
        name: Count("members", filter=Q(members__status=state))
        for name, state in (("joined", at.JOINED), ("waiting_now", at.WAITING), ("asked", at.ASKED))
    }
    rows = list(found.select_related("pathway", "team", "ward").annotate(**counts).order_by("name", "pk"))
    soonest, usual = _soonest(rows), _usual(rows)
    order = {"running": 0, "draft": 1, "ended": 2}
    rows.sort(key=lambda row: order[row.status])
    return [_row(row, soonest.get(row.pk), usual.get(row.pk, ())) for row in rows]


def _soonest(rows: Iterable[Group]) -> dict[str, datetime]:
    soonest: dict[str, datetime] = {}
    found = GroupDate.objects.filter(
        group__in=[row.pk for row in rows], ends_at__gt=clock.now(), status=GroupDate.Status.PLANNED
    )
    for group, starts_at in found.order_by("starts_at").values_list("group_id", "starts_at"):
        soonest.setdefault(group, starts_at)
    return soonest


def _usual(rows: Iterable[Group]) -> dict[str, tuple[str, ...]]:
    usual: dict[str, tuple[str, ...]] = {}
    found = Runs.objects.filter(group__in=[row.pk for row in rows], ends_on=None).select_related("worker")
    for runs in found.order_by("worker__kind", "worker__first_name", "pk"):
        usual[runs.group_id] = (*usual.get(runs.group_id, ()), runs.worker.full_name)
    return usual


def _row(row: Any, next_at: datetime | None, runs: tuple[str, ...]) -> GroupRow:
    return GroupRow(
        id=row.pk,
        name=row.name,
        pathway=row.pathway.name,
        where=row.ward.name if row.ward else row.team.name if row.team else row.pathway.name,
        state=row.status,
        state_words=row.get_status_display(),
        means=MEANS[row.status],
        next_at=next_at,
        joined=row.joined,
        size=row.size,
        waiting=row.waiting_now,
        asked=row.asked,
        runs=runs,
        joining=row.get_joining_display(),
        pattern=row.get_pattern_display(),
        shown=row.get_shown_display(),
    )


def is_described() -> bool:
    """Whether there is any group: then the profile is not read for them again."""
    return Group.objects.exists()


def get_group(actor: Actor, id: str) -> Group:  # noqa: A002
    """A group this actor sees at work. Raises DoesNotExist."""
    return policies.visible_groups(actor).select_related("pathway", "team", "ward__site").get(pk=id)


def get_runs(actor: Actor, id: str) -> Runs:  # noqa: A002
    """Who usually runs a group that the actor sees. Raises DoesNotExist."""
    found = Runs.objects.filter(group__in=policies.visible_groups(actor).values("pk"), ends_on=None)
    return found.select_related("group", "worker").get(pk=id)


def group_page(actor: Actor, id: str) -> GroupPage:  # noqa: A002
    """One group with its dates and who runs it, in a fixed number of queries."""
    group = get_group(actor, id)
    at = Membership.Status
    counts = dict(group.members.values_list("status").annotate(n=Count("pk")).order_by("status"))
    return GroupPage(
        group=group,
        means=MEANS[group.status],
        where=where(group),
        counted=COUNTED[Group.Counts(group.counts)],
        session_type=group.get_session_type_display(),
        next=tuple(next_dates(group)),
        past=tuple(past_dates(group)),
        runs=tuple(
            RunsRow(row.pk, row.worker.full_name, row.worker.get_kind_display())
            for row in group.runs.filter(ends_on=None).select_related("worker").order_by("worker__kind", "pk")
        ),
        joined=counts.get(at.JOINED, 0),
        waiting=counts.get(at.WAITING, 0),
        asked=counts.get(at.ASKED, 0),
        may_keep=policies.may_keep_group(actor, group),
        may_see_members=policies.may_keep_members(actor, group),
    )


# Where a group belongs -----------------------------------------------------------------------------------------------


def place_choices(actor: Actor) -> list[tuple[str, str]]:
    """The pathways, teams and wards for which the actor may plan a group: ("ward:id", "Acute: Willow Ward (ward)")."""
    reach = actor.reach(*policies.KEEPERS)
    wards = Ward.objects.filter(is_open=True).select_related("team__pathway")
    teams = Team.objects.filter(is_open=True).select_related("pathway")
    found = [
        (row.team.pathway, 2, row.name, f"ward:{row.pk}", f"{row.name} (ward)", reach.covers(ward=row.pk))
        for row in wards
    ]
    found += [
        (row.pathway, 1, row.name, f"team:{row.pk}", row.name, reach.covers(pathway=row.pathway_id, team=row.pk))
        for row in teams
    ]
    found += [
        (row, 0, row.name, f"pathway:{row.pk}", "the whole pathway", reach.covers(pathway=row.pk))
        for row in Pathway.objects.filter(is_open=True)
    ]
    found.sort(key=lambda row: (row[0].position, row[0].name, row[1], row[2]))
    return [(value, f"{pathway.name}: {words}") for pathway, _, _, value, words, covered in found if covered]


def place_of(said: str) -> dict[str, Any]:
    """The pathway, team and ward of an answer of `place_choices`. Raises DoesNotExist."""
    kind, _, pk = said.partition(":")
    if kind == "ward":
        ward = Ward.objects.select_related("team__pathway").get(pk=pk)
        return {"pathway": ward.team.pathway, "team": ward.team, "ward": ward}
    if kind == "team":
        team = Team.objects.select_related("pathway").get(pk=pk)
        return {"pathway": team.pathway, "team": team, "ward": None}
    return {"pathway": Pathway.objects.get(pk=pk), "team": None, "ward": None}


def said_of(group: Group) -> str:
    """The answer of `place_choices` that a group has."""
    if group.ward_id:
        return f"ward:{group.ward_id}"
    return f"team:{group.team_id}" if group.team_id else f"pathway:{group.pathway_id}"


def ward_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of the wards that have a group the actor sees: for the filter."""
    seen = policies.visible_groups(actor).exclude(ward=None)
    return list(Ward.objects.filter(pk__in=seen.values("ward")).order_by("name").values_list("pk", "name"))
