"""What those who came to a talk say: by a code, without an account, without a trace, counted once enough have."""

from datetime import timedelta
from importlib import import_module

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Draft, Opening
from alongside.outreach import commands, queries
from alongside.outreach.models import TalkFeedback
from tests.outreach.setting_up import make_speaker, make_talk
from tests.world import worker_of

SOMEBODY = process("Somebody who came")


@pytest.fixture
def talk(world):
    found = make_talk(world, hours=-2, status="given")
    make_speaker(found, worker_of(world), "spoke")
    return found


def say(talk, *useful: int, words: str = "") -> None:
    for number in useful:
        commands.give_feedback(SOMEBODY, talk=talk, useful=number, words=words)


def test_say_by_code_leaves_no_trace_of_who(world, sign_in, client, talk):
    at = f"/talk/{queries.code_of(talk)}/"
    for browser in (client, sign_in("lead")):
        answer = browser.post(at, {"useful": "5", "words": "Warm."}, follow=True)
        assert "nothing says who wrote it" in answer.content.decode()
    for said in TalkFeedback.objects.all():
        assert (said.useful, said.words, said.given_on) == (5, "Warm.", clock.today())
    for event in AuditEvent.objects.filter(action="talk.said_of"):
        assert (event.actor_name, event.actor_id, event.at) == ("Somebody who came", "", clock.noon(clock.today()))
        assert event.changes["words"] == "changed"
    assert TalkFeedback.objects.count() == 2
    assert not Draft.objects.exists()
    assert not Opening.objects.exists()


def test_say_that_says_nothing_keeps_what_was_typed(world, client, talk):
    at = f"/talk/{queries.code_of(talk)}/"
    assert client.post(at, {"words": " "}).status_code == 422
    answer = client.post(at, {"useful": "9", "words": "Kept words"})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert client.post(at, {"words": "One sentence."}).status_code == 302
    assert TalkFeedback.objects.get().useful is None
    with pytest.raises(Refused):
        commands.give_feedback(SOMEBODY, talk=talk, words=" ")
    with pytest.raises(NotAllowed):
        commands.give_feedback(world.lead, talk=talk, useful=5)
    assert not commands.say_of_talk.allowed(world.lead)


def test_code_is_of_one_talk_from_its_beginning_until_two_weeks_after(world, client, talk):
    others = (make_talk(world), make_talk(world, hours=-24 * 15), make_talk(world, hours=-1, status="cancelled"))
    codes = [queries.code_of(other) for other in others]
    assert len({*codes, queries.code_of(talk)}) == 4
    for code in (*codes, "2222-2222", "AB"):
        assert client.get(f"/talk/{code}/").status_code == 404
        assert client.post(f"/talk/{code}/", {"useful": "5"}).status_code == 404
    assert client.get(f"/talk/{queries.code_of(talk).replace('-', '').lower()}/").status_code == 200
    with clock.at(queries.code_until(talk) + timedelta(seconds=1)):
        assert client.get(f"/talk/{queries.code_of(talk)}/").status_code == 404


def test_saying_is_slowed_down_for_machines(client, talk, monkeypatch):
    monkeypatch.setattr(import_module("alongside.outreach.views.feedback"), "MOST", 2)
    at = f"/talk/{queries.code_of(talk)}/"
    answers = [client.post(at, {"useful": "4", "words": f"Word {n}."}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Word 2." in answers[2].content.decode()


def test_useful_is_counted_only_once_enough_have_said_and_small_cells_are_hidden(world, talk):
    assert queries.feedback_useful(world.lead, talk) is None
    say(talk, 5, 5, 5, 5)
    assert queries.feedback_useful(world.lead, talk) is None
    say(talk, 5, 2)
    found = queries.feedback_useful(world.peer_worker, talk)
    assert (found.said, found.average) == (6, 4.5)
    assert found.rows == ()  # the one who said 2 would stand out
    say(talk, 2, 2, 2, 2)
    assert queries.feedback_useful(world.lead, talk).rows == ((5, 5), (4, 0), (3, 0), (2, 5), (1, 0))


def test_feedback_is_read_by_planners_and_those_who_spoke_and_nobody_else(world, sign_in, talk):
    say(talk, 5, 5, 5, 5, 5, 4, words="It was warm.")
    at = f"/talks/{talk.pk}/"
    for name in ("lead", "coordinator", "peer_worker"):
        page = sign_in(name).get(at + "said/").content.decode()
        assert "It was warm." in page
        assert "fewer than 5" in page
        assert "It was warm." in sign_in(name).get(at).content.decode()
        assert "<svg" in sign_in(name).get(at + "say/").content.decode()
    for name in ("other_peer_worker", "team_manager", "person"):
        assert {sign_in(name).get(at + rest).status_code for rest in ("", "said/", "say/")} == {404}
    make_speaker(talk, worker_of(world, "other_peer_worker"))  # asked, and did not speak
    page = sign_in("other_peer_worker").get(at + "said/").content.decode()
    assert "Nobody has written anything yet" in page
    assert sign_in("lead").get(at + "said/?as=xlsx").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_feedback_asks_the_same_for_three_as_for_one(world, talk, rows, django_assert_num_queries):
    say(talk, *[5] * rows, words="Warm.")
    actor = world.lead
    with django_assert_num_queries(1):
        assert len(queries.feedback_words(actor, talk)) == rows
