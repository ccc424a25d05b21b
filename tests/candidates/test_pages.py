"""The pages of candidates: who sees them, who does not, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.candidates import commands, queries
from alongside.core import clock
from alongside.core.models import Opening
from tests.candidates.asserting import set_up
from tests.candidates.routes import arrange, ask_route, make_kind


@pytest.fixture
def stage(world, grace):
    """Grace with messages, something that helps, a route, a qualification, and an adjustment."""
    kind = make_kind(world, in_charge=world.users["route_lead"])
    make_kind(world, "Work placement", asks_cmht=True)
    route = ask_route(world, grace, kind)
    adjustment = commands.ask_adjustment(world.candidate, grace, stage="training", words="A red lamp")
    commands.write_message(world.candidate, grace, words="May I bring my sister?", once="one")
    details = {"kind": "training", "title": "Peer support", "reached_on": clock.today(), "source_id": "a"}
    commands.qualify(world.lead, grace, **details)
    return {"candidate_id": grace.pk, "route_id": route.pk, "adjustment_id": adjustment.pk}


STAFF_PAGES = {
    "candidates": (),
    "write_candidate": (),
    "owed": (),
    "pool": (),
    "routes": (),
    "route_kinds": (),
    "add_route_kind": (),
    "change_route_kind": ("voluntary-work",),
    "candidate": ("candidate_id",),
    "change_candidate": ("candidate_id",),
    "pass_candidate": ("candidate_id",),
    "ask_for_adjustment": ("candidate_id",),
    "ask_route_for": ("candidate_id", "work-placement"),
    "agree_adjustment": ("adjustment_id",),
    "not_possible": ("adjustment_id",),
    "route": ("route_id",),
    "arrange_route": ("route_id",),
    "not_now_route": ("route_id",),
    "pass_route": ("route_id",),
    "review_route": ("route_id",),
    "finish_route": ("route_id",),
}
OWN_PAGES = ("my_messages", "my_adjustments", "my_routes", "my_route", "my_details", "my_rest")


def address(name, stage, args=None):
    given = STAFF_PAGES.get(name, ()) if args is None else args
    return reverse(f"candidates:{name}", args=[stage.get(arg, arg) for arg in given])


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_open_for_the_lead_and_for_nobody_else_s_business(world, stage, sign_in, name):
    assert sign_in("lead").get(address(name, stage)).status_code == 200
    for stranger in ("peer_worker", "other_candidate", "panel"):
        assert sign_in(stranger).get(address(name, stage)).status_code == 404, stranger


@pytest.mark.parametrize("name", OWN_PAGES)
def test_own_pages_open_for_the_candidate_alone(world, stage, sign_in, name):
    where = address(name, stage, ["route_id"] if name == "my_route" else [])
    assert sign_in("candidate").get(where).status_code == 200
    assert sign_in("lead").get(where).status_code == 404
    assert sign_in("other_candidate").get(where).status_code == 404  # no record, or not theirs


def test_whoever_arranges_a_route_sees_that_one_and_its_candidate(world, stage, grace, sign_in):
    client = sign_in("route_lead")
    assert client.get(address("route", stage)).status_code == 200
    assert client.get(address("candidate", stage)).status_code == 200
    assert client.get(address("pool", stage)).status_code == 404
    other = ask_route(world, grace, make_kind(world, "Involvement"))
    assert client.get(reverse("candidates:route", args=[other.pk])).status_code == 404
    assert "Voluntary" in client.get(address("routes", stage)).text


def test_opening_a_candidate_is_logged_and_so_is_printing_and_looking_for_a_name(world, stage, sign_in):
    client = sign_in("coordinator")
    client.get(address("candidate", stage))
    client.get(address("candidate", stage) + "?print")
    found = client.get(reverse("candidates:candidates") + "?name=ashby")
    assert "Grace A" in found.text
    assert "Ashby</a>" not in found.text
    assert list(Opening.objects.order_by("pk").values_list("how", flat=True)) == ["opened", "printed", "searched"]


def test_lists_are_filtered_and_downloaded(world, stage, sign_in):
    client = sign_in("lead")
    for name in ("candidates", "pool", "owed", "routes", "route_kinds"):
        answer = client.get(address(name, stage) + "?as=xlsx")
        assert answer["Content-Type"].startswith("application/vnd"), name
    for showing in ("waiting", "late", "mine", "resting", "in_post", "left"):
        assert "Nobody is here" in client.get(reverse("candidates:candidates") + f"?showing={showing}").text
    assert "Grace A" in client.get(reverse("candidates:candidates") + "?showing=messages").text
    owner = world.users["coordinator"].pk
    assert "Grace A" in client.get(reverse("candidates:candidates") + f"?owner={owner}").text
    assert "Nobody is waiting" in client.get(reverse("candidates:pool") + "?only=news").text
    assert "Everything that was asked" in client.get(reverse("candidates:owed") + "?only=mine").text
    assert "Voluntary" in client.get(reverse("candidates:routes") + "?showing=asked").text
    assert "Nobody is here" in client.get(reverse("candidates:routes") + "?showing=over").text
    assert "Nobody is here" in client.get(reverse("candidates:routes") + "?showing=mine").text


def test_staff_answer_a_message_and_nothing_typed_is_lost(world, stage, grace, sign_in):
    client = sign_in("coordinator")
    where = address("candidate", stage)
    assert client.post(where, {"words": "", "once": "t1"}).status_code == 422
    assert client.post(where, {"words": "Of course.", "once": "t1"}).status_code == 302
    client.post(where, {"words": "Of course.", "once": "t1"})
    assert grace.messages.filter(from_candidate=False).count() == 1
    assert client.post(where, {"words": "Kept", "once": "t2", "save": "later"}).status_code == 302
    assert "Kept" in client.get(where).text


def test_the_candidate_reads_and_answers(world, stage, grace, sign_in):
    commands.send_message(world.coordinator, grace, words="Ring me if you like.", once="x")
    client, where = sign_in("candidate"), reverse("candidates:my_messages")
    assert "Ring me if you like." in client.get(where).text
    assert not grace.messages.filter(from_candidate=False, read_at=None).exists()
    assert client.post(where, {"words": " ", "once": "t"}).status_code == 422
    assert client.post(where, {"words": "Thank you", "once": "t"}).status_code == 302
    assert grace.messages.filter(words="Thank you").count() == 1


@pytest.mark.parametrize(
    ("answer", "before", "after"),
    [
        ("in-touch", "new", "in_touch"),
        ("rest", "in_touch", "resting"),
        ("come-back", "resting", "in_touch"),
        ("stop", "in_touch", "left"),
        ("looking", "in_post", "in_touch"),
    ],
)
def test_one_press_for_a_candidate(world, stage, grace, sign_in, answer, before, after):
    set_up(grace, status=before, resting_at=clock.now(), in_post_at=clock.now(), left_at=clock.now())
    where = reverse("candidates:answer_candidate", args=[grace.pk, answer])
    assert sign_in("lead").get(where).status_code == 404
    assert sign_in("lead").post(where).status_code == 302
    grace.refresh_from_db()
    assert grace.status == after


def test_one_press_that_we_do_not_know_is_not_found(world, stage, grace, sign_in):
    lead, own = sign_in("lead"), sign_in("candidate")
    assert lead.post(reverse("candidates:answer_candidate", args=[grace.pk, "dance"])).status_code == 404
    assert own.post(reverse("candidates:answer_journey", args=["dance"])).status_code == 404
    assert own.post(reverse("candidates:answer_adjustment", args=[stage["adjustment_id"], "dance"])).status_code == 404
    assert own.get(reverse("candidates:answer_journey", args=["rest"])).status_code == 404


def test_the_candidate_rests_comes_back_wants_news_and_stops(world, stage, grace, sign_in):
    client = sign_in("candidate")

    def press(answer):
        answered = client.post(reverse("candidates:answer_journey", args=[answer]), follow=True)
        grace.refresh_from_db()
        return answered.text

    press("rest")
    assert grace.status == "resting"
    assert "cannot become resting" in press("rest")  # pressed twice
    press("come-back")
    press("news")
    assert grace.alerts_since
    press("no-news")
    assert grace.alerts_since is None
    assert "Your certificate stays yours" in press("stop")
    assert grace.status == "left"
    assert sign_in("lead").post(reverse("candidates:answer_journey", args=["rest"])).status_code == 404


def test_the_candidate_says_what_helps_and_checks_it(world, stage, grace, sign_in):
    client, where = sign_in("candidate"), reverse("candidates:my_adjustments")
    assert client.post(where, {"words": "", "stage": "training"}).status_code == 422
    assert client.post(where, {"words": "Large print", "stage": "training", "carry": "on"}).status_code == 302
    adjustment = queries.get_adjustment(world.lead, stage["adjustment_id"])
    commands.agree_adjustment(
        world.lead, adjustment, with_whom=world.users["lead"], by=clock.today() + timedelta(days=1)
    )
    commands.put_in_place(world.lead, adjustment)
    assert "Is it really there?" in client.get(where).text
    for answer in ("there", "pass-on", "keep", "take-back"):
        assert client.post(reverse("candidates:answer_adjustment", args=[adjustment.pk, answer])).status_code == 302
    assert "A red lamp" not in client.get(where).text


def test_staff_agree_put_in_place_and_say_what_is_possible(world, stage, grace, sign_in):
    client = sign_in("coordinator")
    day = clock.today() + timedelta(days=2)
    said = {
        "with_whom": world.users["coordinator"].pk,
        "by_day": day.day,
        "by_month": day.month,
        "by_year": day.year,
        "agreed_words": "Room 2",
    }
    assert client.post(address("agree_adjustment", stage), {**said, "with_whom": ""}).status_code == 422
    assert client.post(address("agree_adjustment", stage), said).status_code == 302
    press = ("put_in_place", "take_back_adjustment")
    for name in press:
        where = reverse(f"candidates:{name}", args=[stage["adjustment_id"]])
        assert client.post(where).status_code == 302, name
    new = commands.ask_adjustment(world.candidate, grace, stage="work", words="A desk by the window")
    where = reverse("candidates:not_possible", args=[new.pk])
    assert client.post(where, {"instead": ""}).status_code == 422
    assert client.post(where, {"instead": "The one by the door."}).status_code == 302
    assert (
        client.post(address("ask_for_adjustment", stage), {"words": "A lift", "stage": "interview"}).status_code == 302
    )


def test_somebody_who_rang_is_written_down_and_passed_on(world, stage, sign_in):
    client = sign_in("recruiter")
    said = {"first_name": "Lou", "last_name": "Penny", "email": "lou@example.net", "contact_by": "phone", "once": "o1"}
    assert client.post(address("write_candidate", stage), said).status_code == 422  # no number to ring
    answer = client.post(address("write_candidate", stage), {**said, "phone": "07700 900333", "helps": "A lift\n"})
    assert answer.status_code == 302
    page = client.get(answer.url).text
    assert "Lou Penny" in page
    assert "A lift" in page
    assert "Rhona Pike" in page
    where = answer.url + "pass/"
    assert client.post(where, {"whom": ""}).status_code == 422
    assert client.post(where, {"whom": world.users["lead"].pk}).status_code == 302
    assert client.post(answer.url + "open-account/").status_code == 302
    change = {"first_name": "Louise", "last_name": "Penny", "contact_by": "email"}
    assert client.post(answer.url + "change/", change).status_code == 302
    assert "Louise Penny" in client.get(answer.url).text


def test_my_details_are_mine_to_change(world, stage, grace, sign_in):
    where = reverse("candidates:my_details")
    said = {"first_name": "Gracie", "last_name": "Ashby", "contact_by": "text"}
    assert sign_in("candidate").post(where, said).status_code == 422
    assert sign_in("candidate").post(where, {**said, "phone": "07700 900444"}).status_code == 302
    grace.refresh_from_db()
    assert grace.first_name == "Gracie"


def test_the_candidate_asks_for_a_way_and_stops_it(world, stage, grace, sign_in):
    client = sign_in("candidate")
    where = reverse("candidates:ask_for_route", args=["work-placement"])
    assert client.get(where).status_code == 200
    assert client.post(where, {"words": "A start"}).status_code == 422
    refused = client.post(where, {"words": "A start", "with_cmht": "no"})
    assert refused.status_code == 422
    assert "All the other ways" in refused.text
    assert client.post(where, {"words": "A start", "with_cmht": "yes"}).status_code == 302
    route = grace.routes.get(kind__slug="work-placement")
    assert client.post(reverse("candidates:stop_my_route", args=[route.pk])).status_code == 302
    route.refresh_from_db()
    assert route.status == "stopped"


def test_a_route_is_arranged_walked_and_finished_on_its_page(world, stage, grace, sign_in):
    client, today = sign_in("route_lead"), clock.today()

    def day(name, when):
        return {f"{name}_day": when.day, f"{name}_month": when.month, f"{name}_year": when.year}

    said = {"host": "Willow Ward", "agreement": "Two mornings", "hours": "7.5", **day("agreed_on", today)}
    assert client.post(address("arrange_route", stage), said).status_code == 422
    wrong = {**said, **day("starts_on", today), "hours": "many"}
    assert "as a number" in client.post(address("arrange_route", stage), wrong).text
    assert client.post(address("arrange_route", stage), {**said, **day("starts_on", today)}).status_code == 302
    assert client.post(reverse("candidates:start_route", args=[stage["route_id"]])).status_code == 302
    own = sign_in("candidate")
    assert own.post(address("my_route", stage, ["route_id"]), {**day("day", today), "hours": "3"}).status_code == 302
    spent = {**day("day", today), "hours": "3.5", "expenses": "£4.20"}
    assert client.post(address("route", stage), spent).status_code == 302
    assert "3.5 hours" in own.get(address("my_route", stage, ["route_id"])).text
    assert client.post(address("review_route", stage), {"review_words": "Going well"}).status_code == 302
    assert client.post(address("finish_route", stage), {"outcome": ""}).status_code == 422
    assert client.post(address("finish_route", stage), {"outcome": "A good start"}).status_code == 302
    assert "A good start" in own.get(address("my_route", stage, ["route_id"])).text


def test_a_route_is_put_off_passed_on_or_stopped_by_staff(world, stage, grace, sign_in):
    client = sign_in("lead")
    assert client.post(address("not_now_route", stage), {"outcome": "No host until May."}).status_code == 302
    other = ask_route(world, grace, make_kind(world, "Involvement"))
    where = reverse("candidates:pass_route", args=[other.pk])
    assert client.post(where, {"whom": world.users["lead"].pk}).status_code == 302
    assert client.post(reverse("candidates:stop_route", args=[other.pk])).status_code == 302
    again = address("ask_route_for", stage, ["candidate_id", "work-placement"])
    assert client.post(again, {"with_cmht": "yes"}).status_code == 302
    arranged = arrange(world, ask_route(world, grace, make_kind(world, "Staff bank")))
    assert "Change what was agreed" in client.get(reverse("candidates:route", args=[arranged.pk])).text


def test_the_lead_edits_the_ways_in_and_the_public_reads_them(world, stage, sign_in):
    client = sign_in("lead")
    said = {
        "name": "Staff bank",
        "about": "Single shifts",
        "who_arranges": "the bank",
        "payments": "Paid\n",
        "is_open": "on",
    }
    assert client.post(address("add_route_kind", stage), {**said, "name": ""}).status_code == 422
    assert client.post(address("add_route_kind", stage), said).status_code == 302
    assert "already" in client.post(address("add_route_kind", stage), said).text
    assert "staff-bank" in {row.slug for row in queries.public_routes()}
    where = reverse("candidates:change_route_kind", args=["staff-bank"])
    closed = {**said, "is_open": "", "in_charge": world.users["route_lead"].pk}
    assert client.post(where, closed).status_code == 302
    assert "staff-bank" not in {row.slug for row in queries.public_routes()}
    assert sign_in("route_lead").get(address("route_kinds", stage)).status_code == 200
    assert sign_in("route_lead").get(where).status_code == 404
