"""Who may see and do what with relationships, meetings, contacts and goals."""

from typing import Any

from django.db.models import Q, QuerySet

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER, PERSON
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.referrals.policies import knowable, knows_them, not_sealed, unsealed
from alongside.support.models import Contact, ContactStaff, Goal, Handover, Meeting, News, Relationship
from alongside.support.policies.apart import may_keep_apart, may_list_apart, may_say_i_know, own_apart
from alongside.support.policies.concerns import (
    ANSWERS,
    STAFF,
    concern_in_reach,
    goes_out_themself,
    is_out_themself,
    listed_concerns,
    may_answer,
    may_go_out,
    may_mind_visits,
    may_say_safe,
    may_tell,
    may_tell_another,
    may_tell_next,
    own_concerns,
    own_visits,
    told_concerns,
    told_it,
    visible_concerns,
    visible_visits,
    was_told,
)
from alongside.support.policies.group_contacts import (
    group_contact_in_reach,
    may_copy_in_group,
    may_record_in_group,
    may_take_back_in_group,
    referral_in_reach,
    was_in_group,
)
from alongside.support.policies.messages import (
    is_their_feed,
    is_whose_message,
    is_whose_reply,
    known_people,
    may_end_feed,
    may_have_feed,
    may_receive,
    may_remind,
    may_see_failure,
    may_see_messages,
    may_see_reply,
    own_feeds,
    sees_staff_messages,
    sees_strangers,
)
from alongside.support.policies.signposts import (
    may_change_signpost,
    own_signposts,
    shown_in_reach,
    shown_to_whom_they_walk_with,
    signpost_is_theirs,
)
from alongside.workforce.policies import in_reach as worker_in_reach

__all__ = [  # what is said in this folder's other files
    "ANSWERS",
    "STAFF",
    "concern_in_reach",
    "goes_out_themself",
    "group_contact_in_reach",
    "is_out_themself",
    "is_their_feed",
    "is_whose_message",
    "is_whose_reply",
    "knowable",
    "known_people",
    "listed_concerns",
    "may_answer",
    "may_change_signpost",
    "may_copy_in_group",
    "may_end_feed",
    "may_go_out",
    "may_have_feed",
    "may_keep_apart",
    "may_list_apart",
    "may_mind_visits",
    "may_receive",
    "may_record_in_group",
    "may_remind",
    "may_say_i_know",
    "may_say_safe",
    "may_see_failure",
    "may_see_messages",
    "may_see_reply",
    "may_take_back_in_group",
    "may_tell",
    "may_tell_another",
    "may_tell_next",
    "own_apart",
    "own_concerns",
    "own_feeds",
    "own_signposts",
    "own_visits",
    "referral_in_reach",
    "sees_staff_messages",
    "sees_strangers",
    "shown_in_reach",
    "shown_to_whom_they_walk_with",
    "signpost_is_theirs",
    "told_concerns",
    "told_it",
    "unsealed",
    "visible_concerns",
    "visible_visits",
    "was_in_group",
    "was_told",
]


PLANNERS = (LEAD, COORDINATOR)


def _relationship(subject: Any) -> Relationship | None:
    """None for what belongs to no relationship: a contact made in a group."""
    return subject if isinstance(subject, Relationship) else subject.relationship


def in_reach(actor: Actor, subject: Any) -> bool:
    """for the pathway or team they hold the role for"""
    together = _relationship(subject)
    return together is not None and referral_in_reach(actor, together.referral)


def walks_with(actor: Actor, subject: Any) -> bool:
    """a person they are the peer worker of"""
    together = _relationship(subject)
    return bool(actor.user_id) and together is not None and together.worker.user_id == actor.user_id


def is_theirs(actor: Actor, subject: Any) -> bool:
    """their own peer support"""
    together = _relationship(subject)
    return bool(actor.user_id) and together is not None and together.referral.person.user_id == actor.user_id


def recorded_it(actor: Actor, contact: Contact) -> bool:
    """a contact they recorded themself"""
    return bool(actor.user_id) and contact.recorded_by_user == actor.user_id


def is_themself(actor: Actor, person: Any) -> bool:
    """their own goals"""
    return bool(actor.user_id) and person.user_id == actor.user_id


def knows_person(actor: Actor, person: Any) -> bool:
    """a person they walk with, or in the pathway or team they hold the role for, on the person's word"""
    return (
        visible_relationships(actor).exclude(status=Relationship.Status.ENDED).filter(referral__person=person).exists()
    )


def goal_is_theirs(actor: Actor, goal: Any) -> bool:
    """their own goals"""
    return is_themself(actor, goal.person)


def knows_whose_goal(actor: Actor, goal: Any) -> bool:
    """a person they walk with, or in the pathway or team they hold the role for, on the person's word"""
    return knows_person(actor, goal.person)


def step_is_theirs(actor: Actor, step: Any) -> bool:
    """their own goals"""
    return is_themself(actor, step.goal.person)


def knows_whose_step(actor: Actor, step: Any) -> bool:
    """a person they walk with, or in the pathway or team they hold the role for, on the person's word"""
    return knows_person(actor, step.goal.person)


_staff = allow(PEER_WORKER, when=walks_with) | allow(LEAD, COORDINATOR, when=in_reach)
_own = allow(PERSON, when=is_theirs)
_planners = allow(LEAD, COORDINATOR, when=in_reach)

may_walk = allow(PEER_WORKER, LEAD, COORDINATOR)
may_introduce = allow(LEAD, COORDINATOR, when=referral_in_reach)
may_agree = _staff
may_book = _staff
may_change_meeting = _own | _staff
may_record = _staff
may_correct = _staff
may_undo = allow(PEER_WORKER, LEAD, COORDINATOR, when=recorded_it)
may_add_words = _own | _staff
may_stop = _own | _staff
may_copy = _staff | may_copy_in_group
may_count_cancelled = allow(PROCESS)
may_add_goal = allow(PERSON, when=is_themself) | allow(PEER_WORKER, LEAD, COORDINATOR, when=knows_person)
may_change_goal = allow(PERSON, when=goal_is_theirs) | allow(PEER_WORKER, LEAD, COORDINATOR, when=knows_whose_goal)
may_change_step = allow(PERSON, when=step_is_theirs) | allow(PEER_WORKER, LEAD, COORDINATOR, when=knows_whose_step)

may_take_break = _own | _staff
may_end_break = may_take_break | allow(PROCESS)
may_ask_for_another = _own | _staff
may_see_change_asked = _planners
may_hand_over = _staff
may_answer_handover = _own | _staff
may_let_read = _own | _planners
may_move_caseload = allow(LEAD, COORDINATOR, when=worker_in_reach)
may_start_ending = _staff | allow(PROCESS)
may_prepare_ending = _staff
may_say_at_ending = _own | _staff
may_end = _staff
may_record_death = allow(LEAD, COORDINATOR, when=knows_them)
may_tell_news = _planners


def visible_relationships(actor: Actor) -> QuerySet[Relationship]:
    """A peer worker's own, past ones too; the lead's and coordinators' within reach. Of a sealed record what the peer
    worker goes on with, and no more."""
    seen = within_reach(actor)
    if actor.has(PEER_WORKER):
        seen |= walked_by(actor)
    return Relationship.objects.filter(seen)


def reached_relationships(actor: Actor) -> QuerySet[Relationship]:
    """Those the lead and coordinators look after; none for anyone else, whoever they walk with."""
    return Relationship.objects.filter(within_reach(actor))


def within_reach(actor: Actor, to: str = "") -> Q:
    """The same as a condition on what belongs to a relationship: `to` is the way there, like "relationship__". Without
    it, on whatever has a `referral` itself."""
    if not sees_team(actor):
        return Q(pk__in=[])
    reach, referral = actor.reach(LEAD, COORDINATOR), f"{to}referral__"
    open_to_them = not_sealed(actor, f"{referral}person")
    if reach.everything:
        return open_to_them
    there = Q(**{f"{referral}pathway__in": reach.pathways}) | Q(**{f"{referral}host_team__in": reach.teams})
    return there & open_to_them


def sees_team(actor: Actor) -> bool:
    """Whether the actor looks after more than those they walk with themself."""
    return actor.has(LEAD, COORDINATOR)


def walked_relationships(actor: Actor) -> QuerySet[Relationship]:
    """Those in which the actor is the peer worker."""
    return Relationship.objects.filter(walked_by(actor)) if actor.has(PEER_WORKER) else Relationship.objects.none()


def walked_by(actor: Actor) -> Q:
    """Where the actor is the peer worker; of a sealed record only while they walk together."""
    going_on = ~Q(status=Relationship.Status.ENDED) | not_sealed(actor, "referral__person")
    return Q(worker__user=actor.user_id) & going_on


def own_relationships(actor: Actor) -> QuerySet[Relationship]:
    """A person's own."""
    if not actor.has(PERSON):
        return Relationship.objects.none()
    return Relationship.objects.filter(referral__person__user=actor.user_id)


def visible_meetings(actor: Actor) -> QuerySet[Meeting]:
    return Meeting.objects.filter(relationship__in=visible_relationships(actor))


def visible_contacts(actor: Actor) -> QuerySet[Contact]:
    return Contact.objects.filter(relationship__in=visible_relationships(actor))


def contacts_to_copy(actor: Actor, *, whole_team: bool) -> Q:
    """Contacts the actor sees to in the trust's own record, those made in groups too: their own, or all in reach."""
    there = ContactStaff.objects.filter(worker__user=actor.user_id, contact__relationship=None)
    mine = Q(pk__in=[])
    if actor.has(PEER_WORKER):
        mine = Q(pk__in=there.values("contact")) & knowable(actor, "referral__person")
    if not whole_team:
        return mine | Q(relationship__in=walked_relationships(actor))
    return mine | (Q(relationship=None) & within_reach(actor)) | Q(relationship__in=visible_relationships(actor))


def own_goals(actor: Actor) -> QuerySet[Goal]:
    """A person's own goals."""
    return (
        Goal.objects.select_related("person").filter(person__user=actor.user_id)
        if actor.has(PERSON)
        else Goal.objects.none()
    )


def visible_handovers(actor: Actor) -> QuerySet[Handover]:
    """Of the relationships the actor may see as staff: never for the peer worker it would go to, before the answer."""
    return Handover.objects.filter(relationship__in=visible_relationships(actor))


def own_handovers(actor: Actor) -> QuerySet[Handover]:
    """Put to the person themself, and waiting for their answer."""
    return Handover.objects.filter(relationship__in=own_relationships(actor), status=Handover.Status.ASKED)


def visible_news(actor: Actor) -> QuerySet[News]:
    """Deaths in the lead's and coordinators' reach."""
    return News.objects.filter(relationship__in=reached_relationships(actor))


def news_to_hear(actor: Actor) -> QuerySet[News]:
    """What a peer worker has not heard from a person yet."""
    return News.objects.filter(relationship__in=walked_relationships(actor), told_at=None)
