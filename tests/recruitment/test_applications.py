"""Writing and sending an application: part by part, nothing lost, and always a clear answer."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from alongside.candidates.models import Adjustment, Message
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.recruitment import commands
from alongside.recruitment.models import Application, EqualityCount, Vacancy
from tests.recruitment.applying import WORDS, make_application, make_vacancy, qualify
from tests.world import make_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(world):
    return make_vacancy(world)


@pytest.fixture
def grace(world):
    candidate = make_candidate(world)
    qualify(candidate)
    return candidate


@pytest.fixture
def application(world, vacancy, grace):
    return make_application(world, vacancy, grace)


def actions():
    return set(AuditEvent.objects.values_list("action", flat=True))


def close(vacancy):
    with unguarded():
        Vacancy.objects.filter(pk=vacancy.pk).update(
            status="closed", closed_at=clock.now(), closes_at=clock.now() - timedelta(hours=1)
        )


# Beginning


def test_an_application_when_begun_twice_is_the_same_one(world, vacancy, grace):
    first = commands.start_application(world.candidate, vacancy=vacancy, candidate=grace)
    again = commands.start_application(world.candidate, vacancy=vacancy, candidate=grace)
    assert first == again
    assert first.status == "started"
    assert 100 <= first.number < 1000
    assert "application.started" in actions()


def test_numbers_when_given_say_nothing_about_who_came_first(world, vacancy):
    from tests.recruitment.applying import make_applicant

    with unguarded():
        for number in range(3):
            make_applicant(world, number, vacancy, number=100 + number)
    other = make_candidate(world, "other_candidate")
    qualify(other)
    taken = commands.start_application(world.other_candidate, vacancy=vacancy, candidate=other).number
    assert taken not in (100, 101, 102)


def test_an_application_when_not_trained_is_refused_with_the_way(world, vacancy):
    candidate = make_candidate(world)
    with pytest.raises(Refused, match="finished peer support training"):
        commands.start_application(world.candidate, vacancy=vacancy, candidate=candidate)
    with unguarded():
        Vacancy.objects.update(needs_training=False)
    vacancy.refresh_from_db()
    assert commands.start_application(world.candidate, vacancy=vacancy, candidate=candidate)


def test_an_application_when_trained_elsewhere_may_begin(world, vacancy):
    candidate = make_candidate(world)
    qualify(candidate, "equivalent")
    assert commands.start_application(world.candidate, vacancy=vacancy, candidate=candidate)


def test_an_application_when_closed_is_refused(world, vacancy, grace):
    close(vacancy)
    with pytest.raises(Refused, match="closed"):
        commands.start_application(world.candidate, vacancy=vacancy, candidate=grace)


def test_an_application_for_somebody_else_is_refused_unless_they_keep_vacancies(world, vacancy, grace):
    with pytest.raises(Refused):
        commands.start_application(world.other_candidate, vacancy=vacancy, candidate=grace)
    with pytest.raises(NotAllowed):
        commands.start_application(world.panel, vacancy=vacancy, candidate=grace)
    assert commands.start_application(world.recruiter, vacancy=vacancy, candidate=grace)


# Writing


def test_each_part_when_written_is_kept_and_audited_without_its_words(world, application):
    question = application.vacancy.questions.first()
    me = world.candidate
    commands.save_answer(me, application, question=question, words=" Short. ")
    commands.say_right_to_work(me, application, right_to_work=False)
    commands.say_sure_interview(me, application, interview_if_meets=True)
    item = commands.add_history(me, application, what="Baked bread", years="1999")
    commands.change_history(me, item, what="Baked cakes")
    commands.say_years(me, application, history_words="I was getting well.")
    commands.see_changes(me, application)
    application.refresh_from_db()
    assert application.answers.get(question=question).words == "Short."
    assert (application.right_to_work, application.interview_if_meets) == (False, True)
    assert [row.what for row in application.history.all()] == ["Cared for my mother", "Baked cakes"]
    commands.remove_history(me, application, item_id=item.pk)
    assert application.history.count() == 1
    assert actions() >= {
        "application.answered",
        "application.right_to_work_said",
        "application.sure_place_said",
        "application.history_added",
        "application.history_changed",
        "application.history_removed",
        "application.years_said",
        "application.changes_seen",
    }
    assert not AuditEvent.objects.filter(changes__icontains="bread").exists()


def test_an_answer_when_too_long_is_refused_with_how_much(world, application):
    question = application.vacancy.questions.first()
    with pytest.raises(Refused, match=r"Your answer is 2 words too long\. Make it 20 words or fewer\."):
        commands.save_answer(world.candidate, application, question=question, words="word " * 22)
    with pytest.raises(Refused, match="1 word too long"):
        commands.save_answer(world.candidate, application, question=question, words="word " * 21)
    assert application.answers.get(question=question).words == WORDS


@pytest.mark.parametrize("who", ["other_candidate", "recruiter", "panel", "lead"])
def test_an_application_when_written_by_another_is_not_allowed(world, application, who):
    with pytest.raises(NotAllowed):
        commands.say_right_to_work(world.actor(who), application, right_to_work=True)


def test_an_application_on_paper_is_written_with_us(world, application):
    commands.choose_way(world.candidate, application, written="paper", words="Large print")
    commands.say_right_to_work(world.recruiter, application, right_to_work=False)
    item = commands.add_history(world.recruiter, application, what="Drove a bus")
    commands.change_history(world.recruiter, item, what="Drove a tram")
    application.refresh_from_db()
    assert application.written == "paper"
    asked = set(Adjustment.objects.values_list("stage", "words"))
    assert asked == {("application", "To answer on paper, or by phone with somebody"), ("application", "Large print")}
    assert not AuditEvent.objects.filter(changes__has_key="written").exclude(changes__written="changed").exists()


def test_writing_here_asks_for_nothing(world, application):
    commands.choose_way(world.candidate, application, written="here")
    assert not Adjustment.objects.exists()


def test_an_answer_may_be_spoken(world, application):
    question = application.vacancy.questions.first()
    sound = SimpleUploadedFile("me.mp3", b"ID3" + b"\0" * 60)
    answer = commands.attach_answer(world.candidate, application, question=question, upload=sound)
    assert answer.file.kind == "audio/mpeg"
    commands.remove_file(world.candidate, application, question=question)
    assert application.answers.get(question=question).file is None
    wrong = SimpleUploadedFile("me.exe", b"MZ" + b"\0" * 60)
    with pytest.raises(Refused, match="not"):
        commands.attach_answer(world.candidate, application, question=question, upload=wrong)


def test_words_are_kept_after_the_closing_day(world, application):
    close(application.vacancy)
    question = application.vacancy.questions.first()
    commands.save_answer(world.candidate, application, question=question, words="Late, and kept.")
    assert application.answers.get(question=question).words == "Late, and kept."


def test_words_when_sent_cannot_be_changed(world, application):
    commands.send_application(world.candidate, application)
    question = application.vacancy.questions.first()
    with pytest.raises(Refused, match="take it back"):
        commands.save_answer(world.candidate, application, question=question, words="Other")


# Sending


def test_an_application_when_sent_says_thank_you_once_and_counts(world, application):
    commands.send_application(world.candidate, application, equality={"gender": "woman"})
    application.refresh_from_db()
    assert application.status == "sent"
    assert application.sent_at == clock.now() or application.sent_at
    assert "without your name" in Message.objects.get().words
    assert EqualityCount.objects.get(question="gender", answer="woman", stage="sent").many == 1
    with pytest.raises(Refused, match="already"):
        commands.send_application(world.candidate, application)


def test_an_application_when_parts_are_left_is_refused_with_the_list(world, vacancy, grace):
    begun = commands.start_application(world.candidate, vacancy=vacancy, candidate=grace)
    with pytest.raises(Refused) as refusal:
        commands.send_application(world.candidate, begun, equality={"gender": "woman"})
    for words in ("right|may work in the UK", "What does your own experience bring?", "one thing you have done"):
        assert words.split("|")[-1] in str(refusal.value)
    assert not EqualityCount.objects.filter(many__gt=0).exists()


def test_an_application_when_training_was_withdrawn_meanwhile_is_refused(world, application, grace):
    with unguarded():
        grace.qualifications.update(withdrawn_at=clock.now())
    with pytest.raises(Refused, match="training"):
        commands.send_application(world.candidate, application)


def test_a_late_application_is_refused_and_kept(world, application):
    close(application.vacancy)
    with pytest.raises(Refused, match="What you wrote is kept for you"):
        commands.send_application(world.candidate, application)
    assert application.answers.filter(words=WORDS).count() == 2


def test_an_application_over_the_number_is_refused(world, application):
    from tests.recruitment.applying import make_applicant

    make_applicant(world, 1, application.vacancy)
    with unguarded():
        Vacancy.objects.update(close_after=1)
    with pytest.raises(Refused, match="closed when 1 application had come"):
        commands.send_application(world.candidate, application)


def test_an_application_when_taken_back_is_sent_again_and_counted_once(world, application):
    commands.send_application(world.candidate, application, equality={"gender": "woman"})
    commands.take_back(world.candidate, application)
    assert application.status == "started"
    with pytest.raises(Refused):
        commands.take_back(world.candidate, application)
    commands.send_application(world.candidate, application, equality={"gender": "man"})
    assert list(EqualityCount.objects.filter(many__gt=0).values_list("answer", flat=True)) == ["woman"]
    close(application.vacancy)
    with pytest.raises(Refused, match="closed"):
        commands.take_back(world.candidate, application)


def test_an_application_when_withdrawn_stays_so(world, application):
    commands.withdraw(world.candidate, application)
    assert (application.status, bool(application.ended_at)) == ("withdrawn", True)
    with pytest.raises(Refused, match="over already"):
        commands.withdraw(world.candidate, application)


def test_a_withdrawal_after_reading_tells_the_recruiter(world, vacancy, grace):
    from alongside.core.models import Notice

    met = make_application(world, vacancy, grace, status="to_meet")
    commands.withdraw(world.candidate, met)
    notice = Notice.objects.get(to="recruiter@example.org")
    assert "Grace" not in notice.subject + notice.text
    assert Application.objects.get().status == "withdrawn"
