"""Who may read across the slices: their day, what they find, the numbers, their own peer support, governance’s logs."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.roles import COORDINATOR, EDITOR, GOVERNANCE, LEAD, PEER_WORKER, PERSON, TEAM_MANAGER
from alongside.core.actors import ANYONE, PROCESS, Actor
from alongside.core.policies import allow
from alongside.pages.models import OpeningAsked


def is_asked(actor: Actor, question: Any) -> bool:
    """a question about records they opened themself"""
    return bool(actor.user_id) and question.asked_id == actor.user_id


def is_not_asked(actor: Actor, question: Any) -> bool:
    """a question about records that somebody else opened"""
    return not is_asked(actor, question)


may_read_logs = allow(GOVERNANCE)
may_see_overview = allow(LEAD, COORDINATOR)
may_find = allow(PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER)
may_see_today = allow(PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER)
may_see_own = allow(PERSON)
may_edit_site = allow(EDITOR, LEAD)
may_write_site = allow(EDITOR, LEAD, PROCESS)  # a profile brings the first words with it
may_raise_due = allow(PROCESS)
may_take_back = allow(ANYONE)  # the command asks for the secret of their own link
may_ask_about_openings = allow(PROCESS)
may_answer_opening = allow(ANYONE, when=is_asked)
may_decide_opening = allow(GOVERNANCE, when=is_not_asked)


def own_openings_asked(actor: Actor) -> QuerySet[OpeningAsked]:
    """What the actor was asked themself, the newest first."""
    return OpeningAsked.objects.filter(asked=actor.user_id) if actor.user_id else OpeningAsked.objects.none()


def visible_openings_asked(actor: Actor) -> QuerySet[OpeningAsked]:
    """Governance reads what was asked of others, and nobody else does. Whoever is asked has pages of their own."""
    if not may_read_logs(actor):
        return OpeningAsked.objects.none()
    return OpeningAsked.objects.exclude(asked=actor.user_id)
