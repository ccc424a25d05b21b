"""The register: who came, two trainers at once, the code on the screen, catching up, and what marks start."""

from datetime import timedelta

import pytest

from alongside.candidates.models import Message
from alongside.core import clock, jobs
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.training import commands, queries
from alongside.training.models import Attendance, KindCall, Place, Session
from tests.training.teaching import make_cohort, make_place, make_trainee, mark, sessions
from tests.world import make_candidate


@pytest.fixture
def cohort(world):
    return make_cohort(world)


@pytest.fixture
def grace(world, cohort):
    return make_place(world, cohort)


def last(cohort) -> Session:
    """The newest session that is over."""
    return sessions(cohort)[6]


def on_now(cohort, minutes=-5) -> Session:
    session = last(cohort)
    with unguarded():
        session.starts_at = clock.now() + timedelta(minutes=minutes)
        session.ends_at = session.starts_at + timedelta(hours=3)
        session.save()
    return session


def save(actor, session, marks, seen=None):
    return commands.save_register(actor, session, marks=marks, seen=seen or dict.fromkeys(marks, ""))


def test_save_register_when_saved_keeps_each_mark_and_who_marked_it(world, cohort, grace):
    lou = make_trainee(world, cohort, "Lou")
    session = last(cohort)
    assert save(world.trainer, session, {grace.pk: "here", lou.pk: "away_told"}) == ()
    here, away = Attendance.objects.get(place=grace), Attendance.objects.get(place=lou)
    assert (here.mark, here.told_us, here.marked_by) == ("here", None, "Tariq Bowen")
    assert (away.mark, away.told_us) == ("away", True)
    assert session.marked_by == "Tariq Bowen"
    assert AuditEvent.objects.filter(action="register.saved", subject_id=session.pk).count() == 1
    assert AuditEvent.objects.filter(action="attendance.marked").count() == 2


@pytest.mark.parametrize("who", ["candidate", "recruiter", "nobody", "peer_worker"])
def test_save_register_when_somebody_else_is_not_allowed(world, cohort, grace, who):
    with pytest.raises(NotAllowed):
        save(world.actor(who), last(cohort), {grace.pk: "here"})


def test_save_register_when_a_trainer_of_another_course_is_not_allowed(world, cohort, grace):
    with unguarded():
        cohort.trainers.filter(user=world.users["other_trainer"]).update(ended_on=clock.today())
    with pytest.raises(NotAllowed):
        save(world.other_trainer, last(cohort), {grace.pk: "here"})


def test_save_register_when_its_day_has_not_come_is_refused(world, cohort, grace):
    with pytest.raises(Refused, match="Its register opens that day"):
        save(world.trainer, sessions(cohort)[8], {grace.pk: "here"})


def test_save_register_when_cancelled_is_refused(world, cohort, grace):
    session = last(cohort)
    with unguarded():
        session.cancelled_at = clock.now()
        session.save()
    with pytest.raises(Refused, match="was cancelled"):
        save(world.trainer, session, {grace.pk: "here"})


def test_save_register_when_its_days_are_over_only_the_lead_corrects_it(world, cohort, grace):
    session = sessions(cohort)[2]
    save(world.trainer, session, {grace.pk: "here"})  # late, but the first time
    with pytest.raises(Refused, match="Ask the lead to correct it"):
        save(world.trainer, session, {grace.pk: "late"}, {grace.pk: "here"})
    save(world.lead, session, {grace.pk: "late"}, {grace.pk: "here"})
    assert Attendance.objects.get(place=grace).mark == "late"


def test_save_register_when_two_save_at_once_keeps_what_each_changed_and_says_whose_was_overruled(world, cohort, grace):
    lou = make_trainee(world, cohort, "Lou")
    session = last(cohort)
    save(world.trainer, session, {grace.pk: "here", lou.pk: "late"})
    overruled = save(
        world.other_trainer,
        session,
        {grace.pk: "away", lou.pk: "", "somebody who left": "here"},
        {grace.pk: "", lou.pk: "", "somebody who left": ""},
    )
    assert [str(each) for each in overruled] == [
        "Tariq Bowen had marked Grace A here. You marked Grace A away, and that stands."
    ]
    assert Attendance.objects.get(place=grace).marked_by == "Lorna Adeyemi"
    assert Attendance.objects.get(place=lou).marked_by == "Tariq Bowen"


def test_save_register_when_the_page_was_old_and_nothing_touched_keeps_the_newer_mark(world, cohort, grace):
    session = last(cohort)
    mark(grace, session, "here")
    save(world.trainer, session, {grace.pk: "away"}, {grace.pk: "here"})
    assert save(world.other_trainer, session, {grace.pk: "here"}, {grace.pk: "here"}) == ()
    assert Attendance.objects.get(place=grace).mark == "away"


def test_save_register_when_both_say_the_same_nobody_is_overruled(world, cohort, grace):
    session = last(cohort)
    save(world.trainer, session, {grace.pk: "here"})
    assert save(world.other_trainer, session, {grace.pk: "here"}) == ()


def test_mark_attendance_when_the_session_is_another_courses_is_refused(world, cohort, grace):
    other = make_cohort(world, cohort.programme, name="Autumn")
    with pytest.raises(Refused, match="another course"):
        commands.mark_attendance(world.trainer, grace, session=sessions(other)[0], answer="here")


# Kind calls


def test_save_register_when_a_second_miss_in_a_row_asks_for_a_kind_call_today(world, cohort, grace):
    for session in sessions(cohort)[:5]:
        mark(grace, session)
    mark(grace, sessions(cohort)[5], "away")
    save(world.other_trainer, last(cohort), {grace.pk: "away_untold"})
    call = KindCall.objects.get()
    assert (call.because, call.due_on, call.caller) == (
        "Missed 2 in a row. The next one missed would need catching up",
        clock.today(),
        world.users["trainer"],
    )
    notice = Notice.objects.get(to="trainer@example.org")
    assert "Grace" not in notice.subject + notice.text
    assert AuditEvent.objects.filter(action="call.raised", subject_id=call.pk).exists()


def test_save_register_when_a_mark_is_put_right_lets_the_call_go(world, cohort, grace):
    mark(grace, sessions(cohort)[5], "away")
    save(world.trainer, last(cohort), {grace.pk: "away"})
    save(world.trainer, last(cohort), {grace.pk: "here"}, {grace.pk: "away"})
    assert KindCall.objects.get().status == "not_needed"


def test_save_register_when_the_first_session_was_missed_asks_for_a_call(world, cohort, grace):
    save(world.trainer, sessions(cohort)[0], {grace.pk: "away"})
    assert KindCall.objects.get().because == "Missed session 1, which everyone needs"


def test_raise_call_when_one_is_due_or_none_is_needed_is_refused(world, cohort, grace):
    with pytest.raises(Refused, match="No call is needed"):
        commands.raise_call(world.trainer, grace)
    for session in sessions(cohort)[:7]:
        mark(grace, session, "late")
    call = commands.raise_call(process("a job"), grace)
    assert call.due_on == clock.today() + timedelta(days=4)
    with pytest.raises(Refused, match="asked for already"):
        commands.raise_call(world.trainer, grace)
    with pytest.raises(NotAllowed):
        commands.raise_call(world.recruiter, grace)


def test_raise_kind_calls_when_the_job_runs_raises_each_once(world, cohort, grace):
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, sessions(cohort)[6], "away")
    make_trainee(world, cohort, "Lou")
    for _ in range(2):
        jobs.JOBS["training.jobs.raise_kind_calls"].run(process("a job"))
    assert [call.place for call in KindCall.objects.all()] == [grace]


def test_raise_late_call_when_nobody_called_by_its_day_tells_the_lead_once(world, cohort, grace):
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, sessions(cohort)[6], "away")
    call = commands.raise_call(world.trainer, grace)
    with clock.at(clock.now() + timedelta(days=1)):
        for _ in range(2):
            jobs.JOBS["training.jobs.raise_kind_calls"].run(process("a job"))
    assert Notice.objects.filter(to="lead@example.org", subject="A kind call has not been made").count() == 1
    assert AuditEvent.objects.filter(action="call.raised_late", subject_id=call.pk).count() == 1
    with pytest.raises(NotAllowed):
        commands.raise_late_call(world.trainer, call)


@pytest.fixture
def call(world, cohort, grace):
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, sessions(cohort)[6], "away")
    return commands.raise_call(world.trainer, grace)


def test_make_call_when_made_keeps_only_what_was_agreed_and_tells_the_trainee(world, call):
    commands.make_call(world.trainer, call, plan="Watch session 6 back together on Friday.")
    assert (call.status, call.plan) == ("made", "Watch session 6 back together on Friday.")
    assert "We agreed: Watch session 6 back together on Friday." in Message.objects.get().words
    assert AuditEvent.objects.filter(action="call.made", subject_id=call.pk).exists()
    with pytest.raises(Refused, match="This is made"):
        commands.make_call(world.trainer, call)


def test_make_call_when_nothing_was_agreed_writes_nothing(world, call):
    commands.make_call(world.trainer, call)
    assert not Message.objects.exists()
    assert queries.calls_to_raise() == []  # not asked for again for the very same reasons


def test_make_call_when_somebody_else_is_not_allowed(world, call):
    with pytest.raises(NotAllowed):
        commands.make_call(world.candidate, call)


def test_pass_call_when_to_a_trainer_of_the_course_is_theirs(world, call):
    commands.pass_call(world.trainer, call, caller=world.users["other_trainer"])
    assert call.caller == world.users["other_trainer"]
    assert Notice.objects.filter(to="lorna@example.org").count() == 1
    assert AuditEvent.objects.filter(action="call.passed", subject_id=call.pk).exists()
    with pytest.raises(Refused, match="does not train this course"):
        commands.pass_call(world.trainer, call, caller=world.users["recruiter"])
    with pytest.raises(NotAllowed):
        commands.pass_call(world.recruiter, call, caller=world.users["trainer"])
    commands.let_call_go(world.trainer, call)
    with pytest.raises(Refused, match="made already"):
        commands.pass_call(world.trainer, call, caller=world.users["trainer"])


def test_let_call_go_when_not_needed(world, call):
    commands.let_call_go(world.lead, call)
    assert call.status == "not_needed"
    assert AuditEvent.objects.filter(action="call.let_go", subject_id=call.pk).exists()
    with pytest.raises(Refused):
        commands.let_call_go(world.lead, call)
    with pytest.raises(NotAllowed):
        commands.let_call_go(world.panel, call)


# The kind message


def run_messages() -> None:
    jobs.JOBS["training.jobs.say_we_missed_them"].run(process("a job"))


def test_say_we_missed_them_when_an_hour_has_passed_writes_once_with_the_catch_up(world, cohort, grace):
    session = last(cohort)
    with clock.at(session.ends_at):
        save(world.trainer, session, {grace.pk: "away_told"})
        run_messages()
        assert not Message.objects.exists()  # it may yet be put right
    with clock.at(session.ends_at + timedelta(hours=2)):
        run_messages()
        run_messages()
    words = Message.objects.get().words
    assert "We missed you at “Session 7”" in words
    assert "Thank you for letting us know." in words
    assert "You can watch it back" in words
    assert AuditEvent.objects.filter(action="absence.told").count() == 1


def test_say_we_missed_them_when_it_was_long_ago_says_nothing(world, cohort, grace):
    mark(grace, sessions(cohort)[1], "away")
    run_messages()
    assert not Message.objects.exists()


def test_say_we_missed_them_when_not_a_job_is_not_allowed(world, cohort, grace):
    with pytest.raises(NotAllowed):
        commands.say_we_missed_them(world.trainer, mark(grace, last(cohort), "away"))


# The day before


def run_reminders() -> None:
    jobs.JOBS["training.jobs.remind_of_sessions"].run(process("a job"))


def test_remind_of_session_when_it_is_the_day_before_writes_once_to_whoever_has_a_place(world, cohort, grace):
    session = last(cohort)
    with clock.at(session.starts_at - timedelta(hours=30)):
        run_reminders()
        assert not Message.objects.exists()
    with clock.at(session.starts_at - timedelta(hours=20)):
        run_reminders()
        run_reminders()
    assert f"“{session.title}” is on" in Message.objects.get().words
    assert AuditEvent.objects.filter(action="session.reminded").count() == 1


def test_remind_of_session_when_it_was_moved_since_reminds_again(world, cohort, grace):
    session = last(cohort)
    with clock.at(session.starts_at - timedelta(hours=20)):
        run_reminders()
        with unguarded():
            Session.objects.filter(pk=session.pk).update(sequence=1)
        run_reminders()
    assert Message.objects.count() == 2


def test_remind_of_session_when_it_is_cancelled_or_the_place_given_back_says_nothing(world, cohort, grace):
    session = last(cohort)
    with unguarded():
        Place.objects.filter(pk=grace.pk).update(status="withdrawn", ended_at=clock.now())
    with clock.at(session.starts_at - timedelta(hours=20)):
        run_reminders()
        with unguarded():
            Place.objects.filter(pk=grace.pk).update(status="taken", ended_at=None)
            Session.objects.filter(pk=session.pk).update(cancelled_at=clock.now())
        run_reminders()
    assert not Message.objects.exists()


def test_remind_of_session_when_not_a_job_is_not_allowed(world, cohort, grace):
    with pytest.raises(NotAllowed):
        commands.remind_of_session(world.trainer, last(cohort))


# Catching up


def test_catch_up_when_written_down_counts_and_lets_the_call_go(world, cohort, grace, call):
    commands.catch_up(world.trainer, grace, session=sessions(cohort)[6], words="Watched it back with Lorna.")
    done = Attendance.objects.get(place=grace, session=sessions(cohort)[6])
    assert (done.mark, done.caught_up_words) == ("caught_up", "Watched it back with Lorna.")
    call.refresh_from_db()
    assert call.status == "not_needed"
    assert AuditEvent.objects.filter(action="session.caught_up").exists()


def test_catch_up_when_they_were_there_is_refused(world, cohort, grace):
    mark(grace, last(cohort), "late")
    with pytest.raises(Refused, match="Grace A is already marked late"):
        commands.catch_up(world.trainer, grace, session=last(cohort), words="Again.")
    with pytest.raises(NotAllowed):
        commands.catch_up(world.candidate, grace, session=last(cohort), words="Again.")


def test_add_catch_up_when_somebody_of_another_group_came_counts_in_their_own(world, cohort):
    autumn = make_cohort(world, cohort.programme, name="Autumn", done=9)
    lou = make_trainee(world, autumn, "Lou")
    missed = mark(lou, sessions(autumn)[3], "away")
    session = last(cohort)
    assert [found.pk for found in queries.to_catch_up(world.trainer, session)] == [missed.pk]
    commands.add_catch_up(world.trainer, session, place=lou, missed=sessions(autumn)[3])
    assert Attendance.objects.get(place=lou).caught_up_words.startswith("Came to Session 7 on ")
    assert queries.register(world.trainer, session).caught_up == ("Lou P",)
    assert AuditEvent.objects.filter(action="session.joined").exists()


def test_add_catch_up_when_of_another_programme_is_refused(world, cohort):
    from tests.training.teaching import make_programme

    other = make_cohort(world, make_programme(name="Supervision", slug="supervision"), name="Autumn", done=9)
    lou = make_trainee(world, other, "Lou")
    mark(lou, sessions(other)[3], "away")
    with pytest.raises(Refused, match="another programme"):
        commands.add_catch_up(world.trainer, last(cohort), place=lou, missed=sessions(other)[3])
    with pytest.raises(NotAllowed):
        commands.add_catch_up(world.editor, last(cohort), place=lou, missed=sessions(other)[3])


# The code on the screen


def test_show_code_when_shown_is_six_clear_characters_for_some_minutes(world, cohort):
    session = on_now(cohort)
    commands.show_code(world.trainer, session)
    assert len(session.code) == 6
    assert not set(session.code) & set("01ILOUY")
    assert queries.code_now(session) == session.code
    assert AuditEvent.objects.filter(action="code.shown", subject_id=session.pk).exists()
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert queries.code_now(session) == ""
    with pytest.raises(NotAllowed):
        commands.show_code(world.candidate, session)
    with pytest.raises(Refused, match="opens that day"):
        commands.show_code(world.trainer, sessions(cohort)[9])


def test_check_in_when_the_code_is_right_marks_them_here(world, cohort, grace):
    session = commands.show_code(world.trainer, on_now(cohort))
    said = commands.check_in(world.candidate, session, code=f" {session.code[:3]} {session.code[3:].lower()}")
    assert (said.mark, said.by_code, said.marked_by) == ("here", True, "Grace Ashby")
    assert AuditEvent.objects.filter(action="attendance.said").exists()
    assert commands.check_in(world.candidate, session, code=session.code) == said


def test_check_in_when_a_quarter_of_an_hour_has_passed_is_late(world, cohort, grace):
    session = commands.show_code(world.trainer, on_now(cohort, minutes=-20))
    assert commands.check_in(world.candidate, session, code=session.code).mark == "late"


def test_check_in_when_wrong_or_expired_says_which(world, cohort, grace):
    session = on_now(cohort)
    with pytest.raises(Refused, match="There is no code"):
        commands.check_in(world.candidate, session, code="ABCDEF")
    commands.show_code(world.trainer, session)
    with pytest.raises(Refused, match="not the code on the screen"):
        commands.check_in(world.candidate, session, code="ABCDE")
    with clock.at(clock.now() + timedelta(minutes=11)), pytest.raises(Refused, match="This code has run out"):
        commands.check_in(world.candidate, session, code=session.code)
    assert not Attendance.objects.exists()


def test_check_in_when_they_have_no_place_is_not_allowed(world, cohort, grace):
    make_candidate(world, "other_candidate")
    session = commands.show_code(world.trainer, on_now(cohort))
    for who in (world.other_candidate, world.trainer):
        with pytest.raises(NotAllowed):
            commands.check_in(who, session, code=session.code)


def test_check_in_when_a_trainer_marked_them_away_they_can_say_they_are_here(world, cohort, grace):
    session = commands.show_code(world.trainer, on_now(cohort))
    save(world.trainer, session, {grace.pk: "away"})
    assert commands.check_in(world.candidate, session, code=session.code).mark == "here"
