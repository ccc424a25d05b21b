"""Asking a question in public, and the pages on which questions are answered."""

from importlib import import_module

import pytest

from alongside.candidates.models import Enquiry
from alongside.core.ids import new_id
from alongside.core.models import Draft, Notice, Opening
from tests.candidates.test_enquiries import ask, write

views = import_module("alongside.candidates.views.enquiries")  # the package's `enquiries` is a page
ASKED = {"about": "jobs", "words": "Are there jobs?", "name": "Robin", "email": "robin@example.net", "once": "x" * 16}
RANG = {"name": "Sam", "phone": "01632 960001", "about": "jobs", "words": "Jobs?", "how": "phone", "when": "usual"}


def test_asking_when_sent_says_thank_you_and_by_when(world, client):
    assert "A person reads it" in client.get("/ask-us/?about=jobs").content.decode()
    gone = client.post("/ask-us/", ASKED)
    enquiry = Enquiry.objects.get()
    assert gone["Location"] == f"/ask-us/sent/?by={enquiry.reply_by}"
    assert "A person answers you by" in client.get(gone["Location"]).content.decode()
    assert client.get("/ask-us/sent/?by=never").status_code == 200
    client.post("/ask-us/", ASKED)  # the button was pressed twice
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("said", [{"email": ""}, {"words": ""}, {"name": ""}, {"about": ""}, {"email": "robin"}])
def test_asking_when_something_is_missing_keeps_what_was_typed(world, client, said):
    answer = client.post("/ask-us/", {**ASKED, "heard_from": "A poster", **said})
    assert answer.status_code == 422
    assert "A poster" in answer.content.decode()
    assert not Enquiry.objects.exists()


def test_asking_when_far_too_often_is_told_kindly_and_nothing_typed_is_lost(world, client, monkeypatch):
    monkeypatch.setattr(views, "FROM_ONE_PLACE", 2)
    for _ in range(2):
        assert client.post("/ask-us/", {**ASKED, "once": new_id()}).status_code == 302
    answer = client.post("/ask-us/", {**ASKED, "once": new_id(), "words": "A third question"})
    assert answer.status_code == 429
    assert "A third question" in answer.content.decode()
    assert "ring us" in answer.content.decode()
    assert Enquiry.objects.count() == 2


def test_asking_when_one_browser_asks_too_often_leaves_the_others_in_the_same_place(world, client, monkeypatch):
    monkeypatch.setattr(views, "FROM_ONE_BROWSER", 1)
    session = client.session
    session["begun"] = True
    session.save()
    assert client.post("/ask-us/", {**ASKED, "once": new_id()}).status_code == 302
    assert client.post("/ask-us/", {**ASKED, "once": new_id()}).status_code == 429
    client.cookies.clear()
    assert client.post("/ask-us/", {**ASKED, "once": new_id()}).status_code == 302


def test_the_list_when_opened_shows_first_name_and_letter_and_who_is_late(world, sign_in):
    ask(name="Robin Vale")
    client = sign_in("recruiter")
    for show in ("", "late", "mine", "answered", "all"):
        assert client.get("/questions/", {"show": show}).status_code == 200
    page = client.get("/questions/?about=becoming").content.decode()
    assert "Robin V" in page
    assert "Robin Vale" not in page
    assert client.get("/questions/?as=xlsx").status_code == 200
    assert Opening.objects.filter(words__startswith="Questions asked").count() == 1


@pytest.mark.parametrize("name", ["editor", "peer_worker", "candidate", "person"])
def test_every_page_when_it_is_not_theirs_to_answer_is_not_found(world, sign_in, name):
    enquiry = ask()
    client = sign_in(name)
    one = f"/questions/{enquiry.pk}/"
    assert {client.get(path).status_code for path in ("/questions/", "/questions/write/", one)} == {404}
    assert {client.post(one + rest).status_code for rest in ("", "take/", "pass/", "close/", "again/")} == {404}


def test_a_trainer_when_a_question_is_passed_to_them_can_answer_it(world, sign_in):
    enquiry = ask()
    sign_in("recruiter").post(f"/questions/{enquiry.pk}/pass/", {"to": world.users["trainer"].pk})
    client = sign_in("trainer")
    assert "Robin V" in client.get("/questions/").content.decode()
    assert "Somebody rang" not in client.get("/questions/").content.decode()
    assert client.get(f"/questions/{enquiry.pk}/").status_code == 200


def test_writing_when_somebody_rang_is_one_page(world, sign_in):
    client = sign_in("coordinator")
    assert client.get("/questions/write/").status_code == 200
    assert client.post("/questions/write/", {**RANG, "once": new_id(), "words": ""}).status_code == 422
    assert client.post("/questions/write/", {**RANG, "once": new_id(), "phone": ""}).status_code == 422
    gone = client.post("/questions/write/", {**RANG, "once": new_id(), "when": "tomorrow"})
    enquiry = Enquiry.objects.get()
    assert gone["Location"] == f"/questions/{enquiry.pk}/"
    assert (enquiry.reply_by - enquiry.received_at.date()).days in (1, 2, 3)
    gone = client.post("/questions/write/", {**RANG, "once": new_id(), "answer": "Yes, two."})
    assert gone["Location"] == "/questions/"


def test_answering_when_by_email_goes_from_the_page(world, sign_in):
    enquiry = ask()
    one = f"/questions/{enquiry.pk}/"
    client = sign_in("recruiter")
    assert "robin@example.net" in client.get(one).content.decode()
    assert client.post(one, {"words": "", "how": "email"}).status_code == 422
    assert client.post(one, {"words": "No, you do not.", "how": "email"})["Location"] == "/questions/"
    assert Notice.objects.filter(subject="An answer to your question").count() == 1
    page = client.get(one).content.decode()
    assert "No, you do not." in page
    client.post(one + "again/")
    assert "What we answered before" in client.get(one).content.decode()


def test_answering_when_half_written_is_kept(world, sign_in):
    enquiry = ask()
    client = sign_in("recruiter")
    page = client.get(f"/questions/{enquiry.pk}/").content.decode()
    keep = page.split('data-draft-url="')[1].split('"')[0]
    client.post(keep, {"words": "Half a sen", "how": "email"})
    assert "Half a sen" in client.get(f"/questions/{enquiry.pk}/").content.decode()
    client.post(f"/questions/{enquiry.pk}/", {"words": "Whole.", "how": "phone"})
    assert not Draft.objects.exists()


def test_taking_passing_and_closing_when_asked_do_so(world, sign_in):
    enquiry = ask()
    one = f"/questions/{enquiry.pk}/"
    client = sign_in("lead")
    assert "I have this" in client.get(one).content.decode()
    client.post(one + "take/")
    assert "I have this" not in client.get(one).content.decode()
    for rest, wrong in (("pass/", {"to": "nobody"}), ("close/", {"because": ""})):
        assert client.get(one + rest).status_code == 200
        assert client.post(one + rest, wrong).status_code == 422
    client.post(one + "close/", {"because": "An advert."})
    assert "Why it was closed" in client.get(one).content.decode()
    assert client.post(one + "take/").status_code == 409


def test_the_page_when_it_is_by_phone_only_does_not_offer_email(world, sign_in):
    enquiry = write(world.lead)
    page = sign_in("lead").get(f"/questions/{enquiry.pk}/").content.decode()
    assert "We send it to" not in page
    assert 'href="tel:' in page
