"""Times to meet: given, picked, moved, given back; and the last one goes to one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import icalendar
import pytest
from django.db import connection

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.recruitment import commands, jobs
from alongside.recruitment.models import Application, EqualityCount, PanelMember, Slot
from tests.recruitment.applying import make_applicant
from tests.recruitment.choosing import JOB, at, make_asked, make_closed_vacancy, make_slot, told, was_done
from tests.world import make_world

TRIES = 12


def add(world, vacancy, *, who="recruiter", starts=None, **fields):
    return commands.add_slots(
        world.actor(who), vacancy, **{"starts": starts or [at(5), at(6)], "minutes": 45, "how": "in_person", **fields}
    )


def test_add_slots_gives_several_and_tells_whoever_waits(world):
    application = make_asked(world)
    add(world, application.vacancy, where="Fern House")
    assert [slot.where for slot in Slot.objects.all()] == ["Fern House", "Fern House"]
    assert told(application).startswith("There are times for us to meet.")
    assert was_done("slots.added")


def test_add_slots_is_for_those_who_keep_vacancies(world):
    vacancy = make_closed_vacancy(world)
    with pytest.raises(NotAllowed):
        add(world, vacancy, who="panel")


def test_add_slots_without_a_peer_on_the_panel_is_refused(world):
    vacancy = make_closed_vacancy(world)
    with unguarded():
        PanelMember.objects.filter(is_peer=True).update(ended_at=clock.now())
    with pytest.raises(Refused, match="Nobody on this panel brings lived experience"):
        add(world, vacancy)


def test_add_slots_when_over_or_twice_or_none_or_not_open_is_refused(world):
    vacancy = make_closed_vacancy(world)
    with pytest.raises(Refused, match="over already"):
        add(world, vacancy, starts=[at(-1)])
    with pytest.raises(Refused, match="between 1 and"):
        commands.add_slots(world.recruiter, vacancy, starts=[], minutes=45, how="phone")
    add(world, vacancy)
    with pytest.raises(Refused, match="at 10:00am already"):
        add(world, vacancy)
    with unguarded():
        vacancy.status = "withdrawn"
        vacancy.save()
    with pytest.raises(Refused, match="has opened"):
        add(world, vacancy, starts=[at(9)])


def test_pick_time_takes_it_and_puts_it_in_every_calendar(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy)
    commands.pick_time(world.candidate, application, slot=slot, how="phone")
    slot.refresh_from_db()
    assert (slot.application_id, slot.how, slot.sequence) == (application.pk, "phone", 1)
    assert "by phone" in told(application)
    assert "You get the questions 3 days before" in told(application)
    sent = Notice.objects.exclude(calendar="")
    assert {row.to for row in sent} == {"grace@example.net", "panel@example.org", "imani@example.org"}
    event = icalendar.Calendar.from_ical(sent.get(to="grace@example.net").calendar).events[0]
    assert (str(event["SUMMARY"]), event["SEQUENCE"], event.start) == ("Meeting", 1, slot.starts_at)
    assert was_done("slot.picked")


def test_pick_time_where_no_questions_are_written_promises_none(world):
    application = make_asked(world, make_closed_vacancy(world, interview_questions=[]))
    commands.pick_time(world.candidate, application, slot=make_slot(application.vacancy))
    assert told(application).endswith("at Fern House.")


def test_pick_time_counts_what_was_said_once_and_keeps_it_nowhere(world):
    application = make_asked(world)
    question = EqualityCount.objects.filter(stage="to_meet").first()
    said = {question.question: question.answer}
    commands.pick_time(world.candidate, application, slot=make_slot(application.vacancy), equality=said)
    commands.pick_time(world.candidate, application, slot=make_slot(application.vacancy, 6), equality=said)
    question.refresh_from_db()
    assert question.many == 1


def test_pick_time_again_frees_the_first_and_cancels_it_in_calendars(world):
    application = make_asked(world)
    first, second = make_slot(application.vacancy), make_slot(application.vacancy, 6)
    commands.pick_time(world.candidate, application, slot=first)
    commands.pick_time(world.candidate, application, slot=second)
    first.refresh_from_db()
    assert (first.application, first.taken_at, first.sequence) == (None, None, 2)
    off = Notice.objects.filter(to="panel@example.org", subject__contains="cancelled").get()
    assert "STATUS:CANCELLED" in off.calendar
    said = set(application.candidate.messages.values_list("words", flat=True))
    assert any(words.endswith("is off, and out of your calendar.") for words in said)


def test_a_vacancy_withdrawn_takes_its_times_out_of_calendars(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy, application=application)
    commands.withdraw_vacancy(world.recruiter, application.vacancy, because="The ward moves.")
    slot.refresh_from_db()
    assert slot.application is None
    assert Notice.objects.filter(to="panel@example.org", calendar__contains="METHOD:CANCEL").exists()


def test_pick_time_of_somebody_else_is_not_allowed(world):
    application = make_asked(world)
    with pytest.raises(NotAllowed):
        commands.pick_time(world.other_candidate, application, slot=make_slot(application.vacancy))


def test_pick_time_when_taken_cancelled_over_or_not_asked_is_refused(world):
    application = make_asked(world)
    vacancy = application.vacancy
    other = make_asked(world, vacancy, "other_candidate")
    for slot in (
        make_slot(vacancy, application=other),
        make_slot(vacancy, 6, cancelled_at=clock.now()),
        make_slot(vacancy, -1),
        make_slot(make_closed_vacancy(world)),
    ):
        with pytest.raises(Refused, match="Someone may have taken it"):
            commands.pick_time(world.candidate, application, slot=slot)
    with unguarded():
        application.status = "met"
        application.save()
    with pytest.raises(Refused, match="no time to pick"):
        commands.pick_time(world.candidate, application, slot=make_slot(vacancy, 7))


def test_move_slot_tells_whoever_has_it_with_a_higher_sequence(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy)
    commands.pick_time(world.candidate, application, slot=slot)
    commands.move_slot(
        world.recruiter, slot, starts_at=at(8), minutes=30, how="video", join_link="https://meet.example.org/1"
    )
    assert told(application).startswith("The time we meet has changed.")
    event = icalendar.Calendar.from_ical(
        Notice.objects.filter(to="panel@example.org").order_by("written_at").last().calendar
    ).events[0]
    assert (event["SEQUENCE"], event.start) == (2, at(8))
    assert was_done("slot.moved")


def test_move_slot_when_free_tells_nobody(world):
    slot = make_slot(make_closed_vacancy(world))
    commands.move_slot(world.recruiter, slot, starts_at=at(8), minutes=30, how="phone")
    assert not Notice.objects.exists()


def test_move_and_cancel_are_for_those_who_keep_vacancies(world):
    slot = make_slot(make_closed_vacancy(world))
    with pytest.raises(NotAllowed):
        commands.move_slot(world.panel, slot, starts_at=at(8), minutes=30, how="phone")
    with pytest.raises(NotAllowed):
        commands.cancel_slot(world.panel, slot)


def test_cancel_slot_frees_whoever_had_it_and_is_refused_twice(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy, application=application)
    commands.cancel_slot(world.recruiter, slot)
    assert (slot.application, told(application)[:8]) == (None, "The time")
    assert was_done("slot.cancelled")
    with pytest.raises(Refused, match="taken away already"):
        commands.cancel_slot(world.recruiter, slot)


def test_give_back_time_frees_it_and_is_refused_without_one(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy, application=application)
    with pytest.raises(NotAllowed):
        commands.give_back_time(world.other_candidate, application)
    commands.give_back_time(world.candidate, application)
    slot.refresh_from_db()
    assert slot.application is None
    assert was_done("slot.given_back")
    with pytest.raises(Refused, match="no time to give back"):
        commands.give_back_time(world.candidate, application)


def test_none_work_tells_the_recruiter_and_gives_a_day(world):
    application = make_asked(world)
    commands.none_work(world.candidate, application, works=["mornings", "phone"])
    notice = Notice.objects.get(to="recruiter@example.org")
    assert "a morning, by phone" in notice.text
    assert "Grace" not in notice.subject + notice.text
    assert "We find others by" in told(application)
    assert was_done("slot.none_work")


def test_none_work_of_somebody_else_or_when_not_asked_is_refused(world):
    application = make_asked(world)
    with pytest.raises(NotAllowed):
        commands.none_work(world.other_candidate, application)
    with unguarded():
        application.status = "met"
        application.save()
    with pytest.raises(Refused):
        commands.none_work(world.candidate, application)


def test_questions_go_out_so_many_days_before_and_once(world):
    application = make_asked(world)
    slot = make_slot(application.vacancy, 5, application=application)
    jobs.share_questions(JOB)
    assert not was_done("slot.questions_shared")
    with clock.at(at(2, 11)):
        jobs.share_questions(JOB)
        jobs.share_questions(JOB)
    assert "1. Tell us about a time you listened." in told(application)
    assert AuditEvent.objects.filter(action="slot.questions_shared").count() == 1
    slot.refresh_from_db()
    with pytest.raises(Refused):
        commands.share_questions(JOB, slot)
    with pytest.raises(NotAllowed):
        commands.share_questions(world.recruiter, slot)


@pytest.mark.django_db(transaction=True)
def test_the_last_time_when_many_pick_it_goes_to_exactly_one(transactional_db):
    world = make_world()
    vacancy = make_closed_vacancy(world)
    slot = make_slot(vacancy)
    found = [make_applicant(world, n, vacancy, status="to_meet") for n in range(TRIES)]
    actors = [world.actor(f"applicant{n}") for n in range(TRIES)]
    ready = Barrier(TRIES)

    def one(number):
        try:
            application = Application.objects.get(pk=found[number].pk)
            chosen = Slot.objects.get(pk=slot.pk)
            ready.wait()
            commands.pick_time(actors[number], application, slot=chosen)
            return "taken"
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(TRIES) as pool:
        answers = list(pool.map(one, range(TRIES)))
    assert answers.count("taken") == 1
    assert set(answers) == {"taken", "Someone may have taken it. Here are the times still free."}
    assert AuditEvent.objects.filter(action="slot.picked").count() == 1
    slot.refresh_from_db()
    assert slot.application_id is not None
    assert slot.taken_at is not None
    assert slot.ends_at - slot.starts_at == timedelta(minutes=45)
