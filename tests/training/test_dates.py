"""Training dates as anybody reads them, and a course’s own page: never a joining link."""

from datetime import timedelta

from django.test import Client

from alongside.core import clock
from alongside.training import queries
from tests.training.courses import make_cohort, make_place, make_programme, make_session, make_somebody
from tests.world import make_candidate


def test_public_dates_say_what_is_open_full_coming_and_where_nothing_is(world):
    programme = make_programme()
    today = clock.today()

    def on(days, status, **fields):
        return make_cohort(world, status, programme=programme, starts_on=today + timedelta(days=days), **fields)

    on(10, "open")
    on(20, "open", closes_on=None)
    on(30, "planned", opens_on=today + timedelta(days=3))
    on(40, "planned", opens_on=None)
    on(50, "choosing", answered_by=None)
    full = on(60, "offering", size=1)
    make_place(full, make_somebody("Ada"), "offered")
    on(70, "offering", size=1)
    on(80, "running")
    on(90, "cancelled")
    on(-3, "open")
    make_programme(name="A second programme")
    make_programme(name="Not offered", is_open=False)
    rows = queries.public_dates()
    assert [row.state for row in rows] == ["open", "open", "soon", "soon", "full", "full", "open", "none"]
    assert rows[0].words.startswith("Ask by ")
    assert rows[1].words == "You can ask for a place."
    assert rows[2].words.startswith("Opens on ")
    assert rows[4].words == "Asking for a place has closed."
    assert rows[5].words == "You can join the waiting list."
    assert rows[6].words == "1 place left."
    assert (rows[7].programme, rows[7].starts_on) == ("A second programme", None)
    assert rows[0].url == f"/courses/{rows[0].id}/"


def test_public_dates_ask_as_many_questions_for_three_courses_as_for_one(world, django_assert_num_queries):
    for _ in range(3):
        make_place(make_cohort(world), make_somebody("Ada"))
        with django_assert_num_queries(3):
            queries.public_dates()


def test_course_page_is_for_anybody_and_shows_the_criteria_but_no_link(world):
    cohort = make_cohort(world, access_words="Captions are on.")
    session = make_session(cohort)
    answer = Client().get(f"/courses/{cohort.pk}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Why you would like to", "Captions are on.", "Beginning", "draw lots", "Tell us you are interested"):
        assert words in page
    assert session.join_link not in page
    assert Client().get("/courses/0000000000000000/").status_code == 404


def test_course_page_says_what_can_be_done_now(world, sign_in):
    cohort, candidate = make_cohort(world, "offering", size=1), make_candidate(world)
    later = make_cohort(world, "planned", starts_on=cohort.starts_on + timedelta(days=50))
    assert "Ask for a place" in sign_in("candidate").get(f"/courses/{cohort.pk}/").content.decode()
    place = make_place(cohort, make_somebody("Ada"), "taken")
    page = sign_in("candidate").get(f"/courses/{cohort.pk}/").content.decode()
    assert "Join the waiting list" in page
    assert later.name in page
    mine = make_place(cohort, candidate, "waiting")
    assert f"/my-training/{mine.pk}/" in sign_in("candidate").get(f"/courses/{cohort.pk}/").content.decode()
    assert f"/my-training/{place.pk}/" not in sign_in("trainer").get(f"/courses/{cohort.pk}/").content.decode()
    over = make_cohort(world, "finished")
    assert "Finished." in Client().get(f"/courses/{over.pk}/").content.decode()
