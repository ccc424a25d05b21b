"""Ways into the work: several at once, with a host, days, a review, and what came of it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.candidates import commands, imports, jobs, queries
from alongside.candidates.models import RouteKind
from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed
from alongside.core.models import Notice
from tests.candidates.asserting import audited, refused_to, refuses, set_up
from tests.candidates.routes import arrange, ask_route, make_kind

STRANGERS = ("trainer", "route_lead", "panel", "other_candidate", "peer_worker")
NOT_IN_CHARGE = (*STRANGERS, "candidate")


def test_several_ways_at_once_and_the_same_one_once(world, grace):
    first = make_kind(world, in_charge=world.users["route_lead"])
    second = make_kind(world, "Involvement")
    refused_to(world, STRANGERS, commands.ask_route, grace, kind=first)
    route = ask_route(world, grace, first, words="A start")
    assert ask_route(world, grace, first) == route
    other = ask_route(world, grace, second)
    assert (route.in_charge, other.in_charge) == (world.users["route_lead"], world.users["coordinator"])
    assert route.reply_by > clock.today()
    assert Notice.objects.filter(to="route@example.org").count() == 1
    assert audited("route.asked")


def test_a_way_that_asks_for_a_community_team_keeps_no_answer(world, grace):
    kind = make_kind(world, "Work placement", asks_cmht=True)
    assert "All the other ways" in refuses(world.candidate, commands.ask_route, grace, kind=kind, with_cmht=False)
    route = ask_route(world, grace, kind, with_cmht=True)
    assert not [field.name for field in route._meta.fields if "cmht" in field.name]


def test_a_way_that_is_closed_is_not_asked_for(world, grace):
    kind = make_kind(world)
    commands.change_route_kind(world.lead, kind, is_open=False)
    assert "not offered" in refuses(world.candidate, commands.ask_route, grace, kind=kind)


def test_arranged_under_way_reviewed_and_finished(world, grace):
    kind = make_kind(world, in_charge=world.users["route_lead"])
    route = ask_route(world, grace, kind)
    today = clock.today()
    said = {"host": "Willow", "agreement": "Two mornings", "agreed_on": today, "starts_on": today}
    refused_to(world, ("trainer", "candidate", "panel"), commands.arrange_route, route, **said)
    early = today - timedelta(days=1)
    assert "ends before" in refuses(world.route_lead, commands.arrange_route, route, **said, ends_on=early)
    assert "review is before" in refuses(world.route_lead, commands.arrange_route, route, **said, review_on=early)
    assert "cannot become" in refuses(world.route_lead, commands.start_route, route)
    assert "nothing to review" in refuses(world.route_lead, commands.review_route, route, review_words="x")
    refuses(world.candidate, commands.add_route_day, route, day=today, hours=Decimal(3))
    commands.arrange_route(world.route_lead, route, **said, review_on=today)
    refused_to(world, NOT_IN_CHARGE[:1], commands.start_route, route)
    commands.start_route(world.route_lead, route)
    commands.arrange_route(world.route_lead, route, **{**said, "host": "Ash Ward"})
    assert (route.status, route.host) == ("under_way", "Ash Ward")
    refused_to(world, ("candidate", "panel"), commands.review_route, route, review_words="x")
    commands.review_route(world.route_lead, route, review_words="Going well")
    refused_to(world, ("candidate", "panel"), commands.finish_route, route, outcome="x")
    assert "what came of it" in refuses(world.route_lead, commands.finish_route, route, outcome=" ")
    commands.finish_route(world.route_lead, route, outcome="She runs the tea stall.")
    assert grace.messages.count() == 4
    for action in ("arranged", "started", "reviewed", "finished"):
        assert audited(f"route.{action}"), action


def test_days_are_written_down_by_either_and_corrected(world, grace):
    route = arrange(world, ask_route(world, grace, make_kind(world)))
    commands.start_route(world.lead, route)
    today = clock.today()
    commands.add_route_day(world.candidate, route, day=today, hours=Decimal(3))
    commands.add_route_day(world.lead, route, day=today, hours=Decimal("3.5"), expenses=Decimal("4.20"))
    days = queries.days_of(route)
    assert (len(days.rows), days.hours, days.expenses) == (1, Decimal("3.5"), Decimal("4.20"))
    tomorrow = today + timedelta(days=1)
    assert "not come yet" in refuses(world.lead, commands.add_route_day, route, day=tomorrow, hours=Decimal(1))
    assert "from a half" in refuses(world.lead, commands.add_route_day, route, day=today, hours=Decimal(25))
    refused_to(world, ("trainer", "other_candidate"), commands.add_route_day, route, day=today, hours=Decimal(1))
    assert audited("route.day_added")


def test_not_now_says_why_and_may_be_asked_again(world, grace):
    kind = make_kind(world)
    route = ask_route(world, grace, kind)
    assert "why not now" in refuses(world.lead, commands.not_now_route, route, outcome="")
    refused_to(world, ("candidate", "trainer"), commands.not_now_route, route, outcome="x")
    commands.not_now_route(world.lead, route, outcome="No host until May. Try the research group.")
    assert queries.steps_of(grace)[2].state == "not_this_time"
    again = ask_route(world, grace, kind)
    assert (again.pk, again.status) == (route.pk, "asked")
    assert audited("route.put_off")


def test_stopping_needs_no_reason_and_tells_whoever_is_in_charge(world, grace):
    route = ask_route(world, grace, make_kind(world, in_charge=world.users["route_lead"]))
    refused_to(world, ("trainer", "other_candidate", "panel"), commands.stop_route, route)
    commands.stop_route(world.candidate, route)
    assert Notice.objects.filter(to="route@example.org", subject="A route was stopped").exists()
    assert "cannot become" in refuses(world.candidate, commands.stop_route, route)
    assert audited("route.stopped")


def test_passing_on(world, grace):
    route = ask_route(world, grace, make_kind(world))
    details = {"in_charge": world.users["route_lead"]}
    refused_to(world, NOT_IN_CHARGE, commands.pass_route, route, **details)
    commands.pass_route(world.lead, route, **details)
    assert "already" in refuses(world.lead, commands.pass_route, route, **details)
    assert Notice.objects.filter(to="route@example.org", subject="A route is in your hands").exists()
    assert audited("route.passed")


def test_the_list_says_what_is_next_on_each(world, grace):
    def under_way(name, **said):
        route = arrange(world, ask_route(world, grace, make_kind(world, name)), **said)
        commands.start_route(world.lead, route)
        return route

    today = clock.today()
    ask_route(world, grace, make_kind(world, "Asked"))
    ask_route(world, grace, make_kind(world, "Training", is_training=True))
    arrange(world, ask_route(world, grace, make_kind(world, "Arranged")))
    under_way("Reviewed", review_on=today)
    under_way("Ending", ends_on=today)
    commands.stop_route(world.candidate, ask_route(world, grace, make_kind(world, "Stopped")))
    rows = {row.kind: row for row in queries.on_routes(queries.routes(world.lead))}
    assert {kind: row.next_words for kind, row in rows.items()} == {
        "Asked": "Answer them",
        "Training": "Look at training dates",
        "Arranged": "Starts",
        "Reviewed": "Review",
        "Ending": "Ends",
        "Stopped": "",
    }
    assert not any(row.late for row in rows.values())
    refused = (world.peer_worker, world.candidate)
    for actor in refused:
        with pytest.raises(NotAllowed):
            queries.routes(actor)


def test_nobody_in_charge_the_lead_hears(world, grace):
    set_up(grace, owner=None)
    ask_route(world, grace, make_kind(world))
    assert Notice.objects.filter(to="lead@example.org", subject="Somebody asks about a way into the work").exists()


def test_a_late_answer_and_a_review_due_are_raised_once(world, grace):
    late = ask_route(world, grace, make_kind(world, in_charge=world.users["route_lead"]))
    training = ask_route(world, grace, make_kind(world, "Straight to training", is_training=True))
    due = arrange(world, ask_route(world, grace, make_kind(world, "Involvement")), review_on=clock.today())
    commands.start_route(world.lead, due)
    with clock.at(clock.now() + timedelta(days=10)):
        assert {route.pk for route in queries.routes_to_raise()} == {late.pk, due.pk}
        assert training.pk not in {route.pk for route in queries.routes_to_raise()}
        for _ in range(2):
            jobs.raise_routes(process("A job"))
    told = Notice.objects.filter(to="lead@example.org").values_list("subject", flat=True)
    assert sorted(told) == ["A candidate waits for an answer", "A review is due"]
    refused_to(world, ("lead", "route_lead"), commands.raise_route, late)
    assert audited("route.raised")


def test_kinds_are_the_lead_s_to_change(world):
    kind = make_kind(world)
    make_kind(world, "Involvement")
    refused_to(world, ("coordinator", "route_lead", "recruiter"), commands.add_route_kind, name="x")
    refused_to(world, ("coordinator", "route_lead", "recruiter"), commands.change_route_kind, kind, about="x")
    assert "already" in refuses(world.lead, commands.change_route_kind, kind, name="Involvement")
    assert audited("route_kind.added")


def test_changing_a_kind_is_audited(world):
    commands.change_route_kind(world.lead, make_kind(world), about="Some hours of your time.")
    assert audited("route_kind.changed")


def test_a_profile_describes_the_ways_in_once_and_leaves_changes_alone(world):
    said = [{"name": "Voluntary work", "about": "Time", "who_arranges": "us", "payments": ["Travel"]}]
    actor = process("The first start")
    imports.describe_routes(actor, said)
    kind = RouteKind.objects.get()
    commands.change_route_kind(world.lead, kind, name="Volunteering", is_open=False)
    imports.describe_routes(actor, said)
    assert RouteKind.objects.get().name == "Volunteering"
    assert queries.public_routes() == []


def test_both_profiles_hold_their_ways_in():
    from alongside.accounts.profiles import read_profile

    kent = {route["name"]: route for route in read_profile("kmpt")["routes"]}
    assert kent["Work placement"]["asks_cmht"]
    assert {"Voluntary work", "Expert by Experience", "Staff bank", "Straight to training"} <= set(kent)
    assert not any(route.get("asks_cmht") for route in read_profile("lpt")["routes"])
