"""What was this for? Asked kindly, answered in a tap, read and closed by governance, and known to nobody else."""

import pytest

from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent, Notice
from alongside.pages import commands
from alongside.pages.models import AskedAbout, OpeningAsked
from alongside.pages.queries import openings as queries
from tests.pages.asked import JOB, ago, answered, make_question, opens, somebody
from tests.pages.story import said

NOBODY_ELSE = ["lead", "other_coordinator", "peer_worker", "team_manager", "administrator", "referrer", "supervisor"]
PLACE = "/openings/asked/"
GOVERNANCE = "/openings/questions/"


def audited(action):
    return AuditEvent.objects.filter(action=action).count()


# Asking ---------------------------------------------------------------------------------------------------------------


def test_question_is_asked_by_the_job_alone_and_once_of_each_opening(world):
    opening = opens(world, "coordinator", somebody(world, "Nora Fenwick"))
    asked = {"user": world.users["coordinator"], "why": "unexplained", "openings": [opening]}
    for who in ("governance", "lead", "coordinator"):
        with pytest.raises(NotAllowed):
            commands.ask_about_openings(world.actor(who), **asked)
    question = commands.ask_about_openings(JOB, **asked)
    assert (question.status, question.records, question.first_at) == ("asked", 1, opening.at)
    with pytest.raises(Refused, match="asked already"):
        commands.ask_about_openings(JOB, **asked)
    with pytest.raises(Refused):
        commands.ask_about_openings(JOB, **{**asked, "openings": []})
    assert AskedAbout.objects.count() == audited("opening.asked") == 1


def test_audit_never_keeps_why_somebody_was_asked(world):
    make_question(world, why="same_name")
    event = AuditEvent.objects.get(action="opening.asked")
    assert event.changes["why"] == "changed"
    assert "same_name" not in str(event.changes)


# Answering ------------------------------------------------------------------------------------------------------------


def test_answer_is_theirs_alone_to_give(world):
    question = make_question(world)
    for who in (*NOBODY_ELSE, "governance"):
        with pytest.raises(NotAllowed):
            commands.answer_opening(world.actor(who), question, answer="work")
    commands.answer_opening(world.coordinator, question, answer="asked", words=" By Leona. ")
    assert (question.status, question.answer, question.words) == ("answered", "asked", "By Leona.")
    assert audited("opening.answered") == 1
    commands.answer_opening(world.coordinator, question, answer="mistake")
    assert (question.answer, question.words) == ("mistake", "")


def test_governance_hears_of_answers_once_a_day(world):
    first, second = make_question(world), make_question(world, who="lead")
    commands.answer_opening(world.coordinator, first, answer="work")
    commands.answer_opening(world.lead, second, answer="work")
    [notice] = Notice.objects.filter(to="governance@example.org")
    assert "Okafor" not in notice.text


def test_somebody_of_governance_is_not_told_of_their_own_answer(world):
    question = make_question(world, who="governance")
    commands.answer_opening(world.governance, question, answer="work")
    assert not Notice.objects.filter(subject="Answers about records opened").exists()


def test_something_else_needs_words_and_what_was_read_stays(world):
    question = make_question(world)
    with pytest.raises(Refused, match="few words"):
        commands.answer_opening(world.coordinator, question, answer="other", words="  ")
    read = make_question(world, **answered(read_at=clock.now(), read_by="Grace Lund"))
    closed = make_question(world, status="closed", closed_at=clock.now())
    for question in (read, closed):
        with pytest.raises(Refused, match="read already"):
            commands.answer_opening(world.coordinator, question, answer="work")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (
            "unexplained",
            "You opened the record of Nora Fenwick It was on Sunday 15 November at 12:40pm. Nothing here says",
        ),
        ("many", "You opened 1 record It was on Sunday 15 November at 12:40pm. We ask whenever somebody opens many"),
        ("same_name", "the two surnames are the same. It is usually chance."),
    ],
)
def test_whoever_is_asked_reads_why_and_answers_in_a_tap(world, sign_in, why, words):
    question = make_question(world, why=why)
    client = sign_in("coordinator")
    assert "What was this for? 1" in said(client.get("/today/"))
    told = said(client.get(PLACE))
    assert words in told
    for answer in ("It was part of my work", "I was asked to look", "I opened it by mistake"):
        assert answer in told
    assert client.post(f"{PLACE}{question.pk}/", {"answer": "mistake", "words": ""}).url == PLACE
    told = said(client.get(PLACE))
    assert "Nothing is asked of you just now." in told
    assert "I opened it by mistake You said so" in told
    assert "What was this for?" not in said(client.get("/today/"))


def test_answer_in_their_own_words_keeps_what_was_typed(world, sign_in):
    question = make_question(world)
    client = sign_in("coordinator")
    page = client.get(f"{PLACE}{question.pk}/")
    assert "Only you and governance see this." in said(page)
    empty = client.post(f"{PLACE}{question.pk}/", {"answer": "other", "words": ""})
    assert (empty.status_code, "Say in a few words what it was for" in said(empty)) == (422, True)
    typed = client.post(f"{PLACE}{question.pk}/", {"answer": "", "words": "Her sister rang."})
    assert (typed.status_code, "Her sister rang." in typed.content.decode()) == (422, True)
    assert client.post(f"{PLACE}{question.pk}/", {"answer": "other", "words": "Her sister rang."}).status_code == 302
    assert "“Her sister rang.”" in said(client.get(PLACE))
    assert "Her sister rang." in client.get(f"{PLACE}{question.pk}/").content.decode()


def test_names_of_many_records_are_counted_and_of_few_are_said(world, sign_in):
    people = [somebody(world, f"Nora {last}") for last in ("Abbot", "Berry", "Crane", "Dunn", "Eames", "Frost", "Gill")]
    for some in (people[:2], people):
        openings = [opens(world, "coordinator", person, ago(days=2, minutes=-n)) for n, person in enumerate(some)]
        commands.ask_about_openings(JOB, user=world.users["coordinator"], why="unexplained", openings=openings)
    told = said(sign_in("coordinator").get(PLACE))
    assert "You opened the records of Nora Abbot and Nora Berry" in told
    assert "Nora Eames, Nora Frost, and 1 more" in told
    assert "between 12:40pm and 12:46pm" in told


@pytest.mark.parametrize("who", [*NOBODY_ELSE, "governance", "person"])
def test_nobody_else_finds_the_question(world, sign_in, who):
    question = make_question(world)
    client = sign_in(who)
    assert "Fenwick" not in said(client.get(PLACE))
    assert client.get(f"{PLACE}{question.pk}/").status_code == 404
    assert client.post(f"{PLACE}{question.pk}/", {"answer": "work"}).status_code == 404


def test_today_asks_as_many_queries_with_a_question_as_without(world, django_assert_num_queries):
    coordinator = world.coordinator
    with django_assert_num_queries(1):
        assert queries.openings_asked_now(coordinator) == 0
    make_question(world)
    with django_assert_num_queries(1):
        assert queries.openings_asked_now(coordinator) == 1


@pytest.mark.parametrize("times", [1, 3])
def test_own_questions_ask_as_much_for_three_as_for_one(world, django_assert_num_queries, times):
    for _ in range(times):
        make_question(world)
    coordinator = world.coordinator
    with django_assert_num_queries(4):
        assert len(queries.own_questions(coordinator)) == times


def test_visitor_has_no_questions(world, client):
    make_question(world)
    assert client.get(PLACE).status_code == 302


# Reading and closing --------------------------------------------------------------------------------------------------


def test_governance_reads_says_so_and_closes_with_a_note(world, sign_in):
    question = make_question(world, **answered(words="A call from the ward."))
    client = sign_in("governance")
    assert "What was this for? (1 open)" in said(client.get("/openings/"))
    told = said(client.get(GOVERNANCE))
    assert "Ines Okafor 15 Nov, 12:40pm 1 It was part of my work: “A call from the ward.” To read" in told
    page = said(client.get(f"{GOVERNANCE}{question.pk}/"))
    assert "A call from the ward." in page
    assert question.about.get().opening.subject_id in page
    assert client.get(f"{GOVERNANCE}{question.pk}/read/").status_code == 404
    assert client.post(f"{GOVERNANCE}{question.pk}/read/").url == f"{GOVERNANCE}{question.pk}/"
    assert "Grace Lund read it on Tuesday 17 November" in said(client.get(f"{GOVERNANCE}{question.pk}/"))
    assert "To decide" in said(client.get(GOVERNANCE))
    assert "Grace Lund has read it" in said(sign_in("coordinator").get(PLACE))
    close = f"{GOVERNANCE}{question.pk}/close/"
    assert "A call from the ward." in said(client.get(close))
    assert client.post(close, {"note": ""}).status_code == 422
    assert client.post(close, {"note": "Plain enough."}).url == GOVERNANCE
    assert "Plain enough. Grace Lund, Tuesday 17 November" in said(client.get(f"{GOVERNANCE}{question.pk}/"))
    assert "Plain enough." not in said(sign_in("coordinator").get(PLACE))
    assert audited("opening.answer_read") == audited("opening.closed") == 1


def test_closing_reads_the_answer_and_needs_none(world):
    waits, says = make_question(world), make_question(world, **answered())
    for question in (waits, says):
        commands.close_opening_question(world.governance, question, note="They have left.")
    assert (waits.status, waits.read_by, says.read_by) == ("closed", "", "Grace Lund")
    with pytest.raises(Refused):
        commands.close_opening_question(world.governance, says, note="Again.")
    with pytest.raises(Refused, match="what you decided"):
        commands.close_opening_question(world.governance, make_question(world), note=" ")


def test_reading_needs_an_answer_that_nobody_read(world):
    with pytest.raises(Refused, match="no answer"):
        commands.read_opening_answer(world.governance, make_question(world))
    with pytest.raises(Refused, match="closed"):
        commands.read_opening_answer(world.governance, make_question(world, status="closed", closed_at=clock.now()))
    read = make_question(world, **answered())
    commands.read_opening_answer(world.governance, read)
    with pytest.raises(Refused, match="Grace Lund has read it"):
        commands.read_opening_answer(world.governance, read)


def test_governance_never_decides_about_themself(world, sign_in):
    own = make_question(world, who="governance", **answered())
    for command, details in ((commands.read_opening_answer, {}), (commands.close_opening_question, {"note": "Fine."})):
        with pytest.raises(NotAllowed):
            command(world.governance, own, **details)
    client = sign_in("governance")
    assert client.get(f"{GOVERNANCE}{own.pk}/").status_code == 404
    assert "Grace Lund" not in said(client.get(GOVERNANCE))
    assert "Nora Fenwick" in said(client.get(PLACE))


@pytest.mark.parametrize("who", [*NOBODY_ELSE, "coordinator", "person"])
def test_questions_are_read_by_governance_alone(world, sign_in, who):
    question = make_question(world)
    client = sign_in(who)
    for path in ("", f"{question.pk}/", f"{question.pk}/close/"):
        assert client.get(f"{GOVERNANCE}{path}").status_code == 404
    assert client.post(f"{GOVERNANCE}{question.pk}/read/").status_code == 404
    assert client.post(f"{GOVERNANCE}{question.pk}/close/", {"note": "Mine."}).status_code == 404
    with pytest.raises(NotAllowed):
        queries.opening_questions(world.actor(who))
    with pytest.raises(NotAllowed):
        commands.close_opening_question(world.actor(who), question, note="Mine.")
    assert OpeningAsked.objects.get().status == "asked"


@pytest.mark.parametrize("why", ["same_name", "unexplained"])
def test_governance_is_never_told_that_two_have_one_surname_nor_whose_record_it_is(world, sign_in, why):
    question = make_question(world, why=why, **answered())
    client = sign_in("governance")
    for path in ("", "?show=all", f"{question.pk}/", f"{question.pk}/close/"):
        page = client.get(f"{GOVERNANCE}{path}").content.decode()
        assert "urname" not in page
        assert "same_name" not in page
        assert "Fenwick" not in page


def test_questions_are_found_by_where_they_stand_who_and_when(world, sign_in):
    make_question(world)
    make_question(world, who="lead", **answered())
    make_question(world, who="peer_worker", status="closed", closed_at=clock.now())
    client = sign_in("governance")
    shown = {
        "": {"Ines Okafor", "Marcia Thornby"},
        "show=waiting": {"Ines Okafor"},
        "show=answered": {"Marcia Thornby"},
        "show=closed": {"Imani Calder"},
        "show=all": {"Ines Okafor", "Marcia Thornby", "Imani Calder"},
        "who=marcia": {"Marcia Thornby"},
        "since=2026-11-16": set(),
    }
    for asked, names in shown.items():
        page = said(client.get(f"{GOVERNANCE}?{asked}"))
        assert {name for name in ("Ines Okafor", "Marcia Thornby", "Imani Calder") if name in page} == names, asked
    assert "Asked today" in said(client.get(f"{GOVERNANCE}?show=waiting"))
    book = client.get(f"{GOVERNANCE}?as=xlsx")
    assert book["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("times", [1, 3])
def test_questions_ask_as_much_for_three_as_for_one(world, django_assert_num_queries, times):
    for _ in range(times):
        question = make_question(world)
    governance = world.governance
    with django_assert_num_queries(1):
        assert len(queries.question_rows(queries.opening_questions(governance))) == times
    with django_assert_num_queries(2):
        assert len(queries.question_page(governance, question.pk).openings) == 1
