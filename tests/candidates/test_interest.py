"""Somebody says hello: kept once, with a way in by emailed code, and the same page whoever's the address is."""

import sys

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.candidates import commands
from alongside.candidates.models import Candidate
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Draft, Notice
from tests.candidates.asserting import audited, refused_to, refuses, set_up
from tests.candidates.routes import make_kind
from tests.world import make_candidate

HELLO = {
    "once": "token1",
    "first_name": "Jo",
    "last_name": "Bramble",
    "email": "Jo@Example.net ",
    "contact_by": "email",
    "words": "Can I bring my sister?",
}


def say_hello(client, email="jo@example.net", **more):
    """All the pages of the journey, as a visitor fills them in."""
    pages = {
        "name": {"once": "visit-1", "first_name": "Jo", "last_name": "Bramble"},
        "reach": {"email": email, "contact_by": "email"},
        "ways": {},
        "helps": {},
        "words": {},
    }
    for step in ("name", "reach", "ways", "team", "helps", "words"):
        if step not in {**pages, **more}:
            continue
        said = more.get(step, {})
        answer = client.post(reverse("candidates:interested_step", args=[step]), {**pages.get(step, {}), **said})
        assert answer.status_code == 302, (step, answer.text)
    return client.post(reverse("candidates:interested_step", args=["check"]), follow=True)


def test_a_visitor_says_hello_and_hears_what_comes_next(world, client):
    make_kind(world)
    make_kind(world, "Work placement", asks_cmht=True)
    client.get(reverse("candidates:interested"), follow=True)
    ways = {"routes": ["voluntary-work", "work-placement"], "trained_elsewhere": "yes"}
    page = say_hello(client, ways=ways, team={"with_cmht": "no"}, helps={"helps": "A quiet room\nMy sister with me"})
    assert "Thank you for saying hello" in page.text
    assert "We get in touch by" in page.text
    jo = Candidate.objects.get()
    assert (jo.status, jo.owner, jo.trained_elsewhere) == ("new", world.users["recruiter"], True)
    assert jo.user.kind == "own"
    assert [route.kind.slug for route in jo.routes.all()] == ["voluntary-work"]
    assert {row.words for row in jo.adjustments.all()} == {"A quiet room", "My sister with me"}
    sent = Notice.objects.filter(to="jo@example.net")
    assert {notice.subject for notice in sent} == {"Your account is open", "Thank you. What happens next"}
    assert Notice.objects.filter(to="recruiter@example.org", subject="Somebody says hello").exists()
    assert audited("interest.received")


def test_the_answer_about_a_community_team_is_kept_nowhere(world, client):
    make_kind(world, "Work placement", asks_cmht=True)
    say_hello(client, ways={"routes": ["work-placement"]}, team={"with_cmht": "yes"})
    assert Candidate.objects.get().routes.get().kind.slug == "work-placement"
    assert not Draft.objects.exists()
    assert "cmht" not in str(
        list(AuditEvent.objects.exclude(action="route_kind.added").values_list("changes", flat=True))
    )


def test_a_staff_address_sees_the_same_page_and_gets_an_email_and_nothing_is_kept(world, client):
    page = say_hello(client, email="lead@example.org")
    assert "Thank you for saying hello" in page.text
    assert not Candidate.objects.exists()
    commands.express_interest(world.nobody, **{**HELLO, "email": "lead@example.org"})
    assert Notice.objects.get(to="lead@example.org").subject == "Please use an address of your own"  # once a day


def test_hello_twice_is_kept_once(world):
    first = commands.express_interest(world.nobody, **HELLO)
    assert commands.express_interest(world.nobody, **HELLO) == first
    assert commands.express_interest(world.nobody, **{**HELLO, "once": "token2"}) == first
    assert Candidate.objects.count() == User.objects.filter(email="jo@example.net").count() == 1
    known = Notice.objects.filter(subject="Thank you. You have a page with us")
    assert known.count() == 1  # once a day


def test_somebody_who_stopped_and_says_hello_again_is_back(world):
    jo = commands.express_interest(world.nobody, **HELLO)
    set_up(jo, status="left", left_at=jo.interested_at)
    commands.express_interest(world.nobody, **{**HELLO, "once": "token2"})
    jo.refresh_from_db()
    assert jo.status == "in_touch"


def test_somebody_who_rang_first_gets_their_page_by_the_website(world):
    rang = commands.write_candidate(world.coordinator, **{**HELLO, "once": "rang"})
    assert (rang.user, rang.status, rang.owner) == (None, "in_touch", world.users["coordinator"])
    commands.express_interest(world.nobody, **HELLO)
    rang.refresh_from_db()
    assert rang.user.email == "jo@example.net"


def test_writing_down_is_for_staff_kept_once_and_not_twice_for_an_address(world):
    refused_to(world, ("trainer", "candidate", "panel", "peer_worker"), commands.write_candidate, **HELLO)
    first = commands.write_candidate(world.recruiter, **HELLO, helps=["A lift"], with_account=True)
    assert first.user.email == "jo@example.net"
    assert commands.write_candidate(world.recruiter, **HELLO) == first
    assert "Jo Bramble" in refuses(world.recruiter, commands.write_candidate, **{**HELLO, "once": "x"})
    assert audited("candidate.written")


def test_an_account_is_opened_for_somebody_written_down(world):
    rang = commands.write_candidate(world.coordinator, **HELLO)
    refused_to(world, ("trainer", "candidate", "peer_worker"), commands.open_candidate_account, rang)
    commands.open_candidate_account(world.coordinator, rang)
    assert "already" in refuses(world.coordinator, commands.open_candidate_account, rang)
    staff = make_candidate(world, None, email="lead@example.org")
    assert "another" in refuses(world.coordinator, commands.open_candidate_account, staff)
    assert audited("candidate.account_opened")


def test_without_a_recruiter_the_lead_hears_of_it(world):
    with unguarded():
        world.users["recruiter"].holdings.all().delete()
    assert commands.express_interest(world.nobody, **HELLO).owner is None
    assert Notice.objects.filter(to="lead@example.org", subject="Somebody says hello").exists()


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        ("name", {"once": "x", "first_name": "", "last_name": "B"}, "Enter your first name"),
        ("reach", {"email": "jo", "contact_by": "email"}, "correct format"),
        ("reach", {"email": "jo@example.net", "contact_by": "text"}, "Enter your phone number"),
        ("helps", {"helps": "\n".join(f"Thing {n}" for n in range(11))}, "up to 10"),
        ("helps", {"helps": "x" * 301}, "300 characters"),
    ],
)
def test_what_was_typed_stays_beside_what_is_wrong(world, client, step, said, words):
    for before in ("name", "reach", "ways"):
        if before == step:
            break
        pages = {
            "name": {"once": "v", "first_name": "J", "last_name": "B"},
            "reach": {"email": "j@example.net", "contact_by": "email"},
        }
        client.post(reverse("candidates:interested_step", args=[before]), pages.get(before, {}))
    answer = client.post(reverse("candidates:interested_step", args=[step]), said)
    assert answer.status_code == 422
    assert words in answer.text


def test_what_is_checked_before_sending_is_only_what_was_asked(world, client):
    client.post(
        reverse("candidates:interested_step", args=["name"]),
        {"once": "carried-not-asked", "first_name": "J", "last_name": "B"},
    )
    said = {"email": "j@example.net", "contact_by": "email"}
    client.post(reverse("candidates:interested_step", args=["reach"]), said)
    for step in ("ways", "helps", "words"):
        client.post(reverse("candidates:interested_step", args=[step]))
    page = client.get(reverse("candidates:interested_step", args=["check"])).text
    assert "j@example.net" in page
    assert "carried-not-asked" not in page


def test_a_candidate_who_is_signed_in_goes_to_their_page(world, grace, sign_in):
    assert sign_in("candidate").get(reverse("candidates:interested")).url == reverse("pages:my_journey")


def test_a_machine_that_says_hello_all_day_is_asked_to_wait(world, client, monkeypatch):
    monkeypatch.setattr(sys.modules["alongside.candidates.views.interested"], "FROM_ONE_PLACE", 0)
    page = say_hello(client)
    assert page.status_code == 422
    assert "Wait an hour, or ring us" in page.text
    assert not Candidate.objects.exists()
