"""What members say of a group: without a name, and so that nothing says who said it."""

import json
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Draft, Opening
from alongside.groups import commands
from alongside.groups.models import Feedback
from alongside.groups.queries import feedback as queries
from tests.groups.joining import actions, change, hold, make_member, make_runs
from tests.groups.setting_up import make_date, make_group
from tests.world import make_person, make_relationship, worker_of

SOMEBODY = process("Somebody in a group")


@pytest.fixture
def leona(world):
    return make_relationship(world).referral.person


@pytest.fixture
def group(world, leona):
    found = make_group(world, shown="members")
    make_member(found, leona)
    return found


def everything() -> str:
    """Every row of every table that a page or a command writes to, as text."""
    told = []
    for model in apps.get_models():
        if model._meta.app_label in ("groups", "core", "sessions") and model._meta.model_name != "membership":
            told += [json.dumps(row, default=str) for row in model.objects.values()]
    return "\n".join(told)


def test_give_feedback_writes_nothing_that_says_who(world, sign_in, group, leona):
    client = sign_in("person")
    before = everything()
    answer = client.post(f"/my-groups/{group.pk}/what-i-think/", {"felt": "good", "words": "It was warm."}, follow=True)
    assert "nothing says who wrote it" in answer.content.decode()
    said = Feedback.objects.get()
    assert (said.felt, said.words, said.name, said.given_on) == ("good", "It was warm.", "", clock.today())
    event = AuditEvent.objects.get(action="feedback.given")
    assert (event.actor_name, event.actor_id) == ("Somebody in a group", "")
    assert event.changes["words"] == "changed"
    assert event.at == clock.noon(clock.today())  # the day: a moment could say who
    written = set(everything().splitlines()) - set(before.splitlines())
    for name in ("Leona", "Marsh", leona.pk, world.users["person"].pk, "leona@example.org"):
        assert not any(name in row for row in written if "session_data" not in row)
    assert not Draft.objects.exists()
    assert not Opening.objects.exists()


def test_give_feedback_by_whoever_was_never_in_it_is_not_found(world, sign_in, group):
    make_person(world, user="other_person")
    at = f"/my-groups/{group.pk}/what-i-think/"
    for name in ("other_person", "lead", "peer_worker"):
        assert sign_in(name).post(at, {"felt": "good"}).status_code == 404
    with pytest.raises(NotAllowed):
        commands.say_what_i_think(world.other_person, group, felt="good")
    with pytest.raises(NotAllowed):
        commands.give_feedback(world.person, group=group, felt="good")  # nobody says it by name
    waits = make_group(world, "Walk", shown="members")
    make_member(waits, make_person(world, user=None), "waiting")
    assert not commands.say_what_i_think.allowed(world.person, waits)
    assert not commands.say_what_i_think.allowed(world.person)
    assert not Feedback.objects.exists()


def test_give_feedback_after_leaving_is_welcome(world, sign_in, group, leona):
    change(leona.groups.get(), status="left")
    sign_in("person").post(f"/my-groups/{group.pk}/what-i-think/", {"felt": "mixed", "name": "Leona"})
    assert Feedback.objects.get().name == "Leona"


def test_give_feedback_that_says_nothing_or_the_same_again_is_refused(world, sign_in, group):
    client, at = sign_in("person"), f"/my-groups/{group.pk}/what-i-think/"
    answer = client.post(at, {"name": "Leona"})
    assert answer.status_code == 422
    assert 'value="Leona"' in answer.content.decode()
    with pytest.raises(Refused, match="Say how it was"):
        commands.give_feedback(SOMEBODY, group=group, words="  ")
    assert client.post(at, {"words": "Too loud."}).status_code == 302
    again = client.post(at, {"words": "Too loud."})
    assert again.status_code == 422
    assert "We have this already" in again.content.decode()
    assert Feedback.objects.count() == 1


def test_give_feedback_about_one_time_only_where_enough_came(world, sign_in, group, leona):
    few, many = make_date(group, days=-3), make_date(group, days=-10)
    hold(few, leona)
    hold(many, leona, unnamed=4)
    old = make_date(group, days=-90)
    hold(old, unnamed=9)
    assert queries.recent_dates(group) == [many]
    client, at = sign_in("person"), f"/my-groups/{group.pk}/what-i-think/"
    assert "Is it about one time?" in client.get(at).content.decode()
    client.post(at, {"felt": "good", "date": many.pk})
    assert Feedback.objects.get().date == many
    assert client.post(at, {"felt": "good", "date": few.pk}).status_code == 422
    assert commands.give_feedback(SOMEBODY, group=group, felt="mixed", date=few).date is None


# In the room, without an account


@pytest.fixture
def just_now(world, group):
    """A date that began an hour ago, run by Imani."""
    began = clock.now() - timedelta(hours=1)
    return make_date(group, worker_of(world), starts_at=began, ends_at=began + timedelta(minutes=60))


def test_whoever_runs_the_date_shows_a_square_and_an_address_that_need_no_account(world, sign_in, client, just_now):
    page = sign_in("peer_worker").get(f"/groups/dates/{just_now.pk}/say/").content.decode()
    code = queries.code_of(just_now)
    assert f"/say/{code}/</p>" in page
    assert "<svg" in page
    for name in ("other_peer_worker", "coordinator", "other_ward", "person"):
        assert sign_in(name).get(f"/groups/dates/{just_now.pk}/say/").status_code == 404
    assert "Art and conversation" in client.get(f"/say/{code}/").content.decode()
    assert client.get(f"/say/{code.replace('-', '').lower()}/").status_code == 200  # typed as it comes


def test_said_in_the_room_by_nobody_leaves_the_words_and_no_trace_of_who(world, client, group, just_now):
    hold(just_now, unnamed=5)
    before = everything()
    at = f"/say/{queries.code_of(just_now)}/"
    done = client.post(at, {"felt": "good", "words": "Warm.", "name": "Leona"}, follow=True)
    assert "nothing says who wrote it" in done.content.decode()
    said = Feedback.objects.get()
    assert (said.group, said.date, said.felt, said.words) == (group, just_now, "good", "Warm.")
    assert said.name == ""  # none is asked, and none that is sent is kept
    event = AuditEvent.objects.get(action="feedback.given")
    assert (event.actor_name, event.actor_id, event.at) == ("Somebody in a group", "", clock.noon(clock.today()))
    written = set(everything().splitlines()) - set(before.splitlines())
    assert not any("127.0.0.1" in row or "Leona" in row for row in written)
    assert client.post(at, {"felt": "good", "words": "Warm."}).status_code == 302  # two may say the same
    assert client.post(at, {"words": " "}).status_code == 422


def test_said_in_the_room_by_somebody_signed_in_is_by_nobody_too(world, sign_in, just_now):
    sign_in("person").post(f"/say/{queries.code_of(just_now)}/", {"felt": "mixed"})
    assert AuditEvent.objects.get(action="feedback.given").actor_id == ""
    assert not Draft.objects.exists()
    assert Feedback.objects.get().date is None  # too few came to name the date


def test_code_is_of_one_date_from_its_beginning_until_a_day_after(world, client, group, just_now):
    gone = {"status": "cancelled", "cancelled_at": clock.now(), "cancelled_by": "ward"}
    others = (
        make_date(group),
        make_date(group, days=-3),
        make_date(group, starts_at=just_now.starts_at + timedelta(minutes=1), **gone),
    )
    codes = {queries.code_of(date) for date in (just_now, *others)}
    assert len(codes) == 4
    for code in (*(codes - {queries.code_of(just_now)}), "2222-2222", "AB"):
        assert client.get(f"/say/{code}/").status_code == 404
        assert client.post(f"/say/{code}/", {"felt": "good"}).status_code == 404
    with clock.at(queries.code_until(just_now)):
        assert client.get(f"/say/{queries.code_of(just_now)}/").status_code == 404
    assert not commands.say_in_the_room.allowed(world.lead, group)


def test_the_square_is_shown_only_while_it_works(world, sign_in, group, just_now):
    hold(just_now, unnamed=5)
    client = sign_in("ward")
    assert "Show the square" in client.get(f"/groups/dates/{just_now.pk}/register/saved/").content.decode()
    old = make_date(group, worker_of(world), days=-9)
    hold(old, unnamed=5)
    assert "Show the square" not in client.get(f"/groups/dates/{old.pk}/register/saved/").content.decode()
    page = client.get(f"/groups/dates/{old.pk}/say/").content.decode()
    assert "until a day after it" in page
    assert queries.code_of(old) not in page


def test_saying_in_the_room_is_slowed_down_for_machines(client, just_now, monkeypatch):
    monkeypatch.setattr(import_module("alongside.groups.views.feedback"), "MOST", 2)
    at = f"/say/{queries.code_of(just_now)}/"
    answers = [client.post(at, {"felt": "good", "words": f"Word {n}."}) for n in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "Word 2." in answers[2].content.decode()  # nothing typed is lost
    assert Feedback.objects.count() == 2


def test_feedback_is_read_by_those_who_keep_or_run_it_and_nobody_else(world, sign_in, group):
    commands.give_feedback(SOMEBODY, group=group, felt="good", words="It was warm.", name="L")
    at = f"/groups/{group.pk}/feedback/"
    for name in ("coordinator", "other_ward", "peer_worker", "person"):
        assert sign_in(name).get(at).status_code == 404
        assert sign_in(name).post(f"{at}read/").status_code == 404
    make_runs(group, worker_of(world))
    client = sign_in("peer_worker")
    page = client.get(at).content.decode()
    assert "It was warm." in page
    assert "We have read the 1 new one" in page
    done = client.post(f"{at}read/", follow=True).content.decode()
    assert "Read by Imani Calder" in done
    assert "We have read" not in done
    assert actions()[-1] == "feedback.read"
    assert client.post(f"{at}read/").status_code == 409


def test_read_feedback_by_others_is_not_allowed(world, group):
    commands.give_feedback(SOMEBODY, group=group, felt="good")
    for name in ("other_ward", "person", "coordinator"):
        with pytest.raises(NotAllowed):
            commands.read_feedback(world.actor(name), group)


def test_feedback_when_nobody_said_anything_and_as_a_spreadsheet(world, sign_in, group):
    client, at = sign_in("ward"), f"/groups/{group.pk}/feedback/"
    assert "Nobody has said anything yet" in client.get(at).content.decode()
    commands.give_feedback(SOMEBODY, group=group, felt="good")
    assert client.get(f"{at}?as=xlsx").status_code == 200
    assert Opening.objects.get(how="exported").subject_id == group.pk


def test_feedback_is_counted_only_once_enough_have_said(world, group):
    for felt in ("good", "good", "good", "mixed"):
        commands.give_feedback(SOMEBODY, group=group, felt=felt)
    assert queries.feedback_felt(world.ward, group) == ()
    commands.give_feedback(SOMEBODY, group=group, felt="good")
    found = queries.feedback_felt(world.ward, group)
    assert [row.people for row in found] == [4, 1, 0]
    change(Feedback.objects.filter(felt="good").first(), given_on=clock.today() - timedelta(days=200))
    assert queries.feedback_felt(world.ward, group) == ()


def test_feedback_asks_the_same_for_three_as_for_one(world, group, django_assert_num_queries):
    actor = world.ward
    for rows in (1, 3):
        while Feedback.objects.count() < rows:
            commands.give_feedback(SOMEBODY, group=group, felt="good")
        with django_assert_num_queries(1):
            assert len(queries.feedback(actor, group)) == rows
    assert queries.feedback(actor, group, unread=True).count() == 3
