"""Who keeps what is agreed with another organisation, and who opens its accounts."""

from typing import Any

from django.db.models import QuerySet

from alongside.accounts.models import Organisation, RoleHolding, Service
from alongside.accounts.roles import ADMINISTRATOR, COORDINATOR, LEAD, PARTNER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.partners.models import PartnerAction, PartnerAgreement


def is_of_partner(actor: Actor, holding: RoleHolding) -> bool:
    """an account limited to referring in, and no other"""
    return holding.role == PARTNER


may_see_partners = allow(LEAD, COORDINATOR, ADMINISTRATOR)
may_keep_partners = allow(LEAD, COORDINATOR)
may_keep_accounts = allow(LEAD, ADMINISTRATOR)
may_end_account = allow(LEAD, ADMINISTRATOR, when=is_of_partner)
may_tell_of_end = allow(PROCESS)
may_end_by_itself = allow(PROCESS)


def partner_organisations(actor: Actor) -> QuerySet[Organisation]:
    """Every organisation but the service's own."""
    if not may_see_partners(actor):
        return Organisation.objects.none()
    return Organisation.objects.exclude(pk__in=Service.objects.values("organisation"))


def visible_agreements(actor: Actor) -> QuerySet[PartnerAgreement]:
    return PartnerAgreement.objects.filter(organisation__in=partner_organisations(actor))


def visible_actions(actor: Actor) -> QuerySet[PartnerAction]:
    """Those of meetings, but for those taken back."""
    seen = partner_organisations(actor)
    return PartnerAction.objects.filter(meeting__organisation__in=seen, taken_back_at=None)


def partner_accounts(actor: Actor) -> QuerySet[Any]:
    """The accounts of partner organisations: who may refer in, since when and until when."""
    if not may_see_partners(actor):
        return RoleHolding.objects.none()
    return RoleHolding.objects.filter(role=PARTNER, organisation__in=partner_organisations(actor))
