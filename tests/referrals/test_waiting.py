"""The waiting list: order, whose turn, what is missing, filters, print, download; and what the solver is given."""

import io
from datetime import timedelta

import pytest
from python_calamine import CalamineWorkbook

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.matching.models import Offer
from alongside.referrals import queries
from alongside.referrals.commands import seal_record
from alongside.referrals.models import Referral
from tests.referrals.people import need, question, somebody
from tests.world import make_referral, say_yes, worker_of


def wait(world, name: str, waited: int, *, yes: str = "yes", **fields) -> Referral:
    first, last = name.split()
    person = somebody(first, last, phone="07700 900123", needs_asked_on=clock.today())
    moment = clock.now().replace(hour=12) - timedelta(days=waited)  # midday: the clocks change in between
    referral = make_referral(world, person, status="accepted", received_at=moment, **fields)
    if yes:
        say_yes(referral, yes)
    return referral


def offer(world, referral: Referral, status: str) -> None:
    with unguarded():
        Offer.objects.create(
            referral=referral,
            worker=worker_of(world),
            status=status,
            offered_at=clock.now(),
            offered_by="Ines Okafor",
            reply_by=clock.today(),
            worker_answered_at=clock.now() if status != "asked_worker" else None,
            closed_at=clock.now() if status == "withdrawn" else None,
        )


def rows(world) -> dict[str, queries.WaitingRow]:
    return {row.name.split()[0]: row for row in queries.waiting(world.lead)}


def test_waiting_when_some_are_urgent_puts_them_first_then_the_longest_wait(world):
    wait(world, "Short Wait", 5)
    wait(world, "Long Wait", 96)
    wait(world, "Urgent Later", 3, urgent_reason="Leaves", urgent_by=clock.today() + timedelta(days=9))
    wait(world, "Urgent Sooner", 1, urgent_reason="Leaves", urgent_by=clock.today() + timedelta(days=2))
    make_referral(world, somebody("New", "Request"))
    assert [row.name for row in queries.waiting(world.lead)] == [
        "Urgent Sooner",
        "Urgent Later",
        "Long Wait",
        "Short Wait",
    ]
    assert rows(world)["Long"].days == 96


def test_waiting_when_each_thing_is_going_on_says_whose_turn(world):
    wait(world, "Ready Now", 9)
    wait(world, "Held Back", 9, on_hold_until=clock.today() + timedelta(days=9))
    question(wait(world, "Asked About", 9))
    offer(world, wait(world, "With Worker", 9), "asked_worker")
    offer(world, wait(world, "With Person", 9), "asked_person")
    offer(world, wait(world, "Taken Back", 9), "withdrawn")
    wait(world, "Not Asked", 9, yes="")
    wait(world, "Later Perhaps", 9, yes="not_yet")
    wait(world, "Rather Not", 9, yes="no")
    found = {row.name: (row.turn[1], row.do) for row in queries.waiting(world.lead)}
    assert found == {
        "Ready Now": ("Our turn", "match"),
        "Held Back": ("On hold", ""),
        "Asked About": ("Referrer", ""),
        "With Worker": ("Peer worker", ""),
        "With Person": ("With", ""),
        "Taken Back": ("Our turn", "match"),
        "Not Asked": ("Our turn", "their_answer"),
        "Later Perhaps": ("Later", "their_answer"),
        "Rather Not": ("Our turn", "close"),
    }


def test_waiting_when_something_is_missing_says_what(world):
    make_referral(world, somebody(), status="accepted", hopes="")
    wait(world, "Nothing Missing", 3)
    assert rows(world)["Maeve"].missing == (
        "Their own yes",
        "A way to reach them",
        "What they need",
        "What they hope for",
    )
    assert rows(world)["Nothing"].missing == ()


def test_waiting_when_there_are_three_asks_as_often_as_for_one(world, django_assert_num_queries):
    lead = world.lead
    wait(world, "One One", 1)
    with django_assert_num_queries(2):
        assert len(queries.waiting(lead)) == 1
    need(wait(world, "Two Two", 2).person)
    offer(world, wait(world, "Three Three", 3), "asked_worker")
    with django_assert_num_queries(2):
        assert len(queries.waiting(lead)) == 3


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", {"Zoë Urgent", "Held Back", "Long Wait", "Gap Here"}),
        ("only=urgent", {"Zoë Urgent"}),
        ("only=ours", {"Zoë Urgent", "Long Wait", "Gap Here"}),
        ("only=ready", {"Zoë Urgent", "Long Wait"}),
        ("only=missing", {"Gap Here"}),
        ("only=long", {"Long Wait"}),
        ("only=hold", {"Held Back"}),
        ("name=zoe", {"Zoë Urgent"}),
        ("missing=Their+own+yes", {"Gap Here"}),
        ("needs=some", {"Long Wait"}),
        ("needs=due", set()),
        ("pathway=Acute", set()),
        ("sort=-name", {"Zoë Urgent", "Held Back", "Long Wait", "Gap Here"}),
        ("only=nonsense&sort=nonsense&page=99", {"Zoë Urgent", "Held Back", "Long Wait", "Gap Here"}),
    ],
)
def test_waiting_page_when_filtered_shows_only_those(world, sign_in, query, seen):
    wait(world, "Zoë Urgent", 2, urgent_reason="Leaves the ward", urgent_by=clock.today())
    wait(world, "Held Back", 3, on_hold_until=clock.today() + timedelta(days=9))
    need(wait(world, "Long Wait", 70).person)
    wait(world, "Gap Here", 4, yes="")
    page = sign_in("coordinator").get(f"/waiting/?{query}").content.decode()
    names = {"Zoë Urgent", "Held Back", "Long Wait", "Gap Here"}
    assert {name for name in names if f">{name}</a>" in page} == seen


@pytest.mark.parametrize(("sort", "first"), [("name", "Ann"), ("-name", "Bob"), ("days", "Ann"), ("-days", "Bob")])
def test_waiting_page_when_sorted_follows_the_column(world, sign_in, sort, first):
    wait(world, "Bob Long", 9)
    wait(world, "Ann Short", 2)
    page = sign_in("lead").get(f"/waiting/?sort={sort}").content.decode()
    other = {"Ann": "Bob Long", "Bob": "Ann Short"}[first]
    assert page.index({"Ann": "Ann Short", "Bob": "Bob Long"}[first]) < page.index(other)


def test_waiting_page_when_long_is_drawn_in_pages_and_printed_whole(world, sign_in):
    for n in range(16):
        wait(world, f"Person N{n}", n)
    client = sign_in("lead")
    assert "1 to 15 of 16" in client.get("/waiting/").content.decode()
    assert "1 to 16 of 16" in client.get("/waiting/?print=1").content.decode()
    client.get("/waiting/?name=per")
    client.get("/waiting/?sort=pathway")
    client.get("/waiting/?sort=turn")
    assert list(Opening.objects.order_by("pk").values_list("how", "words")) == [
        ("printed", "The waiting list"),
        ("searched", "per"),
    ]


def test_waiting_page_when_nobody_waits_says_so(world, sign_in):
    assert "Nobody is waiting." in sign_in("lead").get("/waiting/").content.decode()


def test_waiting_download_when_asked_for_is_a_logged_spreadsheet_of_the_same_rows(world, sign_in):
    wait(world, "=Formula Person", 9)
    wait(world, "Held Back", 3, on_hold_until=clock.today() + timedelta(days=9))
    response = sign_in("lead").get("/waiting/?only=ready&as=xlsx")
    assert response["Content-Disposition"].endswith('.xlsx"')
    book = CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_name("Waiting list").to_python()
    assert [row[0] for row in book] == ["Person", "=Formula Person"]
    assert Opening.objects.get().words == "Waiting list (ready to match): 1 rows"


@pytest.mark.parametrize("who", ["peer_worker", "referrer", "person", "governance", "administrator"])
def test_waiting_when_not_theirs_is_not_found(world, sign_in, who):
    client = sign_in(who)
    assert client.get("/waiting/").status_code == 404
    assert client.get("/waiting/?as=xlsx").status_code == 404


def test_waiting_when_of_another_pathway_is_not_shown(world):
    wait(world, "Community Person", 9)
    assert queries.waiting(world.other_coordinator) == []


def test_ready_to_match_when_said_yes_and_not_held_gives_the_solver_what_it_needs(world, django_assert_num_queries):
    wants = [{"theme": "Gardening", "must": True}]
    ready = wait(world, "Ready Now", 9, wants=wants, ruled_out=["Being a parent"], days=["mon-am"])
    wait(world, "Held Back", 9, on_hold_until=clock.today() + timedelta(days=1))
    wait(world, "Back Today", 3, on_hold_until=clock.today(), urgent_reason="Leaves")
    wait(world, "Rather Not", 9, yes="no")
    lead = world.lead
    with django_assert_num_queries(1):
        first, second = queries.ready_to_match(lead)
    assert (first.referral_id, first.name, first.waited_days) == (ready.pk, "Ready Now", 9)
    assert (first.wants, first.ruled_out, first.days) == (tuple(wants), ("Being a parent",), ("mon-am",))
    assert (first.pathway_id, first.team_id, first.language) == (world.community.pk, world.thanet.pk, "en")
    assert (second.name, second.urgent) == ("Back Today", True)


def test_usual_wait_when_a_record_is_sealed_then_it_is_as_if_they_did_not_wait(world):
    for name, days in (("Ada North", 10), ("Bea South", 20), ("Cal West", 70)):
        wait(world, name, days)
    assert queries.usual_wait(2) == 20
    seal_record(world.lead, Referral.objects.get(person__first_name="Ada").person)
    assert queries.usual_wait(2) == 20
    assert queries.usual_wait(3) is None
