"""Badges: read back by a library that had no part in making them; every change to one is noticed."""

import base64
import json
from datetime import UTC, datetime, timedelta

import joserfc.jwk
import joserfc.jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.formats import badges

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
KEY = badges.new_key()
OTHER = badges.new_key()
BADGE = badges.Badge(
    id="https://peer.example.org/badges/abc",
    issuer_id="https://peer.example.org/badges/issuer",
    issuer="Tarnshire Partnership NHS Trust",
    name="Grace Ashby",
    course="Peer Support Worker Training",
    about="Finished the training",
    criteria="Understanding of each principle",
    valid_from=NOW - timedelta(days=3),
    course_id="https://peer.example.org/badges/issuer#training",
    revocations="https://peer.example.org/badges/revoked",
)
TOKEN = badges.issue(BADGE, KEY)


def part(data: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()


def signed(change: dict, key: badges.Key = KEY, header: dict | None = None) -> str:
    """The same badge with something changed, signed again, by the library the issuer does not use."""
    said = {**joserfc_claims(TOKEN), **change}
    private = joserfc.jwk.RSAKey.import_key(key.private)
    return joserfc.jwt.encode({"alg": "RS256", "kid": key.kid, **(header or {})}, said, private)


def joserfc_claims(token: str) -> dict:
    return joserfc.jwt.decode(token, joserfc.jwk.RSAKey.import_key(KEY.public), algorithms=["RS256"]).claims


def test_badge_when_made_is_verified_by_another_library():
    found = joserfc.jwt.decode(TOKEN, joserfc.jwk.RSAKey.import_key(KEY.public), algorithms=["RS256"])
    assert found.header == {"alg": "RS256", "typ": "JWT", "kid": KEY.kid}
    said = found.claims
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert (said["iss"], said["jti"]) == (said["issuer"]["id"], said["id"]) == (BADGE.issuer_id, BADGE.id)
    assert said["nbf"] == int(BADGE.valid_from.timestamp())
    assert said["sub"] == said["credentialSubject"]["id"]
    assert said["credentialSubject"]["achievement"]["name"] == "Peer Support Worker Training"


def test_key_when_made_is_named_by_its_thumbprint():
    assert joserfc.jwk.RSAKey.import_key(KEY.public).thumbprint() == KEY.kid
    assert set(KEY.public) == {"kty", "n", "e", "alg", "use", "kid"}  # nothing of the private half


def test_badge_when_read_back_says_what_was_put_in():
    assert badges.verify(TOKEN, [OTHER.public, KEY.public], at=NOW) == BADGE


def test_badge_when_copied_with_spaces_and_broken_lines_is_read():
    broken = "  " + "\n".join(TOKEN[at : at + 76] for at in range(0, len(TOKEN), 76)) + " "
    assert badges.verify(broken, [KEY.public], at=NOW) == BADGE


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=len(TOKEN) - 1), st.sampled_from("ABCabc019-_."))
def test_badge_when_any_letter_is_changed_does_not_count(at, letter):
    changed = TOKEN[:at] + letter + TOKEN[at + 1 :]
    header, body, _ = TOKEN.split(".")
    try:
        found = badges.verify(changed, [KEY.public], at=NOW)
    except badges.NotValid:
        return
    # The only letters that may change are the last bits of the last one, which carry nothing.
    assert found == BADGE
    assert changed == TOKEN or at in (len(TOKEN) - 1, len(header) + len(body), len(header) - 1)


def test_badge_when_the_name_is_changed_does_not_count():
    header, _, signature = TOKEN.split(".")
    said = joserfc_claims(TOKEN)
    said["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    with pytest.raises(badges.NotValid, match="changed after it was signed"):
        badges.verify(f"{header}.{part(said)}.{signature}", [KEY.public], at=NOW)


@pytest.mark.parametrize(
    ("token", "why"),
    [
        (badges.issue(BADGE, OTHER), "not signed with a key that its issuer publishes"),
        (signed({}, OTHER, {"kid": KEY.kid}), "changed after it was signed"),
        (f"{part({'alg': 'none', 'kid': KEY.kid})}.{TOKEN.split('.')[1]}.", "changed after it was signed"),
        (signed({"validFrom": "2027-01-01T00:00:00Z"}), "not in force yet"),
        (signed({"validUntil": "2026-11-01T00:00:00Z"}), "has run out"),
        (signed({"exp": int(NOW.timestamp()) - 60}), "has run out"),
        (signed({"type": ["VerifiableCredential"]}), "not an Open Badge"),
        (signed({"id": "https://peer.example.org/badges/another"}), "not an Open Badge"),
        (signed({"issuer": {"id": "https://elsewhere.example.org"}}), "not an Open Badge"),
        (signed({"credentialSubject": "Grace"}), "not an Open Badge"),
        (signed({"validFrom": "yesterday"}), "not an Open Badge"),
        ("this is my badge", "not a badge we can read"),
        ("", "not a badge we can read"),
        ("a" * (badges.LONGEST + 1), "not a badge we can read"),
    ],
)
def test_badge_when_it_does_not_count_says_why(token, why):
    with pytest.raises(badges.NotValid, match=why):
        badges.verify(token, [KEY.public], at=NOW)


def test_badge_when_its_subject_is_a_list_and_it_has_no_name_is_read():
    subject = joserfc_claims(TOKEN)["credentialSubject"]
    del subject["identifier"]
    found = badges.verify(
        signed({"credentialSubject": [subject], "issuer": BADGE.issuer_id, "validFrom": "2026-11-01T09:00:00"}),
        [KEY.public],
        at=NOW,
    )
    assert (found.name, found.issuer, found.valid_from) == ("", "", datetime(2026, 11, 1, 9, tzinfo=UTC))


def test_badge_when_it_has_no_name_or_list_says_neither():
    said = joserfc_claims(badges.issue(badges.Badge(**{**vars(BADGE), "name": "", "revocations": ""}), KEY))
    assert "identifier" not in said["credentialSubject"]
    assert "credentialStatus" not in said


def test_words_when_the_published_contexts_do_not_know_them_are_named():
    document = {
        "@context": list(badges.CONTEXTS),
        "type": ["VerifiableCredential", "OpenBadgeCredential", "Sticker"],
        "colour": "green",
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": {"type": ["Achievement"], "smell": 1}},
    }
    assert set(badges.unknown_words(document)) == {"Sticker", "colour", "smell"}


def test_badge_when_it_would_say_what_nobody_can_read_is_not_made(monkeypatch):
    monkeypatch.setattr(badges, "_document", lambda badge: {"@context": list(badges.CONTEXTS), "colour": "green"})
    with pytest.raises(ValueError, match="colour"):
        badges.issue(BADGE, KEY)
