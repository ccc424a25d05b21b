"""The pages of applying: who may open them, what they keep, and a clear answer for every mistake."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.candidates.models import Adjustment
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Draft
from alongside.recruitment import queries
from alongside.recruitment.models import Answer, Application, EqualityCount, Vacancy
from tests.recruitment.applying import WORDS, make_application, make_panel, make_reading, make_vacancy, qualify
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


def page(application, rest=""):
    return f"/applications/{application.pk}/{rest}"


def first(application):
    return application.vacancy.questions.first()


def question_page(application):
    return page(application, f"questions/{first(application).pk}/")


def close():
    with unguarded():
        Vacancy.objects.update(status="closed", closed_at=clock.now(), closes_at=clock.now() - timedelta(hours=1))


def text(response):
    return " ".join(response.content.decode().split())


# Beginning


def test_apply_says_who_may_and_begins(world, vacancy, grace, sign_in):
    browser = sign_in("candidate")
    assert "Start my application" in text(browser.get(f"/jobs/{vacancy.pk}/apply/"))
    begun = browser.post(f"/jobs/{vacancy.pk}/apply/")
    assert begun.url == page(Application.objects.get())
    assert browser.get(f"/jobs/{vacancy.pk}/apply/").url == begun.url
    shown = text(browser.get(begun.url))
    assert "2 of 7 parts done." in shown
    assert "Do the next part" in shown
    assert "We already have your certificate" in shown


def test_apply_when_not_trained_shows_the_way(world, vacancy, sign_in):
    make_candidate(world)
    assert "First, peer support training" in text(sign_in("candidate").get(f"/jobs/{vacancy.pk}/apply/"))


@pytest.mark.parametrize("who", [None, "recruiter"])
def test_apply_without_a_page_of_ones_own_says_how_to_get_one(world, vacancy, sign_in, who):
    browser = sign_in(who) if who else Client()
    assert "First, a page of your own" in text(browser.get(f"/jobs/{vacancy.pk}/apply/"))


def test_apply_when_closed_or_elsewhere_gives_a_clear_answer(world, vacancy, grace, sign_in):
    browser = sign_in("candidate")
    with unguarded():
        Vacancy.objects.update(apply_link="https://jobs.example.org/1")
    assert "Apply on NHS Jobs" in text(browser.get(f"/jobs/{vacancy.pk}/apply/"))
    close()
    assert "This job has closed" in text(browser.get(f"/jobs/{vacancy.pk}/apply/"))
    assert browser.post(f"/jobs/{vacancy.pk}/apply/").status_code == 200
    assert not Application.objects.exists()


def test_apply_when_not_public_is_not_found(world, vacancy, grace, sign_in):
    with unguarded():
        Vacancy.objects.update(audience="internal")
    assert sign_in("candidate").get(f"/jobs/{vacancy.pk}/apply/").status_code == 404


PAGES = (
    *("", "reach/", "training/", "right-to-work/", "sure-place/", "another-way/", "what-helps/", "history/"),
    *("history/years/", "check/", "send/", "withdraw/"),
)


@pytest.mark.parametrize("rest", PAGES)
def test_each_page_is_its_writers_alone(world, application, sign_in, rest):
    assert sign_in("candidate").get(page(application, rest)).status_code == 200
    for other in ("other_candidate", "recruiter", "panel", "lead"):
        assert sign_in(other).get(page(application, rest)).status_code == 404


def test_a_page_when_signed_out_asks_to_sign_in(world, application):
    assert "/accounts/login/" in Client().get(page(application)).url


# One question


def test_a_question_saves_and_goes_to_the_next(world, application, sign_in):
    browser = sign_in("candidate")
    shown = text(browser.get(question_page(application)))
    assert "Why you: question 1 of 2" in shown
    assert 'data-maxwords="20"' in shown
    assert "What helped me most was…" in shown
    assert "(optional)" not in shown
    second = application.vacancy.questions.last()
    saved = browser.post(question_page(application), {"words": "I was there."})
    assert saved.url == page(application, f"questions/{second.pk}/")
    assert browser.post(saved.url, {"words": ""}).url == page(application)
    assert [row.words for row in Answer.objects.order_by("question__position")] == ["I was there.", ""]
    assert not Draft.objects.exists()


def test_a_question_when_too_long_loses_nothing(world, application, sign_in):
    browser = sign_in("candidate")
    long = " ".join(f"word{n}" for n in range(44))
    answer = browser.post(question_page(application), {"words": long})
    assert answer.status_code == 422
    assert text(answer).count("Your answer is 24 words too long. Make it 20 words or fewer.") == 2
    assert "word43" in text(answer)
    assert "word43" in text(browser.get(question_page(application)))  # the tab was closed, and opened again
    assert "Half done" in text(browser.get(page(application)))
    assert Answer.objects.get(question=first(application)).words == WORDS


def test_a_question_when_stopped_is_kept_and_half_done(world, application, sign_in):
    browser = sign_in("candidate")
    stopped = browser.post(question_page(application), {"words": "Half a", "save": "later"})
    assert stopped.url == page(application)
    assert "Half done" in text(browser.get(stopped.url))
    assert "Half a" in text(sign_in("candidate").get(question_page(application)))  # another browser, another day
    assert "You typed more here" in text(browser.get(page(application, "check/")))


def test_what_is_typed_is_kept_by_the_page_itself(world, application, sign_in):
    import re

    browser = sign_in("candidate")
    url = re.search(r'data-draft-url="([^"]+)"', browser.get(question_page(application)).content.decode()).group(1)
    assert browser.post(url, {"words": "Typed, and the tab closed"}).json() == {"kept": True}
    assert "Typed, and the tab closed" in text(sign_in("candidate").get(question_page(application)))


def test_a_question_of_another_vacancy_is_not_found(world, application, sign_in):
    other = make_vacancy(world).questions.first()
    assert sign_in("candidate").get(page(application, f"questions/{other.pk}/")).status_code == 404


# Files


def test_a_spoken_answer_is_given_heard_and_taken_away(world, application, sign_in):
    browser = sign_in("candidate")
    url = question_page(application) + "file/"
    assert browser.get(url).status_code == 200
    wrong = browser.post(url, {"upload": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 40)})
    assert wrong.status_code == 422
    assert "This file is not" in text(wrong)
    large = browser.post(url, {"upload": SimpleUploadedFile("a.mp3", b"ID3" + b"\0" * 11_000_000)})
    assert large.status_code == 422
    assert "10 MB or less" in text(large)
    given = browser.post(url, {"upload": SimpleUploadedFile("grace-ashby.mp3", b"ID3" + b"\0" * 40)})
    assert given.url == question_page(application)
    assert "grace-ashby.mp3" in text(browser.get(given.url))
    heard = browser.get(page(application, f"answers/{first(application).pk}/"))
    assert (heard["Content-Type"], "grace-ashby" in heard["Content-Disposition"]) == ("audio/mpeg", True)
    assert "grace-ashby.mp3" in text(browser.get(page(application, "check/")))
    browser.post(question_page(application) + "file/remove/")
    assert Answer.objects.get(question=first(application)).file is None


def test_a_file_when_read_by_shortlisters_does_not_carry_its_name(world, application, sign_in):
    browser = sign_in("candidate")
    upload = SimpleUploadedFile("grace-ashby.pdf", b"%PDF-1.7" + b"\0" * 40)
    browser.post(question_page(application) + "file/", {"upload": upload})
    browser.post(page(application, "send/"), {})
    close()
    panel = make_panel(world, application.vacancy)
    make_reading(panel[0], application, {}, done=False)
    url = page(application, f"answers/{first(application).pk}/")
    assert sign_in("coordinator").get(url).status_code == 404
    assert f"application-{application.number}.pdf" in sign_in("panel").get(url)["Content-Disposition"]
    assert "grace-ashby" not in text(sign_in("panel").get(f"/reading/{application.pk}/"))


# The other parts


def test_each_part_is_answered(world, application, sign_in):
    browser = sign_in("candidate")
    there = page(application)
    assert browser.post(page(application, "right-to-work/"), {"right_to_work": "no"}).url == there
    assert browser.post(page(application, "right-to-work/"), {}).status_code == 422
    assert browser.post(page(application, "sure-place/"), {"interview_if_meets": "yes"}).url == there
    assert browser.post(page(application, "another-way/"), {"written": "spoken", "words": ""}).url == there
    browser.post(page(application, "what-helps/"), {"words": "A quiet room", "carry": "on"})
    assert "A quiet room" in text(browser.get(page(application, "what-helps/")))
    assert "To say my answers" in text(browser.get(page(application, "another-way/")))
    assert Adjustment.objects.get(stage="interview").carry
    browser.post(page(application, "history/"), {"what": "Walked dogs"})
    item = application.history.get(what="Walked dogs")
    assert "Walked dogs" in text(browser.get(page(application, f"history/{item.pk}/")))
    browser.post(page(application, f"history/{item.pk}/"), {"what": "Walked cats"})
    browser.post(page(application, "history/years/"), {"history_words": "I was well again."})
    shown = text(browser.get(page(application, "history/")))
    assert "Walked cats" in shown
    assert "I was well again." in shown
    browser.post(page(application, f"history/{item.pk}/remove/"))
    assert application.history.count() == 1
    list_page = text(browser.get(there))
    assert "Asked" in list_page
    assert "Check and send" in list_page


def test_what_changed_in_the_vacancy_is_shown_until_read(world, application, sign_in):
    with unguarded():
        Vacancy.objects.update(changed_at=clock.now(), changed_words="The hours are now 30.")
    browser = sign_in("candidate")
    assert "The hours are now 30." in text(browser.get(page(application)))
    browser.post(page(application, "changes-seen/"))
    assert "The hours are now 30." not in text(browser.get(page(application)))


def test_an_application_on_paper_is_opened_by_those_who_keep_it(world, application, sign_in):
    with unguarded():
        Application.objects.update(written="paper")
    assert "Grace A" in text(sign_in("recruiter").get("/reading/"))
    assert sign_in("recruiter").get(page(application)).status_code == 200
    assert sign_in("panel").get(page(application)).status_code == 404


def test_closing_today_is_said(world, application, sign_in):
    with unguarded():
        Vacancy.objects.update(closes_at=clock.now() + timedelta(seconds=30))
    browser = sign_in("candidate")
    assert "You can send it with short answers" in text(browser.get(page(application)))


# Sending


def test_sending_counts_thanks_and_offers_a_copy(world, application, sign_in):
    browser = sign_in("candidate")
    assert "Check your application" in text(browser.get(page(application, "check/")))
    asked = text(browser.get(page(application, "send/")))
    assert asked.count("I prefer not to say") == 9
    sent = browser.post(page(application, "send/"), {"equality_gender": "woman"})
    assert sent.url == page(application, "copy/")
    copy = text(browser.get(sent.url))
    assert "Thank you. We have your application" in copy
    assert WORDS in copy
    assert EqualityCount.objects.get(many=1).answer == "woman"
    assert browser.get(page(application)).url == sent.url
    assert browser.get(page(application, "check/")).url == sent.url
    assert browser.get(page(application, "send/")).url == sent.url
    browser.post(page(application, "take-back/"))
    again = text(browser.get(page(application, "send/")))
    assert "I prefer not to say" not in again
    assert "counted once" in again


def test_sending_when_parts_are_left_goes_back_to_the_list(world, application, sign_in):
    with unguarded():
        Application.objects.update(right_to_work=None)
    browser = sign_in("candidate")
    assert browser.get(page(application, "send/")).url == page(application, "check/")
    assert "Say whether you may work in the UK" in text(browser.get(page(application, "check/")))


def test_sending_late_is_refused_with_the_answers_still_there(world, application, sign_in):
    browser = sign_in("candidate")
    close()
    late = browser.post(page(application, "send/"), {"equality_gender": "woman"})
    assert late.status_code == 422
    assert "What you wrote is kept for you" in text(late)
    assert not EqualityCount.objects.filter(many__gt=0).exists()
    assert not Draft.objects.exists()
    assert "This job closed" in text(browser.get(page(application)))
    assert "cannot be sent any more" in text(browser.get(page(application, "check/")))


def test_the_copy_before_sending_is_not_found(world, application, sign_in):
    assert sign_in("candidate").get(page(application, "copy/")).status_code == 404


def test_withdrawing_is_asked_once(world, application, sign_in):
    browser = sign_in("candidate")
    assert "You do not have to say why" in text(browser.get(page(application, "withdraw/")))
    browser.post(page(application, "withdraw/"))
    application.refresh_from_db()
    assert application.status == "withdrawn"


# The journey


STATES = [
    ("started", "now", "you"),
    ("sent", "now", "us"),
    ("to_meet", "now", "you"),
    ("met", "now", "us"),
    ("reserve", "now", "us"),
    ("not_this_time", "not_this_time", ""),
    ("withdrawn", "not_this_time", ""),
]


@pytest.mark.parametrize(("status", "state", "whose"), STATES)
def test_a_step_says_whose_turn_it_is(world, vacancy, grace, status, state, whose):
    over = {"ended_at": clock.now()} if status in ("not_this_time", "withdrawn") else {}
    make_application(world, vacancy, grace, status=status, **over)
    step = queries.steps_of(grace)[0]
    assert (step.state, step.whose, step.late) == (state, whose, False)


def test_a_step_when_we_are_late_says_so_and_one_that_closed_unsent_rests(world, vacancy, grace):
    sent = make_application(world, vacancy, grace, status="sent")
    with unguarded():
        Vacancy.objects.update(hear_by=clock.today() - timedelta(days=1))
    step = queries.steps_of(grace)[0]
    assert (step.late, step.who) == (True, "Rhona Pike")
    with unguarded():
        Application.objects.filter(pk=sent.pk).update(status="started")
    close()
    step = queries.steps_of(grace)[0]
    assert (step.state, "Your words are kept" in step.note) == ("not_this_time", True)


@pytest.mark.parametrize("many", [1, 3])
def test_steps_cost_two_queries_however_many(world, grace, many, django_assert_num_queries):
    for _ in range(many):
        make_application(world, make_vacancy(world), grace)
    with django_assert_num_queries(2):
        assert len(queries.steps_of(grace)) == many


def test_what_was_typed_is_kept_while_the_vacancy_is_open(world, application, sign_in):
    from alongside.core.actors import process
    from alongside.recruitment.jobs import keep_what_was_typed

    sign_in("candidate").post(question_page(application), {"words": "Half a", "save": "later"})
    began = clock.now()
    with clock.at(began + timedelta(days=13)):
        keep_what_was_typed(process("test"))
        assert Draft.objects.get().expires_at > began + timedelta(days=26)
    close()
    with clock.at(began + timedelta(days=20)):
        keep_what_was_typed(process("test"))
    assert Draft.objects.get().expires_at < began + timedelta(days=28)
