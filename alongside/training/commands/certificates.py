"""Certificates and their badges: issued, put right, shared by their holder, taken back; and the keys that sign them."""

import secrets
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.text import slugify

from alongside.accounts.queries import current_service
from alongside.candidates import commands as candidates
from alongside.core import sealed
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.formats import badges
from alongside.training import policies
from alongside.training.models import Certificate, SigningKey

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXZ"  # none that can be taken for another
KEY = "badge key"
CRITERIA = {
    "completed": "Finished the training, and showed two trainers an understanding of each principle of peer support.",
    "accepted": "Trained elsewhere; a named person found an understanding of each principle of peer support.",
}


@command("badge_key.made", "made a new key for badges", allow=policies.may_keep_keys)
def make_key(act: Act) -> SigningKey:
    """A key that signs from now on. The one before signs no more, and is still published, so that its badges hold."""
    SigningKey.objects.filter(retired_at=None).update(retired_at=act.at, sealed="")
    made = badges.new_key()
    return SigningKey.objects.create(
        kid=made.kid, public=made.public, sealed=sealed.seal(made.private, use=KEY), made_at=act.at
    )


def _key(act: Act) -> tuple[SigningKey, badges.Key]:
    """The key that signs now; a new one where there is none yet, or the installation's secret has changed."""
    row = SigningKey.objects.filter(retired_at=None).order_by("-made_at").first() or make_key(act)
    try:
        private = sealed.unseal(row.sealed, use=KEY)
    except sealed.CannotOpen:
        row = make_key(act)
        private = sealed.unseal(row.sealed, use=KEY)
    return row, badges.Key(row.kid, private, row.public)


@command("certificate.issued", "issued a certificate", allow=policies.may_issue)
def issue_certificate(
    act: Act, *, candidate: Any, kind: str, source_id: str, course: str, details: dict[str, Any], issued_on: date
) -> Certificate:
    """A certificate and its badge. `details` is what the paper says: `taught_by`, `time`, `signed_by`, `modules`.

    Once for one source: asked again, the one in force is returned.
    """
    if there := Certificate.objects.filter(source_id=source_id, revoked_at=None, replaced_by=None).first():
        return there
    return _write(act, candidate, candidate.full_name, kind, source_id, course, details, issued_on)


def _write(
    act: Act,
    candidate: Any,
    name: str,
    kind: str,
    source_id: str,
    course: str,
    details: dict[str, Any],
    issued_on: date,
) -> Certificate:
    row, key = _key(act)
    certificate = Certificate(
        candidate=candidate,
        kind=kind,
        source_id=source_id,
        code="".join(secrets.choice(LETTERS) for _ in range(12)),
        name=name,
        course=course,
        details=details,
        issued_on=issued_on,
        issued_at=act.at,
        issued_by=act.actor.name,
        key=row,
    )
    certificate.credential = badges.issue(_badge(certificate), key)
    certificate.save()
    return certificate


def _badge(certificate: Certificate) -> badges.Badge:
    service = current_service()
    assert service is not None
    house = settings.PUBLIC_ADDRESS
    return badges.Badge(
        id=f"{house}/badges/{certificate.pk}",
        issuer_id=f"{house}/badges/issuer",
        issuer=service.organisation_name,
        name=certificate.name,
        course=certificate.course,
        about=f"{Certificate.Kind(certificate.kind).label}: {certificate.course}",
        criteria=CRITERIA[certificate.kind],
        valid_from=certificate.issued_at,
        course_id=f"{house}/badges/issuer#{slugify(certificate.course)}",
        revocations=f"{house}/badges/revoked",
    )


@command("certificate.replaced", "put a certificate right with a new one", allow=policies.may_replace)
def replace_certificate(act: Act, certificate: Certificate, *, name: str) -> Certificate:
    """A new certificate with a new code in another name; the old code says that it was replaced, and shows no name."""
    _in_force(certificate)
    parts = (certificate.kind, certificate.source_id, certificate.course, certificate.details, certificate.issued_on)
    if name.strip() == certificate.name:
        raise Refused("That is the name on it already. Enter the name that should be on it.")
    # The old one gives way first: two certificates in force for one thing are refused by the database.
    certificate.revoked_at, certificate.revoked_because = act.at, ""
    certificate.save()
    made = _write(act, certificate.candidate, name.strip(), *parts)
    certificate.replaced_by = made
    certificate.save()
    return made


@command("certificate.revoked", "took a certificate back", allow=policies.may_revoke)
def revoke_certificate(act: Act, certificate: Certificate, *, because: str) -> None:
    """It counts no more from now on, for vacancies or for anyone who checks it. Its holder is told."""
    _in_force(certificate)
    certificate.revoked_at, certificate.revoked_because = act.at, because
    certificate.save()
    holder = certificate.candidate
    for rests_on_it in holder.qualifications.filter(source_id=certificate.source_id, withdrawn_at=None):
        candidates.withdraw_qualification(act, rests_on_it, because=because)
    candidates.tell_candidate(
        act,
        holder,
        words=f"Your certificate “{certificate.course}” counts no more. Ring us, and we will talk it through with you.",
        once=f"revoked:{certificate.pk}",
    )


@command("certificate.shared", "let people with the code see a certificate", allow=policies.may_share)
def share_certificate(act: Act, certificate: Certificate) -> None:
    _in_force(certificate)
    certificate.is_shared = True
    certificate.save()


@command("certificate.hidden", "stopped sharing a certificate", allow=policies.may_share)
def hide_certificate(act: Act, certificate: Certificate) -> None:
    certificate.is_shared = False
    certificate.save()


def _in_force(certificate: Certificate) -> None:
    if certificate.replaced_by_id:
        raise Refused("This certificate was replaced. Open the newer one.")
    if certificate.revoked_at:
        raise Refused("This certificate was taken back, so nothing about it can change.")
