"""Contacts made in groups, which belong to a request and to no relationship: who writes, takes back and copies them."""

from typing import Any

from alongside.accounts.roles import COORDINATOR, LEAD, PEER_WORKER
from alongside.core.actors import Actor
from alongside.core.policies import allow
from alongside.support.models import Contact


def referral_in_reach(actor: Actor, referral: Any) -> bool:
    """for the pathway or team they hold the role for"""
    return actor.reach(LEAD, COORDINATOR).covers(pathway=referral.pathway_id, team=referral.host_team_id)


def group_contact_in_reach(actor: Actor, contact: Any) -> bool:
    """a contact made in a group, of a person in the pathway or team they hold the role for"""
    return _in_group(contact) and referral_in_reach(actor, contact.referral)


def was_in_group(actor: Actor, contact: Any) -> bool:
    """a contact made in a group that they ran"""
    return bool(actor.user_id) and _in_group(contact) and contact.staff.filter(worker__user=actor.user_id).exists()


def _in_group(contact: Any) -> bool:
    return isinstance(contact, Contact) and contact.relationship_id is None


# A register joins these commands to its own act, and has its own policy.
may_record_in_group = allow(LEAD, COORDINATOR, when=referral_in_reach)
may_take_back_in_group = allow(LEAD, COORDINATOR, when=group_contact_in_reach)
may_copy_in_group = allow(PEER_WORKER, when=was_in_group) | allow(LEAD, COORDINATOR, when=group_contact_in_reach)
