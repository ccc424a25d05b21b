"""A place on a course: asked, chosen fairly, offered, taken, freed, waited for, moved. The list moves by itself."""

from datetime import timedelta

import pytest

from alongside.candidates import commands as candidates
from alongside.candidates.queries import adjustments_for
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.training import commands, jobs, queries
from alongside.training.models import Place
from tests.training.courses import (
    actions,
    change,
    invitations,
    make_cohort,
    make_place,
    make_programme,
    make_session,
    make_somebody,
    said_to,
    states,
)
from tests.world import make_candidate

JOB = process("a job")


def test_ask_for_place_when_open_writes_it_down_and_says_by_when(world):
    cohort, candidate = make_cohort(world), make_candidate(world)
    place = commands.ask_for_place(
        world.candidate, candidate, cohort=cohort, words="I would like to.", helps="Captions", carry=True
    )
    assert (place.status, place.words) == ("asked", "I would like to.")
    assert "You will hear by" in said_to(candidate)
    [helps] = adjustments_for(candidate, "training")
    assert (helps.words, helps.carry) == ("Captions", True)
    assert "place.asked" in actions()
    event = AuditEvent.objects.get(action="place.asked")
    assert event.changes["words"] == "changed"


def test_ask_for_place_carries_what_helped_before_only_where_they_said_so(world):
    cohort, candidate = make_cohort(world), make_candidate(world)
    candidates.ask_adjustment(world.candidate, candidate, stage="interest", words="Breaks", carry=True)
    candidates.ask_adjustment(world.candidate, candidate, stage="interest", words="A quiet room", carry=False)
    commands.ask_for_place(world.candidate, candidate, cohort=cohort)
    assert [row.words for row in adjustments_for(candidate, "training")] == ["Breaks"]


def test_ask_for_place_when_somebody_elses_is_not_allowed(world):
    cohort, candidate = make_cohort(world), make_candidate(world)
    for name in ("other_candidate", "trainer", "recruiter", "peer_worker", "nobody"):
        with pytest.raises(NotAllowed):
            commands.ask_for_place(world.actor(name), candidate, cohort=cohort)


@pytest.mark.parametrize("status", ["planned", "choosing", "running", "finished", "cancelled"])
def test_ask_for_place_when_the_course_does_not_ask_is_refused(world, status):
    cohort, candidate = make_cohort(world, status), make_candidate(world)
    with pytest.raises(Refused, match="cannot ask"):
        commands.ask_for_place(world.candidate, candidate, cohort=cohort)


def test_ask_for_place_when_they_have_one_or_stopped_is_refused(world):
    cohort, later, candidate = make_cohort(world), make_cohort(world), make_candidate(world)
    commands.ask_for_place(world.candidate, candidate, cohort=cohort)
    with pytest.raises(Refused, match="already"):
        commands.ask_for_place(world.candidate, candidate, cohort=cohort)
    with pytest.raises(Refused, match="on the way to Course 1"):
        commands.ask_for_place(world.candidate, candidate, cohort=later)
    change(candidate, status="left", left_at=clock.now())
    with pytest.raises(Refused, match="stopped"):
        commands.ask_for_place(world.candidate, candidate, cohort=later)


def test_ask_for_place_when_places_are_left_is_offered_one_and_then_the_waiting_list(world):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    place = commands.ask_for_place(world.candidate, candidate, cohort=cohort)
    assert place.status == "offered"
    other = make_candidate(world, "other_candidate")
    waits = commands.ask_for_place(world.other_candidate, other, cohort=cohort)
    assert (waits.status, queries.waiting_number(waits)) == ("waiting", 1)
    assert "number 1 on the waiting list" in said_to(other)


# Choosing ------------------------------------------------------------------------------------------------------------


def read_all(world, cohort, points):
    """Everyone read by the trainer, in order of first name, as `points` says."""
    for place, (why, time) in zip(cohort.places.order_by("candidate__first_name"), points, strict=True):
        commands.read_place(world.trainer, place, meets={"Why": why, "Time": time})


def test_choose_places_offers_in_order_of_what_was_read_and_answers_everyone(world):
    cohort = make_cohort(world, "choosing")
    people = [make_somebody(name) for name in ("Ada", "Ben", "Chi", "Dev")]
    for person in people:
        make_place(cohort, person)
    read_all(world, cohort, [(1, 0), (3, 3), (2, 0), (3, 2)])
    commands.choose_places(world.trainer, cohort)
    assert states(cohort) == ["waiting", "offered", "waiting", "offered"]
    numbers = dict(cohort.places.filter(status="waiting").values_list("candidate__first_name", "waiting_order"))
    assert numbers == {"Chi": 1, "Ada": 2}
    assert all(said_to(person) for person in people)
    assert "we drew lots" in said_to(people[0])
    assert actions().count("place.offered") == 2
    assert actions()[-1] == "cohort.chosen"


def test_choose_places_when_equal_draws_lots_that_anybody_can_draw_again(world):
    cohort = make_cohort(world, "choosing", size=3)
    for name in "ABCDEFGH":
        make_place(cohort, make_somebody(name))
    read_all(world, cohort, [(2, 2)] * 8)
    commands.choose_places(world.trainer, cohort)
    cohort.refresh_from_db()
    drawn = [row.place.pk for row in queries.in_order(cohort, cohort.places.all())]
    offered = list(cohort.places.filter(status="offered").values_list("pk", flat=True))
    waiting = list(cohort.places.filter(status="waiting").order_by("waiting_order").values_list("pk", flat=True))
    assert sorted(drawn[:3]) == sorted(offered)
    assert drawn[3:] == waiting
    other = change(cohort, chosen_at=cohort.chosen_at + timedelta(seconds=1))
    assert [row.place.pk for row in queries.in_order(other, cohort.places.all())] != drawn


def test_choose_places_when_somebody_is_unread_or_nobody_chooses_now_is_refused(world):
    cohort = make_cohort(world, "choosing")
    place = make_place(cohort, make_somebody("Ada"))
    with pytest.raises(Refused, match="1 of those who asked is not read yet"):
        commands.choose_places(world.trainer, cohort)
    commands.read_place(world.trainer, place, meets={"Why": 3, "Time": 3})
    commands.choose_places(world.trainer, cohort)
    with pytest.raises(Refused):
        commands.choose_places(world.trainer, cohort)


def test_choose_places_when_a_place_is_kept_from_an_earlier_course_counts_it(world):
    cohort = make_cohort(world, "choosing")
    make_place(cohort, make_somebody("Zoe"), "taken")
    for name in ("Ada", "Ben"):
        make_place(cohort, make_somebody(name))
    read_all_asked = cohort.places.filter(status="asked").order_by("candidate__first_name")
    for place in read_all_asked:
        commands.read_place(world.trainer, place, meets={"Why": 3, "Time": 3})
    commands.choose_places(world.trainer, cohort)
    assert sorted(states(cohort)) == ["offered", "taken", "waiting"]


def test_choosing_when_not_their_course_is_not_allowed(world):
    cohort = make_cohort(world, "choosing")
    place = make_place(cohort, make_candidate(world))
    for name in ("other_trainer", "recruiter", "candidate", "nobody"):
        actor = world.actor(name)
        with pytest.raises(NotAllowed):
            commands.read_place(actor, place, meets={"Why": 1, "Time": 1})
        with pytest.raises(NotAllowed):
            commands.say_not_this_time(actor, place, because="No")
        with pytest.raises(NotAllowed):
            commands.choose_places(actor, cohort)
        with pytest.raises(NotAllowed):
            commands.offer_place(actor, place)
        with pytest.raises(NotAllowed):
            commands.put_in_line(actor, place)


def test_read_place_when_a_point_is_missing_or_it_is_answered_is_refused(world):
    cohort = make_cohort(world, "choosing")
    place = make_place(cohort, make_somebody("Ada"))
    for meets in ({"Why": 1}, {"Why": 1, "Time": 4}):
        with pytest.raises(Refused, match="each point"):
            commands.read_place(world.trainer, place, meets=meets)
    change(place, status="withdrawn", ended_at=clock.now())
    with pytest.raises(Refused, match="answered"):
        commands.read_place(world.trainer, place, meets={"Why": 1, "Time": 1})


def test_say_not_this_time_gives_the_reason_and_what_next(world):
    cohort = make_cohort(world, "choosing")
    make_cohort(world, "planned", name="Summer", starts_on=cohort.starts_on + timedelta(days=100),
                finishes_on=cohort.starts_on + timedelta(days=150))  # fmt: skip
    place = make_place(cohort, make_somebody("Ada"))
    with pytest.raises(Refused, match="why"):
        commands.say_not_this_time(world.trainer, place, because=" ")
    commands.say_not_this_time(world.trainer, place, because="You cannot come to most days.")
    assert place.status == "not_this_time"
    said = said_to(place.candidate)
    assert "You cannot come to most days." in said
    assert "The next course begins on" in said
    assert "place.not_this_time" in actions()


def test_offer_place_when_none_is_free_is_refused(world):
    cohort = make_cohort(world, "offering", size=1)
    make_place(cohort, make_somebody("Ada"), "taken")
    place = make_place(cohort, make_somebody("Ben"), "waiting")
    with pytest.raises(Refused, match="Every place"):
        commands.offer_place(JOB, place)
    with pytest.raises(Refused):
        commands.put_in_line(JOB, place)


# Answering -----------------------------------------------------------------------------------------------------------


def test_take_place_gives_the_dates_to_their_calendar(world):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    session = make_session(cohort)
    make_session(cohort, days=30, cancelled_at=clock.now())
    place = make_place(cohort, candidate, "offered")
    commands.take_place(world.candidate, place)
    assert (place.status, place.taken_at is not None) == ("taken", True)
    [(method, event)] = invitations(candidate.email)
    assert (method, event["UID"], event["SEQUENCE"]) == ("REQUEST", f"{session.pk}@alongside", 0)
    assert str(event["CONFERENCE"]) == session.join_link
    assert str(event["SUMMARY"]) == "Training"
    assert actions()[-1] == "place.taken"
    with pytest.raises(Refused):
        commands.take_place(world.candidate, place)


def test_answers_when_somebody_elses_are_not_allowed(world):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    later = make_cohort(world, "planned", starts_on=cohort.starts_on + timedelta(days=40))
    place = make_place(cohort, candidate, "offered")
    for name in ("other_candidate", "other_trainer", "recruiter", "nobody"):
        actor = world.actor(name)
        for do in (
            commands.take_place, commands.turn_down_place, commands.withdraw_place, commands.wait_again,
            commands.lapse_place,
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                do(actor, place)
        with pytest.raises(NotAllowed):
            commands.defer_place(actor, place, to=later)
    with pytest.raises(NotAllowed):
        commands.lapse_place(world.trainer, place)


@pytest.mark.parametrize(
    ("state", "do", "after"),
    [
        ("offered", commands.turn_down_place, "turned_down"),
        ("offered", commands.withdraw_place, "withdrawn"),
        ("taken", commands.withdraw_place, "withdrawn"),
    ],
)
def test_a_place_that_comes_free_is_offered_to_whoever_is_next_in_the_same_act(world, state, do, after):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    place = make_place(cohort, candidate, state)
    second = make_place(cohort, make_somebody("Ben"), "waiting")
    make_place(cohort, make_somebody("Chi"), "waiting")
    do(world.candidate, place)
    assert states(cohort) == ["offered", "waiting", after]
    first, last = AuditEvent.objects.order_by("pk")[:1].get(), AuditEvent.objects.order_by("-pk")[:1].get()
    assert first.act_id == last.act_id
    assert "place.offered" in actions()
    assert "There is a place for you" in said_to(second.candidate)


def test_withdraw_place_takes_its_dates_back_and_tells_nobody_why(world):
    cohort, candidate = make_cohort(world, "running"), make_candidate(world)
    session = make_session(cohort)
    place = make_place(cohort, candidate, "taken")
    commands.withdraw_place(world.trainer, place)
    [(method, event)] = invitations(candidate.email)
    assert (method, str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    session.refresh_from_db()
    assert session.sequence == 0
    assert "No reason is asked" in said_to(candidate)
    with pytest.raises(Refused):
        commands.withdraw_place(world.trainer, place)


def test_an_offer_nobody_answers_runs_out_by_itself_and_moves_on(world):
    cohort = make_cohort(world, "offering", size=1)
    place = make_place(cohort, make_somebody("Ada"), "offered", answer_by=clock.now() + timedelta(hours=1))
    make_place(cohort, make_somebody("Ben"), "waiting")
    jobs.let_offers_run_out(JOB)
    assert states(cohort) == ["offered", "waiting"]
    with pytest.raises(Refused, match="still time"):
        commands.lapse_place(JOB, place)
    with clock.at(clock.now() + timedelta(hours=2)):
        jobs.let_offers_run_out(JOB)
    assert states(cohort) == ["lapsed", "offered"]
    assert "We did not hear from you" in said_to(place.candidate)
    assert "place.lapsed" in actions()


def test_wait_again_puts_them_at_the_end_of_the_list(world):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    place = make_place(cohort, candidate, "lapsed")
    make_place(cohort, make_somebody("Ada"), "taken")
    make_place(cohort, make_somebody("Ben"), "waiting")
    commands.wait_again(world.candidate, place)
    assert (place.status, queries.waiting_number(place)) == ("waiting", 2)
    assert actions()[-1] == "place.waits_again"
    change(cohort, status="running")
    with pytest.raises(Refused, match="no waiting list"):
        commands.wait_again(world.candidate, place)


def test_defer_place_keeps_a_place_on_the_later_course(world):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    later = make_cohort(world, "planned", name="Summer", starts_on=cohort.starts_on + timedelta(days=40))
    make_session(later, days=70)
    place = make_place(cohort, candidate, "taken")
    make_session(cohort)
    make_place(cohort, make_somebody("Ben"), "waiting")
    new = commands.defer_place(world.candidate, place, to=later)
    assert (place.status, place.deferred_to, new.status) == ("deferred", new, "taken")
    assert cohort.places.get(candidate__first_name="Ben").status == "offered"
    assert sorted(method for method, _ in invitations(candidate.email)) == ["CANCEL", "REQUEST"]
    assert "Your place there is kept" in said_to(candidate)
    assert actions()[-1] == "place.deferred"


def test_defer_place_when_the_later_course_is_full_is_first_on_its_list(world):
    cohort, candidate = make_cohort(world, "offering"), make_candidate(world)
    later = make_cohort(world, "offering", size=1, starts_on=cohort.starts_on + timedelta(days=40))
    make_place(later, make_somebody("Ada"), "taken")
    make_place(later, make_somebody("Ben"), "waiting")
    new = commands.defer_place(world.candidate, make_place(cohort, candidate, "offered"), to=later)
    assert (new.status, queries.waiting_number(new)) == ("waiting", 1)
    assert queries.next_waiting(later) == new


def test_defer_place_when_only_asked_asks_there_like_everybody(world):
    cohort, candidate = make_cohort(world), make_candidate(world)
    later = make_cohort(world, "open", starts_on=cohort.starts_on + timedelta(days=40))
    new = commands.defer_place(world.candidate, make_place(cohort, candidate), to=later)
    assert new.status == "asked"
    assert "among those who asked" in said_to(candidate)


def test_defer_place_when_not_a_later_course_or_asked_there_already_is_refused(world):
    cohort, candidate = make_cohort(world), make_candidate(world)
    place = make_place(cohort, candidate)
    earlier = make_cohort(world, starts_on=cohort.starts_on - timedelta(days=5))
    other = make_cohort(
        world, programme=make_programme(name="Another"), starts_on=cohort.starts_on + timedelta(days=40)
    )
    for to in (earlier, other):
        with pytest.raises(Refused, match="later course"):
            commands.defer_place(world.candidate, place, to=to)
    after = cohort.starts_on + timedelta(days=40)
    later = make_cohort(world, programme=cohort.programme, starts_on=after)
    make_place(later, candidate, "withdrawn")
    with pytest.raises(Refused, match="already"):
        commands.defer_place(world.candidate, place, to=later)


def test_answer_by_is_never_after_the_course_begins(world):
    cohort = make_cohort(world, "offering", starts_on=clock.today() + timedelta(days=3))
    assert queries.answer_by(cohort).date() == clock.today() + timedelta(days=2)
    change(cohort, starts_on=clock.today())
    assert queries.answer_by(cohort).date() == clock.today()
    change(cohort, starts_on=clock.today() + timedelta(days=60))
    assert queries.answer_by(cohort).date() == clock.today() + timedelta(days=7)


def test_emails_say_that_there_is_news_and_nothing_more(world):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    commands.ask_for_place(world.candidate, candidate, cohort=cohort)
    for notice in Notice.objects.filter(to=candidate.email):
        assert "place" not in notice.text.lower().replace("peer support", "")
        assert candidate.first_name not in notice.subject


def test_finish_place_marks_the_end(world):
    place = make_place(make_cohort(world, "running"), make_candidate(world), "taken")
    for name in ("other_trainer", "candidate"):
        with pytest.raises(NotAllowed):
            commands.finish_place(world.actor(name), place)
    commands.finish_place(world.trainer, place)
    assert (place.status, Place.objects.get().finished_at is not None) == ("finished", True)
    assert actions()[-1] == "place.finished"
    with pytest.raises(Refused):
        commands.finish_place(world.trainer, place)
