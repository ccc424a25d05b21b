"""Who may ask us something, and who may answer."""

from django.db.models import QuerySet

from alongside.accounts.roles import ROUTE_LEAD, TRAINER
from alongside.candidates.models import Enquiry
from alongside.candidates.policies.seeing import EVERYONE
from alongside.core.actors import ANYONE, PROCESS, Actor
from alongside.core.policies import allow


def has_it(actor: Actor, enquiry: Enquiry) -> bool:
    """a question in their own hands"""
    return bool(actor.user_id) and enquiry.owner_id == actor.user_id


may_ask_question = allow(ANYONE)
may_write_enquiry = allow(*EVERYONE)
may_answer_enquiry = allow(*EVERYONE) | allow(TRAINER, ROUTE_LEAD, when=has_it)
may_raise_enquiry = allow(PROCESS)
may_see_enquiries = allow(*EVERYONE, TRAINER, ROUTE_LEAD)


def visible_enquiries(actor: Actor) -> QuerySet[Enquiry]:
    """Every question, for the lead, coordinators and recruiters; those in their hands, for trainers and route leads."""
    if actor.has(*EVERYONE):
        return Enquiry.objects.all()
    if actor.has(TRAINER, ROUTE_LEAD) and actor.user_id:
        return Enquiry.objects.filter(owner=actor.user_id)
    return Enquiry.objects.none()
