"""Other services whose badges count: trusted by a person, read again each day, and checked without asking them."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.formats import badges, published
from alongside.training import commands, jobs, queries
from alongside.training.models import Issuer

KEY = badges.new_key()
JOB = process("training.jobs.read_issuers")


class Elsewhere:
    """A service that publishes what `answers` says, at an address of its own."""

    def __init__(self) -> None:
        elsewhere = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                status, body = elsewhere.answers.get(self.path, (404, b""))
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", "/badges/issuer")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.publish()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def publish(self, *, revoked: tuple[str, ...] = ()) -> None:
        self.say("issuer", {"id": f"{self.address}/badges/issuer"})
        self.say("keys", {"keys": [KEY.public, {"kty": "EC"}]})
        self.say("revoked", {"revokedCredential": [{"id": one} for one in revoked]})

    def say(self, what: str, said: object, status: int = 200) -> None:
        self.answers[f"/badges/{what}"] = (status, said if isinstance(said, bytes) else json.dumps(said).encode())

    def badge(self) -> str:
        return badges.issue(
            badges.Badge(
                id=f"{self.address}/badges/abc",
                issuer_id=f"{self.address}/badges/issuer",
                issuer="Another Trust",
                name="Grace Ashby",
                course="Their training",
                about="x",
                criteria="y",
                valid_from=clock.now() - timedelta(days=400),
            ),
            KEY,
        )


@pytest.fixture
def elsewhere():
    service = Elsewhere()
    yield service
    service.server.shutdown()
    service.server.server_close()


@pytest.fixture
def issuer(world, elsewhere):
    return commands.trust_issuer(world.lead, name="Another Trust", address=elsewhere.address + "/")


def test_badge_when_its_service_is_trusted_and_read_counts(world, elsewhere, issuer):
    assert not queries.check_badge(elsewhere.badge()).valid
    jobs.read_issuers(JOB)
    found = queries.check_badge(elsewhere.badge())
    assert (found.valid, found.issuer, found.course) == (True, "Another Trust", "Their training")
    assert AuditEvent.objects.filter(action="issuer.trusted").exists()
    assert AuditEvent.objects.filter(action="issuer.read").exists()


def test_badge_when_its_service_took_it_back_does_not_count(world, elsewhere, issuer):
    elsewhere.publish(revoked=(f"{elsewhere.address}/badges/abc",))
    jobs.read_issuers(JOB)
    assert "taken this badge back" in queries.check_badge(elsewhere.badge()).why


def test_issuer_when_read_today_is_not_read_again_until_tomorrow(world, elsewhere, issuer):
    jobs.read_issuers(JOB)
    assert not queries.issuers_to_read(clock.now() - timedelta(days=1)).exists()
    assert queries.issuers_to_read(clock.now() + timedelta(seconds=1)).exists()


def test_issuer_when_it_cannot_be_read_keeps_its_keys_and_says_why(world, elsewhere, issuer):
    jobs.read_issuers(JOB)
    elsewhere.say("keys", b"not json")
    with clock.at(clock.now() + timedelta(days=2)):
        jobs.read_issuers(JOB)
    issuer.refresh_from_db()
    assert "not how Alongside publishes" in issuer.problem
    assert queries.check_badge(elsewhere.badge()).valid


@pytest.mark.parametrize(
    ("what", "said", "status", "why"),
    [
        ("issuer", {"id": "https://somebody.example.org/badges/issuer"}, 200, "does not belong"),
        ("issuer", {}, 200, "not how Alongside"),
        ("issuer", b"", 302, "answered 302"),
        ("keys", {"keys": []}, 200, "does not belong"),
        ("keys", {"keys": "none"}, 200, "not how Alongside"),
        ("keys", b" " * (published.MOST + 1), 200, "too long"),
        ("revoked", b"", 500, "answered 500"),
    ],
)
def test_published_when_it_is_not_as_it_should_be_says_why(elsewhere, what, said, status, why):
    elsewhere.say(what, said, status)
    with pytest.raises(published.CannotRead, match=why):
        published.read(elsewhere.address)


def test_published_when_nothing_answers_says_so():
    with pytest.raises(published.CannotRead, match="Nothing answered"):
        published.read("http://127.0.0.1:9")


def test_issuer_when_on_the_list_is_not_added_twice_and_comes_back_after_it_was_taken_off(world, issuer):
    with pytest.raises(Refused, match="already"):
        commands.trust_issuer(world.lead, name="Again", address=issuer.address)
    commands.end_issuer(world.lead, issuer)
    for refused in (commands.end_issuer, commands.keep_issuer):
        with pytest.raises(Refused, match="not on the list"):
            refused(world.lead, issuer)
    assert commands.trust_issuer(world.lead, name="Again", address=issuer.address).pk == issuer.pk
    assert AuditEvent.objects.filter(action="issuer.ended").exists()


@pytest.mark.parametrize("who", ["trainer", "recruiter", "coordinator", "candidate"])
def test_issuers_when_another_would_decide_are_refused(world, issuer, who):
    with pytest.raises(NotAllowed):
        commands.trust_issuer(world.actor(who), name="x", address="https://x.example.org")
    for command in (commands.end_issuer, commands.keep_issuer):
        with pytest.raises(NotAllowed):
            command(world.actor(who), issuer)


def test_issuers_page_when_the_lead_opens_it_adds_and_takes_off(world, sign_in):
    lead = sign_in("lead")
    assert "No service yet" in lead.get("/badges/services/").text
    wrong = ["ftp://x.example.org", "x.example.org", "https://x.example.org/path", "https://u@x.example.org", ""]
    for address in wrong:
        assert lead.post("/badges/services/", {"name": "A", "address": address}).status_code == 422
    answer = lead.post("/badges/services/", {"name": "A", "address": "https://x.example.org/"}, follow=True)
    assert "https://x.example.org" in answer.text
    assert "Not read yet" in answer.text
    issuer = Issuer.objects.get()
    commands.keep_issuer(JOB, issuer, problem="Nothing answered there.")
    assert "Nothing answered there." in lead.get("/badges/services/").text
    assert "is off the list" in lead.post(f"/badges/services/{issuer.pk}/end/", follow=True).text
    assert "A new key signs" in lead.post("/badges/new-key/", follow=True).text
    assert "Signs" in lead.get("/badges/services/").text
    for who in ("trainer", "recruiter"):
        assert sign_in(who).get("/badges/services/").status_code == 404
        assert sign_in(who).post(f"/badges/services/{issuer.pk}/end/").status_code == 404
