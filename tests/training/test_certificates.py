"""Certificates: issued once, checked by strangers only as far as their holder shares them, put right, taken back."""

import io
import sys
from datetime import date

import joserfc.jwk
import joserfc.jwt
import pikepdf
import pytest

from alongside.candidates import commands as candidates
from alongside.candidates.models import Message, Qualification
from alongside.core import limits, sealed
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.training import commands, queries
from alongside.training.models import Certificate, SigningKey
from tests.world import make_candidate

DETAILS = {"taught_by": "Recovery College", "time": "10 sessions, 50 hours", "signed_by": "Marcia Thornby"}


def issue(world, candidate, *, kind="completed", source="1234567890abcdef") -> Certificate:
    return commands.issue_certificate(
        world.trainer,
        candidate=candidate,
        kind=kind,
        source_id=source,
        course="Peer Support Worker Training",
        details=DETAILS,
        issued_on=date(2026, 11, 20),
    )


@pytest.fixture
def grace(world):
    return make_candidate(world)


@pytest.fixture
def certificate(world, grace):
    return issue(world, grace)


def audited(action: str) -> bool:
    return AuditEvent.objects.filter(action=action).exists()


def test_certificate_when_issued_has_a_code_to_type_and_a_badge_to_check(world, certificate):
    assert len(certificate.code) == 12
    assert set(certificate.code) <= set("23456789ABCDEFGHJKMNPQRSTVWXZ")
    key = joserfc.jwk.KeySet.import_key_set(queries.published_keys())
    said = joserfc.jwt.decode(certificate.credential, key, algorithms=["RS256"]).claims
    assert said["credentialSubject"]["identifier"][0]["identityHash"] == "Grace Ashby"
    assert said["id"].endswith(f"/badges/{certificate.pk}")
    assert certificate.code not in certificate.credential
    assert audited("certificate.issued")


def test_certificate_when_asked_for_again_is_the_same(world, grace, certificate):
    assert issue(world, grace) == certificate
    assert Certificate.objects.count() == 1


@pytest.mark.parametrize("who", ["recruiter", "candidate", "coordinator", "peer_worker"])
def test_certificate_when_another_would_issue_it_is_refused(world, grace, who):
    with pytest.raises(NotAllowed):
        commands.issue_certificate(
            world.actor(who), candidate=grace, kind="completed", source_id="x", course="", details={}, issued_on=None
        )


def test_key_when_made_anew_signs_and_the_old_one_still_checks(world, grace, certificate):
    commands.make_key(world.lead)
    newer = issue(world, grace, source="another-source00")
    assert newer.key != certificate.key
    assert len(queries.published_keys()["keys"]) == 2
    assert SigningKey.objects.get(pk=certificate.key_id).sealed == ""
    assert queries.check_badge(certificate.credential).valid
    assert queries.check_badge(newer.credential).valid
    assert audited("badge_key.made")
    with pytest.raises(NotAllowed):
        commands.make_key(world.trainer)


def test_key_when_the_secret_of_the_installation_changed_is_made_anew(world, grace, certificate, settings):
    settings.SECRET_KEY = "quite another secret"
    with pytest.raises(sealed.CannotOpen):
        sealed.unseal(certificate.key.sealed, use="badge key")
    newer = issue(world, grace, source="another-source00")
    assert newer.key != certificate.key
    assert queries.check_badge(certificate.credential).valid


def test_secret_when_sealed_for_one_use_does_not_open_for_another():
    box = sealed.seal("words", use="one")
    assert sealed.unseal(box, use="one") == "words"
    assert "words" not in box
    with pytest.raises(sealed.CannotOpen):
        sealed.unseal(box, use="two")


def test_certificate_when_shared_is_seen_by_its_code_and_hidden_again_it_is_not(world, certificate):
    assert queries.seen_by_code(certificate.code).state == "not_shared"
    commands.share_certificate(world.candidate, certificate)
    seen = queries.seen_by_code(f" {queries.grouped(certificate.code).lower()} ")
    assert seen == queries.Seen("real", "Grace Ashby", "Peer Support Worker Training", date(2026, 11, 20))
    commands.hide_certificate(world.candidate, certificate)
    assert queries.seen_by_code(certificate.code) == queries.Seen("not_shared")
    assert audited("certificate.shared")
    assert audited("certificate.hidden")
    for command in (commands.share_certificate, commands.hide_certificate):
        for who in ("other_candidate", "lead", "trainer"):
            with pytest.raises(NotAllowed):
                command(world.actor(who), certificate)


def test_certificate_when_the_name_is_put_right_has_a_new_code_and_the_old_shows_no_name(world, certificate):
    commands.share_certificate(world.candidate, certificate)
    newer = commands.replace_certificate(world.trainer, certificate, name="Grace Marlowe")
    assert newer.code != certificate.code
    old = queries.seen_by_code(certificate.code)
    assert (old.state, old.name) == ("replaced", "")
    assert not queries.check_badge(certificate.credential).valid
    assert queries.check_badge(newer.credential).name == "Grace Marlowe"
    assert queries.my_certificates(world.candidate) == [newer]
    assert audited("certificate.replaced")
    with pytest.raises(NotAllowed):
        commands.replace_certificate(world.recruiter, newer, name="Grace A")
    with pytest.raises(Refused, match="already"):
        commands.replace_certificate(world.trainer, newer, name=" Grace Marlowe ")
    with pytest.raises(Refused, match="was replaced"):
        commands.replace_certificate(world.trainer, certificate, name="Grace A")


def test_certificate_when_taken_back_counts_nowhere(world, grace, certificate):
    candidates.qualify(
        process("training"),
        grace,
        kind="training",
        title="Peer Support Worker Training",
        reached_on=date(2026, 11, 20),
        source_id=certificate.source_id,
    )
    with pytest.raises(NotAllowed):
        commands.revoke_certificate(world.trainer, certificate, because="x")
    commands.revoke_certificate(world.lead, certificate, because="It was issued to the wrong person.")
    assert queries.seen_by_code(certificate.code).state == "revoked"
    found = queries.check_badge(certificate.credential)
    assert not found.valid
    assert "taken this badge back" in found.why
    assert Qualification.objects.get().withdrawn_at is not None
    assert "counts no more" in Message.objects.get(candidate=grace).words
    listed = [row["id"].rpartition("/")[2] for row in queries.revoked_list()["revokedCredential"]]
    assert listed == [certificate.pk]
    assert audited("certificate.revoked")
    with pytest.raises(Refused, match="taken back"):
        commands.revoke_certificate(world.lead, certificate, because="x")
    with pytest.raises(Refused, match="taken back"):
        commands.share_certificate(world.candidate, certificate)


# --- pages ---------------------------------------------------------------------------------------------------------


def test_my_certificates_when_there_are_none_says_when_there_will_be(sign_in, grace):
    assert "No certificates yet" in sign_in("candidate").get("/my-certificates/").text


def test_my_certificates_when_asked_for_gives_paper_badge_and_sharing(world, sign_in, certificate):
    browser = sign_in("candidate")
    here = f"/my-certificates/{certificate.pk}/"
    paper = browser.get(here + "certificate.pdf")
    with pikepdf.open(io.BytesIO(paper.content)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Certificate: Grace Ashby"
    assert browser.get(here + "badge.jwt").text == certificate.credential
    browser.post(here + "share/")
    page = browser.get("/my-certificates/").text
    assert "Stop showing it" in page
    assert queries.grouped(certificate.code) in page
    browser.post(here + "hide/")
    assert "Let people with the code see it" in browser.get("/my-certificates/").text
    for path in ("certificate.pdf", "badge.jwt"):
        assert sign_in("other_candidate").get(here + path).status_code == 404
    assert sign_in("other_candidate").post(here + "share/").status_code == 404


def test_my_certificate_when_taken_back_cannot_be_printed(world, sign_in, certificate):
    commands.revoke_certificate(world.lead, certificate, because="x")
    browser = sign_in("candidate")
    for path in ("certificate.pdf", "badge.jwt"):
        answer = browser.get(f"/my-certificates/{certificate.pk}/{path}")
        assert answer.status_code == 409
        assert "taken back" in answer.text
    assert "was taken back on" in browser.get("/my-certificates/").text


def test_paper_when_training_was_elsewhere_says_that_we_accept_it(world, grace):
    paper = queries.paper(issue(world, grace, kind="accepted"))
    assert paper.title == "Training accepted"
    assert paper.before == "who trained elsewhere:"
    assert paper.facts[0] == ("Accepted on", "20 November 2026")


def test_paper_when_the_name_cannot_be_printed_says_what_to_do(world, sign_in, certificate):
    newer = commands.replace_certificate(world.trainer, certificate, name="প্রিয়া সেন")
    answer = sign_in("candidate").get(f"/my-certificates/{newer.pk}/certificate.pdf")
    assert answer.status_code == 409
    assert "cannot print these letters" in answer.text


def test_certificates_when_staff_look_are_listed_found_and_downloaded(
    world, sign_in, certificate, django_assert_num_queries
):
    browser = sign_in("lead")
    assert "Grace Ashby" in browser.get("/certificates/").text
    assert "Grace Ashby" in browser.get("/certificates/?text=ashb").text
    assert "Grace Ashby" in browser.get(f"/certificates/?text={certificate.code[:6]}").text
    assert "Nothing is here" in browser.get("/certificates/?text=zzz").text
    assert browser.get("/certificates/?as=xlsx").status_code == 200
    assert sign_in("coordinator").get("/certificates/").status_code == 404
    other, actor = make_candidate(world, "other_candidate"), world.lead
    with django_assert_num_queries(2):
        assert len([queries.state_in_words(row) for row in queries.certificates(actor)]) == 1
        queries.certificates(actor).count()
    for number in range(2):
        issue(world, other, source=f"source-{number}")
    with django_assert_num_queries(2):
        assert len([queries.state_in_words(row) for row in queries.certificates(actor)]) == 3
        queries.certificates(actor).count()


def test_certificate_when_staff_open_it_can_be_put_right_and_taken_back(world, sign_in, certificate):
    lead, recruiter, here = sign_in("lead"), sign_in("recruiter"), f"/certificates/{certificate.pk}/"
    assert "Take it back" in lead.get(here).text
    assert "Take it back" not in recruiter.get(here).text
    assert lead.get(here + "certificate.pdf").headers["Content-Type"] == "application/pdf"
    assert recruiter.get(here + "replace/").status_code == 404
    assert lead.get(here + "replace/").status_code == 200
    assert lead.post(here + "replace/", {"name": ""}).status_code == 422
    answer = lead.post(here + "replace/", {"name": "Grace Marlowe"}, follow=True)
    assert "a new certificate with a new code" in answer.text
    newer = Certificate.objects.get(name="Grace Marlowe")
    assert "a newer one" in lead.get(here).text
    there = f"/certificates/{newer.pk}/revoke/"
    assert lead.get(there).status_code == 200
    assert "Taken back on" in lead.post(there, {"because": "Wrong person"}, follow=True).text
    assert queries.state_in_words(Certificate.objects.get(pk=certificate.pk)) == "Replaced"


def test_check_when_a_stranger_has_a_code_tells_only_what_is_shared(world, client, certificate):
    code = certificate.code
    answer = client.get("/check/", {"code": queries.grouped(code).lower()}, follow=True)
    assert "has not shared this certificate" in answer.text
    assert "Grace" not in answer.text
    commands.share_certificate(world.candidate, certificate)
    answer = client.get(f"/check/{code}/")
    assert "This certificate is real" in answer.text
    assert "Grace Ashby" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    newer = commands.replace_certificate(world.trainer, certificate, name="Grace Marlowe")
    assert "was replaced" in client.get(f"/check/{code}/").text
    commands.revoke_certificate(world.lead, newer, because="x")
    gone = client.get(f"/check/{newer.code}/").text
    assert "was taken back" in gone
    assert "Grace" not in gone
    assert client.get("/check/ABCD/").status_code == 404
    assert client.get("/check/", {"code": ""}).status_code == 422
    assert client.get("/check/", {"code": "---"}, follow=True).status_code == 404


def test_check_when_a_stranger_has_a_badge_says_whether_it_counts(world, client, certificate):
    assert "This badge is real" in client.post("/check/", {"badge": certificate.credential}).text
    altered = client.post("/check/", {"badge": certificate.credential[:-9] + "AAAAAAAAA"}).text
    assert "was changed after it was signed" in altered
    commands.revoke_certificate(world.lead, certificate, because="x")
    assert "taken this badge back" in client.post("/check/", {"badge": certificate.credential}).text
    assert client.post("/check/", {"badge": ""}).status_code == 422


def test_check_when_tried_very_often_asks_to_wait(world, client, monkeypatch):
    monkeypatch.setattr(sys.modules["alongside.training.views.certificates"], "TRIES", 3)
    answers = [client.get(f"/check/{number}/").status_code for number in range(5)]
    assert answers == [404, 404, 404, 409, 409]


def test_tries_when_the_count_runs_out_in_the_middle_begin_anew(rf, monkeypatch):
    def gone(key):
        raise ValueError(key)

    monkeypatch.setattr(limits.cache, "add", lambda *of: True)
    monkeypatch.setattr(limits.cache, "incr", gone)
    assert not limits.tried_too_often(rf.get("/"), "check", most=0, minutes=1)


def test_machines_when_they_ask_get_keys_issuer_and_revocations(world, client, certificate):
    keys = client.get("/badges/keys")
    assert [key["kid"] for key in keys.json()["keys"]] == [certificate.key.kid]
    assert keys.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/badges/issuer").json()["name"] == "Tarnshire Partnership NHS Trust"
    assert client.get("/badges/revoked").json()["revokedCredential"] == []


def test_machines_when_there_is_no_service_yet_get_nothing(client, db):
    assert client.get("/badges/issuer").status_code == 404
