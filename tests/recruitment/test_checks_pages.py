"""The pages of checks and of the first day: both sides see the same, and a manager only done or not done."""

from datetime import timedelta

from django.urls import reverse

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.recruitment import commands
from alongside.recruitment.models import Check, CheckKind, InductionItem, Referee
from tests.recruitment.choosing import (
    check_of,
    clear,
    make_accepted,
    make_asked,
    make_closed_vacancy,
    make_kinds,
    make_planned,
    make_ready,
)


def page(name, *args):
    return reverse(f"recruitment:{name}", args=args)


def a_day(days, prefix):
    day = clock.today() + timedelta(days=days)
    return {f"{prefix}_day": day.day, f"{prefix}_month": day.month, f"{prefix}_year": day.year}


def age(application, code, days):
    """As if this check had been where it is for so many days, and nothing had been said since."""
    with unguarded():
        Check.objects.filter(pk=check_of(application, code).pk).update(
            turn_since=clock.today() - timedelta(days=days), news_at=clock.now() - timedelta(days=days)
        )
        Check.objects.filter(application=application).update(news_at=clock.now() - timedelta(days=days))


def test_the_tracker_says_whose_turn_it_is_and_what_is_late(world, sign_in):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    age(application, "criminal_record", 20)
    browser = sign_in("recruiter")
    text = browser.get(page("checks")).content.decode()
    assert "1 person has said yes to a job." in text
    assert "Day 20 of 10. Late" in text
    assert "No news for 20 days" in text
    assert "Tell Grace today" in text
    assert browser.get(page("checks") + "?show=late").status_code == 200
    assert browser.get(page("checks") + "?as=xlsx")["Content-Type"].endswith("sheet")
    for who in ("panel", "coordinator", "candidate", "team_manager"):
        assert sign_in(who).get(page("checks")).status_code == 404


def test_the_tracker_says_whom_to_ask_and_that_a_first_day_is_at_risk(world, sign_in):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work", "registration", "references", "work_health")
    age(application, "criminal_record", 11)
    commands.tell_news(world.recruiter, application, words="No news yet.")
    make_planned(world, application, days=5)
    text = sign_in("recruiter").get(page("checks")).content.decode()
    assert "Ask DBS" in text
    assert "at risk" in text


def test_there_are_no_checks_before_a_yes(world, sign_in):
    assert sign_in("candidate").get(page("my_checks", make_asked(world).pk)).status_code == 404


def test_the_tracker_when_nobody_is_in_checks_or_nobody_fits(world, sign_in):
    browser = sign_in("lead")
    assert "Nobody is in checks just now." in browser.get(page("checks")).content.decode()
    make_accepted(world)
    assert "Nobody is here with that choice." in browser.get(page("checks") + "?show=late").content.decode()


def test_the_tracker_shows_who_is_all_clear(world, sign_in):
    vacancy = make_closed_vacancy(world)
    make_planned(world, make_ready(world, vacancy), days=5)
    other = make_accepted(world, vacancy, "other_candidate")
    commands.say_not_needed(world.recruiter, check_of(other, "right_to_work"))
    text = sign_in("recruiter").get(page("checks")).content.decode()
    assert "All clear" in text
    assert "See the first day" in text
    assert "Not needed" in text


def test_one_persons_checks_and_news(world, sign_in):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    commands.name_referee(world.candidate, application, name="Sam Ode", knows_how="My tutor", phone="01632 960001")
    age(application, "criminal_record", 8)
    browser = sign_in("recruiter")
    text = browser.get(page("checks_of", application.pk)).content.decode()
    assert "Passport, seen" in text
    assert "Grace has heard nothing for 8 days." in text
    assert browser.get(page("tell_news", application.pk)).status_code == 200
    assert browser.post(page("tell_news", application.pk), {"words": ""}).status_code == 422
    assert browser.post(page("tell_news", application.pk), {"words": "No news yet."}).status_code == 302
    assert "No news yet." in browser.get(page("check", check_of(application, "references").pk)).content.decode()
    for who in ("panel", "other_candidate"):
        assert sign_in(who).get(page("checks_of", application.pk)).status_code == 404
        assert sign_in(who).get(page("tell_news", application.pk)).status_code == 404


def test_one_check_through_its_pages(world, sign_in):
    application = make_accepted(world)
    check = check_of(application, "identity")
    browser = sign_in("recruiter")
    address = page("check", check.pk)
    said = {"evidence": "Passport", **a_day(0, "seen_on")}
    for name, answer in (
        ("pass_turn", {"turn": "others", "with_whom": "the Post Office", "days": "5"}),
        ("clear_check", said),
    ):
        assert browser.get(page(name, check.pk)).status_code == 200
        assert browser.post(page(name, check.pk), {}).status_code == 422
        assert browser.post(page(name, check.pk), answer).status_code == 302
        assert sign_in("panel").get(page(name, check.pk)).status_code == 404
    assert "Passport" in browser.get(address).content.decode()
    assert browser.post(page("reopen_check", check.pk)).status_code == 302
    assert browser.post(page("ask_to_talk", check.pk)).status_code == 302
    assert "Ring them before anything else." in browser.get(address).content.decode()
    assert browser.post(page("not_needed", check.pk)).status_code == 302
    assert "Not needed" in browser.get(address).content.decode()
    assert "It begins when" in browser.get(page("check", check_of(application, "references").pk)).content.decode()
    assert sign_in("panel").get(address).status_code == 404


def test_passing_to_others_without_a_name_is_refused_on_the_page(world, sign_in):
    check = check_of(make_accepted(world), "identity")
    shown = sign_in("recruiter").post(page("pass_turn", check.pk), {"turn": "others", "days": "5"})
    assert shown.status_code == 422
    assert "Say who it is with" in shown.content.decode()


def test_the_candidate_sees_whose_turn_and_does_their_part(world, sign_in):
    application = make_accepted(world)
    browser = sign_in("candidate")
    address = page("my_checks", application.pk)
    text = browser.get(address).content.decode()
    assert "Your six checks" in text
    assert "0 of 6 done." in text
    assert "2 are your turn." in text
    assert "I have no photo ID" in text
    assert "Rhona can explain any of this" in text
    assert "You will hear from us at least every 7 days" in text
    identity, right = check_of(application, "identity"), check_of(application, "right_to_work")
    assert browser.post(page("do_my_part", right.pk)).status_code == 302
    assert browser.post(page("ask_for_help", identity.pk)).status_code == 302
    assert "We are finding another way with you." in browser.get(address).content.decode()
    help_asked = sign_in("recruiter").get(page("check", identity.pk)).content.decode()
    assert "They have no photo ID." in help_asked
    assert browser.post(page("do_my_part", right.pk)).status_code == 409
    for who in ("other_candidate", "recruiter"):
        assert sign_in(who).get(address).status_code == 404
        assert sign_in(who).post(page("do_my_part", right.pk)).status_code == 404


def test_the_candidate_sees_who_it_is_with_and_that_it_is_late(world, sign_in):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    age(application, "criminal_record", 12)
    age(application, "registration", 12)
    text = sign_in("candidate").get(page("my_checks", application.pk)).content.decode()
    assert "DBS’s turn" in text
    assert "Longer than usual." in text
    assert "We are late, and we are sorry. Rhona is on it." in text


def test_a_talk_is_shown_without_what_about(world, sign_in):
    application = make_accepted(world)
    commands.ask_to_talk(world.recruiter, check_of(application, "identity"))
    text = sign_in("candidate").get(page("my_checks", application.pk)).content.decode()
    assert "Rhona would like to talk with you" in text
    assert 'id="turn-' + check_of(application, "identity").pk not in text


def test_all_done_says_the_first_day(world, sign_in):
    application = make_ready(world)
    browser = sign_in("candidate")
    assert "Next we agree your first day with you." in browser.get(page("my_checks", application.pk)).content.decode()
    make_planned(world, application, days=6)
    assert "Your first day is" in browser.get(page("my_checks", application.pk)).content.decode()


def test_referees_are_named_asked_and_changed(world, sign_in):
    application = make_accepted(world)
    clear(world, application, "identity", "right_to_work")
    browser = sign_in("candidate")
    assert "Say who can speak for you" in browser.get(page("my_checks", application.pk)).content.decode()
    said = {"name": "Sam Ode", "knows_how": "My tutor", "email": "sam@example.net"}
    address = page("name_referee", application.pk)
    assert browser.get(address).status_code == 200
    assert browser.post(address, {"name": "Sam Ode"}).status_code == 422
    assert browser.post(address, said).status_code == 302
    (referee,) = Referee.objects.all()
    staff = sign_in("recruiter")
    assert staff.get(page("ask_referee", referee.pk)).status_code == 200
    assert staff.post(page("ask_referee", referee.pk), {}).status_code == 422
    assert staff.post(page("ask_referee", referee.pk), a_day(0, "on")).status_code == 302
    assert "Choose a different person" in browser.get(page("my_checks", application.pk)).content.decode()
    assert browser.get(page("replace_referee", referee.pk)).status_code == 200
    assert browser.post(page("replace_referee", referee.pk), said | {"name": "Ann Bell"}).status_code == 302
    other = Referee.objects.get(name="Ann Bell")
    assert staff.get(page("reference_came", other.pk)).status_code == 200
    assert staff.post(page("reference_came", other.pk), a_day(0, "on")).status_code == 302
    assert "Has answered" in browser.get(page("my_checks", application.pk)).content.decode()
    assert "Came" in staff.get(page("checks_of", application.pk)).content.decode()
    for who in ("other_candidate", "panel"):
        assert sign_in(who).get(page("replace_referee", other.pk)).status_code == 404
        assert sign_in(who).get(page("ask_referee", other.pk)).status_code == 404


def test_the_lead_changes_a_kind_of_check(world, sign_in):
    make_kinds()
    lead = sign_in("lead")
    assert "One of the six" in lead.get(page("check_kinds")).content.decode()
    assert "Passport" in lead.get(page("change_check_kind", "identity")).content.decode()
    said = {
        "name": "Who you are",
        "about": "You are you.",
        "usual_days": "5",
        "evidence": "Passport\n",
        "is_open": "on",
    }
    assert lead.post(page("change_check_kind", "identity"), said).status_code == 302
    assert CheckKind.objects.get(code="identity").name == "Who you are"
    assert lead.post(page("change_check_kind", "identity"), said | {"evidence": ""}).status_code == 422
    assert sign_in("recruiter").get(page("check_kinds")).status_code == 404
    assert sign_in("recruiter").get(page("change_check_kind", "identity")).status_code == 404


def test_the_first_day_from_plan_to_beginning(world, sign_in):
    application = make_accepted(world)
    staff, address = sign_in("recruiter"), page("first_day", application.pk)
    assert "The day, the place and the people" in staff.get(address).content.decode()
    assert staff.post(page("agree_adjustments", application.pk)).status_code == 404
    plan = {
        **a_day(0, "starts_on"),
        "where": "Willow Ward",
        "manager": world.users["team_manager"].pk,
        "supervisor": world.users["other_peer_worker"].pk,
        "work_email": "grace.ashby@example.org",
    }
    assert staff.get(page("plan_first_day", application.pk)).status_code == 200
    assert staff.post(page("plan_first_day", application.pk), plan | {"manager": ""}).status_code == 422
    assert staff.post(page("plan_first_day", application.pk), plan).status_code == 302
    assert "grace.ashby@example.org" in staff.get(page("plan_first_day", application.pk)).content.decode()
    manager = sign_in("team_manager").get(address).content.decode()
    assert "Not done yet" in manager
    assert "Passport" not in manager
    assert staff.post(page("agree_adjustments", application.pk)).status_code == 302
    lead = sign_in("lead")
    assert lead.post(page("start_work", application.pk)).status_code == 422
    clear(world, application)
    assert "The lead begins their work" in staff.get(address).content.decode()
    assert "Begin their work" in lead.get(address).content.decode()
    assert lead.get(page("start_work", application.pk)).status_code == 200
    assert staff.get(page("start_work", application.pk)).status_code == 404
    assert lead.post(page("start_work", application.pk)).status_code == 302
    assert "Their record as a worker" in lead.get(address).content.decode()
    for who in ("panel", "peer_worker", "candidate"):
        assert sign_in(who).get(address).status_code == 404


def test_the_first_weeks_are_ticked_off_by_the_worker_and_those_beside(world, sign_in):
    application = make_ready(world)
    make_planned(world, application)
    commands.start_work(world.lead, application)
    world.users["grace"] = User.objects.get(email="grace.ashby@example.org")
    browser = sign_in("grace")
    text = browser.get(page("my_first_weeks")).content.decode()
    assert "Supervision: the first week" in text
    assert "Bethan Osei" in text
    assert page("my_first_weeks") in browser.get(reverse("pages:today")).content.decode()
    assert page("first_day", application.pk) in sign_in("team_manager").get(reverse("pages:today")).content.decode()
    assert "First days" not in sign_in("peer_worker").get(reverse("pages:today")).content.decode()
    item = InductionItem.objects.filter(kind="induction").first()
    assert browser.post(page("tick_item", item.pk)).url == page("my_first_weeks")
    assert "1 of" in browser.get(page("my_first_weeks")).content.decode()
    recruiter = sign_in("recruiter")
    for name in ("untick_item", "tick_item"):
        assert recruiter.post(page(name, item.pk)).url == page("first_day", application.pk)
    beside = sign_in("other_peer_worker")
    assert beside.post(page("untick_item", item.pk)).url == page("first_day", application.pk)
    assert sign_in("peer_worker").post(page("tick_item", item.pk)).status_code == 404
    own = sign_in("candidate")
    assert "Sign in with your work account" in own.get(page("my_first_weeks")).content.decode()
    assert own.post(page("tick_item", item.pk)).status_code == 404
    assert sign_in("peer_worker").get(page("my_first_weeks")).status_code == 302
    assert sign_in("recruiter").get(page("my_first_weeks")).status_code == 404


def test_a_team_is_asked_for_only_where_the_vacancy_names_none(world, sign_in):
    application = make_ready(world, make_closed_vacancy(world, team=None))
    make_planned(world, application)
    lead = sign_in("lead")
    assert "Which team?" in lead.get(page("start_work", application.pk)).content.decode()
    assert lead.post(page("start_work", application.pk), {"team": ""}).status_code == 422
    assert lead.post(page("start_work", application.pk), {"team": world.willow.pk}).status_code == 302
