"""How those who ran a date are after it: their own, unless they would like to talk."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.groups import commands, queries
from alongside.groups.models import After
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of


@pytest.fixture
def date(world):
    return make_date(make_group(world, debrief="What went well?"), worker_of(world, "other_peer_worker"), days=-1)


def test_say_after_keeps_their_words_and_tells_nobody(world, date):
    made = commands.say_after(world.other_peer_worker, date, words="Tired. It was a lot.")
    assert (made.words, made.wants_talk) == ("Tired. It was a lot.", False)
    assert not Notice.objects.exists()
    event = AuditEvent.objects.latest("pk")
    assert event.action == "after.said"
    assert event.changes["words"] == event.changes["wants_talk"] == "changed"


def test_say_after_when_they_would_like_to_talk_tells_whom_they_chose_and_no_word(world, date):
    talk = world.users["team_manager"]
    commands.say_after(world.other_peer_worker, date, words="Tired.", talk_with=talk)
    notice = Notice.objects.get()
    assert notice.to == "manager@example.org"
    assert "Bethan Osei would like to talk" in notice.text
    assert "Tired" not in notice.text
    commands.say_after(world.other_peer_worker, date, words="Better now.")
    after = After.objects.get()
    assert (after.words, after.wants_talk, Notice.objects.count()) == ("Better now.", False, 1)


@pytest.mark.parametrize("who", ["peer_worker", "lead", "ward", "person"])
def test_say_after_when_they_did_not_run_it(world, date, who):
    with pytest.raises(NotAllowed):
        commands.say_after(world.actor(who), date, words="Hm")
    assert queries.may_talk_with(world.actor(who), date) == []


def test_say_after_when_it_cannot_be_is_refused(world, date):
    with pytest.raises(Refused, match="Write something"):
        commands.say_after(world.other_peer_worker, date)
    with pytest.raises(NotAllowed):
        commands.say_after(world.other_peer_worker, date, talk_with=world.users["peer_worker"])
    with clock.at(date.starts_at - timedelta(hours=1)), pytest.raises(Refused, match="not been yet"):
        commands.say_after(world.other_peer_worker, date, words="Hm")


def test_say_after_page_is_theirs_alone(world, sign_in, date):
    client, page = sign_in("other_peer_worker"), f"/groups/dates/{date.pk}/after/"
    shown = client.get(page).content.decode()
    for words in ("How are you after it?", "What went well?", "Owen Sallis, your manager", "Marcia Thornby, who leads"):
        assert words in shown
    assert client.post(page, {"words": "", "talk_with": ""}).status_code == 422
    lead = world.users["lead"].pk
    assert client.post(page, {"words": "Tired.", "talk_with": lead}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Tired." in shown
    assert "You said that you would like to talk" in shown
    for who in ("peer_worker", "lead", "ward", "person"):
        assert sign_in(who).get(page).status_code == 404
