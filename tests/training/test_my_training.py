"""A trainee's own pages: asking, answering, the way in near the time, pieces, and the ways out without a reason."""

from datetime import timedelta

import icalendar
import pytest

from alongside.candidates.queries import adjustments_for
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.training import commands, queries
from alongside.training.models import Attendance, Place, Reflection
from tests.training.courses import make_cohort, make_place, make_session, make_somebody
from tests.world import make_candidate


def words(answer):
    return answer.content.decode()


@pytest.fixture
def taken(world):
    return make_place(make_cohort(world, "running"), make_candidate(world), "taken")


def test_ask_for_place_keeps_what_was_typed_and_goes_to_ones_own_page(world, sign_in):
    cohort, candidate, grace = make_cohort(world), make_candidate(world), sign_in("candidate")
    here = f"/courses/{cohort.pk}/ask/"
    assert "Why you would like to" in words(grace.get(here))
    answer = grace.post(here, {"words": "", "helps": "Captions please"})
    assert answer.status_code == 422
    assert "Captions please" in words(answer)
    answer = grace.post(here, {"words": "I would.", "helps": "Captions", "carry": "on"})
    place = Place.objects.get()
    assert answer["Location"] == f"/my-training/{place.pk}/"
    assert [row.words for row in adjustments_for(candidate, "training")] == ["Captions"]
    again = grace.post(here, {"words": "I would."})
    assert again.status_code == 422
    assert "already" in words(again)
    for name in ("trainer", "lead", "nobody"):
        assert sign_in(name).get(here).status_code == 404
    assert grace.get("/courses/0000000000000000/ask/").status_code == 404


def test_my_training_is_for_candidates_and_says_what_is_next(world, sign_in):
    make_candidate(world)
    cohort = make_cohort(world)
    page = words(sign_in("candidate").get("/my-training/"))
    assert "You have not asked for a place yet" in page
    assert f"/courses/{cohort.pk}/" in page
    for name in ("trainer", "lead", "person"):
        assert sign_in(name).get("/my-training/").status_code == 404
        assert sign_in(name).get("/my-training/training.ics").status_code == 404


def test_an_offer_is_answered_by_a_press(world, sign_in):
    cohort, candidate, grace = make_cohort(world, "offering"), make_candidate(world), sign_in("candidate")
    place = make_place(cohort, candidate, "offered")
    assert "Your turn" in words(grace.get("/my-training/"))
    assert grace.post(f"/my-training/{place.pk}/yes/").status_code == 302
    assert grace.post(f"/my-training/{place.pk}/no/").status_code == 409
    place.refresh_from_db()
    assert place.status == "taken"
    stranger = sign_in("other_candidate")
    make_candidate(world, "other_candidate")
    for path in ("", "yes/", "no/", "wait/", "stop/", "later/"):
        assert stranger.get(f"/my-training/{place.pk}/{path}").status_code == 404
        assert stranger.post(f"/my-training/{place.pk}/{path}").status_code == 404


def test_saying_no_and_waiting_again(world, sign_in):
    cohort, candidate, grace = make_cohort(world, "offering", size=1), make_candidate(world), sign_in("candidate")
    place = make_place(cohort, candidate, "offered")
    assert grace.post(f"/my-training/{place.pk}/no/").status_code == 302
    assert grace.post(f"/my-training/{place.pk}/wait/").status_code == 409
    lapsed = make_place(make_cohort(world, "offering", size=1), candidate, "lapsed")
    make_place(lapsed.cohort, make_somebody("Ada"), "taken")
    assert "Put me on the waiting list" in words(grace.get(f"/my-training/{lapsed.pk}/"))
    assert grace.post(f"/my-training/{lapsed.pk}/wait/").status_code == 302
    assert "number 1 on the waiting list" in words(grace.get(f"/my-training/{lapsed.pk}/"))


def test_stopping_and_moving_ask_no_reason(world, sign_in, taken):
    grace = sign_in("candidate")
    page = words(grace.get(f"/my-training/{taken.pk}/stop/"))
    assert "You do not have to say why" in page
    assert "Move to a later course" not in page
    later = make_cohort(world, "planned", name="Summer", starts_on=taken.cohort.starts_on + timedelta(days=60))
    assert "Move to a later course" in words(grace.get(f"/my-training/{taken.pk}/stop/"))
    assert "Summer, from" in words(grace.get(f"/my-training/{taken.pk}/later/"))
    answer = grace.post(f"/my-training/{taken.pk}/later/", {"to": later.pk})
    new = Place.objects.get(cohort=later)
    assert answer["Location"] == f"/my-training/{new.pk}/"
    assert f"/my-training/{new.pk}/" in words(grace.get(f"/my-training/{taken.pk}/"))
    assert grace.post(f"/my-training/{new.pk}/stop/").status_code == 302
    new.refresh_from_db()
    assert new.status == "withdrawn"


def test_the_way_in_is_a_button_near_the_time_and_only_for_those_with_a_place(world, sign_in, taken):
    session = make_session(taken.cohort)
    waits = make_place(make_cohort(world, "offering"), make_candidate(world, "other_candidate"), "waiting")
    hidden = make_session(waits.cohort, join_link="https://teams.example.org/hidden")
    link = session.join_link
    page = words(sign_in("candidate").get(f"/my-training/{taken.pk}/"))
    assert (link in page, "Join now" in page) == (True, False)
    with clock.at(session.starts_at - timedelta(minutes=19)):
        assert "Join now" in words(sign_in("candidate").get("/my-training/"))
    with clock.at(session.ends_at + timedelta(minutes=1)):
        assert link not in words(sign_in("candidate").get(f"/my-training/{taken.pk}/"))
    assert hidden.join_link not in words(sign_in("other_candidate").get(f"/my-training/{waits.pk}/"))


def test_a_missed_date_says_how_to_catch_up(world, sign_in, taken):
    session = make_session(taken.cohort, days=-1)
    with unguarded():
        Attendance.objects.create(
            place=taken, session=session, mark="away", marked_at=clock.now(), marked_by="Tariq Bowen"
        )
    page = words(sign_in("candidate").get(f"/my-training/{taken.pk}/"))
    assert "That happens" in page
    assert "a trainer goes through it with you" in page


def test_my_dates_are_a_calendar_file(world, sign_in, taken):
    session = make_session(taken.cohort)
    answer = sign_in("candidate").get("/my-training/training.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == f"{session.pk}@alongside"


def test_a_piece_is_private_then_shared_then_answered_then_kept_again(world, sign_in, taken):
    grace, trainer = sign_in("candidate"), sign_in("trainer")
    module = taken.cohort.programme.modules.first()
    here = f"/my-training/{taken.pk}/pieces/{module.pk}/"
    assert "Only you see this" in words(grace.get(here))
    assert grace.post(here, {"words": "I was afraid, and came."}).status_code == 302
    assert "Pieces shared" not in words(trainer.get(f"/training/{taken.cohort_id}/"))
    assert "Only you" in words(grace.get(f"/my-training/{taken.pk}/"))
    grace.post(here, {"words": "I was afraid, and came.", "share": "on"})
    piece = Reflection.objects.get()
    assert "Your trainers read what you change here." in words(grace.get(here))
    assert "Shared" in words(grace.get(f"/my-training/{taken.pk}/"))
    assert f"/training/reflections/{piece.pk}/" in words(trainer.get(f"/training/{taken.cohort_id}/"))
    there = f"/training/reflections/{piece.pk}/"
    assert "I was afraid" in words(trainer.get(there))
    assert trainer.post(there, {"reply": ""}).status_code == 422
    assert trainer.post(there, {"reply": "That took courage."}).status_code == 302
    assert "That took courage." in words(grace.get(here))
    assert "Answered" in words(grace.get(f"/my-training/{taken.pk}/"))
    for name in ("lead", "other_trainer", "candidate"):
        assert sign_in(name).get(there).status_code == 404
    assert sign_in("other_candidate").post(f"/my-training/reflections/{piece.pk}/keep/").status_code == 404
    assert grace.post(f"/my-training/reflections/{piece.pk}/keep/").status_code == 302
    assert trainer.get(there).status_code == 404
    assert grace.get(f"/my-training/{taken.pk}/pieces/0000000000000000/").status_code == 404


def test_my_training_lists_what_was_before_and_says_when_we_are_late(world, sign_in):
    candidate, grace = make_candidate(world), sign_in("candidate")
    make_place(make_cohort(world, name="Long ago"), candidate, "withdrawn")
    make_place(make_cohort(world, "choosing", answered_by=clock.today() - timedelta(days=2)), candidate)
    page = words(grace.get("/my-training/"))
    assert "Long ago" in page
    assert "We are late, and we are sorry." in page


def test_my_training_asks_as_many_questions_for_three_dates_as_for_one(world, taken, django_assert_num_queries):
    candidate = world.candidate
    for _ in range(3):
        make_session(taken.cohort)
        with django_assert_num_queries(9):
            queries.my_training(candidate)


def test_a_trainee_reads_of_a_place_taken_for_them(world, sign_in):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    commands.take_place(world.trainer, make_place(cohort, candidate, "offered"))
    assert "The dates are not here yet" in words(sign_in("candidate").get("/my-training/"))
