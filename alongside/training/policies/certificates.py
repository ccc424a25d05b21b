"""Who may issue, replace or revoke a certificate, whose badges count, and who sees which certificate."""

from django.db.models import QuerySet

from alongside.accounts.roles import CANDIDATE, LEAD, RECRUITER, TRAINER
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.training.models import Certificate, Issuer


def is_theirs(actor: Actor, certificate: Certificate) -> bool:
    """their own certificate"""
    return bool(actor.user_id) and certificate.candidate.user_id == actor.user_id


may_issue = allow(LEAD, TRAINER) | allow(PROCESS)
may_keep_keys = allow(LEAD) | allow(PROCESS)
may_replace = allow(LEAD, TRAINER)
may_revoke = allow(LEAD)
may_share = allow(CANDIDATE, when=is_theirs)
may_trust = allow(LEAD)
may_read_issuers = allow(LEAD) | allow(PROCESS)
may_see_certificates = allow(LEAD, TRAINER, RECRUITER)


def visible_certificates(actor: Actor) -> QuerySet[Certificate]:
    """Every certificate, for those who teach or recruit."""
    return Certificate.objects.all() if may_see_certificates(actor) else Certificate.objects.none()


def own_certificates(actor: Actor) -> QuerySet[Certificate]:
    """A candidate's own."""
    found = Certificate.objects.filter(candidate__user_id=actor.user_id)
    return found if actor.has(CANDIDATE) and actor.user_id else Certificate.objects.none()


def visible_issuers(actor: Actor) -> QuerySet[Issuer]:
    """Other services whose badges count, for whoever decides that."""
    return Issuer.objects.all() if may_trust(actor) else Issuer.objects.none()
