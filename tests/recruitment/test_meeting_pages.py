"""The pages of times to meet, meetings, outcomes and offers: who sees them, and nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.candidates.models import Adjustment
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.recruitment import queries
from alongside.recruitment.models import EqualityCount, PanelMember, Slot
from tests.recruitment.choosing import (
    make_accepted,
    make_asked,
    make_closed_vacancy,
    make_kinds,
    make_met,
    make_offered,
    make_slot,
    note,
)


def page(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def a_day(days, prefix):
    day = clock.today() + timedelta(days=days)
    return {f"{prefix}_day": day.day, f"{prefix}_month": day.month, f"{prefix}_year": day.year}


def test_slots_show_who_has_which_and_who_waits(world, sign_in):
    application = make_asked(world)
    taken = make_asked(world, application.vacancy, "other_candidate")
    make_slot(application.vacancy)
    make_slot(application.vacancy, 6, application=taken)
    make_slot(application.vacancy, -2)
    shown = sign_in("recruiter").get(page("slots", application.vacancy.pk))
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Grace A" in text
    assert "Joel M" in text
    assert "1 time is free." in text
    for who in ("panel", "candidate", "trainer"):
        assert sign_in(who).get(page("slots", application.vacancy.pk)).status_code == 404


def test_slots_without_a_peer_say_so_and_offer_no_button(world, sign_in):
    vacancy = make_closed_vacancy(world)
    with unguarded():
        PanelMember.objects.update(is_peer=False)
    text = sign_in("recruiter").get(page("slots", vacancy.pk)).content.decode()
    assert "Nobody on this panel brings lived experience." in text
    assert "Give times" not in text


def test_add_slots_makes_the_same_times_on_each_working_day(world, sign_in):
    vacancy = make_closed_vacancy(world)
    browser = sign_in("recruiter")
    monday = 7 - clock.today().weekday()
    said = {
        **a_day(monday, "day"),
        **a_day(monday + 6, "until"),
        "times": "10:00\n2.30pm, 4pm",
        "minutes": "45",
        "how": "in_person",
        "where": "Fern House",
    }
    assert browser.get(page("add_slots", vacancy.pk)).status_code == 200
    assert browser.post(page("add_slots", vacancy.pk), said).status_code == 302
    assert Slot.objects.count() == 15
    assert Slot.objects.earliest("starts_at").starts_at.weekday() == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"times": "teatime"}, "Write “teatime” as a time"),
        ({"times": "10:00\n25:00"}, "Write “25:00” as a time"),
        ({"join_link": "http://meet.example.org"}, "A link begins with https://"),
        (a_day(60, "until"), "within four weeks"),
    ],
)
def test_add_slots_when_wrong_keeps_what_was_typed(world, sign_in, wrong, words):
    vacancy = make_closed_vacancy(world)
    said = {**a_day(3, "day"), "times": "10:00", "minutes": "45", "how": "phone", "where": "Fern House", **wrong}
    shown = sign_in("recruiter").post(page("add_slots", vacancy.pk), said)
    assert shown.status_code == 422
    assert words in shown.content.decode()
    assert "Fern House" in shown.content.decode()


def test_move_and_cancel_a_slot(world, sign_in):
    slot = make_slot(make_closed_vacancy(world))
    browser = sign_in("recruiter")
    assert browser.get(page("move_slot", slot.pk)).status_code == 200
    said = {**a_day(9, "day"), "at": "11:30", "minutes": "30", "how": "phone"}
    assert browser.post(page("move_slot", slot.pk), said).status_code == 302
    slot.refresh_from_db()
    assert slot.how == "phone"
    assert browser.post(page("move_slot", slot.pk), {}).status_code == 422
    assert browser.post(page("cancel_slot", slot.pk)).status_code == 302
    assert browser.get(page("cancel_slot", slot.pk)).status_code == 404
    assert sign_in("panel").get(page("move_slot", slot.pk)).status_code == 404


def test_pick_time_and_see_it_and_pick_another(world, sign_in):
    application = make_asked(world)
    first = make_slot(application.vacancy, join_link="https://meet.example.org/1", how="video")
    make_slot(application.vacancy, 6)
    browser = sign_in("candidate")
    address = page("pick_time", application.pk)
    shown = browser.get(address).content.decode()
    assert "None of these will work for me" in shown
    assert "You will get the questions 3 days before" in shown
    assert browser.post(address, {}).status_code == 422
    assert browser.post(address, {"slot": first.pk, "how": ""}).status_code == 302
    shown = browser.get(address).content.decode()
    assert "We meet on" in shown
    assert "Join the video call" in shown
    assert "A few questions about you" not in browser.get(address + "?other=1").content.decode()
    assert browser.post(page("give_back_time", application.pk)).status_code == 302
    assert sign_in("other_candidate").get(address).status_code == 404
    assert sign_in("recruiter").get(address).status_code == 404


def test_pick_time_counts_equality_answers_and_keeps_them_nowhere(world, sign_in):
    application = make_asked(world)
    slot = make_slot(application.vacancy)
    count = EqualityCount.objects.filter(stage="to_meet").first()
    said = {"slot": slot.pk, "how": "", f"equality_{count.question}": count.answer}
    assert sign_in("candidate").post(page("pick_time", application.pk), said).status_code == 302
    count.refresh_from_db()
    assert count.many == 1


def test_pick_time_just_taken_shows_the_times_still_free(world, sign_in):
    application = make_asked(world)
    slot, other = make_slot(application.vacancy), make_slot(application.vacancy, 6)
    browser = sign_in("candidate")
    with unguarded():
        Slot.objects.filter(pk=slot.pk).update(application=make_asked(world, application.vacancy, "other_candidate"))
    shown = browser.post(page("pick_time", application.pk), {"slot": slot.pk, "how": ""})
    text = shown.content.decode()
    assert shown.status_code == 422
    assert "Someone may have taken it. Here are the times still free." in text
    assert other.pk in text


def test_none_work_without_free_times_too(world, sign_in):
    application = make_asked(world)
    browser = sign_in("candidate")
    assert "There is no free time just now" in browser.get(page("pick_time", application.pk)).content.decode()
    assert browser.get(page("none_work", application.pk)).status_code == 200
    assert browser.post(page("none_work", application.pk), {"works": ["phone"]}).status_code == 302
    assert sign_in("other_candidate").get(page("none_work", application.pk)).status_code == 404


def test_interview_is_seen_by_who_meets_them_and_what_helps_by_who_puts_it_in_place(world, sign_in):
    application = make_asked(world)
    make_slot(application.vacancy, application=application)
    with unguarded():
        Adjustment.objects.create(
            candidate=application.candidate, stage="interview", words="Written questions", asked_at=clock.now()
        )
    address = page("interview", application.pk)
    assert "Written questions" in sign_in("recruiter").get(address).content.decode()
    text = sign_in("panel").get(address).content.decode()
    assert "Grace A" in text
    assert "Written questions" not in text
    for who in ("other_peer_worker", "trainer", "candidate"):
        assert sign_in(who).get(address).status_code == 404


def test_notes_of_others_are_shown_once_ones_own_are_kept(world, sign_in):
    application = make_asked(world, status="met")
    make_slot(application.vacancy, -1, application=application)
    note(application, world.users["peer_worker"])
    browser = sign_in("panel")
    address = page("interview", application.pk)
    assert "Listened before speaking." not in browser.get(address).content.decode()
    assert browser.get(page("write_notes", application.pk)).status_code == 200
    line = queries.criteria_to_meet(application.vacancy)[0]
    said = {f"score_{line.pk}": "3", f"words_{line.pk}": "Warm and clear."}
    assert browser.post(page("write_notes", application.pk), said).status_code == 302
    text = browser.get(address).content.decode()
    assert "Listened before speaking." in text
    assert "Warm and clear." in text
    assert "Warm and clear." in browser.get(page("write_notes", application.pk)).content.decode()
    assert sign_in("recruiter").get(page("write_notes", application.pk)).status_code == 404


def test_outcomes_list_everyone_met_and_can_be_taken_out(world, sign_in):
    vacancy = make_closed_vacancy(world, places=3)
    make_met(world, vacancy)
    make_asked(world, vacancy, "other_candidate")
    browser = sign_in("recruiter")
    text = browser.get(page("outcomes", vacancy.pk)).content.decode()
    assert "An answer from us" in text
    assert "Picks a time" in text
    assert browser.get(page("outcomes", vacancy.pk) + "?as=xlsx")["Content-Type"].endswith("sheet")
    assert sign_in("panel").get(page("outcomes", vacancy.pk)).status_code == 404
    assert "Nobody was asked" in browser.get(page("outcomes", make_closed_vacancy(world).pk)).content.decode()


def test_outcomes_ask_the_same_number_of_questions_for_one_and_for_three(world, django_assert_num_queries):
    vacancy = make_closed_vacancy(world)
    make_met(world, vacancy)
    actor = world.recruiter
    with django_assert_num_queries(3):
        queries.met(actor, vacancy)
    make_met(world, vacancy, "other_candidate")
    make_asked(world, vacancy, None)
    with django_assert_num_queries(3):
        queries.met(actor, vacancy)


@pytest.mark.parametrize(
    ("name", "said", "status"),
    [
        ("make_offer", {**a_day(8, "by"), "words": "Yes!"}, "offered"),
        ("put_in_reserve", {**a_day(40, "until"), "words": "You listened well."}, "reserve"),
        ("not_this_time", {"words": "Try again in May."}, "not_this_time"),
    ],
)
def test_each_answer_is_given_on_its_page(world, sign_in, name, said, status):
    application = make_met(world)
    browser = sign_in("recruiter")
    assert browser.get(page(name, application.pk)).status_code == 200
    assert browser.post(page(name, application.pk), {}).status_code == 422
    assert browser.post(page(name, application.pk), said).status_code == 302
    application.refresh_from_db()
    assert application.status == status
    assert sign_in("panel").get(page(name, application.pk)).status_code == 404


def test_an_answer_before_the_peers_notes_is_refused_on_the_page_and_kept(world, sign_in):
    application = make_asked(world, status="met")
    browser = sign_in("recruiter")
    shown = browser.post(page("not_this_time", application.pk), {"words": "Two others had done this before."})
    assert shown.status_code == 422
    assert "Imani Calder, who brings lived experience" in shown.content.decode()
    assert "Two others had done this before." in shown.content.decode()


def test_more_time_and_taking_back(world, sign_in):
    application = make_offered(world)
    assert sign_in("recruiter").post(page("more_time", application.pk), a_day(20, "by")).status_code == 302
    assert sign_in("recruiter").get(page("take_back_offer", application.pk)).status_code == 404
    lead = sign_in("lead")
    assert "Take it back" in lead.get(page("outcomes", application.vacancy_id)).content.decode()
    assert lead.get(page("take_back_offer", application.pk)).status_code == 200
    assert lead.post(page("take_back_offer", application.pk), {"words": "The ward is closing."}).status_code == 302
    assert "The ward is closing." in sign_in("candidate").get(page("my_offer", application.pk)).content.decode()


def test_the_offer_is_answered_by_the_candidate(world, sign_in):
    make_kinds()
    application = make_offered(world)
    browser = sign_in("candidate")
    text = browser.get(page("my_offer", application.pk)).content.decode()
    assert "Yes, I would" in text
    assert "No, thank you" in text
    assert browser.get(page("accept_offer", application.pk)).status_code == 200
    count = EqualityCount.objects.filter(stage="accepted").first()
    said = {f"equality_{count.question}": count.answer}
    assert browser.post(page("accept_offer", application.pk), said).url == page("my_checks", application.pk)
    assert "See your checks" in browser.get(page("my_offer", application.pk)).content.decode()
    for who in ("other_candidate", "recruiter"):
        assert sign_in(who).get(page("my_offer", application.pk)).status_code == 404


def test_saying_no_asks_no_reason_and_late_is_still_asked(world, sign_in):
    application = make_offered(world)
    browser = sign_in("candidate")
    with unguarded():
        application.offer_by = clock.now() - timedelta(days=1)
        application.save()
    assert "You can still answer" in browser.get(page("my_offer", application.pk)).content.decode()
    assert "Late: ring them" in sign_in("recruiter").get(page("outcomes", application.vacancy_id)).content.decode()
    assert browser.post(page("say_no_to_offer", application.pk)).status_code == 302
    assert "You said no, and that is fine." in browser.get(page("my_offer", application.pk)).content.decode()


def test_an_offer_that_was_never_made_is_not_found(world, sign_in):
    application = make_met(world)
    assert sign_in("candidate").get(page("my_offer", application.pk)).status_code == 404


def test_a_job_that_began_says_thank_you(world, sign_in):
    application = make_accepted(world)
    with unguarded():
        application.status, application.ready_at, application.ended_at = "in_post", clock.now(), clock.now()
        application.save()
    assert "You said yes. Thank you." in sign_in("candidate").get(page("my_offer", application.pk)).content.decode()


@pytest.mark.parametrize("many", [1, 3])
def test_whoever_meets_people_finds_them_where_they_read(world, sign_in, many, django_assert_num_queries):
    vacancy = make_closed_vacancy(world)
    met = [make_asked(world, vacancy, user) for user in ("candidate", "other_candidate", None)[:many]]
    for number, application in enumerate(met):
        make_slot(vacancy, number - 1, application=application)
    note(met[0], world.users["panel"])
    with django_assert_num_queries(3):  # one of them says what the actor is
        rows = queries.to_meet(world.panel)
    assert [(row.application_id, row.noted) for row in rows] == [(row.pk, row is met[0]) for row in met]
    assert queries.to_meet(world.recruiter) == []
    assert queries.to_meet(world.candidate) == []
    text = sign_in("panel").get(page("my_reading")).content.decode()
    assert "People you meet" in text
    assert "Grace A" in text
    assert page("interview", met[0].pk) in text
    assert "People you meet" not in sign_in("coordinator").get(page("my_reading")).content.decode()
