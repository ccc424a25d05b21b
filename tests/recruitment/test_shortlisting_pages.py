"""The pages of choosing: by number, alone and then together, and clear about what is left."""

import io

import pytest
from python_calamine import CalamineWorkbook

from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.recruitment import queries
from alongside.recruitment.models import Agreed, Application, EqualityCount, Reading, Score, Vacancy
from alongside.recruitment.queries.equality import hide
from tests.recruitment.applying import make_applicant, make_panel, make_reading, make_vacancy, read_criteria

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(world):
    return make_vacancy(world, status="closed")


@pytest.fixture
def panel(world, vacancy):
    return make_panel(world, vacancy)


def text(response):
    return " ".join(response.content.decode().split())


def both_read(vacancy, panel, application, first, second):
    criteria = read_criteria(vacancy)
    make_reading(panel[0], application, dict(zip(criteria, first, strict=True)))
    make_reading(panel[1], application, dict(zip(criteria, second, strict=True)))


def shortlist_page(vacancy, rest=""):
    return f"/vacancies/{vacancy.pk}/shortlist/{rest}"


def scores(vacancy, *given):
    answers = {}
    for row, score in zip(read_criteria(vacancy), given, strict=True):
        answers |= {f"score_{row.pk}": str(score), f"why_{row.pk}": f"Because {score}"}
    return answers


def test_my_reading_says_what_to_do(world, vacancy, panel, sign_in):
    make_applicant(world, 1, vacancy)
    browser = sign_in("panel")
    assert "Nobody has begun." in text(browser.get("/reading/"))
    browser.post(shortlist_page(vacancy, "begin/"))
    assert "0 of 1 scored" in text(browser.get("/reading/"))
    assert "There is nothing for you to read." in text(sign_in("coordinator").get("/reading/"))


def test_an_application_is_read_scored_and_finished_by_number(world, vacancy, panel, sign_in):
    one, two = (make_applicant(world, number, vacancy) for number in range(2))
    browser = sign_in("panel")
    browser.post(shortlist_page(vacancy, "begin/"))
    shown = text(browser.get(f"/reading/{one.pk}/"))
    for hidden in ("Applicant0", "example.net", one.candidate_id):
        assert hidden not in shown
    assert Opening.objects.filter(subject_id=one.pk).exists()
    saved = browser.post(f"/reading/{one.pk}/", scores(vacancy, 1, 2, 2))
    assert saved.url == f"/reading/{two.pk}/"
    assert "Read application 101" in text(browser.get(shortlist_page(vacancy)))
    assert browser.post(saved.url, scores(vacancy, 2, 2, 2)).url == shortlist_page(vacancy)
    assert "I have finished reading" in text(browser.get(shortlist_page(vacancy)))
    browser.post(shortlist_page(vacancy, "done/"))
    assert "The second reader has 2 to go" in text(browser.get(shortlist_page(vacancy)))
    assert "The second reader has 2 to go" in text(browser.get("/reading/"))
    assert "Hidden until you both finish" in text(browser.get(shortlist_page(vacancy)))


def test_a_score_without_its_reason_is_said_and_nothing_lost(world, vacancy, panel, sign_in):
    application = make_applicant(world, 1, vacancy)
    make_reading(panel[0], application, {}, done=False)
    own, listens, _ = read_criteria(vacancy)
    browser = sign_in("panel")
    wrong = browser.post(f"/reading/{application.pk}/", {f"score_{own.pk}": "2", f"why_{listens.pk}": "They listen"})
    assert wrong.status_code == 422
    assert "Write why, for “Own experience of mental health difficulty”" in text(wrong)
    assert "Select a score for “Listens well”" in text(wrong)
    assert "They listen" in text(wrong)
    assert not Score.objects.exists()
    browser.post(f"/reading/{application.pk}/", {f"score_{own.pk}": "2", f"why_{own.pk}": "Some of it"})
    assert "Some of it" in text(browser.get(f"/reading/{application.pk}/"))


def test_the_shortlist_is_for_those_who_read_and_who_keep_it(world, vacancy, panel, sign_in):
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    for who, status in (("panel", 200), ("peer_worker", 200), ("recruiter", 200), ("lead", 200), ("coordinator", 404)):
        assert sign_in(who).get(shortlist_page(vacancy)).status_code == status, who
        assert sign_in(who).get(f"/reading/{application.pk}/").status_code == status, who
    for who in ("panel", "recruiter"):
        assert "Applicant1" not in text(sign_in(who).get(shortlist_page(vacancy)))
        assert "Applicant1" not in text(sign_in(who).get(f"/reading/{application.pk}/"))


def test_the_shortlist_before_it_is_shared_out_leads_only_those_who_may_to_an_application(
    world, vacancy, panel, sign_in
):
    application = make_applicant(world, 1, vacancy)
    assert f"/reading/{application.pk}/" in text(sign_in("recruiter").get(shortlist_page(vacancy)))
    seen = text(sign_in("panel").get(shortlist_page(vacancy)))
    assert f"/reading/{application.pk}/" not in seen
    assert str(application.number) in seen


@pytest.mark.parametrize("many", [1, 3])
def test_the_shortlist_page_asks_the_same_however_many(
    world, vacancy, panel, sign_in, many, django_assert_max_num_queries
):
    for number in range(many):
        both_read(vacancy, panel, make_applicant(world, number, vacancy), (1, 2, 2), (3, 2, 2))
    browser = sign_in("panel")
    browser.get(shortlist_page(vacancy))
    with django_assert_max_num_queries(16):
        browser.get(shortlist_page(vacancy))


def test_the_shortlist_as_a_spreadsheet_names_nobody(world, vacancy, panel, sign_in):
    both_read(vacancy, panel, make_applicant(world, 1, vacancy), (1, 2, 2), (3, 2, 2))
    sheet = sign_in("panel").get(shortlist_page(vacancy) + "?as=xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_name("Shortlisting").to_python()
    assert rows[1] == [100, "1 and 3", "2 and 2", "2 and 2", "Yes", "Talk"]


def test_two_who_differ_talk_and_agree(world, vacancy, panel, sign_in):
    application = make_applicant(world, 1, vacancy, interview_if_meets=True)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    own, listens, _ = read_criteria(vacancy)
    browser = sign_in("panel")
    assert "Sure place asked" in text(browser.get(shortlist_page(vacancy)))
    assert "Talk about this" in text(browser.get(f"/reading/{application.pk}/"))
    url = f"/reading/{application.pk}/agree/{own.pk}/"
    shown = text(browser.get(url))
    assert "What does your own experience bring?" in shown
    assert "How do you listen to people?" not in shown
    assert "shown well" in shown
    assert browser.post(url, {"score": "2", "words": ""}).status_code == 422
    assert browser.post(url, {"score": "2", "words": "Enough for this work"}).url == shortlist_page(vacancy)
    assert Agreed.objects.get().score == 2
    assert "Change what you agreed" in text(browser.get(f"/reading/{application.pk}/"))
    assert "Enough for this work" in text(browser.get(url))
    assert "All 1 are settled" in text(browser.get(shortlist_page(vacancy)))
    assert browser.get(f"/reading/{application.pk}/agree/{vacancy.pk}/").status_code == 404
    assert browser.get(f"/reading/{application.pk}/settle/{listens.pk}/").status_code == 404


def test_a_third_settles_without_the_scores(world, vacancy, panel, sign_in):
    application = make_applicant(world, 1, vacancy)
    both_read(vacancy, panel, application, (1, 2, 2), (3, 2, 2))
    own = read_criteria(vacancy)[0]
    sign_in("panel").post(f"/reading/{application.pk}/third/{own.pk}/")
    third = sign_in("lead")
    assert f"Application {application.number}" in text(third.get("/reading/"))
    shown = text(third.get(f"/reading/{application.pk}/"))
    assert "Settle this" in shown
    assert "app-disc" not in shown
    url = f"/reading/{application.pk}/settle/{own.pk}/"
    assert "app-disc" not in text(third.get(url))
    assert third.post(url, {"score": "2", "words": "It is there."}).url == "/reading/"
    assert "nothing here for you to settle" in text(third.get(f"/reading/{application.pk}/"))
    assert "Settled: 2." in text(sign_in("panel").get(f"/reading/{application.pk}/"))


def test_stepping_aside_takes_the_row_away(world, vacancy, panel, sign_in):
    application = make_applicant(world, 1, vacancy)
    make_reading(panel[0], application, {}, done=False)
    browser = sign_in("panel")
    assert browser.post(f"/reading/{application.pk}/step-aside/").url == "/reading/"
    assert browser.get(f"/reading/{application.pk}/").status_code == 404
    assert Reading.objects.get(member=panel[0]).stepped_aside_at
    assert Reading.objects.get(member=panel[1]).stepped_aside_at is None  # somebody else was asked


def test_finishing_lists_what_is_left_and_then_tells_everybody(world, vacancy, panel, sign_in):
    meet, talk = (make_applicant(world, number, vacancy) for number in range(2))
    both_read(vacancy, panel, meet, (2, 2, 2), (2, 3, 2))
    both_read(vacancy, panel, talk, (1, 2, 2), (3, 2, 2))
    browser = sign_in("panel")
    early = browser.post(shortlist_page(vacancy, "finish/"), {"meet_at_most": ""})
    assert early.status_code == 422
    assert "To talk about: application 101" in text(early)
    browser.post(f"/reading/{talk.pk}/agree/{read_criteria(vacancy)[0].pk}/", {"score": "1", "words": "Not yet."})
    assert "cannot be undone" in text(browser.get(shortlist_page(vacancy, "finish/")))
    browser.post(shortlist_page(vacancy, "finish/"), {"meet_at_most": ""})
    assert set(Application.objects.values_list("status", flat=True)) == {"to_meet", "not_this_time"}
    assert "waits for shortlisting" in text(browser.get(shortlist_page(vacancy)))
    assert browser.get(shortlist_page(vacancy, "finish/")).url == "/reading/"
    told = sign_in("applicant1").get(f"/applications/{talk.pk}/copy/")
    assert "Own experience of mental health difficulty: Not yet." in text(told)


def test_nobody_at_the_bar_asks_for_another_look(world, vacancy, panel, sign_in):
    both_read(vacancy, panel, make_applicant(world, 1, vacancy), (1, 1, 1), (1, 1, 1))
    assert "Nobody reached 2 on everything" in text(sign_in("panel").get(shortlist_page(vacancy)))


# Equality, in numbers


def test_equality_is_for_those_who_keep_vacancies(world, vacancy, sign_in):
    for who, status in (("lead", 200), ("recruiter", 200), ("panel", 404), ("coordinator", 404), ("candidate", 404)):
        assert sign_in(who).get("/vacancies/equality/").status_code == status, who
    open_one = make_vacancy(world)
    assert sign_in("lead").get(f"/vacancies/equality/?vacancy={open_one.pk}").status_code == 404


def test_equality_hides_small_numbers_and_shows_nothing_of_few(world, vacancy, sign_in):
    browser = sign_in("lead")
    counts = EqualityCount.objects.filter(vacancy=vacancy, stage="sent", question="gender")
    with unguarded():
        counts.filter(answer="woman").update(many=4)
    assert "nothing that can be shown" in text(browser.get("/vacancies/equality/"))
    with unguarded():
        for answer, many in (("woman", 23), ("man", 12), ("another", 1)):
            counts.filter(answer=answer).update(many=many)
    page = queries.equality_page(world.lead, vacancy.pk)
    assert [(row.words, row.shown[0]) for row in page.tables[0].rows] == [
        ("Woman", 25),
        ("Man", None),
        ("In another way", None),
        ("I prefer not to say", None),
        ("No answer", None),
    ]
    shown = text(browser.get(f"/vacancies/equality/?vacancy={vacancy.pk}"))
    assert "How do you describe yourself?" in shown
    assert "What is your religion" not in shown


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 20, "b": 31}, {"a": 20, "b": 30}),
        ({"a": 20, "b": 3}, {"a": None, "b": None}),  # one hidden alone is the whole less the rest
        ({"a": 20, "b": 9, "c": 3}, {"a": 20, "b": None, "c": None}),
        ({"a": 20, "b": 9, "c": 2, "d": 1}, {"a": 20, "b": None, "c": None, "d": None}),  # two that make three
        ({"a": 20, "b": 4, "c": 4}, {"a": 20, "b": None, "c": None}),
        ({"a": 4, "b": 0}, {"a": None, "b": None}),
    ],
)
def test_what_is_hidden_cannot_be_worked_out(counts, shown):
    assert hide(counts) == shown


def test_equality_of_a_vacancy_that_is_open_is_not_counted_in(world, sign_in):
    vacancy = make_vacancy(world)
    with unguarded():
        EqualityCount.objects.filter(vacancy=vacancy, stage="sent", question="gender").update(many=50)
    assert queries.equality_page(world.lead).tables == ()
    with unguarded():
        Vacancy.objects.update(status="closed", closed_at=vacancy.opened_at)
    assert queries.equality_page(world.lead).tables
