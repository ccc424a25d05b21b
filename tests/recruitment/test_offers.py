"""An offer: never more than there are places, answered by a day, reminded, raised, and never lapsing in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.recruitment import commands, jobs
from alongside.recruitment.models import Check, EqualityCount
from tests.recruitment.choosing import JOB, make_closed_vacancy, make_kinds, make_met, make_offered, told, was_done


def in_days(days):
    return clock.today() + timedelta(days=days)


def test_make_offer_gives_a_day_and_tells_them(world):
    application = make_met(world)
    commands.make_offer(world.recruiter, application, by=in_days(7), words="We liked how you listened.")
    assert application.status == "offered"
    assert timezone.localdate(application.offer_by) == in_days(7)
    assert told(application).startswith("We would like you to have this job")
    assert was_done("job_offer.made")


def test_make_offer_past_the_places_by_the_panel_for_today_or_twice_is_refused(world):
    vacancy = make_closed_vacancy(world, places=1)
    first, second = make_met(world, vacancy), make_met(world, vacancy, "other_candidate")
    with pytest.raises(NotAllowed):
        commands.make_offer(world.panel, first, by=in_days(7))
    with pytest.raises(Refused, match="at least until tomorrow"):
        commands.make_offer(world.recruiter, first, by=in_days(0))
    commands.make_offer(world.recruiter, first, by=in_days(7))
    with pytest.raises(Refused, match="Every place"):
        commands.make_offer(world.recruiter, second, by=in_days(7))
    commands.say_no_to_offer(world.candidate, first)
    commands.make_offer(world.recruiter, second, by=in_days(7))
    with pytest.raises(Refused):
        commands.make_offer(world.recruiter, first, by=in_days(7))


def test_accept_offer_begins_the_checks_identity_and_right_to_work_first(world):
    make_kinds()
    application = make_offered(world)
    commands.accept_offer(world.candidate, application)
    assert application.status == "checks"
    states = dict(Check.objects.values_list("kind__code", "status"))
    assert states == {
        "identity": "candidate",
        "right_to_work": "candidate",
        "registration": "not_started",
        "references": "not_started",
        "criminal_record": "not_started",
        "work_health": "not_started",
    }
    assert Notice.objects.filter(to="recruiter@example.org", subject="Somebody said yes to an offer").exists()
    assert was_done("job_offer.accepted")


def test_accept_offer_moves_the_counts_in_the_same_command(world):
    application = make_offered(world)
    count = EqualityCount.objects.filter(stage="accepted").first()
    commands.accept_offer(world.candidate, application, equality={count.question: count.answer})
    count.refresh_from_db()
    assert count.many == 1
    assert count.answer not in str(list(AuditEvent.objects.values_list("changes", flat=True)))


def test_answering_an_offer_is_theirs_alone_and_only_while_it_stands(world):
    application = make_offered(world)
    for answer in (commands.accept_offer, commands.say_no_to_offer):
        with pytest.raises(NotAllowed):
            answer(world.other_candidate, application)
    commands.say_no_to_offer(world.candidate, application)
    assert application.status == "said_no"
    assert "What you have shown stays yours" in told(application)
    assert was_done("job_offer.said_no")
    for answer in (commands.accept_offer, commands.say_no_to_offer):
        with pytest.raises(Refused, match="no offer waits"):
            answer(world.candidate, application)


def test_more_time_is_told_and_refused_when_nothing_waits(world):
    application = make_offered(world)
    with pytest.raises(NotAllowed):
        commands.give_more_time(world.panel, application, by=in_days(14))
    commands.give_more_time(world.recruiter, application, by=in_days(14))
    assert told(application).startswith("You have more time")
    assert was_done("job_offer.longer")
    commands.say_no_to_offer(world.candidate, application)
    with pytest.raises(Refused):
        commands.give_more_time(world.recruiter, application, by=in_days(20))


def test_an_offer_is_reminded_once_and_then_raised_once_and_still_stands(world):
    application = make_offered(world)
    jobs.mind_offers(JOB)
    assert not was_done("job_offer.reminded")
    with clock.at(clock.now() + timedelta(days=6)):
        jobs.mind_offers(JOB)
        jobs.mind_offers(JOB)
    assert AuditEvent.objects.filter(action="job_offer.reminded").count() == 1
    assert "If you need more time, just say." in told(application)
    with clock.at(clock.now() + timedelta(days=9)):
        jobs.mind_offers(JOB)
        jobs.mind_offers(JOB)
        application.refresh_from_db()
        assert application.status == "offered"
        assert AuditEvent.objects.filter(action="job_offer.raised").count() == 1
        assert "Please ring them" in Notice.objects.get(subject="An offer has had no answer").text
        commands.accept_offer(world.candidate, application)
    assert application.status == "checks"
    for mind in (commands.remind_offer, commands.raise_offer):
        with pytest.raises(Refused):
            mind(JOB, application)
        with pytest.raises(NotAllowed):
            mind(world.recruiter, application)


def test_taking_an_offer_back_is_the_leads_with_words_they_read(world):
    application = make_offered(world)
    with pytest.raises(NotAllowed):
        commands.take_back_offer(world.recruiter, application, words="Sorry.")
    with pytest.raises(Refused, match="talk with them first"):
        commands.take_back_offer(world.lead, application, words="")
    commands.take_back_offer(world.lead, application, words="The ward is closing. We are sorry.")
    assert "The ward is closing" in told(application)
    assert was_done("job_offer.taken_back")
    with pytest.raises(Refused, match="no offer to take back"):
        commands.take_back_offer(world.lead, application, words="Again.")
