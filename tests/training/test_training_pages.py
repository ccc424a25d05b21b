"""Pages of training for those who run it: who may see them, what they say, and what they do."""

from datetime import timedelta

import pytest

from alongside.core import clock
from alongside.core.models import Opening
from alongside.training import commands, queries
from alongside.training.models import Cohort, Module, Place, Principle, Programme
from tests.training.courses import change, make_cohort, make_place, make_session, make_somebody, states
from tests.world import make_candidate

STRANGERS = ("other_trainer", "candidate", "recruiter", "peer_worker", "nobody")


@pytest.fixture
def course(world):
    return make_cohort(world, "choosing", trainer="trainer")


def words(answer):
    return answer.content.decode()


def date_of(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def plan(**said):
    today = clock.today()
    data = {"name": "Spring", "mode": "online", "size": "12", "where": "Microsoft Teams", **said}
    for name, days in (("starts_on", 40), ("finishes_on", 90)):
        data |= date_of(name, today + timedelta(days=days))
    return data


def test_cohorts_lists_their_own_and_all_for_the_lead(world, sign_in, course):
    make_cohort(world, "finished", trainer="other_trainer", name="Long ago")
    page = words(sign_in("trainer").get("/training/"))
    assert course.name in page
    assert "Tariq Bowen" in page
    assert "Long ago" not in page
    assert "Long ago" in words(sign_in("lead").get("/training/?show=over"))
    assert "No course is over yet" in words(sign_in("trainer").get("/training/?show=over"))
    sheet = sign_in("lead").get("/training/?as=xlsx")
    assert "spreadsheet" in sheet["Content-Type"]
    for name in ("candidate", "recruiter", "peer_worker", "nobody"):
        assert sign_in(name).get("/training/").status_code == 404


def test_cohorts_when_there_are_none_says_what_to_do(world, sign_in):
    assert "No course is planned" in words(sign_in("trainer").get("/training/"))


def test_cohorts_ask_as_many_questions_for_three_as_for_one(world, django_assert_num_queries):
    trainer = world.trainer
    for _ in range(3):
        cohort = make_cohort(world)
        make_session(cohort)
        make_place(cohort, make_somebody("Ada"))
        with django_assert_num_queries(4):
            queries.cohorts(trainer)


def test_cohort_page_asks_as_many_questions_for_three_people_as_for_one(world, django_assert_num_queries):
    trainer, cohort = world.trainer, make_cohort(world)
    for name in ("Ada", "Ben", "Chi"):
        make_place(cohort, make_somebody(name))
        make_session(cohort)
        with django_assert_num_queries(7):
            queries.cohort_page(trainer, cohort.pk)


def test_cohort_shows_people_by_where_they_stand_and_says_who_opened_the_list(world, sign_in):
    cohort = make_cohort(world, "offering", size=3)
    for name, status in (("Ada", "taken"), ("Ben", "offered"), ("Chi", "waiting"), ("Dev", "withdrawn")):
        make_place(cohort, make_somebody(name), status)
    session = make_session(cohort)
    page = words(sign_in("trainer").get(f"/training/{cohort.pk}/"))
    for shown in ("Ada P", "Ben P", "Chi P", "Dev P", "number 1, since", session.join_link, "Stopped"):
        assert shown in page
    assert "Penny" not in page
    sheet = sign_in("trainer").get(f"/training/{cohort.pk}/?as=xlsx")
    assert "spreadsheet" in sheet["Content-Type"]
    assert Opening.objects.filter(how="exported", subject_id=cohort.pk).exists()
    for name in STRANGERS:
        assert sign_in(name).get(f"/training/{cohort.pk}/").status_code == 404


@pytest.mark.parametrize("status", [*Cohort.Status.values])
def test_cohort_in_every_state_shows_what_is_next(world, sign_in, status):
    cohort = make_cohort(world, status, cancelled_because="Closed." if status == "cancelled" else "")
    for name in ("trainer", "lead"):
        assert sign_in(name).get(f"/training/{cohort.pk}/").status_code == 200


def test_add_cohort_plans_one_and_keeps_what_was_typed_when_something_is_wrong(world, sign_in, course):
    trainer = sign_in("trainer")
    answer = trainer.post("/training/add/", plan(programme=course.programme_id, size="none"))
    assert answer.status_code == 422
    assert "Spring" in words(answer)
    answer = trainer.post("/training/add/", plan(programme=course.programme_id))
    made = Cohort.objects.get(name="Spring")
    assert answer["Location"] == f"/training/{made.pk}/"
    assert trainer.get("/training/add/").status_code == 200
    assert sign_in("candidate").get("/training/add/").status_code == 404


def test_change_cohort_says_why_not_on_the_form(world, sign_in, course):
    make_place(course, make_somebody("Ada"), "taken")
    make_place(course, make_somebody("Ben"), "taken")
    trainer = sign_in("trainer")
    assert trainer.get(f"/training/{course.pk}/change/").status_code == 200
    answer = trainer.post(f"/training/{course.pk}/change/", plan(size="1"))
    assert answer.status_code == 422
    assert "2 people have a place" in words(answer)
    assert trainer.post(f"/training/{course.pk}/change/", plan()).status_code == 302
    assert sign_in("other_trainer").get(f"/training/{course.pk}/change/").status_code == 404


def test_a_course_is_opened_closed_begun_and_finished_by_a_press(world, sign_in):
    cohort, trainer = make_cohort(world, "planned"), sign_in("trainer")
    for press, state in (("open", "open"), ("close", "choosing"), ("choose", "offering")):
        assert trainer.post(f"/training/{cohort.pk}/{press}/").status_code == 302
        cohort.refresh_from_db()
        assert cohort.status == state
    assert trainer.post(f"/training/{cohort.pk}/start/").status_code == 409
    make_place(cohort, make_somebody("Ada"), "taken")
    for press, state in (("start", "running"), ("finish", "finished")):
        assert trainer.post(f"/training/{cohort.pk}/{press}/").status_code == 302
        cohort.refresh_from_db()
        assert cohort.status == state
    assert trainer.get(f"/training/{cohort.pk}/start/").status_code == 404


def test_cancel_cohort_says_what_becomes_of_everyone(world, sign_in, course):
    trainer = sign_in("trainer")
    assert "There is no later course" in words(trainer.get(f"/training/{course.pk}/cancel/"))
    make_cohort(world, "planned", name="Summer", starts_on=course.starts_on + timedelta(days=60))
    assert "Summer" in words(trainer.get(f"/training/{course.pk}/cancel/"))
    assert trainer.post(f"/training/{course.pk}/cancel/", {"because": ""}).status_code == 422
    assert trainer.post(f"/training/{course.pk}/cancel/", {"because": "Fire"}).status_code == 302
    assert Cohort.objects.get(pk=course.pk).status == "cancelled"


def dates(**said):
    data = {"names": "order", "every": "7", "how_many": "2", "starts": "10am", "ends": "12:30pm", "mode": "online"}
    return data | date_of("first", clock.today() + timedelta(days=30)) | said


def test_add_sessions_makes_many_at_once(world, sign_in, course):
    trainer, here = sign_in("trainer"), f"/training/{course.pk}/dates/add/"
    assert "Listening" in words(trainer.get(here))
    assert trainer.post(here, dates(join_link="https://teams.example.org/1")).status_code == 302
    assert [row.title for row in course.sessions.all()] == ["Beginning", "Listening"]
    first, second = course.sessions.all()
    assert second.starts_at.date() - first.starts_at.date() == timedelta(days=7)
    assert trainer.post(here, dates(names="own", title="A talk", every="1")).status_code == 302
    assert course.sessions.filter(title="A talk").count() == 1
    day = clock.today() + timedelta(days=70)
    others = f"{day:%d/%m/%Y}\n\n{day + timedelta(days=3):%d/%m/%Y}"
    assert trainer.post(here, dates(names="own", title="Days", every="days", other_days=others)).status_code == 302
    assert course.sessions.filter(title="Days").count() == 3
    for wrong, says in (
        ({"names": "own"}, "Enter what it is called"),
        ({"every": "days", "other_days": "soon"}, "“soon” is not a day"),
        ({"join_link": "teams/1"}, "beginning with https://"),
        ({"ends": "9am"}, "end after it starts"),
    ):
        answer = trainer.post(here, dates(**wrong))
        assert answer.status_code == 422
        assert says in words(answer)
    assert sign_in("other_trainer").get(here).status_code == 404


def test_change_and_cancel_session(world, sign_in, course):
    session, trainer = make_session(course), sign_in("trainer")
    here = f"/training/dates/{session.pk}/change/"
    assert session.title in words(trainer.get(here))
    said = {"title": "Later", "starts": "2pm", "ends": "4pm", "mode": "in_person", "where": "Room 2"}
    assert trainer.post(here, said).status_code == 422
    assert trainer.post(here, said | date_of("day", clock.today() + timedelta(days=9))).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.where, session.sequence, session.join_link) == ("Later", "Room 2", 1, "")
    assert trainer.post(f"/training/dates/{session.pk}/cancel/").status_code == 302
    assert trainer.post(f"/training/dates/{session.pk}/cancel/").status_code == 409
    assert "Called off" in words(trainer.get(f"/training/{course.pk}/"))
    assert sign_in("other_trainer").get(here).status_code == 404


def test_trainers_are_added_and_taken_off(world, sign_in, course):
    trainer, here = sign_in("trainer"), f"/training/{course.pk}/trainers/add/"
    assert "Lorna Adeyemi" in words(trainer.get(here))
    assert trainer.post(here, {"user": ""}).status_code == 422
    assert trainer.post(here, {"user": world.users["other_trainer"].pk}).status_code == 302
    mine = course.trainers.get(user=world.users["trainer"])
    assert trainer.post(f"/training/trainers/{mine.pk}/end/")["Location"] == "/training/"
    assert trainer.get(f"/training/{course.pk}/").status_code == 404
    assert sign_in("lead").post(f"/training/trainers/{mine.pk}/end/").status_code == 404


# Places --------------------------------------------------------------------------------------------------------------


def test_read_place_goes_on_to_the_next_and_choose_answers_everyone(world, sign_in, course):
    first, second = make_place(course, make_somebody("Ada")), make_place(course, make_somebody("Ben"))
    trainer = sign_in("trainer")
    assert "2 people still to read" in words(trainer.get(f"/training/{course.pk}/choose/"))
    assert trainer.post(f"/training/{course.pk}/choose/").status_code == 409
    here = f"/training/places/{first.pk}/read/"
    assert "I was helped by one of you" in words(trainer.get(here))
    assert trainer.post(here, {"point_0": "3"}).status_code == 422
    answer = trainer.post(here, {"point_0": "3", "point_1": "2"})
    assert answer["Location"] == f"/training/places/{second.pk}/read/"
    answer = trainer.post(answer["Location"], {"point_0": "0", "point_1": "1"})
    assert answer["Location"] == f"/training/{course.pk}/"
    assert "checked" in words(trainer.get(here))
    assert "5 of 6" in words(trainer.get(f"/training/{course.pk}/choose/"))
    assert trainer.post(f"/training/{course.pk}/choose/").status_code == 302
    assert states(course) == ["offered", "offered"]
    for name in STRANGERS:
        assert sign_in(name).get(here).status_code == 404
        assert sign_in(name).get(f"/training/{course.pk}/choose/").status_code == 404


def test_choose_when_there_are_no_criteria_is_by_lot(world, sign_in, course):
    change(course.programme, criteria=[])
    make_place(course, make_somebody("Ada"))
    assert "By lot" in words(sign_in("trainer").get(f"/training/{course.pk}/choose/"))
    assert "lots are drawn" in words(sign_in("trainer").get(f"/training/{course.pk}/"))


@pytest.mark.parametrize("status", [*Place.Status.values])
def test_place_in_every_state(world, sign_in, status):
    cohort = make_cohort(world, "offering")
    make_cohort(world, "planned", starts_on=cohort.starts_on + timedelta(days=60))
    place = make_place(cohort, make_candidate(world), status)
    assert "Grace A" in words(sign_in("trainer").get(f"/training/places/{place.pk}/"))
    assert sign_in("candidate").get(f"/my-training/{place.pk}/").status_code == 200
    assert sign_in("candidate").get("/my-training/").status_code == 200
    for name in STRANGERS:
        assert sign_in(name).get(f"/training/places/{place.pk}/").status_code == 404


def test_write_answer_writes_down_what_somebody_said(world, sign_in):
    cohort, trainer = make_cohort(world, "offering"), sign_in("trainer")
    place = make_place(cohort, make_somebody("Ada"), "offered")
    here = f"/training/places/{place.pk}/said"
    assert trainer.post(f"{here}/perhaps/").status_code == 404
    for answer, status in (("yes", "taken"), ("stop", "withdrawn")):
        assert trainer.post(f"{here}/{answer}/").status_code == 302
        place.refresh_from_db()
        assert place.status == status
    assert trainer.post(f"{here}/no/").status_code == 409


def test_not_this_time_and_later_by_a_trainer(world, sign_in, course):
    trainer = sign_in("trainer")
    later = make_cohort(world, "planned", name="Summer", starts_on=course.starts_on + timedelta(days=60))
    place, other = make_place(course, make_somebody("Ada")), make_place(course, make_somebody("Ben"))
    here = f"/training/places/{place.pk}/not-this-time/"
    assert trainer.post(here, {"because": ""}).status_code == 422
    assert trainer.post(here, {"because": "It is full of mornings."}).status_code == 302
    here = f"/training/places/{other.pk}/later/"
    assert "Summer, from" in words(trainer.get(here))
    assert trainer.post(here, {}).status_code == 422
    assert trainer.post(here, {"to": later.pk}).status_code == 302
    assert states(course) == ["not_this_time", "deferred"]
    assert sign_in("other_trainer").get(here).status_code == 404


# What is taught ------------------------------------------------------------------------------------------------------


def test_programmes_and_their_rules_are_changed_on_screen(world, sign_in, course):
    programme, trainer = course.programme, sign_in("trainer")
    assert programme.name in words(trainer.get("/training/programmes/"))
    assert "Beginning" in words(trainer.get(f"/training/programmes/{programme.pk}/"))
    here = f"/training/programmes/{programme.pk}/change/"
    assert "Why: Why you would like to" in words(trainer.get(here))
    said = {
        "name": "New name", "about": "About", "taught_by": "Us", "mode": "mixed", "attendance_percent": "75",
        "criteria": "Why: Why you would like to\nTime: You can come", "eligibility": "One\n\nTwo", "met_words": "Shown",
        "not_yet_words": "Not yet", "reply_days": "5", "claim_days": "10", "is_open": "on",
    }  # fmt: skip
    for wrong, says in (
        ({"criteria": "Why"}, "a short name, a colon"),
        ({"criteria": "Why: a\nWhy: b"}, "a name of its own"),
        ({"criteria": "Other: people were told otherwise"}, "have read how we choose"),
    ):
        answer = trainer.post(here, said | wrong)
        assert answer.status_code == 422
        assert says in words(answer)
    assert trainer.post(here, said).status_code == 302
    programme.refresh_from_db()
    assert (programme.name, programme.eligibility, programme.reply_days) == ("New name", ["One", "Two"], 5)
    assert trainer.get("/training/programmes/add/").status_code == 200
    assert trainer.post("/training/programmes/add/", said | {"name": "Another"}).status_code == 302
    assert Programme.objects.filter(name="Another").exists()
    for path in ("programmes/", f"programmes/{programme.pk}/", f"programmes/{programme.pk}/change/", "principles/"):
        for name in ("candidate", "recruiter", "nobody"):
            assert sign_in(name).get(f"/training/{path}").status_code == 404


def test_modules_and_principles_are_changed_on_screen(world, sign_in, course):
    programme, lead = course.programme, sign_in("lead")
    said = {"title": "Safety", "hours": "2.5", "is_open": "on"}
    here = f"/training/programmes/{programme.pk}/modules/add/"
    assert lead.get(here).status_code == 200
    assert "Enter hours, like" in words(lead.post(here, said | {"hours": "long"}))
    assert lead.post(here, said).status_code == 302
    module = Module.objects.get(title="Safety")
    assert lead.get(f"/training/modules/{module.pk}/").status_code == 200
    assert lead.post(f"/training/modules/{module.pk}/", said | {"title": "Safer"}).status_code == 302
    assert Module.objects.filter(title="Safer", hours="2.5").exists()
    commands.add_competence(
        world.lead, framework="HEE", version="2020", code="4.3", title="Further ways", is_verified=False
    )
    mutual = Principle.objects.get()
    here = f"/training/principles/{mutual.pk}/"
    assert "to be checked" in words(lead.get(here))
    [(key, _)] = queries.competence_choices()
    said = {"name": "Mutual", "words": "On a level.", "competences": [key], "is_open": "on"}
    assert lead.post(here, said).status_code == 302
    assert "number or title to be checked" in words(lead.get("/training/principles/"))
    assert lead.get("/training/principles/add/").status_code == 200
    assert lead.post("/training/principles/add/", said | {"name": "Safe"}).status_code == 302
    assert lead.post("/training/principles/add/", said | {"name": "Safe"}).status_code == 422
