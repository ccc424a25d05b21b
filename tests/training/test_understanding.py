"""Showing understanding: sent, looked at by two who are blind to each other, settled, told; and only then it counts."""

from datetime import timedelta

import pytest

from alongside.candidates.models import Message, Qualification
from alongside.core import clock, jobs
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, KeptFile, Notice
from alongside.training import commands, queries
from alongside.training.models import Assessment, Certificate, Judgement
from tests.training.teaching import found_all, make_cohort, make_place, make_programme, mark, paper, sessions


@pytest.fixture
def grace(world):
    return make_place(world, make_cohort(world))


@pytest.fixture
def piece(world, grace) -> Assessment:
    return commands.send_understanding(world.candidate, grace, words="I listened, and waited.")


def come_to(place, how_many=10):
    for session in sessions(place.cohort)[:how_many]:
        mark(place, session)


def agreed(world, piece, met=True) -> Assessment:
    for trainer in (world.trainer, world.other_trainer):
        commands.judge(trainer, piece, found=found_all(piece, met, "Say more of this."))
    return commands.agree_result(world.trainer, piece, feedback="Thank you, Grace.")


def differ(world, piece) -> str:
    """The two think differently of one principle; its id."""
    first = found_all(piece)
    one = next(iter(first))
    commands.judge(world.trainer, piece, found=first)
    commands.judge(world.other_trainer, piece, found={**first, one: (False, "Try an example.")})
    return one


def test_send_understanding_when_sent_waits_for_two_trainers(world, grace):
    piece = commands.send_understanding(world.candidate, grace, words="", upload=paper("my piece.pdf"))
    assert (piece.attempt, piece.status, piece.file.name) == (1, "sent", "my piece.pdf")
    assert AuditEvent.objects.filter(action="understanding.sent", subject_id=piece.pk).exists()
    assert set(Notice.objects.values_list("to", flat=True)) == {"trainer@example.org", "lorna@example.org"}
    assert not Notice.objects.filter(text__contains="Grace").exists()


def test_send_understanding_when_empty_or_waiting_or_shown_is_refused(world, grace):
    with pytest.raises(Refused, match="Write something, or choose a file"):
        commands.send_understanding(world.candidate, grace, words=" ")
    with pytest.raises(Refused, match="is not of a kind we can open"):
        commands.send_understanding(world.candidate, grace, words="", upload=paper("a.exe", b"MZ what"))
    assert not KeptFile.objects.exists()
    piece = commands.send_understanding(world.candidate, grace, words="Mine.")
    with pytest.raises(Refused, match="is being read"):
        commands.send_understanding(world.candidate, grace, words="More.")
    commands.tell_result(world.trainer, agreed(world, piece))
    with pytest.raises(Refused, match="shown your understanding already"):
        commands.send_understanding(world.candidate, grace, words="More.")


def test_send_understanding_when_without_a_place_is_refused(world, grace):
    with unguarded():
        grace.status, grace.ended_at = "withdrawn", clock.now()
        grace.save()
    with pytest.raises(Refused, match="while you have a place"):
        commands.send_understanding(world.candidate, grace, words="Mine.")


@pytest.mark.parametrize("who", ["other_candidate", "trainer", "lead", "nobody"])
def test_send_understanding_when_it_is_not_theirs_is_not_allowed(world, grace, who):
    with pytest.raises(NotAllowed):
        commands.send_understanding(world.actor(who), grace, words="Mine.")


def test_judge_when_only_one_has_looked_the_other_sees_nothing(world, piece):
    commands.judge(world.trainer, piece, found=found_all(piece, words="I saw it."))
    page = queries.assessment_page(world.other_trainer, piece)
    assert page.blind
    assert page.may_read
    assert all(not row.seen and row.mine is None for row in page.rows)
    mine = queries.assessment_page(world.trainer, piece)
    assert mine.i_am_in
    assert all(row.mine.words == "I saw it." and not row.seen for row in mine.rows)


def test_judge_when_both_have_looked_each_sees_both_and_where_they_differ(world, piece):
    one = differ(world, piece)
    page = queries.assessment_page(world.other_trainer, piece)
    assert not page.blind
    assert page.readers == ("Tariq Bowen", "Lorna Adeyemi")
    assert [row.id for row in page.rows if row.differs] == [one]
    assert not page.is_settled
    assert page.may_read  # either may change their own after they talked
    assert AuditEvent.objects.filter(action="understanding.judged").count() == 2


def test_judge_when_one_changes_their_own_after_talking_it_is_settled(world, piece):
    differ(world, piece)
    commands.judge(world.other_trainer, piece, found=found_all(piece))
    assert queries.assessment_page(world.trainer, piece).is_settled
    assert Judgement.objects.count() == 6


def test_judge_when_a_third_settles_only_what_differs_the_more_decide(world, piece):
    one = differ(world, piece)
    assert queries.assessment_page(world.lead, piece).may_settle
    with pytest.raises(Refused, match="Say of each principle"):
        commands.judge(world.lead, piece, found=found_all(piece))
    commands.judge(world.lead, piece, found={one: (False, "Agree with Lorna.")})
    page = queries.assessment_page(world.trainer, piece)
    assert page.is_settled
    assert {row.id: row.settled for row in page.rows}[one] is False
    assert commands.agree_result(world.trainer, piece, feedback="Nearly.").result == "not_yet"


def test_judge_when_two_agree_a_third_has_nothing_to_settle(world, piece):
    for trainer in (world.trainer, world.other_trainer):
        commands.judge(trainer, piece, found=found_all(piece))
    with pytest.raises(Refused, match="nothing to settle"):
        commands.judge(world.lead, piece, found=found_all(piece))


def test_judge_when_not_whole_or_without_what_to_try_is_refused(world, piece):
    found = found_all(piece)
    found.popitem()
    with pytest.raises(Refused, match="Say of each principle"):
        commands.judge(world.trainer, piece, found=found)
    with pytest.raises(Refused, match="say what to try next"):
        commands.judge(world.trainer, piece, found=found_all(piece, met=False, words=""))
    agreed(world, piece)
    with pytest.raises(Refused, match="settled already"):
        commands.judge(world.trainer, piece, found=found_all(piece))


@pytest.mark.parametrize("who", ["candidate", "recruiter", "editor"])
def test_judge_when_not_a_trainer_of_the_course_is_not_allowed(world, piece, who):
    for do, details in (
        (commands.judge, {"found": {}}),
        (commands.agree_result, {"feedback": "x"}),
        (commands.look_again, {}),
        (commands.tell_result, {}),
        (commands.recognise, {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.actor(who), piece, **details)


def test_agree_result_when_two_have_not_looked_or_nothing_is_said_is_refused(world, piece):
    commands.judge(world.trainer, piece, found=found_all(piece))
    with pytest.raises(Refused, match="Two trainers look at each principle first"):
        commands.agree_result(world.trainer, piece, feedback="Good.")
    commands.judge(world.other_trainer, piece, found=found_all(piece))
    with pytest.raises(Refused, match="Write a few words"):
        commands.agree_result(world.trainer, piece, feedback=" ")


def test_agree_result_when_agreed_tells_nobody_and_may_be_looked_at_again(world, grace, piece):
    come_to(grace)
    agreed(world, piece)
    assert (piece.result, piece.agreed_by) == ("met", "Tariq Bowen")
    assert not Message.objects.exists()
    assert not Qualification.objects.exists()
    go = queries.own_goes(grace)[0]
    assert (go.result, go.feedback, go.shown, go.told_at) == ("", "", (), None)
    commands.look_again(world.other_trainer, piece)
    assert (piece.status, piece.result) == ("sent", "")
    assert AuditEvent.objects.filter(action="understanding.reopened").exists()
    with pytest.raises(Refused):
        commands.tell_result(world.trainer, piece)
    with pytest.raises(Refused):
        commands.look_again(world.trainer, piece)


def test_tell_result_when_met_tells_them_lets_them_apply_and_issues_the_certificate(world, grace, piece):
    come_to(grace)
    commands.tell_result(world.trainer, agreed(world, piece))
    assert "Congratulations! You have finished “Peer support training”" in Message.objects.get().words
    reached = Qualification.objects.get()
    assert (reached.kind, reached.title, reached.source_id) == ("training", "Peer support training", piece.pk)
    certificate = Certificate.objects.get()
    assert (certificate.kind, certificate.name, certificate.source_id) == ("completed", "Grace Ashby", piece.pk)
    assert certificate.details["time"] == "10 sessions, 30 hours"
    assert certificate.details["signed_by"] == "Tariq Bowen"
    for action in ("understanding.told", "training.recognised", "candidate.qualified", "certificate.issued"):
        assert AuditEvent.objects.filter(action=action).count() == 1, action
    with pytest.raises(Refused):
        commands.tell_result(world.trainer, piece)


def test_tell_result_when_not_yet_says_what_to_try_and_there_is_another_go(world, grace, piece):
    come_to(grace)
    commands.tell_result(world.trainer, agreed(world, piece, met=False))
    words = Message.objects.get().words
    assert "Not yet, and here is what to try. Nobody fails here" in words
    assert "Thank you, Grace." in words
    assert not Qualification.objects.exists()
    go = queries.own_goes(grace)[0]
    assert go.to_try == ("Mutual", "Safe", "Inclusive")
    again = commands.send_understanding(world.candidate, grace, words="Again.")
    assert again.attempt == 2
    commands.tell_result(world.trainer, agreed(world, again))
    assert Qualification.objects.get().source_id == again.pk


def test_tell_result_when_sessions_are_missing_it_counts_once_they_are_caught_up(world, grace, piece):
    come_to(grace, 7)
    mark(grace, sessions(grace.cohort)[7], "away")
    commands.tell_result(world.trainer, agreed(world, piece))
    assert "One thing is left before you finish: sessions (8)" in Message.objects.get().words
    assert not Qualification.objects.exists()
    with pytest.raises(Refused, match="attended or caught up"):
        commands.recognise(world.trainer, piece)
    run = jobs.JOBS["training.jobs.recognise_training"].run
    run(process("a job"))
    assert not Qualification.objects.exists()
    commands.catch_up(world.trainer, grace, session=sessions(grace.cohort)[7], words="Watched it back.")
    run(process("a job"))
    run(process("a job"))
    assert Qualification.objects.get().source_id == piece.pk
    assert Certificate.objects.get().details["signed_by"] == "Tariq Bowen"
    assert "You have now finished" in Message.objects.order_by("-written_at").first().words
    assert Message.objects.count() == 2


def test_principles_of_when_modules_cover_none_are_all_that_are_open(world):
    programme = make_programme()
    with unguarded():
        programme.modules.get().principles.clear()
    assert [principle.name for principle in queries.principles_of(programme)] == ["Mutual", "Safe", "Inclusive"]


def test_to_read_when_pieces_wait_says_whose_turn_it_is(world, grace, piece):
    assert [(row.turn, row.mine) for row in queries.to_read(world.trainer)] == [("To read", True)]
    commands.judge(world.trainer, piece, found=found_all(piece))
    assert [(row.turn, row.mine) for row in queries.to_read(world.trainer)] == [("Waits for another trainer", False)]
    commands.judge(world.other_trainer, piece, found=found_all(piece))
    assert [row.turn for row in queries.to_read(world.lead, grace.cohort_id)] == ["To agree on"]
    commands.agree_result(world.trainer, piece, feedback="Good.")
    assert [row.turn for row in queries.to_read(world.trainer)] == ["To tell the trainee"]
    commands.tell_result(world.trainer, piece)
    assert queries.to_read(world.trainer) == []
    assert queries.to_read(world.recruiter) == []


def test_letter_when_something_is_open_says_what_is_done_and_what_to_try(world, grace, piece):
    come_to(grace, 2)
    mark(grace, sessions(grace.cohort)[2], "away")
    before = queries.letter(grace)
    assert (before.came_to, before.to_catch_up) == (("Session 1", "Session 2"), ("Session 3",))
    assert before.last is None
    commands.tell_result(world.trainer, agreed(world, piece, met=False))
    after = queries.letter(grace)
    assert after.last.to_try == ("Mutual", "Safe", "Inclusive")
    assert not after.shown


def test_raise_piece_when_nobody_has_answered_by_its_day_says_so_once(world, grace, piece):
    run = jobs.JOBS["training.jobs.recognise_training"].run
    run(process("a job"))
    assert not Message.objects.exists()
    with clock.at(clock.now() + timedelta(days=20)):
        run(process("a job"))
        run(process("a job"))
        assert queries.own_goes(grace)[0].late
        assert queries.to_read(world.trainer)[0].late
    assert "We are late, and we are sorry" in Message.objects.get().words
    assert Notice.objects.filter(subject="We are late with a piece", to="lead@example.org").count() == 1
    assert AuditEvent.objects.filter(action="understanding.raised").count() == 1
    with pytest.raises(NotAllowed):
        commands.raise_piece(world.trainer, piece)
