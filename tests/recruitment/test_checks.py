"""Employment checks: whose turn, what is done and by whom, never what was said; and nobody waits in silence."""

from datetime import timedelta

import pytest
from django.db.models import Max

from alongside.accounts import profiles
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.recruitment import commands, jobs, queries
from alongside.recruitment.imports import describe
from alongside.recruitment.models import Check, CheckKind
from tests.recruitment.choosing import (
    JOB,
    check_of,
    clear,
    make_accepted,
    make_closed_vacancy,
    make_kinds,
    make_ready,
    told,
    was_done,
)


def test_clear_check_keeps_the_type_who_and_when_and_nothing_else(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    commands.clear_check(world.recruiter, check, evidence="Passport", seen_on=clock.today())
    check.refresh_from_db()
    assert (check.status, check.evidence, check.seen_by) == ("clear", "Passport", "Rhona Pike")
    assert told(application) == "Identity is done. Your turn: Right to work in the UK."
    assert was_done("check.cleared")


def test_clear_check_without_a_known_type_or_for_a_day_to_come_or_too_early_is_refused(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    with pytest.raises(NotAllowed):
        commands.clear_check(world.candidate, check, evidence="Passport", seen_on=clock.today())
    with pytest.raises(Refused, match="Choose the type"):
        commands.clear_check(world.recruiter, check, evidence="Number 1234", seen_on=clock.today())
    with pytest.raises(Refused, match="a day to come"):
        commands.clear_check(world.recruiter, check, evidence="Passport", seen_on=clock.today() + timedelta(days=1))
    early = check_of(application, "references")
    with pytest.raises(Refused, match="come first"):
        commands.clear_check(world.recruiter, early, evidence="References", seen_on=clock.today())


def test_the_others_begin_when_identity_and_right_to_work_are_done(world):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    states = dict(Check.objects.values_list("kind__code", "status"))
    assert states["references"] == "candidate"
    assert (states["criminal_record"], check_of(application, "criminal_record").with_whom) == ("others", "DBS")
    assert states["registration"] == "us"


def test_when_all_are_clear_or_not_needed_they_are_ready_and_told(world):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work", "registration", "references", "work_health")
    commands.say_not_needed(world.recruiter, check_of(application, "criminal_record"))
    application.refresh_from_db()
    assert application.status == "ready"
    assert told(application).startswith("All your checks are done.")
    assert was_done("check.not_needed")
    with pytest.raises(Refused):
        commands.say_not_needed(world.recruiter, check_of(application, "criminal_record"))
    with pytest.raises(NotAllowed):
        commands.say_not_needed(world.panel, check_of(application, "criminal_record"))


def test_a_check_cleared_by_mistake_opens_again_and_nobody_stays_ready(world):
    application = make_ready(world)
    check = check_of(application, "references")
    with pytest.raises(NotAllowed):
        commands.reopen_check(world.panel, check)
    commands.reopen_check(world.recruiter, check)
    application.refresh_from_db()
    assert (application.status, application.ready_at, check.evidence, check.seen_on) == ("checks", None, "", None)
    assert "We are sorry" in told(application)
    assert was_done("check.reopened")
    with pytest.raises(Refused, match="open already"):
        commands.reopen_check(world.recruiter, check)


def test_reopening_before_all_are_clear_leaves_the_application(world):
    application = make_accepted(world)
    clear(world, application, "identity")
    commands.reopen_check(world.recruiter, check_of(application, "identity"))
    application.refresh_from_db()
    assert application.status == "checks"


def test_pass_turn_says_with_whom_and_tells_them_once(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    with pytest.raises(Refused, match="Say who it is with"):
        commands.pass_turn(world.recruiter, check, turn="others")
    with pytest.raises(NotAllowed):
        commands.pass_turn(world.candidate, check, turn="us")
    commands.pass_turn(world.recruiter, check, turn="others", with_whom="the Post Office", days=4)
    assert told(application) == "Identity: this is with the Post Office now. It usually takes about 4 days."
    before = Notice.objects.count()
    commands.pass_turn(world.recruiter, check, turn="others", with_whom="the Post Office", days=6)
    assert (check.expected_days, Notice.objects.count()) == (6, before)
    commands.pass_turn(world.recruiter, check, turn="us")
    assert (check.with_whom, told(application)[:24]) == ("", "Identity: it is our turn")
    commands.pass_turn(world.recruiter, check, turn="candidate")
    assert told(application) == "Identity: it is your turn. Show us."
    assert was_done("check.passed")
    with pytest.raises(Refused, match="come first"):
        commands.pass_turn(world.recruiter, check_of(application, "references"), turn="us")


def test_their_part_done_makes_it_our_turn(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    with pytest.raises(NotAllowed):
        commands.do_my_part(world.other_candidate, check)
    commands.do_my_part(world.candidate, check)
    assert check.status == "us"
    assert was_done("check.done_by_candidate")
    for again in (commands.do_my_part, commands.ask_for_help):
        with pytest.raises(Refused):
            again(world.candidate, check)


def test_no_photo_id_asks_for_help_and_is_our_turn(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    with pytest.raises(NotAllowed):
        commands.ask_for_help(world.other_candidate, check)
    commands.ask_for_help(world.candidate, check)
    (row,) = queries.tracker(world.recruiter).rows
    assert row.next_words == "No photo ID: help Grace"
    assert "help you find another way" in told(application)
    assert was_done("check.help_asked")


def test_a_talk_says_that_somebody_would_like_to_talk_and_never_why(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    with pytest.raises(NotAllowed):
        commands.ask_to_talk(world.panel, check)
    with pytest.raises(Refused, match="has not begun"):
        commands.ask_to_talk(world.recruiter, check_of(application, "criminal_record"))
    commands.ask_to_talk(world.recruiter, check)
    assert told(application) == "Rhona would like to talk with you. They will ring you, or you can ring them."
    assert queries.tracker(world.recruiter).rows[0].next_words == "Talk with Grace"
    assert was_done("check.to_talk")


def test_news_is_told_and_needs_words(world):
    application = make_accepted(world)
    with pytest.raises(Refused, match="Write a line"):
        commands.tell_news(world.recruiter, application, words=" ")
    with pytest.raises(NotAllowed):
        commands.tell_news(world.panel, application, words="No news.")
    commands.tell_news(world.recruiter, application, words="No news yet, and nothing for you to do.")
    assert told(application) == "No news yet, and nothing for you to do."
    assert was_done("checks.news_told")
    with unguarded():
        application.status = "withdrawn"
        application.ended_at = clock.now()
        application.save()
    with pytest.raises(Refused, match="not under way"):
        commands.tell_news(world.recruiter, application, words="Hello.")
    with pytest.raises(Refused, match="not under way"):
        commands.ask_to_talk(world.recruiter, check_of(application, "identity"))


def test_a_stuck_check_is_raised_once_to_the_recruiter(world):
    application = make_accepted(world)
    check = check_of(application, "identity")
    jobs.mind_checks(JOB)
    assert not was_done("check.raised")
    with clock.at(clock.now() + timedelta(days=9)):
        jobs.mind_checks(JOB)
        jobs.mind_checks(JOB)
        assert AuditEvent.objects.filter(action="check.raised").count() == 2  # identity and right to work
        notice = Notice.objects.filter(subject="A check is late").first()
        assert notice.to == "recruiter@example.org"
        assert "Grace" not in notice.text + notice.subject
        (row,) = queries.tracker(world.recruiter).rows
        assert (row.order, row.late) == (0, True)
        check.refresh_from_db()
        with pytest.raises(Refused):
            commands.raise_stuck(JOB, check)
        with pytest.raises(NotAllowed):
            commands.raise_stuck(world.recruiter, check)


def test_silence_is_raised_a_day_before_the_promise_once_for_each_silence(world):
    application = make_accepted(world)
    with clock.at(clock.now() + timedelta(days=6, hours=1)):
        jobs.mind_checks(JOB)
        jobs.mind_checks(JOB)
        assert AuditEvent.objects.filter(action="checks.silence_raised").count() == 1
        commands.tell_news(world.recruiter, application, words="No news yet.")
    with clock.at(clock.now() + timedelta(days=13)):
        jobs.mind_checks(JOB)
    assert AuditEvent.objects.filter(action="checks.silence_raised").count() == 2
    with pytest.raises(NotAllowed):
        commands.raise_silence(world.recruiter, application)


def test_without_a_recruiter_it_goes_to_the_services_own_address(world):
    make_accepted(world, make_closed_vacancy(world, recruiter=None))
    with clock.at(clock.now() + timedelta(days=9)):
        jobs.mind_checks(JOB)
    assert Notice.objects.filter(subject="A check is late", to="peer@example.org").count() == 2


def test_tracker_puts_first_whoever_needs_something(world):
    vacancy = make_closed_vacancy(world)
    make_ready(world, vacancy)
    theirs = make_accepted(world, vacancy, "other_candidate")
    rows = queries.tracker(world.recruiter).rows
    assert [row.name for row in rows] == ["Joel M", "Grace A"]
    commands.do_my_part(world.other_candidate, check_of(theirs, "identity"))
    assert [row.name for row in queries.tracker(world.recruiter, "ours").rows] == ["Joel M"]
    assert queries.tracker(world.recruiter, "late").rows == []
    with pytest.raises(NotAllowed):
        queries.tracker(world.panel)


def test_tracker_asks_the_same_number_of_questions_for_one_and_for_two(world, django_assert_num_queries):
    vacancy = make_closed_vacancy(world)
    make_accepted(world, vacancy)
    actor = world.recruiter
    with django_assert_num_queries(5):
        queries.tracker(actor)
    make_accepted(world, vacancy, "other_candidate")
    with django_assert_num_queries(5):
        queries.tracker(actor)


def test_finish_by_adds_what_has_not_begun_after_what_has(world):
    application = make_accepted(world)
    page = queries.my_checks(world.candidate, application.pk)
    longest = Check.objects.filter(status="not_started").aggregate(Max("expected_days"))["expected_days__max"]
    assert page.finish_by == clock.today() + timedelta(days=7 + longest)
    clear(world, application)
    assert queries.my_checks(world.candidate, application.pk).finish_by is None


def test_kinds_are_the_leads_to_change_and_the_six_cannot_be_left_out(world):
    make_kinds()
    kind = CheckKind.objects.get(code="identity")
    said = {
        "name": "Who you are",
        "about": "You are you.",
        "usual_days": 5,
        "candidate_does": "",
        "others": "",
        "evidence": ["Passport"],
        "is_open": True,
    }
    with pytest.raises(NotAllowed):
        commands.change_check_kind(world.recruiter, kind, **said)
    with pytest.raises(Refused, match="one of the six"):
        commands.change_check_kind(world.lead, kind, **said | {"is_open": False})
    with pytest.raises(Refused, match="at least one type"):
        commands.change_check_kind(world.lead, kind, **said | {"evidence": []})
    commands.change_check_kind(world.lead, kind, **said)
    assert CheckKind.objects.get(code="identity").name == "Who you are"
    assert was_done("check_kind.changed")


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_each_profile_has_the_six_by_name_and_what_the_trust_adds(db, name):
    said = profiles.read_profile(name)["checks"]
    describe(JOB, said)
    describe(JOB, said)
    six = list(CheckKind.objects.filter(is_standard=True).values_list("name", flat=True))
    assert six == [
        "Identity",
        "Right to work in the UK",
        "Training and qualifications",
        "Employment history and references",
        "Criminal record (DBS)",
        "Work health assessment",
    ]
    assert CheckKind.objects.filter(is_standard=False).count() == 1
    assert all((kind.evidence and kind.candidate_does) or kind.first_turn == "us" for kind in CheckKind.objects.all())
    assert was_done("check_kind.added")


def test_adding_a_kind_is_the_leads(world):
    with pytest.raises(NotAllowed):
        commands.add_check_kind(world.recruiter, code="x", name="X", about="X")


def test_a_step_when_a_check_waits_for_the_candidate_says_that_it_is_their_turn(world):
    application = make_accepted(world)
    step = queries.steps_of(application.candidate)[0]
    assert (step.whose, step.note) == ("you", "Waiting for you: Identity, Right to work in the UK.")
    assert step.by == clock.today() + timedelta(days=7)
    with unguarded():
        Check.objects.update(status="others", with_whom="DBS")
    step = queries.steps_of(application.candidate)[0]
    assert (step.whose, step.by) == ("shared", None)
