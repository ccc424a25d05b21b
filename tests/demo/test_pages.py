"""The demonstration's own pages: who you can be, signing in with a click, what was sent. See accounts/test_production
for a real service, where none of them exists."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client

from alongside.core import clock, notices
from alongside.core.actors import process
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.demo.personas import email_of, persona, personas
from tests.world import make_user

NOON = datetime(2025, 11, 17, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def lead(world):
    """The lead of the story, in the small service of the tests."""
    part = persona("lead")
    return make_user(part.email, part.name, part.role)


def test_personas_when_listed_then_each_is_there_with_a_button(client: Client, world):
    page = client.get("/demo/")
    assert page.status_code == 200
    text = page.content.decode()
    for part in personas():
        assert part.name in text
        assert f'action="/demo/sign-in/{part.key}/"' in text
    assert 'href="/demo/outbox/"' in text


def test_personas_when_the_service_is_another_then_others_play_the_parts(world):
    kent, leicester = personas("kmpt"), personas("lpt")
    assert {part.key for part in kent} == {part.key for part in leicester}
    assert not {part.name for part in kent} & {part.name for part in leicester}
    assert personas() == kent


def test_personas_when_there_is_no_service_yet_then_the_first_cast(db):
    assert personas() == personas("kmpt")


def test_persona_when_nobody_plays_it_then_a_key_error():
    with pytest.raises(KeyError):
        persona("king", "kmpt")


def test_email_of_when_a_name_has_an_apostrophe_then_it_is_left_out():
    assert email_of("Zoë O'Brien") == "zoë.obrien@example.org"


def test_sign_in_when_pressed_then_signed_in_with_the_second_factor_done(client: Client, lead):
    answer = client.post("/demo/sign-in/lead/")
    assert answer.status_code == 302
    page = client.get(answer.url, follow=True)
    assert page.status_code == 200
    assert lead.name.split()[0] in page.content.decode()


def test_sign_in_when_only_visited_then_not_found_and_nobody_is_signed_in(client: Client, lead):
    assert client.get("/demo/sign-in/lead/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_sign_in_when_nobody_plays_the_part_then_not_found(client: Client, lead):
    assert client.post("/demo/sign-in/king/").status_code == 404


def test_sign_in_when_from_another_site_then_refused(lead):
    assert Client(enforce_csrf_checks=True).post("/demo/sign-in/lead/").status_code == 403


def test_outbox_when_nothing_was_sent_then_says_so(client: Client, world, settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    assert "Nothing has been sent yet." in client.get("/demo/outbox/").content.decode()


def test_outbox_when_messages_were_sent_then_the_newest_is_first_and_words_are_safe(
    client: Client, world, settings, tmp_path
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    mail.send_mail("The last", "<b>You</b> are welcome.", None, ["owen.sallis@example.org"])
    act = Act(process("a test"), NOON)
    with clock.at(NOON), unguarded():
        notices.write(
            act, to="ines.okafor@example.org", subject="The first", text="Hello.\n\nSee http://localhost:8000/demo/"
        )
        notices.write(act, to="07700 900123", subject="", text="We meet at the café.", channel="text")
        notices.write(
            act,
            to="leona@example.org",
            subject="Our next meeting",
            text="We meet by the heron’s pond.",
            calendar="BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n",
        )
        notices.deliver_due()
    text = client.get("/demo/outbox/").content.decode()
    assert text.index("The last") < text.index("The first")
    assert "To ines.okafor@example.org" in text
    assert 'href="http://localhost:8000/demo/"' in text
    assert "<b>You</b>" not in text
    assert "To 07700 900123" in text
    assert "We meet at the café." in text
    assert "We meet by the heron’s pond." in text
    assert text.count("With an entry for their calendar.") == 1
    assert "VCALENDAR" not in text
