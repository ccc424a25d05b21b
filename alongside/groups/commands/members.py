"""Joining a group, waiting for a place, what people choose there, and leaving. The waiting list moves by itself."""

from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.groups import notices, policies
from alongside.groups.models import Attendance, Group, GroupDate, Membership
from alongside.groups.queries import members as queries
from alongside.support import commands as support

Status, How = Membership.Status, Membership.How


@command("membership.asked", "asked to join a group", allow=policies.may_ask_to_join, locks=("group",))
def ask_to_join(act: Act, person: Any, *, group: Group, words: str = "") -> Membership:
    """The person themself. They are in at once where anyone may join and a place is free; else they wait for one. In a
    group whose places are given, those who run it answer."""
    if not policies.people_groups(act.actor).filter(pk=group.pk).exists():
        raise NotAllowed("see this group")
    return _ask(act, person, group, How.SELF, words)


@command("membership.referred", "asked with somebody for a group", allow=policies.may_refer_to_group, locks=("group",))
def refer_to_group(act: Act, person: Any, *, group: Group, words: str = "") -> Membership:
    """Someone at work, with the person and on their word: into any running group that they see."""
    if not policies.visible_groups(act.actor).filter(pk=group.pk).exists():
        raise NotAllowed("see this group")
    return _ask(act, person, group, How.REFERRAL, words)


@command("membership.turned_up", "wrote down that somebody came along", allow=policies.may_keep_members)
def write_turned_up(act: Act, group: Group, *, person: Any) -> Membership:
    """They came, so they are in it; where every place is taken or places are given, they have asked. Whoever waits or
    asked already keeps their turn, and whoever was told "not this group" is not put in it by having come."""
    found = queries.membership_of(group, person)
    if found and found.status != Status.LEFT:
        return found
    _may_join(person, group)
    status = queries.joins_as(group, found)
    membership = found or Membership(group=group, person=person)
    return _enter(act, membership, How.TURNED_UP, Status.JOINED if status == Status.JOINED else Status.ASKED)


@command("membership.placed", "gave somebody a place in a group", allow=policies.may_keep_members, locks=("group",))
def give_place(act: Act, membership: Membership) -> Membership:
    """While one is free. They are told, by the way they chose."""
    if membership.person.died_on:
        raise Refused("It is written that this person has died.")
    if queries.free_places(membership.group) == 0:
        raise Refused("Every place is taken. Put them on the waiting list: it moves by itself.")
    membership.move_to(Status.JOINED)
    membership.since = act.at
    membership.save()
    notices.tell_place(act, membership)
    return membership


@command(
    "membership.waits", "put somebody on a group's waiting list", allow=policies.may_keep_members, locks=("group",)
)
def put_on_waiting_list(act: Act, membership: Membership) -> Membership:
    """At its end, when no place is free."""
    if queries.free_places(membership.group) != 0:
        raise Refused("There is a place free. Give it to them.")
    membership.move_to(Status.WAITING)
    membership.since = act.at
    membership.save()
    return membership


@command("membership.not_this", "said that a group is not the one", allow=policies.may_keep_members, locks=("group",))
def say_not_this_group(act: Act, membership: Membership) -> Membership:
    """To somebody who asked or waits. They are told kindly; no reason is written down."""
    membership.move_to(Status.NOT_THIS)
    membership.since = act.at
    membership.save()
    notices.tell_not_this_group(act, membership)
    return membership


@command("membership.agreed", "said yes to how they are together", allow=policies.may_say_about)
def agree_together(act: Act, membership: Membership) -> Membership:
    """The person's yes to how everyone in the group is together."""
    _still_there(membership)
    if not membership.group.together:
        raise Refused("There is nothing to agree to yet: nobody has written it down.")
    membership.agreed_at = act.at
    _said(act, membership)
    return membership


@command("membership.said", "wrote down what a member wishes", allow=policies.may_say_about)
def say_about_me(
    act: Act,
    membership: Membership,
    *,
    on_list: bool,
    name_shown: bool = False,
    as_contact: bool | None = None,
    words: str = "",
) -> Membership:
    """What the person chooses. `on_list`: the register may name them; else they are counted only. `name_shown`: the
    others may see their first name. `as_contact`: their yes or no to coming being written in their record; None
    leaves it unasked. `words`: what they would like those who run it to know."""
    _still_there(membership)
    if as_contact and not on_list:
        raise Refused("Coming can be written in a record only when the list may show the name.")
    if as_contact != membership.as_contact:
        membership.as_contact_said_at = None if as_contact is None else act.at
    membership.on_list, membership.name_shown, membership.as_contact = on_list, name_shown, as_contact
    membership.words = words
    _said(act, membership)
    return membership


@command("membership.not_this_time", "said that they cannot come this time", allow=policies.may_say_about)
def say_not_this_time(act: Act, membership: Membership, *, date: GroupDate) -> Membership:
    """To one date that is to come. No reason is asked, their place stays theirs, and the register says it in words."""
    if membership.status != Status.JOINED:
        raise Refused("They are not in this group now, so nobody waits for them.")
    if date.group_id != membership.group_id or date.status != GroupDate.Status.PLANNED or date.ends_at <= act.at:
        raise Refused("This date is over, or does not go ahead. There is nothing to say.")
    membership.not_at = date
    _said(act, membership)
    return membership


@command("membership.coming_after_all", "said that they come after all", allow=policies.may_say_about)
def say_coming_after_all(act: Act, membership: Membership) -> Membership:
    if membership.not_at is None:
        raise Refused("Nobody said that they cannot come.")
    membership.not_at = None
    _said(act, membership)
    return membership


@command("membership.left", "left a group", allow=policies.may_leave_group, locks=("group",))
def leave_group(act: Act, membership: Membership) -> Membership:
    """At any time, and no reason is asked or kept. A place that comes free goes to whoever is next in this very act.
    After a death nobody is told: the name is taken off the list, and that is all."""
    membership.move_to(Status.LEFT)
    membership.since = act.at
    _said(act, membership)
    fill_places(act, membership.group)
    return membership


@command(
    "membership.brought_over", "brought a place in a group to the record that stands", allow=policies.may_bring_over
)
def bring_over(act: Act, membership: Membership) -> Membership:
    """Two records turned out to be one person: their place, and the dates they came to, belong to the one that stands.
    Where that one is on the group's list already, the copy's name is taken off."""
    copy, stands = membership.person, membership.person.same_as
    if stands is None:
        raise Refused("This record was not joined with another.")
    if queries.membership_of(membership.group, stands):
        return leave_group(act, membership)
    both = Attendance.objects.filter(person=stands).values("register")
    Attendance.objects.filter(person=copy, register__date__group=membership.group).exclude(register__in=both).update(
        person=stands
    )
    membership.person = stands
    membership.save()
    return membership


def fill_places(act: Act, group: Group) -> None:
    """Give each free place to whoever has waited longest. The caller holds the group's lock; called wherever a place
    may come free: somebody leaves, or the group becomes bigger or open to anyone."""
    while group.status == Group.Status.RUNNING and queries.free_places(group) != 0:
        waiting = queries.next_waiting(group)
        if waiting is None:
            return
        waiting.group = group
        give_place(act, waiting)


def _ask(act: Act, person: Any, group: Group, how: Membership.How, words: str) -> Membership:
    found = queries.membership_of(group, person)
    if found and found.status in queries.LIVE:
        raise Refused(f"They are on its list already: {found.get_status_display().lower()}.")
    _may_join(person, group)
    membership = found or Membership(group=group, person=person)
    membership.words = words or membership.words
    membership = _enter(act, membership, how, queries.joins_as(group, found))
    if membership.status == Status.ASKED and not policies.may_keep_members(act.actor, group):
        notices.tell_asked(act, membership)
    return membership


def _may_join(person: Any, group: Group) -> None:
    if person.died_on:
        raise Refused("It is written that this person has died.")
    if person.same_as_id:
        raise Refused("This record was joined with another. Start from the one that stands.")
    if group.status != Group.Status.RUNNING:
        raise Refused(f"{group.name} does not run now, so nobody can join it.")


def _enter(act: Act, membership: Membership, how: Membership.How, status: Membership.Status) -> Membership:
    if membership._state.adding:
        membership.status = status
    else:
        membership.move_to(status)
    membership.how, membership.since = how, act.at
    _said(act, membership)
    return membership


def _said(act: Act, membership: Membership) -> None:
    """Who said so, which is the person unless it was a job or they have died, and who wrote it."""
    theirs = not act.actor.is_process and not membership.person.died_on
    membership.said_by = membership.person.called if theirs else ""
    membership.written_by = act.actor.name[:150]
    membership.save()


def _still_there(membership: Membership) -> None:
    if membership.status not in queries.LIVE:
        raise Refused("They are not in this group now. Join it first: it takes one press.")


def _leave_theirs(act: Act, person: Any) -> None:
    """Someone died: their name is on no group's list any more, and nobody is told by us."""
    for membership in Membership.objects.filter(person=person, status__in=queries.LIVE).select_related("group"):
        leave_group(act, membership)


support.also_stops.append(_leave_theirs)
