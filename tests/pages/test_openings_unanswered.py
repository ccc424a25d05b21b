"""A question that nobody answers: whoever was asked is reminded once, and then governance reads it first."""

import re

import pytest

from alongside.accounts.models import User
from alongside.core import clock, jobs
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, JobRun, Notice
from alongside.pages import commands, notices
from alongside.pages.jobs import remind_of_questions
from alongside.pages.queries import openings as queries
from tests.pages.asked import ago, answered, make_question
from tests.pages.story import said

JOB = process("pages.jobs.remind_of_questions")
SUBJECT = "A kind question is still waiting for you"
GOVERNANCE = "/openings/questions/"
WEEK, TWO_WEEKS = {"days": 7}, {"days": 14, "minutes": 1}


def reminders():
    return list(Notice.objects.filter(subject=SUBJECT))


def audited():
    return AuditEvent.objects.filter(action="opening.reminded").count()


def test_who_did_not_answer_is_reminded_once_after_a_week_in_words_that_name_nobody(world):
    make_question(world, who="lead", asked_at=ago(days=6, hours=23))
    question = make_question(world, asked_at=ago(**WEEK))
    for _ in range(2):
        remind_of_questions(JOB)
    [notice] = reminders()
    assert notice.to == world.users["coordinator"].email
    assert "/openings/asked/" in notice.text
    assert not re.search("Fenwick|Nora|Okafor|record of", notice.subject + notice.text)
    question.refresh_from_db()
    assert (question.status, question.reminded_at is not None, audited()) == ("asked", True, 1)


def test_what_was_answered_or_closed_or_reminded_of_is_left_alone(world):
    old = {"asked_at": ago(**TWO_WEEKS)}
    done = [
        make_question(world, **old, **answered()),
        make_question(world, **old, status="closed", closed_at=clock.now()),
        make_question(world, **old, reminded_at=ago(**WEEK)),
        make_question(world),
    ]
    remind_of_questions(JOB)
    assert (reminders(), audited()) == ([], 0)
    for question in done:
        with pytest.raises(Refused, match="answered or closed"):
            commands.remind_of_opening(JOB, question)


def test_only_the_job_reminds_and_nobody_whose_account_is_closed(world):
    question = make_question(world, asked_at=ago(**WEEK))
    for who in ("governance", "lead", "coordinator", "administrator"):
        with pytest.raises(NotAllowed):
            commands.remind_of_opening(world.actor(who), question)
    with unguarded():
        User.objects.filter(pk=question.asked_id).update(is_active=False)
    remind_of_questions(JOB)
    assert (reminders(), audited()) == ([], 1)


def test_killed_half_way_it_reminds_once(world, monkeypatch):
    make_question(world, asked_at=ago(**WEEK))
    write = notices.write

    def dies(*args, **message):
        write(*args, **message)
        raise RuntimeError("the power went")

    monkeypatch.setattr(notices, "write", dies)
    for _ in jobs.run_due():
        pass
    assert "the power went" in JobRun.objects.get(name="pages.jobs.remind_of_questions").problem
    assert (reminders(), audited(), queries.questions_to_remind().count()) == ([], 0, 1)
    monkeypatch.undo()
    for _ in range(2):
        remind_of_questions(JOB)
    assert (len(reminders()), audited()) == (1, 1)


def test_governance_reads_first_what_nobody_answered_and_then_what_is_new(world, sign_in):
    make_question(world)
    make_question(world, who="lead", asked_at=ago(**TWO_WEEKS), reminded_at=ago(**WEEK), first_at=ago(days=16))
    make_question(world, who="peer_worker", asked_at=ago(days=8), reminded_at=ago(days=1), first_at=ago(days=10))
    client = sign_in("governance")
    page = said(client.get(GOVERNANCE))
    assert re.search("Marcia Thornby.* No answer, and reminded .*Ines Okafor.*Imani Calder.*Asked 8 days ago", page)
    rows = queries.question_rows(queries.opening_questions(world.governance))
    assert [row.unanswered for row in rows] == [True, False, False]
    one = said(client.get(f"{GOVERNANCE}{rows[0].id}/"))
    assert "No answer, and reminded" in one
    assert "and once more on" in one
    assert "Nobody asks them again" in one
    assert "Nobody asks them again" not in said(client.get(f"{GOVERNANCE}{rows[2].id}/"))


def test_an_answer_after_all_takes_it_from_the_top(world):
    question = make_question(world, asked_at=ago(**TWO_WEEKS), reminded_at=ago(**WEEK))
    commands.answer_opening(world.coordinator, question, answer="work")
    [row] = queries.question_rows(queries.opening_questions(world.governance))
    assert (row.unanswered, row.status_words) == (False, "Answered")
