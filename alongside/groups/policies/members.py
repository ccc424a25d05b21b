"""Who may ask for a place in a group, give one, and see who is in it."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON, WARD
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.groups.models import DateWorker, Group, GroupDate, Membership, Runs
from alongside.groups.policies.groups import KEEPERS, group_in_reach, group_of, kept_groups
from alongside.referrals.policies import is_them, knowable, knows_them, walks_with_them


def runs_group(actor: Actor, subject: Any) -> bool:
    """a group they usually run, or run a date of that is still to come"""
    return bool(actor.user_id) and Group.objects.filter(_run_by(actor), pk=group_of(subject).pk).exists()


def their_membership(actor: Actor, membership: Membership) -> bool:
    """their own place in a group"""
    return bool(actor.user_id) and membership.person.user_id == actor.user_id


may_ask_to_join = allow(PERSON, when=is_them)
may_refer_to_group = allow(LEAD, COORDINATOR, when=knows_them) | allow(PEER_WORKER, when=walks_with_them)
may_keep_members = allow(*KEEPERS, when=group_in_reach) | allow(PEER_WORKER, WARD, when=runs_group)
may_say_about = allow(PERSON, when=their_membership) | may_keep_members | may_refer_to_group
may_see_own_groups = allow(PERSON)
may_bring_over = allow(PROCESS)
may_leave_group = may_say_about | allow(PROCESS)


def _run_by(actor: Actor) -> Q:
    """Groups whose dates this actor runs: usually, or once more."""
    dates = DateWorker.objects.filter(
        worker__user=actor.user_id, status=DateWorker.Status.ON, date__status=GroupDate.Status.PLANNED
    )
    return Q(pk__in=Runs.objects.filter(worker__user=actor.user_id, ends_on=None).values("group")) | Q(
        pk__in=dates.values("date__group")
    )


def member_groups(actor: Actor) -> QuerySet[Group]:
    """Groups of which the actor may see who is in them: those they plan, and those they run."""
    seen = Q(pk__in=kept_groups(actor).values("pk"))
    if actor.user_id and actor.has(PEER_WORKER, WARD):
        seen |= _run_by(actor)
    return Group.objects.filter(seen)


def visible_memberships(actor: Actor) -> QuerySet[Membership]:
    """Who is in, waits for or asked for the groups they plan or run; nobody whose record is sealed to them."""
    return Membership.objects.filter(knowable(actor, "person"), group__in=member_groups(actor).values("pk"))


def own_memberships(actor: Actor) -> QuerySet[Membership]:
    """A person's own."""
    return Membership.objects.filter(person__user=actor.user_id) if actor.has(PERSON) else Membership.objects.none()
