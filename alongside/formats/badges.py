"""Open Badges 3.0 as signed credentials (VC-JWT, RS256): made, and read back. Nothing is ever fetched.

Sources: 1EdTech Open Badges Specification 3.0, section 8.2 (JSON Web Token proof format); W3C Verifiable Credentials
Data Model 2.0; RFC 7515, 7517, 7519 and 7638. What the words of a badge mean is read from the published contexts,
which are kept beside this file.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ALGORITHM = "RS256"
LONGEST = 100_000  # characters of a badge somebody gives us
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json": "open-badges-extensions.json",
}
UNREADABLE = "This is not a badge we can read. Copy the whole of it, from the first letter to the last."
# The times are looked at when it is read, so that each has its own answer.
STRICT: Any = {
    "require": ["iss", "jti"],
    "verify_nbf": False,
    "verify_exp": False,
    "verify_iat": False,
    "verify_aud": False,
}
HERE = Path(__file__).parent


class NotValid(Exception):
    """Why a badge does not count, in words for whoever gave it."""


@dataclass(frozen=True)
class Key:
    """A key pair. `private` is PEM (PKCS 8, not sealed); `public` is a JWK with `kid`, its RFC 7638 thumbprint."""

    kid: str
    private: str
    public: dict[str, str]


@dataclass(frozen=True)
class Badge:
    """What a badge says. `id` and `issuer_id` are addresses; `name` is the holder's, empty where the badge has none."""

    id: str
    issuer_id: str
    issuer: str
    name: str
    course: str
    about: str
    criteria: str
    valid_from: datetime
    course_id: str = ""
    revocations: str = ""


def new_key() -> Key:
    """A new RSA key of 2048 bits."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    jwk = RSAAlgorithm.to_jwk(made.public_key(), as_dict=True)
    public = {"kty": jwk["kty"], "n": jwk["n"], "e": jwk["e"], "alg": ALGORITHM, "use": "sig"}
    kid = thumbprint(public)
    return Key(kid, pem, {**public, "kid": kid})


def thumbprint(jwk: Mapping[str, str]) -> str:
    """RFC 7638: SHA-256 over the key's own members, in order."""
    said = json.dumps({name: jwk[name] for name in ("e", "kty", "n")}, separators=(",", ":"), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(said.encode()).digest()).rstrip(b"=").decode()


def issue(badge: Badge, key: Key) -> str:
    """The badge as a JWT, signed. ValueError for a word that the published contexts do not know."""
    document = _document(badge)
    if unknown := set(unknown_words(document)):
        raise ValueError(f"The contexts of badges do not know {sorted(unknown)}")
    registered = {
        "iss": badge.issuer_id,
        "jti": badge.id,
        "sub": document["credentialSubject"]["id"],
        "nbf": int(badge.valid_from.timestamp()),
    }
    return jwt.encode({**document, **registered}, key.private, ALGORITHM, headers={"kid": key.kid, "typ": "JWT"})


def _document(badge: Badge) -> dict[str, Any]:
    achievement: dict[str, Any] = {
        "id": badge.course_id or f"{badge.issuer_id}#course",
        "type": ["Achievement"],
        "achievementType": "Course",
        "name": badge.course,
        "description": badge.about,
        "criteria": {"narrative": badge.criteria},
    }
    subject: dict[str, Any] = {
        "id": f"{badge.id}#holder",
        "type": ["AchievementSubject"],
        "achievement": achievement,
    }
    if badge.name:
        subject["identifier"] = [
            {"type": "IdentityObject", "identityHash": badge.name, "identityType": "name", "hashed": False}
        ]
    document: dict[str, Any] = {
        "@context": list(CONTEXTS),
        "id": badge.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": badge.course,
        "issuer": {"id": badge.issuer_id, "type": ["Profile"], "name": badge.issuer},
        "validFrom": badge.valid_from.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": subject,
    }
    if badge.revocations:
        document["credentialStatus"] = {"id": badge.revocations, "type": "1EdTechRevocationList"}
    return document


def issuer_of(token: str) -> str:
    """Whose badge this says it is, before anything is believed; so that the right keys can be asked for."""
    try:
        said = jwt.decode(_tidy(token), options={"verify_signature": False})
    except jwt.InvalidTokenError:
        raise NotValid(UNREADABLE) from None
    return str(said.get("iss", ""))


def verify(token: str, keys: Iterable[Mapping[str, str]], *, at: datetime) -> Badge:
    """What the badge says, if one of `keys` (public JWKs of the issuer it names) signed exactly this.

    Raises NotValid: not readable, altered, signed by another, not a badge, not yet or no longer in force at `at`.
    Whether it was revoked is asked of its issuer, not of the badge.
    """
    token = _tidy(token)
    issuer = issuer_of(token)
    kid = jwt.get_unverified_header(token).get("kid", "")
    known = {key["kid"]: key for key in keys}
    if kid.rpartition("#")[2] not in known:
        raise NotValid("This badge was not signed with a key that its issuer publishes.")
    key = RSAAlgorithm.from_jwk(dict(known[kid.rpartition("#")[2]]))
    try:
        said = jwt.decode(token, key, algorithms=[ALGORITHM], issuer=issuer, options=STRICT)  # type: ignore[arg-type]
    except jwt.InvalidTokenError:
        raise NotValid("This badge was changed after it was signed, so it does not count.") from None
    return _read(said, at)


def _read(said: Mapping[str, Any], at: datetime) -> Badge:
    try:
        badge = _badge(said)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise NotValid("This is signed, but it is not an Open Badge.") from None
    if badge.valid_from > at:
        raise NotValid("This badge is not in force yet.")
    until = said.get("validUntil") or said.get("exp")
    if until and _moment(until) <= at:
        raise NotValid("This badge has run out.")
    return badge


def _badge(said: Mapping[str, Any]) -> Badge:
    issuer, subject = said["issuer"], said["credentialSubject"]
    subject = subject[0] if isinstance(subject, list) else subject
    issuer = issuer if isinstance(issuer, dict) else {"id": issuer}
    if said["iss"] != issuer["id"] or said["jti"] != said["id"] or "OpenBadgeCredential" not in said["type"]:
        raise ValueError("its two halves disagree")
    achievement = subject["achievement"]
    names = [row["identityHash"] for row in subject.get("identifier", []) if row.get("identityType") == "name"]
    return Badge(
        id=said["id"],
        issuer_id=issuer["id"],
        issuer=issuer.get("name", ""),
        name=names[0] if names else "",
        course=achievement["name"],
        about=achievement.get("description", ""),
        criteria=achievement.get("criteria", {}).get("narrative", ""),
        valid_from=_moment(said["validFrom"]),
        course_id=achievement.get("id", ""),
        revocations=(said.get("credentialStatus") or {}).get("id", ""),
    )


def _moment(said: str | int | float) -> datetime:
    if isinstance(said, str):
        moment = datetime.fromisoformat(said)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.fromtimestamp(said, UTC)


def _tidy(token: str) -> str:
    """People copy spaces and broken lines with it."""
    token = "".join(token.split())
    if not token or len(token) > LONGEST:
        raise NotValid(UNREADABLE)
    return token


def unknown_words(document: Mapping[str, Any]) -> Iterator[str]:
    """Words of a credential that the published contexts do not define, each where it stands."""
    terms: dict[str, Any] = {}
    for address in document["@context"]:
        terms |= context(CONTEXTS[address])
    yield from _unknown({name: value for name, value in document.items() if name != "@context"}, terms)


def _unknown(value: Any, terms: Mapping[str, Any]) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _unknown(one, terms)
    elif isinstance(value, dict):
        kinds = value.get("type", [])
        for kind in [kinds] if isinstance(kinds, str) else kinds:
            if kind not in terms:
                yield kind
            else:
                terms = {**terms, **_scoped(terms[kind])}
        for name, inner in value.items():
            if name not in terms:
                yield name
            else:
                yield from _unknown(inner, {**terms, **_scoped(terms[name])})


def _scoped(term: Any) -> Mapping[str, Any]:
    return term.get("@context") or {} if isinstance(term, dict) else {}


@cache
def context(name: str) -> dict[str, Any]:
    """One published context, from its file."""
    found: dict[str, Any] = json.loads((HERE / "contexts" / name).read_text(encoding="utf-8"))["@context"]
    return found
