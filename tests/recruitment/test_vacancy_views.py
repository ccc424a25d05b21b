"""The pages on which a vacancy is written, opened and finished with."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.recruitment import commands
from alongside.recruitment.models import Criterion, Question, Vacancy
from tests.recruitment.vacancies import complete, name_panel, open_vacancy, write_vacancy
from tests.workforce.posts import make_post

PARTS = ("", "facts/", "the-work/", "dates/", "look-for/", "look-for/add/", "questions/add/", "meeting/", "panel/")


def day(name: str, on) -> dict:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def test_pages_open_for_those_who_keep_vacancies_and_for_nobody_else(world, sign_in):
    vacancy = write_vacancy(world)
    addresses = ["/vacancies/", "/vacancies/add/", *(f"/vacancies/{vacancy.pk}/{part}" for part in PARTS)]
    addresses += [f"/vacancies/look-for/{vacancy.criteria.get().pk}/", f"/vacancies/{vacancy.pk}/withdraw/"]
    for address in addresses:
        for who in ("recruiter", "lead"):
            assert sign_in(who).get(address).status_code == 200, (who, address)
        for who in ("coordinator", "panel", "candidate", "peer_worker"):
            assert sign_in(who).get(address).status_code == 404, (who, address)


def test_a_vacancy_from_a_post_to_finished_by_its_pages(world, sign_in):
    client = sign_in("recruiter")
    post = make_post(world, status="vacant", pathway=world.acute, team=world.willow)
    assert 'value="22.5"' in client.get(f"/vacancies/add/?post={post.pk}").content.decode()
    facts = {"title": "Peer support worker", "post": post.pk, "pathway": world.acute.pk, "team": world.willow.pk}
    facts |= {"salary_from": "24937", "salary_to": "26598", "hours": "22,5", "contract": "permanent", "places": "1"}
    made = client.post("/vacancies/add/", facts)
    vacancy = Vacancy.objects.get()
    here = f"/vacancies/{vacancy.pk}/"
    assert made["Location"] == here
    assert "Before it can open" in client.get(here).content.decode()
    today = clock.today()
    work = {"lede": "Walk alongside people.", "would_do": "Listen\n\nRun groups", "not_asked": "Observations"}
    work |= {"support_words": "A lead.", "informal_name": "the lead", "informal_contact": "01632 960147"}
    dates = {"audience": "public", **day("closes_on", today + timedelta(days=20))}
    dates |= day("hear_by", today + timedelta(days=25))
    steps = (
        ("facts/", {**facts, "hours": "30"}),
        ("the-work/", {**work, "needs_training": "on"}),
        ("dates/", dates),
        ("look-for/add/", {"words": "Listens", "how": "form", "is_essential": "yes"}),
        (
            "questions/add/",
            {
                "prompt": "Why?",
                "starters": "Because…\nWhen…",
                "max_words": "200",
                "criteria": [vacancy.criteria.get().pk],
            },
        ),
        ("meeting/", {"interview_questions": "What first?\nWhat then?", "questions_days": "3", "bar": "2"}),
        ("panel/", {"user": world.users["recruiter"].pk, "does": ["shortlists"]}),
        ("panel/", {"user": world.users["panel"].pk, "does": ["shortlists", "interviews"]}),
        ("panel/", {"user": world.users["peer_worker"].pk, "does": ["interviews"], "is_peer": "on"}),
        ("panel/", {"user": world.users["lead"].pk, "does": ["settles"]}),
    )
    for part, answers in steps:
        assert client.post(here + part, answers).status_code == 302, part
    vacancy.refresh_from_db()
    assert (vacancy.would_do, vacancy.interview_questions) == (["Listen", "Run groups"], ["What first?", "What then?"])
    assert (vacancy.closes_at.date(), vacancy.hours) == (today + timedelta(days=20), 30)
    assert Question.objects.get().starters == ["Because…", "When…"]
    assert "Everything is there." in client.get(here).content.decode()
    assert client.post(f"{here}open/").status_code == 302
    assert "0 applications" in client.get(here).content.decode()
    assert client.post(f"{here}close/").status_code == 302
    assert "Everyone has heard: finish" in client.get(here).content.decode()
    again = {**day("closes_on", today + timedelta(days=40)), "changed_words": "More time."}
    assert client.post(f"{here}reopen/", again).status_code == 302
    assert client.post(f"{here}close/").status_code == 302
    assert client.post(f"{here}finish/").status_code == 302
    page = client.get(here).content.decode()
    assert "Finished" in page or "Everyone has heard" in page
    assert vacancy.title in client.get("/vacancies/?status=finished").content.decode()


def test_parts_can_be_changed_and_taken_away_by_their_pages(world, sign_in):
    client, vacancy = sign_in("recruiter"), complete(world, write_vacancy(world))
    listens = Criterion.objects.get(words="Listening without judging")
    question, member = vacancy.questions.get(), vacancy.panel.get(user=world.users["panel"])
    changed = {"words": "Listens well", "how": "interview", "is_essential": "no"}
    assert client.get(f"/vacancies/questions/{question.pk}/").status_code == 200
    assert client.post(f"/vacancies/look-for/{listens.pk}/", changed).status_code == 302
    assert client.post(f"/vacancies/questions/{question.pk}/", {"prompt": "Why here?", "max_words": "100"})
    for address in (f"look-for/{listens.pk}/remove", f"questions/{question.pk}/remove", f"panel/{member.pk}/end"):
        assert client.get(f"/vacancies/{address}/").status_code == 404
        assert sign_in("panel").post(f"/vacancies/{address}/").status_code == 404
        assert client.post(f"/vacancies/{address}/").status_code == 302
    assert not vacancy.questions.exists()
    assert vacancy.criteria.count() == 2
    assert vacancy.panel.filter(ended_at=None).count() == 3


def test_open_by_its_page_when_something_is_missing_is_a_page_in_words(world, sign_in):
    answer = sign_in("recruiter").post(f"/vacancies/{write_vacancy(world).pk}/open/")
    assert answer.status_code == 409
    assert "set the closing date" in answer.content.decode()


@pytest.mark.parametrize(
    ("part", "answers", "words"),
    [
        ("facts/", {"title": "Kept words", "hours": "50"}, "between 0 and 37.5"),
        ("facts/", {"title": "Kept words", "hours": "some"}, "between 0 and 37.5"),
        ("the-work/", {"lede": "Kept words", "apply_link": "javascript:alert(1)"}, "beginning with https://"),
        ("look-for/add/", {"words": "Kept words"}, "Select whether it is needed"),
        ("questions/add/", {"prompt": "Kept words", "max_words": "5"}, "must be 20 or more"),
        ("withdraw/", {"because": ""}, "Enter why"),
        ("reopen/", {"changed_words": "Kept words"}, "Enter the new closing date"),
    ],
)
def test_pages_when_the_answer_will_not_do_keep_what_was_typed(world, sign_in, part, answers, words):
    answer = sign_in("recruiter").post(f"/vacancies/{write_vacancy(world).pk}/{part}", answers)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert all(typed in page for typed in answers.values() if typed == "Kept words")


def test_dates_when_people_would_hear_before_it_closes_are_asked_again(world, sign_in):
    today = clock.today()
    answers = {"audience": "public", **day("closes_on", today + timedelta(days=9)), **day("hear_by", today)}
    answer = sign_in("recruiter").post(f"/vacancies/{write_vacancy(world).pk}/dates/", answers)
    assert "Everyone hears by must be after the closing day" in answer.content.decode()


def test_in_the_open_each_part_asks_what_changed(world, sign_in):
    client, vacancy = sign_in("recruiter"), open_vacancy(world)
    here = f"/vacancies/{vacancy.pk}/"
    for part in ("facts/", "the-work/", "dates/", "meeting/"):
        assert "What changed?" in client.get(here + part).content.decode()
    meeting = {"interview_questions": "One", "questions_days": "3", "bar": "2"}
    assert client.post(f"{here}meeting/", meeting).status_code == 422
    assert client.post(f"{here}meeting/", {**meeting, "changed_words": "A new question."}).status_code == 302
    assert "A new question." in client.get(here).content.decode()
    assert "stay as they are" in client.get(f"{here}look-for/").content.decode()


def test_withdraw_by_its_page(world, sign_in):
    client, vacancy = sign_in("recruiter"), open_vacancy(world)
    assert client.post(f"/vacancies/{vacancy.pk}/withdraw/", {"because": "No money."}).status_code == 302
    assert "Withdrawn" in client.get(f"/vacancies/{vacancy.pk}/").content.decode()


def test_list_is_a_spreadsheet_too_and_says_when_it_is_empty(world, sign_in):
    client = sign_in("recruiter")
    assert "No vacancies here." in client.get("/vacancies/").content.decode()
    write_vacancy(world, places=2)
    assert "2 places" in client.get("/vacancies/?status=nonsense").content.decode()
    assert client.get("/vacancies/?as=xlsx")["Content-Type"].endswith("spreadsheetml.sheet")


def test_panel_page_names_those_who_are_on_it(world, sign_in):
    vacancy = write_vacancy(world)
    name_panel(world, vacancy)
    page = sign_in("recruiter").get(f"/vacancies/{vacancy.pk}/panel/").content.decode()
    assert "Imani Calder" in page
    assert ", a peer" in page
    commands.withdraw_vacancy(world.recruiter, vacancy, because="x")
    answers = {"user": world.users["panel"].pk, "does": ["shortlists"]}
    refused = sign_in("recruiter").post(f"/vacancies/{vacancy.pk}/panel/", answers)
    assert "is over" in refused.content.decode()
