"""The public questions, from the first page to what happens next."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.core.models import Draft
from alongside.referrals.models import Choice, Person, Referral
from tests.referrals.people import need, somebody
from tests.world import make_referral

MINE = {
    "who": {"who": "me"},
    "name": {"first_name": "Zoë", "last_name": "O'Brien", "known_as": ""},
    "birth": {"birth_date_day": "3", "birth_date_month": "4", "birth_date_year": "1990", "nhs_number": "999 012 3454"},
    "area": {"area": "Thanet"},
    "reach": {"contact_by": "text", "phone": "07700 900111"},
    "safely": {"contact_safely": "Afternoons. No voicemail."},
    "other": {"other_name": "Ruth", "other_relation": "sister", "other_phone": "", "other_for": "If I do not answer"},
    "language": {"language": "en", "interpreter": "no"},
    "needs": {"needs": ["large_print", "quiet"], "needs_words": "Someone who speaks slowly\n\nTea"},
    "hopes": {"hopes": "To get out of the house more."},
    "wants": {"wants": ["Hearing voices", "Gardening"], "wants_words": ""},
    "musts": {"musts": ["Hearing voices"]},
    "not-wanted": {"ruled_out": ["Being a parent"], "ruled_out_words": ""},
    "days": {"days": ["mon", "fri"], "times": ["am"]},
}
ANOTHER = {
    **MINE,
    "who": {"who": "someone"},
    "agreed": {"told_consent": "hear_more"},
    "asker": {"asker_name": "Ruth Marsh", "asker_role": "Sister", "asker_email": "ruth@example.org"},
}
WORK = {
    **MINE,
    "who": {"who": "work"},
    "agreed": {"told_consent": "yes"},
    "asker-work": {"asker_name": "Dr Hale", "asker_role": "GP", "asker_phone": "01632 960111"},
    "source": {
        "source": "A1",
        "host_team": "",
        "host_referral_id": "HR1",
        "identifier": "EM9",
        "identifier_issuer": "The practice",
    },
    "wants": {"wants": [], "wants_words": "Someone local"},
    "needs": {"needs": ["none"]},
    "other": {},
    "safety": {"visit_safety": "A dog lives there."},
}


def walk(client: Client, given: dict) -> str:
    """Answer what is asked until the answers are to be checked; returns where it stopped."""
    where, seen = "/ask/who/", set()
    while (step := where.split("/")[-2]) != "check" and step in given and step not in seen:
        seen.add(step)
        response = client.post(where, given[step])
        assert response.status_code == 302, (step, response.content.decode())
        where = response["Location"]
    return where


def test_ask_when_opened_says_when_requests_are_read_and_where_help_is(world):
    page = Client().get("/ask/").content.decode()
    assert "Monday to Friday, 9am to 5pm" in page
    assert "Nobody watches this page at night" in page
    assert "NHS 111" in page
    assert "/ask/who/" in page


def test_ask_when_for_oneself_makes_one_request_with_everything_said(world):
    client = Client()
    assert walk(client, MINE) == "/ask/check/"
    shown = client.get("/ask/check/").content.decode()
    assert "To get out of the house more." in shown
    assert not Person.objects.exists()
    sent = client.post("/ask/check/", follow=True)
    assert sent.redirect_chain == [("/ask/sent/", 302)]
    referral = Referral.objects.get()
    person = referral.person
    assert (referral.asked_by, referral.source, referral.support_for) == ("self", "B1", "person")
    assert (person.nhs_number, person.area, person.contact_by) == ("9990123454", "Thanet", "text")
    assert referral.wants == [{"theme": "Hearing voices", "must": True}, {"theme": "Gardening", "must": False}]
    assert (referral.ruled_out, referral.days) == (["Being a parent"], ["mon-am", "fri-am"])
    assert sorted(person.needs.values_list("words", flat=True)) == [
        "A quiet place",
        "Large print",
        "Someone who speaks slowly",
        "Tea",
    ]
    assert person.other_contacts.get().relation == "sister"
    assert Choice.objects.get().how == "online"
    assert not Draft.objects.exists()


def test_ask_when_a_carer_asks_for_themself_is_carer_peer_support(world):
    client = Client()
    walk(client, {**MINE, "who": {"who": "carer"}})
    client.post("/ask/check/")
    referral = Referral.objects.get()
    assert (referral.asked_by, referral.support_for) == ("self", "carer")


def test_ask_when_for_someone_cared_for_says_they_and_keeps_what_they_said(world):
    client = Client()
    assert walk(client, ANOTHER) == "/ask/check/"
    assert "What do they hope for" in client.get("/ask/hopes/").content.decode()
    client.post("/ask/check/")
    referral = Referral.objects.get()
    assert (referral.asked_by, referral.source, referral.told_consent) == ("carer", "B2", "hear_more")
    assert not Choice.objects.exists()


def test_ask_when_a_professional_asks_keeps_source_numbers_and_safety(world):
    client = Client()
    assert walk(client, WORK) == "/ask/check/"
    client.post("/ask/check/")
    referral = Referral.objects.get()
    assert (referral.asked_by, referral.source, referral.host_referral_id) == ("professional", "A1", "HR1")
    assert referral.visit_safety == "A dog lives there."
    assert referral.person.identifiers.get().issuer == "The practice"
    assert referral.person.needs_asked_on is not None
    assert not referral.person.other_contacts.exists()


def test_ask_when_they_have_not_been_asked_stops_kindly(world):
    client = Client()
    given = {"who": {"who": "someone"}, "agreed": {"told_consent": "not_asked"}}
    assert walk(client, given) == "/ask/not-yet/"
    page = client.get("/ask/not-yet/")
    assert "What you could say" in page.content.decode()
    assert client.post("/ask/not-yet/", {"answer": ""}).status_code == 422
    assert client.post("/ask/check/").status_code == 302
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("step", "wrong", "error"),
    [
        ("who", {}, "Select who it is for"),
        ("name", {"first_name": "Zoë", "last_name": ""}, "Enter your last name"),
        ("birth", {"nhs_number": "9990123455"}, "Check the NHS number"),
        ("reach", {"contact_by": "email", "phone": "07700 900111"}, "Enter the email address to write to"),
        ("needs", {"needs": ["none", "quiet"]}, "Select what helps, or select nothing"),
    ],
)
def test_ask_when_an_answer_is_wrong_says_so_and_keeps_it(world, step, wrong, error):
    client = Client()
    walk(client, MINE)
    response = client.post(f"/ask/{step}/", wrong)
    assert response.status_code == 422
    assert error in response.content.decode()
    for value in wrong.values():
        assert isinstance(value, list) or value in response.content.decode()


@pytest.mark.parametrize(
    ("step", "wrong", "error"),
    [
        ("asker-work", {"asker_name": "Dr Hale", "asker_role": "GP"}, "so that we can reach you"),
        ("source", {"source": "A1", "identifier": "EM9"}, "Enter who gave them this number"),
    ],
)
def test_ask_when_a_professional_leaves_a_gap_says_so(world, step, wrong, error):
    client = Client()
    walk(client, WORK)
    response = client.post(f"/ask/{step}/", wrong)
    assert response.status_code == 422
    assert error in response.content.decode()


def test_ask_when_another_browser_comes_shows_nothing_of_it(world):
    walk(Client(), MINE)
    assert "O'Brien" not in Client().get("/ask/name/", follow=True).content.decode()


def test_ask_when_begun_offers_to_go_on(world):
    client = Client()
    client.post("/ask/who/", {"who": "me"})
    assert "Go on where you stopped" in client.get("/ask/").content.decode()


def _same(text: str) -> str:
    """A page without the one-time words in it."""
    return re.sub(r'(nonce|value)="[^"]{16,}"', "", text)


def test_ask_when_the_person_is_known_answers_exactly_the_same(world):
    """Same status, same words, same number of queries: nothing tells a stranger who is known here."""

    def tried() -> list[tuple[int, str, str, int]]:
        client = Client()
        walk(client, MINE)
        seen = []
        for method, path in (("get", "/ask/birth/"), ("get", "/ask/check/"), ("post", "/ask/check/")):
            with CaptureQueriesContext(connection) as ran:
                response = getattr(client, method)(path)
            seen.append(
                (response.status_code, response.get("Location", ""), _same(response.content.decode()), len(ran))
            )
        return seen

    stranger = tried()
    known = somebody("Zoë", "O'Brien", nhs_number="9990123454", birth_date=Person.objects.get().birth_date, phone="1")
    need(known)
    make_referral(world, known, status="matched")
    assert tried() == stranger


@pytest.mark.parametrize(
    ("days", "times", "many", "one"),
    [([], [], 0, None), (["mon"], [], 3, "mon-eve"), ([], ["am"], 7, "sun-am"), (["mon", "tue"], ["pm"], 2, "tue-pm")],
)
def test_slots_when_only_days_or_times_are_chosen_take_all_of_the_other(days, times, many, one):
    from alongside.referrals.forms.ask import slots
    from alongside.solvers.fit import SLOTS

    found = slots(days, times)
    assert len(found) == many
    assert set(found) <= set(SLOTS)
    assert one is None or one in found
