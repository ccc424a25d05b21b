"""Two read alone, talk where it matters, a third settles, and everyone hears."""

import pytest

from alongside.candidates.models import Message
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.recruitment import commands, queries
from alongside.recruitment.models import Agreed, Application, PanelMember, Reading, Score
from tests.recruitment.applying import (
    make_applicant,
    make_panel,
    make_reading,
    make_vacancy,
    read_criteria,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(world):
    return make_vacancy(world, status="closed")


@pytest.fixture
def panel(world, vacancy):
    return make_panel(world, vacancy)


def both_read(vacancy, panel, application, first, second):
    """Both readers finished, with these scores for own experience, listening and groups."""
    criteria = read_criteria(vacancy)
    make_reading(panel[0], application, dict(zip(criteria, first, strict=True)))
    make_reading(panel[1], application, dict(zip(criteria, second, strict=True)))


def shares(scores, criteria):
    return {row.pk: (score, f"Because {score}") for row, score in zip(criteria, scores, strict=True)}


# Reading


def test_reading_when_begun_gives_every_application_two_readers_evenly(world, vacancy, panel):
    with unguarded():
        PanelMember.objects.create(vacancy=vacancy, user=world.users["coordinator"])
    for number in range(3):
        make_applicant(world, number, vacancy)
    commands.begin_reading(world.panel, vacancy)
    commands.begin_reading(world.recruiter, vacancy)  # nothing is missing, so nothing is added
    assert Reading.objects.count() == 6
    assert {row.readings.count() for row in PanelMember.objects.filter(settles=False)} == {2}
    assert AuditEvent.objects.filter(action="reading.shared_out").count() == 2
    assert set(Notice.objects.values_list("to", flat=True)) == {"imani@example.org", "coordinator@example.org"}


def test_reading_when_begun_is_refused_before_closing_or_with_one_reader_or_by_others(world, vacancy, panel):
    with pytest.raises(NotAllowed):
        commands.begin_reading(world.coordinator, vacancy)
    with unguarded():
        PanelMember.objects.filter(pk=panel[1].pk).delete()
    with pytest.raises(Refused, match="two people"):
        commands.begin_reading(world.panel, vacancy)
    with pytest.raises(Refused, match="has closed"):
        commands.begin_reading(world.recruiter, make_vacancy(world))


def test_scores_when_kept_are_changed_until_finished(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    commands.begin_reading(world.panel, vacancy)
    reading = Reading.objects.get(member=panel[0])
    criteria = read_criteria(vacancy)
    commands.score_criterion(world.panel, reading, criterion=criteria[0], score=1, words="Some")
    with pytest.raises(Refused, match=f"Still to score: application {application.number}"):
        commands.finish_reading(world.panel, vacancy)
    commands.score_application(world.panel, reading, scores=shares((2, 2, 0), criteria))
    commands.finish_reading(world.panel, vacancy)
    assert list(Score.objects.order_by("criterion__position").values_list("score", flat=True)) == [2, 2, 0]
    with pytest.raises(Refused, match="stand"):
        commands.score_application(world.panel, reading, scores=shares((3, 3, 3), criteria))
    with pytest.raises(Refused, match="nothing left"):
        commands.finish_reading(world.panel, vacancy)


def test_a_score_when_without_a_reason_or_not_theirs_or_of_the_interview_is_refused(world, vacancy, panel):
    make_applicant(world, 1, vacancy)
    commands.begin_reading(world.panel, vacancy)
    reading = Reading.objects.get(member=panel[0])
    criterion = read_criteria(vacancy)[0]
    with pytest.raises(Refused, match="Write why"):
        commands.score_criterion(world.panel, reading, criterion=criterion, score=1, words=" ")
    with pytest.raises(NotAllowed):
        commands.score_criterion(world.peer_worker, reading, criterion=criterion, score=1, words="No")
    certificate = vacancy.criteria.get(how="certificate")
    with pytest.raises(Refused, match="not read for"):
        commands.score_criterion(world.panel, reading, criterion=certificate, score=1, words="Yes")


def test_stepping_aside_leaves_no_reason_and_asks_somebody_else(world, vacancy, panel):
    with unguarded():
        other = PanelMember.objects.create(vacancy=vacancy, user=world.users["coordinator"])
    application = make_applicant(world, 1, vacancy)
    first = make_reading(panel[0], application, {read_criteria(vacancy)[0]: 1}, done=False)
    make_reading(panel[1], application, {}, done=False)
    commands.step_aside(world.panel, first)
    assert not Score.objects.exists()
    assert Reading.objects.filter(member=other, application=application).exists()
    assert AuditEvent.objects.get(action="reading.stepped_aside").reason == ""
    with pytest.raises(Refused, match="already"):
        commands.step_aside(world.panel, first)
    second = Reading.objects.get(member=panel[1])
    commands.step_aside(world.peer_worker, second)  # nobody is left: whoever keeps the vacancy hears
    assert Notice.objects.filter(to="recruiter@example.org").exists()
    commands.begin_reading(world.recruiter, vacancy)
    assert queries.shortlist(world.panel, vacancy).without_two


def test_stepping_aside_when_agreed_or_decided_is_refused(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    reading = Reading.objects.get(member=panel[0])
    commands.agree_score(world.panel, application, criterion=read_criteria(vacancy)[0], score=2, words="Enough")
    with pytest.raises(Refused, match="agreed on a score"):
        commands.step_aside(world.panel, reading)
    commands.finish_shortlisting(world.panel, vacancy)
    reading.refresh_from_db()
    with pytest.raises(Refused, match="decided"):
        commands.step_aside(world.panel, reading)
    with pytest.raises(Refused, match="not yours"):
        commands.score_application(world.panel, reading, scores={})


# Seeing


def test_the_other_scores_when_both_are_not_in_are_nowhere(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    criteria = read_criteria(vacancy)
    make_reading(panel[1], application, dict.fromkeys(criteria, 3))
    make_reading(panel[0], application, dict.fromkeys(criteria, 1), done=False)
    row = queries.shortlist(world.panel, vacancy).rows[0]
    assert (row.theirs, row.answer, row.talk) == ({}, "waiting", frozenset())
    assert all(cell.second is None for cell in row.cells)
    page = queries.read_page(world.panel, application)
    assert [said.score for part in page.criteria for said in part.said] == [1, 1, 1]
    watching = queries.shortlist(world.recruiter, vacancy).rows[0]
    assert (watching.mine, watching.theirs) == ({}, {})


@pytest.mark.parametrize("many", [1, 3])
def test_the_shortlist_costs_the_same_however_many(world, vacancy, panel, many, django_assert_num_queries):
    for number in range(many):
        both_read(vacancy, panel, make_applicant(world, number, vacancy), (1, 2, 2), (3, 2, 2))
    actor = world.panel
    with django_assert_num_queries(7):
        found = queries.shortlist(actor, vacancy)
    assert found.to_talk == many


def test_those_to_talk_about_come_first(world, vacancy, panel):
    meet, talk, no = (make_applicant(world, number, vacancy) for number in range(3))
    both_read(vacancy, panel, meet, (2, 2, 2), (2, 3, 2))
    both_read(vacancy, panel, talk, (1, 2, 2), (2, 2, 2))
    both_read(vacancy, panel, no, (1, 1, 1), (1, 1, 1))
    found = queries.shortlist(world.panel, vacancy)
    assert [row.number for row in found.rows] == [talk.number, meet.number, no.number]
    assert (found.agree, found.to_talk, found.left, found.nearest) == (2, 1, 1, [])
    assert [row.trained for row in found.rows] == ["Yes"] * 3


def test_when_nobody_reaches_the_bar_the_closest_are_named(world, vacancy, panel):
    for number, score in enumerate((0, 1, 0, 1)):
        both_read(vacancy, panel, make_applicant(world, number, vacancy), (score,) * 3, (score,) * 3)
    assert [row.number for row in queries.shortlist(world.panel, vacancy).nearest] == [101, 103, 100]


# Agreeing


def test_two_when_they_talk_agree_and_may_change_it(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    criterion = read_criteria(vacancy)[0]
    commands.agree_score(world.panel, application, criterion=criterion, score=1, words="Not at work yet")
    agreed = commands.agree_score(world.peer_worker, application, criterion=criterion, score=2, words="Enough")
    assert (agreed.score, agreed.agreed_by, Agreed.objects.count()) == (2, "Imani Calder", 1)
    assert queries.shortlist(world.panel, vacancy).to_talk == 0
    with pytest.raises(Refused, match="Write why"):
        commands.agree_score(world.panel, application, criterion=criterion, score=2, words="")
    for who in ("recruiter", "lead", "coordinator"):
        with pytest.raises(NotAllowed):
            commands.agree_score(world.actor(who), application, criterion=criterion, score=2, words="Mine")


def test_agreeing_before_both_are_in_is_refused(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    make_reading(panel[0], application, {})
    make_reading(panel[1], application, {}, done=False)
    with pytest.raises(Refused, match="both finished"):
        commands.agree_score(world.panel, application, criterion=read_criteria(vacancy)[0], score=2, words="Enough")


def test_a_third_who_settles_gets_the_reasons_and_not_the_scores(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy, interview_if_meets=True)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    own, listens, _ = read_criteria(vacancy)
    with pytest.raises(Refused, match="nothing to settle"):
        commands.ask_third(world.panel, application, criterion=listens)
    reading = commands.ask_third(world.panel, application, criterion=own)
    assert commands.ask_third(world.peer_worker, application, criterion=own) == reading
    assert Notice.objects.filter(to="lead@example.org").count() == 1
    assert [row.number for row in queries.to_settle(world.lead)] == [application.number]
    page = queries.read_page(world.lead, application)
    assert [(part.criterion, [said.score for said in part.said]) for part in page.criteria] == [(own, [None, None])]
    assert not page.sure
    with pytest.raises(NotAllowed):
        commands.settle_score(world.panel, reading, criterion=own, score=2, words="Mine")
    with pytest.raises(Refused, match="nothing left"):
        commands.settle_score(world.lead, reading, criterion=listens, score=2, words="Mine")
    settled = commands.settle_score(world.lead, reading, criterion=own, score=2, words="It shows enough.")
    assert settled.was_settled
    assert queries.to_settle(world.lead) == []
    with pytest.raises(Refused, match="third person settled"):
        commands.agree_score(world.panel, application, criterion=own, score=1, words="Mine")


def test_a_third_when_nobody_is_named_is_refused(world, vacancy):
    panel = make_panel(world, vacancy, third=False)
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    with pytest.raises(Refused, match="Nobody is named"):
        commands.ask_third(world.panel, application, criterion=read_criteria(vacancy)[0])


# Finishing


def test_finishing_too_early_is_refused_with_what_is_left(world, vacancy, panel):
    talk, unread, alone = (make_applicant(world, number, vacancy) for number in range(3))
    both_read(vacancy, panel, talk, (1, 2, 2), (3, 2, 2))
    make_reading(panel[0], unread, {}, done=False)
    make_reading(panel[1], unread, {}, done=False)
    make_reading(panel[0], alone, {})
    with pytest.raises(Refused) as refusal:
        commands.finish_shortlisting(world.panel, vacancy)
    assert str(refusal.value) == (
        "Before you finish. Needs another reader: application 102. Not yet read by both: application 101. "
        "To talk about: application 100."
    )
    assert Application.objects.filter(status="sent").count() == 3


def test_everyone_when_finished_hears_with_the_reasons(world, vacancy, panel):
    meet, no = (make_applicant(world, number, vacancy) for number in range(2))
    both_read(vacancy, panel, meet, (2, 3, 2), (3, 2, 2))
    both_read(vacancy, panel, no, (1, 1, 1), (1, 1, 1))
    commands.finish_shortlisting(world.recruiter, vacancy)
    meet.refresh_from_db()
    no.refresh_from_db()
    assert (meet.status, no.status) == ("to_meet", "not_this_time")
    assert "Own experience of mental health difficulty: It shows 1." in no.outcome_words
    assert "Listens well: It shows 3." in meet.outcome_words  # the kinder of two that needed no talk
    heard = {row.candidate_id: row.words for row in Message.objects.all()}
    assert "We would like to meet you" in heard[meet.candidate_id]
    assert "Not this time" in heard[no.candidate_id]
    assert "It shows 1." in heard[no.candidate_id]
    assert Agreed.objects.count() == 6
    with pytest.raises(Refused, match="nothing to decide"):
        commands.finish_shortlisting(world.recruiter, vacancy)
    with pytest.raises(NotAllowed):
        commands.finish_shortlisting(world.coordinator, vacancy)


def test_when_more_reach_the_bar_than_can_be_met_a_sure_place_is_kept(world, vacancy, panel):
    best, equal, also, sure, short = (
        make_applicant(world, number, vacancy, interview_if_meets=number == 3) for number in range(5)
    )
    for application, scores in ((best, 3), (equal, 3), (also, 2), (sure, 2), (short, 1)):
        both_read(vacancy, panel, application, (scores,) * 3, (scores,) * 3)
    with unguarded():
        Application.objects.filter(pk=short.pk).update(interview_if_meets=True)
    with pytest.raises(Refused, match="1 or more"):
        commands.finish_shortlisting(world.panel, vacancy, meet_at_most=0)
    commands.finish_shortlisting(world.panel, vacancy, meet_at_most=1)
    met = set(Application.objects.filter(status="to_meet"))
    assert met == {best, equal, sure}  # equal ones together; a sure place for whoever reached the bar, and only then
    also.refresh_from_db()
    assert also.outcome_words.startswith("You showed everything that this job asks for.")


def test_of_very_many_the_first_hear_at_once_and_the_others_by_a_job(world, vacancy, panel, monkeypatch):
    from alongside.core.actors import process
    from alongside.recruitment.commands import deciding
    from alongside.recruitment.jobs import tell_answers

    monkeypatch.setattr(deciding, "AT_ONCE", 1)
    for number in range(3):
        both_read(vacancy, panel, make_applicant(world, number, vacancy), (1, 1, 1), (1, 1, 1))
    commands.finish_shortlisting(world.panel, vacancy)
    assert Application.objects.filter(status="not_this_time").count() == 3
    assert Message.objects.count() == 1
    tell_answers(process("test"))
    assert Message.objects.count() == 3
    assert not Application.objects.filter(answered_at=None).exists()
    told = Application.objects.first()
    with pytest.raises(Refused, match="know already"):
        commands.tell_answer(process("test"), told)
    with pytest.raises(NotAllowed):
        commands.tell_answer(world.lead, told)


def test_finishing_is_audited_for_each_application(world, vacancy, panel):
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 1, 1), (1, 1, 1))
    commands.finish_shortlisting(world.panel, vacancy)
    event = AuditEvent.objects.get(action="shortlisting.finished", subject_id=application.pk)
    assert event.changes["status"] == ["sent", "not_this_time"]
    assert event.changes["outcome_words"] == "changed"


def test_finishing_while_open_is_refused(world):
    with pytest.raises(Refused, match="not closed"):
        commands.finish_shortlisting(world.recruiter, make_vacancy(world))
