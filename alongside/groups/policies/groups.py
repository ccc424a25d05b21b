"""Who may see groups and their dates, who plans them, and who fills in a date's register."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import BANK, COORDINATOR, LEAD, PEER_WORKER, PERSON, TEAM_MANAGER, WARD
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.groups.models import DateWorker, Group, GroupDate, Runs

KEEPERS = (LEAD, COORDINATOR, TEAM_MANAGER, WARD)


def group_of(subject: Any) -> Group:
    """The group that a group, a date, or anything of either belongs to."""
    if isinstance(subject, Group):
        return subject
    return subject.group if hasattr(subject, "group") else subject.date.group


def covers_group(actor: Actor, roles: tuple[str, ...], group: Group) -> bool:
    """Whether any of these roles is held for the group's pathway, team or ward."""
    return actor.reach(*roles).covers(pathway=group.pathway_id, team=group.team_id, ward=group.ward_id)


def group_in_reach(actor: Actor, subject: Any) -> bool:
    """groups of a pathway, team or ward they hold the role for"""
    return covers_group(actor, KEEPERS, group_of(subject))


def register_in_reach(actor: Actor, subject: Any) -> bool:
    """groups of a pathway, team or ward they hold the role for"""
    return covers_group(actor, (LEAD, COORDINATOR, WARD), group_of(subject))


def runs_date(actor: Actor, subject: Any) -> bool:
    """a date they run themself"""
    date = subject if isinstance(subject, GroupDate) else subject.date
    return bool(actor.user_id) and date.workers.filter(worker__user=actor.user_id, status=DateWorker.Status.ON).exists()


may_see_groups = allow(PEER_WORKER, BANK, *KEEPERS)
may_add_group = allow(*KEEPERS) | allow(PROCESS)
may_keep_group = allow(*KEEPERS, when=group_in_reach)
may_register = allow(PEER_WORKER, WARD, when=runs_date) | allow(LEAD, COORDINATOR, WARD, when=register_in_reach)
may_prompt_register = allow(PROCESS)


def visible_groups(actor: Actor) -> QuerySet[Group]:
    """For those at work: groups within reach; for peer workers and the bank all that run, and whichever they run."""
    if actor.has(*KEEPERS) and actor.reach(*KEEPERS).everything:
        return Group.objects.all()
    seen = _within_reach(actor)
    if actor.has(PEER_WORKER, BANK):
        seen |= Q(status=Group.Status.RUNNING)
    if actor.user_id and actor.has(PEER_WORKER, WARD):
        seen |= Q(pk__in=Runs.objects.filter(worker__user=actor.user_id, ends_on=None).values("group"))
        seen |= Q(pk__in=DateWorker.objects.filter(worker__user=actor.user_id).values("date__group"))
    return Group.objects.filter(seen)


def kept_groups(actor: Actor) -> QuerySet[Group]:
    """Groups the actor plans: those within reach of whoever keeps them, nobody's as the one who runs it."""
    return Group.objects.filter(_within_reach(actor))


def _within_reach(actor: Actor) -> Q:
    reach = actor.reach(*KEEPERS)
    if reach.everything:
        return Q()
    return Q(pathway__in=reach.pathways) | Q(team__in=reach.teams) | Q(ward__in=reach.wards)


def visible_dates(actor: Actor) -> QuerySet[GroupDate]:
    """The dates of the groups they see."""
    return GroupDate.objects.filter(group__in=visible_groups(actor).values("pk"))


def public_groups() -> QuerySet[Group]:
    """Groups anybody may read about."""
    return Group.objects.filter(status=Group.Status.RUNNING, shown=Group.Shown.PUBLIC)


def people_groups(actor: Actor) -> QuerySet[Group]:
    """For people we support: running groups shown to them, and every group they ever asked for or were in."""
    if not actor.has(PERSON):
        return public_groups()
    shown = Q(status=Group.Status.RUNNING, shown__in=(Group.Shown.MEMBERS, Group.Shown.PUBLIC))
    return Group.objects.filter(
        shown | Q(pk__in=Group.objects.filter(members__person__user=actor.user_id).values("pk"))
    )
