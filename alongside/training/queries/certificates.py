"""Certificates: a candidate's own, everybody's for staff, and what a stranger with a code is told."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from alongside.accounts.queries import current_service
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.core.names import searchable
from alongside.formats import badges, pdf
from alongside.training import policies
from alongside.training.models import Certificate, SigningKey

GROUP = 4  # letters of a code that are read together


@dataclass(frozen=True)
class Seen:
    """What a stranger is told: `state` is real, not_shared, replaced, revoked or unknown; the rest only when real."""

    state: str
    name: str = ""
    course: str = ""
    issued_on: date | None = None
    on: date | None = None


def tidy_code(said: str) -> str:
    """As people type it: small letters, dashes and spaces are all the same."""
    return "".join(letter for letter in said.upper() if letter.isalnum())


def grouped(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def seen_by_code(code: str) -> Seen:
    """For anyone: no scope, because it tells only what its holder shares with whoever holds the code."""
    found = Certificate.objects.filter(code=tidy_code(code)).select_related("replaced_by").first()
    if found is None:
        return Seen("unknown")
    if found.replaced_by:
        return Seen("replaced", on=found.replaced_by.issued_at.date())
    if found.revoked_at:
        return Seen("revoked", on=found.revoked_at.date())
    if not found.is_shared:
        return Seen("not_shared")
    return Seen("real", found.name, found.course, found.issued_on)


def my_certificates(actor: Actor) -> list[Certificate]:
    """The newest first; those replaced are left out."""
    return list(policies.own_certificates(actor).filter(replaced_by=None).order_by("-issued_at"))


def get_own_certificate(actor: Actor, certificate: str) -> Certificate:
    return policies.own_certificates(actor).select_related("candidate").get(pk=certificate)


def get_certificate(actor: Actor, certificate: str) -> Certificate:
    return policies.visible_certificates(actor).select_related("candidate", "replaced_by").get(pk=certificate)


def certificates(actor: Actor, *, text: str = "") -> QuerySet[Certificate]:
    """Staff's list, the newest first; `text` is part of a name or a code."""
    found = policies.visible_certificates(actor).select_related("replaced_by").order_by("-issued_at", "pk")
    if text:
        found = found.filter(candidate__search_name__contains=searchable(text)) | found.filter(
            code__startswith=tidy_code(text) or "-"
        )
    return found


def paper(certificate: Certificate) -> pdf.Paper:
    """What the PDF says."""
    service = current_service()
    assert service is not None
    first = certificate.name.split(" ")[0]
    details: dict[str, Any] = certificate.details
    accepted = certificate.kind == Certificate.Kind.ACCEPTED
    facts = [("Accepted on" if accepted else "Finished on", _day(certificate.issued_on))]
    facts += [("Time", details["time"])] if details.get("time") else []
    facts += [("Signed by", details.get("signed_by") or certificate.issued_by)]
    house = settings.PUBLIC_ADDRESS
    return pdf.Paper(
        title="Training accepted" if accepted else "Certificate",
        organisation=service.organisation_name,
        service=service.name,
        taught_by=details.get("taught_by", ""),
        heading="We accept the training of" if accepted else "This certificate is for",
        name=certificate.name,
        before="who trained elsewhere:" if accepted else "who has finished the",
        course=certificate.course,
        after="and has shown a clear understanding of peer support.",
        facts=tuple(facts),
        opens=f"{first} can now apply for peer support worker jobs here. Other trusts and charities may accept it too.",
        check=f"{house}/check/{certificate.code}/",
        check_shown=f"{house.partition('//')[2]}/check",
        check_words="Shows only what its holder shares.",
        code=grouped(certificate.code),
    )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def published_keys() -> dict[str, Any]:
    """Our public keys as a JWK set (RFC 7517): the one that signs and those that signed before."""
    return {"keys": [row.public for row in SigningKey.objects.order_by("-made_at")]}


def issuer_profile() -> dict[str, Any]:
    """Who we are, as badges name us (Open Badges 3.0, Profile)."""
    service = current_service()
    assert service is not None
    return {
        "@context": list(badges.CONTEXTS),
        "id": f"{settings.PUBLIC_ADDRESS}/badges/issuer",
        "type": ["Profile"],
        "name": service.organisation_name,
        "url": settings.PUBLIC_ADDRESS,
        "description": f"{service.name}: {service.about}".strip(),
    }


def revoked_list() -> dict[str, Any]:
    """The badges that count no more: opaque ids, no names and no codes (1EdTech revocation list)."""
    house = settings.PUBLIC_ADDRESS
    gone = Certificate.objects.exclude(revoked_at=None).order_by("revoked_at", "pk")
    return {
        "id": f"{house}/badges/revoked",
        "issuer": f"{house}/badges/issuer",
        "revokedCredential": [{"id": f"{house}/badges/{row.pk}", "revoked": True} for row in gone.only("pk")],
    }


def state_in_words(certificate: Certificate) -> str:
    """Where it stands, for staff's list."""
    if certificate.replaced_by_id:
        return "Replaced"
    if certificate.revoked_at:
        return "Taken back"
    return "In force, shared" if certificate.is_shared else "In force"


def needs_to_see_certificates(actor: Actor) -> None:
    """NotAllowed for whoever has no list of certificates."""
    if not policies.may_see_certificates(actor):
        raise NotAllowed("The list of certificates")
