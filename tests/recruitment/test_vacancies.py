"""Every command about vacancies: it does it, refuses the wrong person and the wrong state, and leaves its audit row."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.candidates import commands as candidates
from alongside.candidates.models import Message
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.recruitment import commands, jobs, queries
from alongside.recruitment.models import EqualityCount, Question, Vacancy
from tests.recruitment.applying import make_applicant, make_application
from tests.recruitment.vacancies import FACTS, complete, name_panel, open_vacancy, write_vacancy
from tests.workforce.posts import make_post
from tests.world import make_candidate, make_user

JOB = process("recruitment")
WRONG = ["coordinator", "panel", "peer_worker", "trainer", "candidate"]


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def again(vacancy: Vacancy) -> Vacancy:
    return Vacancy.objects.get(pk=vacancy.pk)


# Writing it


def test_add_vacancy_is_a_draft_that_looks_for_lived_experience_first(world):
    vacancy = write_vacancy(world, team=world.willow, band="3")
    commands.add_criterion(world.lead, vacancy, words="Listens")
    first, second = vacancy.criteria.all()
    assert (vacancy.status, vacancy.recruiter) == ("draft", world.users["recruiter"])
    assert (first.is_lived_experience, first.is_essential, second.words) == (True, True, "Listens")
    assert "finding your way through" in first.words
    assert AuditEvent.objects.filter(action="vacancy.added").exists()


@pytest.mark.parametrize("who", WRONG)
def test_add_vacancy_when_wrong_person(world, who):
    with pytest.raises(NotAllowed):
        commands.add_vacancy(world.actor(who), **FACTS, pathway=world.acute)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"salary_to": 100}, "highest pay is less"),
        ({"team": "thanet"}, "belongs to another pathway"),
        ({"reference": "ap-1"}, "Another vacancy has the job number"),
    ],
)
def test_add_vacancy_when_it_cannot_be_is_refused(world, wrong, words):
    write_vacancy(world, reference="AP-1")
    if "team" in wrong:
        wrong = {"team": world.thanet}
    with pytest.raises(Refused, match=words):
        write_vacancy(world, **wrong)


def test_vacancies_of_elsewhere_are_not_theirs(world):
    world.users["here"] = make_user("here@example.org", "Hal Reed", "recruiter", pathway=world.community)
    vacancy = write_vacancy(world)
    with pytest.raises(NotAllowed):
        commands.add_vacancy(world.here, **FACTS, pathway=world.acute)
    with pytest.raises(NotAllowed):
        commands.change_vacancy(world.here, vacancy, band="4")
    with pytest.raises(NotAllowed):
        commands.add_criterion(world.here, vacancy, words="x")
    with pytest.raises(NotAllowed):
        commands.change_criterion(world.here, vacancy.criteria.get(), words="x")
    assert not queries.vacancies(world.here)
    with pytest.raises(Vacancy.DoesNotExist):
        queries.get_vacancy(world.here, vacancy.pk)


def test_change_vacancy_changes_what_is_given_and_leaves_the_rest(world):
    vacancy = write_vacancy(world, band="3")
    commands.change_vacancy(world.lead, vacancy, lede="One sentence", lived_experience="You know it yourself")
    vacancy.refresh_from_db()
    assert (vacancy.band, vacancy.lede, vacancy.changed_at) == ("3", "One sentence", None)
    assert vacancy.criteria.get().words == "You know it yourself"
    assert last_action() == "vacancy.changed"
    with pytest.raises(TypeError, match="status"):
        commands.change_vacancy(world.lead, vacancy, status="open")


def test_change_vacancy_in_the_open_says_what_changed_and_stays_complete(world):
    vacancy = open_vacancy(world)
    with pytest.raises(Refused, match="Say what changed"):
        commands.change_vacancy(world.recruiter, vacancy, band="4")
    with pytest.raises(Refused, match="cannot go without"):
        commands.change_vacancy(world.recruiter, again(vacancy), lede="", changed_words="Shorter")
    commands.change_vacancy(world.recruiter, again(vacancy), band="4", changed_words="Band 4, not 3.")
    assert (again(vacancy).band, again(vacancy).changed_words) == ("4", "Band 4, not 3.")
    with unguarded():
        Vacancy.objects.update(status="finished", closed_at=clock.now())
    with pytest.raises(Refused, match="is over"):
        commands.change_vacancy(world.recruiter, again(vacancy), band="5", changed_words="More")


def test_criteria_can_be_changed_while_it_is_a_draft_and_lived_experience_stays(world):
    vacancy = write_vacancy(world)
    lived = vacancy.criteria.get()
    commands.change_criterion(world.recruiter, lived, words="You have been there", is_essential=False, how="interview")
    vacancy.refresh_from_db()
    assert (lived.is_essential, lived.how, vacancy.lived_experience) == (True, "interview", "You have been there")
    with pytest.raises(Refused, match="Lived experience is looked for first"):
        commands.remove_criterion(world.recruiter, vacancy, criterion=lived)
    more = commands.add_criterion(world.recruiter, vacancy, words="Listens")
    commands.change_criterion(world.recruiter, more, words="Listens well", is_essential=False)
    assert (more.words, more.is_essential) == ("Listens well", False)
    commands.remove_criterion(world.recruiter, vacancy, criterion=more)
    assert last_action() == "criterion.removed"
    assert vacancy.criteria.count() == 1


def test_questions_can_be_changed_while_it_is_a_draft(world):
    vacancy, other = write_vacancy(world), write_vacancy(world)
    lived, elsewhere = vacancy.criteria.get(), other.criteria.get()
    given = {"prompt": "Why?", "criteria": [lived, elsewhere]}
    question = commands.add_question(world.recruiter, vacancy, **given, starters=["Because…"], max_words=50)
    assert list(question.criteria.all()) == [lived]
    commands.change_question(world.recruiter, question, prompt="Why here?", hint="Anything", max_words=60)
    question.refresh_from_db()
    assert (question.prompt, question.max_words, question.starters, question.criteria.count()) == (
        *("Why here?", 60, [], 0),
    )
    commands.remove_question(world.recruiter, vacancy, question=question)
    assert not vacancy.questions.exists()
    assert last_action() == "question.removed"


def test_what_people_apply_by_stays_as_it_is_once_it_is_open(world):
    vacancy = open_vacancy(world)
    criterion, question = vacancy.criteria.last(), vacancy.questions.get()
    for do, to, given in (
        (commands.add_criterion, vacancy, {"words": "x"}),
        (commands.change_criterion, criterion, {"words": "x"}),
        (commands.remove_criterion, vacancy, {"criterion": criterion}),
        (commands.add_question, vacancy, {"prompt": "x"}),
        (commands.change_question, question, {"prompt": "x"}),
        (commands.remove_question, vacancy, {"question": question}),
    ):
        with pytest.raises(Refused, match="stay as they are"):
            do(world.recruiter, to, **given)
        with pytest.raises(NotAllowed):
            do(world.panel, to, **given)


def test_name_panel_writes_it_afresh_and_can_be_ended(world):
    vacancy = write_vacancy(world)
    name_panel(world, vacancy)
    member = commands.name_panel(world.recruiter, vacancy, user=world.users["panel"], interviews=False)
    assert (member.shortlists, member.interviews) == (True, False)
    commands.end_panel_member(world.recruiter, member)
    assert member.ended_at is not None
    assert last_action() == "panel.ended"
    assert vacancy.panel.filter(ended_at=None).count() == 3
    assert commands.name_panel(world.recruiter, vacancy, user=world.users["panel"]).ended_at is None


@pytest.mark.parametrize(
    ("user", "does", "words"),
    [
        ("candidate", {}, "on the staff"),
        ("panel", {"shortlists": False, "interviews": False}, "Say what they do"),
        ("panel", {"settles": True}, "other than those who shortlist"),
        ("panel", {"settles": True, "shortlists": False}, "One person settles"),
    ],
)
def test_name_panel_when_it_cannot_be_is_refused(world, user, does, words):
    vacancy = write_vacancy(world)
    name_panel(world, vacancy)
    with pytest.raises(Refused, match=words):
        commands.name_panel(world.recruiter, vacancy, user=world.users[user], **does)


def test_panel_when_the_vacancy_is_over_or_the_person_is_wrong(world):
    vacancy = write_vacancy(world)
    name_panel(world, vacancy)
    member = vacancy.panel.first()
    for who in WRONG:
        with pytest.raises(NotAllowed):
            commands.name_panel(world.actor(who), vacancy, user=world.users["lead"])
        with pytest.raises(NotAllowed):
            commands.end_panel_member(world.actor(who), member)
    commands.withdraw_vacancy(world.recruiter, vacancy, because="No money.")
    with pytest.raises(Refused, match="is over"):
        commands.name_panel(world.recruiter, vacancy, user=world.users["panel"])
    with pytest.raises(Refused, match="is over"):
        commands.end_panel_member(world.recruiter, member)


# Opening it


def test_open_vacancy_when_nothing_is_written_says_all_that_is_missing(world):
    vacancy = write_vacancy(world)
    with pytest.raises(Refused) as said:
        commands.open_vacancy(world.recruiter, vacancy)
    for words in (
        "say in one sentence what it is",
        "say what nobody will ask them to do",
        "set the closing date",
        "add at least one question",
        "name two people who shortlist",
        "name a peer among those who meet them",
        "name somebody who settles",
    ):
        assert words in str(said.value)
    assert again(vacancy).status == "draft"


def test_open_vacancy_when_the_closing_date_is_past_is_refused(world):
    vacancy = complete(world, write_vacancy(world), closes_at=clock.now() - timedelta(days=1))
    with pytest.raises(Refused, match="Before it can open: choose a closing date to come"):
        commands.open_vacancy(world.recruiter, vacancy)


def test_open_vacancy_advertises_its_post_and_makes_the_counts(world):
    post = make_post(world, status="vacant", pathway=world.acute, team=world.willow)
    vacancy = open_vacancy(world, post=post, team=world.willow)
    post.refresh_from_db()
    assert (vacancy.status, vacancy.opened_at, post.status) == ("open", vacancy.opens_at, "advertised")
    counts = EqualityCount.objects.filter(vacancy=vacancy)
    assert counts.exists()
    assert not counts.exclude(many=0).exists()
    assert {"vacancy.opened", "post.advertised"} <= set(AuditEvent.objects.values_list("action", flat=True))
    with pytest.raises(Refused, match="is open already"):
        commands.open_vacancy(world.recruiter, vacancy)


@pytest.mark.parametrize("who", WRONG)
def test_open_vacancy_when_wrong_person(world, who):
    vacancy = write_vacancy(world)
    for do, given in (
        (commands.open_vacancy, {}),
        (commands.close_vacancy, {}),
        (commands.finish_vacancy, {}),
        (commands.withdraw_vacancy, {"because": "x"}),
        (commands.reopen_vacancy, {"closes_at": clock.now(), "changed_words": "x"}),
        (commands.change_vacancy, {"band": "4"}),
        (commands.close_if_due, {}),
        (commands.tell_of_vacancy, {}),
    ):
        with pytest.raises(NotAllowed):
            do(world.actor(who), vacancy, **given)


def test_open_vacancy_when_people_apply_elsewhere_needs_no_panel_here(world):
    vacancy = write_vacancy(world, apply_link="https://www.jobs.nhs.uk/candidate/jobadvert/1")
    given = {"lede": "x", "would_do": ["x"], "not_asked": ["x"], "support_words": "x", "informal_name": "x"}
    commands.change_vacancy(
        world.recruiter, vacancy, **given, informal_contact="x", closes_at=clock.now() + timedelta(days=2)
    )
    commands.add_criterion(world.recruiter, vacancy, words="Listens")
    assert commands.open_vacancy(world.recruiter, vacancy).status == "open"


# Those who asked to be told


def test_those_who_asked_are_told_once_each(world):
    grace = make_candidate(world)
    candidates.want_alerts(world.candidate, grace)
    alert = candidates.ask_for_alert(world.nobody, email="someone@example.net", about="jobs")
    candidates.confirm_alert(world.nobody, alert)
    Notice.objects.all()
    vacancy = open_vacancy(world)
    for _ in range(2):
        jobs.tell_of_vacancies(JOB)
    (message,) = Message.objects.filter(candidate=grace)
    assert vacancy.title in message.words
    (letter,) = Notice.objects.filter(to="someone@example.net", subject="A new job is open")
    assert f"/jobs/{vacancy.pk}/" in letter.text
    assert alert.token in letter.text
    assert again(vacancy).told_at is not None
    with pytest.raises(Refused, match="told already"):
        commands.tell_of_vacancy(JOB, again(vacancy))


def test_internal_first_is_told_when_it_becomes_public(world):
    soon = clock.today() + timedelta(days=7)
    vacancy = open_vacancy(world, audience="internal", public_from=soon)
    jobs.tell_of_vacancies(JOB)
    assert again(vacancy).told_at is None
    with clock.at(clock.now() + timedelta(days=7)):
        jobs.tell_of_vacancies(JOB)
    assert again(vacancy).told_at is not None


# Closing it, and after


def test_close_vacancy_tells_those_who_shortlist(world):
    vacancy = open_vacancy(world)
    commands.close_vacancy(world.recruiter, vacancy)
    assert (vacancy.status, vacancy.closed_at) == ("closed", vacancy.closes_at)
    assert set(Notice.objects.filter(subject="Applications to read").values_list("to", flat=True)) == {
        *("recruiter@example.org", "panel@example.org"),
    }
    assert last_action() == "vacancy.closed"
    with pytest.raises(Refused, match="cannot become closed"):
        commands.close_vacancy(world.recruiter, vacancy)


def test_job_closes_on_the_day_and_not_before(world):
    vacancy = open_vacancy(world)
    jobs.close_vacancies(JOB)
    assert again(vacancy).status == "open"
    with pytest.raises(Refused, match="stays open"):
        commands.close_if_due(JOB, vacancy)
    with clock.at(clock.now() + timedelta(days=25)):
        jobs.close_vacancies(JOB)
    assert again(vacancy).status == "closed"
    assert last_action() == "vacancy.closed_by_itself"


def test_job_closes_when_as_many_have_applied(world):
    vacancy = open_vacancy(world, close_after=2)
    make_applicant(world, 1, vacancy)
    make_applicant(world, 2, vacancy, status="started", sent_at=None)
    jobs.close_vacancies(JOB)
    assert again(vacancy).status == "open"
    make_applicant(world, 3, vacancy)
    jobs.close_vacancies(JOB)
    assert again(vacancy).status == "closed"


def test_reopen_vacancy_gives_more_time(world):
    vacancy = open_vacancy(world, close_after=1)
    make_applicant(world, 1, vacancy)
    commands.close_vacancy(world.recruiter, again(vacancy))
    later = {"closes_at": clock.now() + timedelta(days=7), "changed_words": "A week more."}
    with pytest.raises(Refused, match="As many people have applied"):
        commands.reopen_vacancy(world.recruiter, again(vacancy), **later, close_after=1)
    with pytest.raises(Refused, match="in the past"):
        commands.reopen_vacancy(world.recruiter, again(vacancy), **{**later, "closes_at": clock.now()})
    vacancy = commands.reopen_vacancy(world.recruiter, again(vacancy), **later)
    assert (vacancy.status, vacancy.closed_at, vacancy.changed_words) == ("open", None, "A week more.")
    assert last_action() == "vacancy.reopened"
    with pytest.raises(Refused):
        commands.reopen_vacancy(world.recruiter, vacancy, **later)


def test_reopen_vacancy_when_somebody_has_been_answered_is_refused(world):
    vacancy = open_vacancy(world)
    make_applicant(world, 1, vacancy, status="not_this_time", answered_at=clock.now(), ended_at=clock.now())
    commands.close_vacancy(world.recruiter, again(vacancy))
    with pytest.raises(Refused, match="answer already"):
        commands.reopen_vacancy(
            world.recruiter, again(vacancy), closes_at=clock.now() + timedelta(days=7), changed_words="x"
        )


def test_withdraw_vacancy_tells_everyone_and_ends_what_they_sent(world):
    post = make_post(world, status="funded", pathway=world.acute, team=None)
    vacancy = open_vacancy(world, post=post)
    sent = make_applicant(world, 1, vacancy)
    began = make_application(world, vacancy, make_candidate(world))
    commands.withdraw_vacancy(world.recruiter, again(vacancy), because="The money went elsewhere.")
    for row in (sent, began, post):
        row.refresh_from_db()
    assert (sent.status, began.status, post.status) == ("not_this_time", "withdrawn", "funded")
    assert "The money went elsewhere" in sent.outcome_words
    for row in (sent, began):
        assert "It is not because of anything you wrote" in Message.objects.get(candidate=row.candidate).words
    assert AuditEvent.objects.filter(action="vacancy.withdrawn").exists()
    with pytest.raises(Refused):
        commands.withdraw_vacancy(world.recruiter, again(vacancy), because="Again")


def test_withdraw_vacancy_when_somebody_has_an_offer_is_refused(world):
    vacancy = open_vacancy(world)
    make_applicant(world, 1, vacancy, status="offered", offered_at=clock.now())
    with pytest.raises(Refused, match="has been offered"):
        commands.withdraw_vacancy(world.recruiter, again(vacancy), because="x")


def test_finish_vacancy_when_all_have_heard(world):
    post = make_post(world, status="funded", pathway=world.acute, team=None)
    vacancy = open_vacancy(world, post=post)
    with pytest.raises(Refused):
        commands.finish_vacancy(world.recruiter, again(vacancy))
    waiting = make_applicant(world, 1, vacancy)
    commands.close_vacancy(world.recruiter, again(vacancy))
    with pytest.raises(Refused, match="1 person has not had an answer yet"):
        commands.finish_vacancy(world.recruiter, again(vacancy))
    with unguarded():
        type(waiting).objects.update(status="not_this_time", ended_at=clock.now())
    commands.finish_vacancy(world.recruiter, again(vacancy))
    post.refresh_from_db()
    assert (again(vacancy).status, post.status) == ("finished", "funded")
    assert AuditEvent.objects.filter(action="vacancy.finished").exists()


def test_finish_vacancy_when_somebody_was_found_leaves_the_post_to_them(world):
    post = make_post(world, status="funded", pathway=world.acute, team=None)
    vacancy = open_vacancy(world, post=post)
    make_applicant(world, 1, vacancy, status="checks", offered_at=clock.now())
    commands.close_vacancy(world.recruiter, again(vacancy))
    commands.finish_vacancy(world.recruiter, again(vacancy))
    post.refresh_from_db()
    assert post.status == "advertised"


# What the board of posts says of it


def test_board_says_how_the_advert_stands(world):
    from alongside.workforce import queries as workforce

    post = make_post(world, status="vacant", pathway=world.acute, team=world.willow, days=12)

    def note() -> str:
        (row,) = workforce.posts(world.lead)
        return row.note

    assert note() == "Empty 12 days. Advert not started"
    vacancy = write_vacancy(world, post=post, team=world.willow)
    assert note() == "Empty 12 days. Advert being written"
    complete(world, vacancy)
    commands.open_vacancy(world.recruiter, again(vacancy))
    make_applicant(world, 1, vacancy)
    assert note().endswith("1 so far")
    commands.close_vacancy(world.recruiter, again(vacancy))
    assert note().startswith("Interviews ")
    with unguarded():
        Vacancy.objects.update(interviews_from=None)
    assert note() == "Closed. Being read"


# The list


@pytest.mark.parametrize("many", [1, 3])
def test_vacancies_asks_the_same_few_questions(world, many, django_assert_num_queries):
    for number in range(many):
        make_applicant(world, number, open_vacancy(world))
    actor = world.recruiter
    with django_assert_num_queries(1):
        rows = queries.vacancies(actor)
    assert [(row.applied, row.began) for row in rows] == [(1, 0)] * many


def test_vacancies_say_who_sees_them_and_are_sorted(world):
    write_vacancy(world, title="Alder", audience="internal")
    write_vacancy(world, title="Birch", audience="internal", public_from=clock.today() + timedelta(days=1))
    write_vacancy(world, title="Cedar", hours=Decimal("37.5"))
    rows = queries.vacancies(world.lead, sort="-title", pathway=world.acute.pk)
    assert [row.title for row in rows] == ["Cedar", "Birch", "Alder"]
    assert [row.audience.split(",")[0] for row in rows] == ["Everyone", "Our staff", "Our staff"]
    assert queries.vacancies(world.lead, status="open") == []
    assert not Question.objects.exists()
