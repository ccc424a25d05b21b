"""The board says the week's need and supply within one's reach, its states in words, and never a private reason."""

from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.accounts.models import Ward
from alongside.bank import queries
from alongside.bank.models import Shift, ShiftOffer
from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.core.guard import unguarded
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.groups.setting_up import make_date, make_group
from tests.world import worker_of

TUESDAY = datetime(2026, 11, 17, 12, 40, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def _tuesday():
    with clock.at(TUESDAY):
        yield


def offer(shift, worker, status="open"):
    with unguarded():
        return ShiftOffer.objects.create(shift=shift, worker=worker, status=status, round="all", offered_at=clock.now())


def states(actor, **asked):
    found = queries.board(actor, MONDAY, **asked)
    return {card.what: (card.state, card.words) for _, cards in found.by_day for card in cards}


def test_board_says_each_state_in_words(world):
    sol, imani = make_bank_worker(world, "Sol Bramley"), worker_of(world)
    make_shift(world, days=4, what_for="Filled", status="filled", worker=sol, filled_at=clock.now())
    make_shift(world, days=0, hour=9, what_for="Worked", status="worked", worker=sol)
    offered = make_shift(world, days=4, what_for="Offered", status="offered", round="all")
    offer(offered, sol)
    offer(offered, imani, "no")
    make_shift(world, days=4, what_for="All said no", status="offered", round="all")
    make_shift(world, days=1, what_for="Near", status="offered", round="all")
    make_shift(world, days=4, what_for="Back", handed_back_by=sol)
    make_shift(world, days=4, what_for="New")
    make_shift(world, days=4, what_for="Asked", status="asked")
    make_shift(world, days=3, what_for="Given up", status="empty")
    make_shift(world, days=-1, what_for="Gone by", status="approved")
    make_shift(world, days=-1, what_for="Not worked", status="not_worked", worker=sol)
    make_shift(world, days=4, what_for="Off", status="cancelled", cancelled_at=clock.now(), cancelled_by="ward")
    make_shift(world, days=4, what_for="Refused", status="not_approved")
    make_shift(world, days=7, what_for="Next week")
    make_shift(world, days=-3, what_for="Last week")
    assert states(world.bank) == {
        "Filled": ("filled", "Sol B"),
        "Worked": ("filled", "Sol B"),
        "Offered": ("offered", "Offered to 1"),
        "All said no": ("offered", "Offered, no yes so far"),
        "Near": ("at_risk", "Nobody yet"),
        "Back": ("at_risk", "Sol B cannot come"),
        "New": ("empty", "Not offered yet"),
        "Asked": ("asked", "Waiting to be approved"),
        "Given up": ("empty", "Nobody could"),
        "Gone by": ("empty", "Nobody came"),
        "Not worked": ("empty", "Not worked"),
    }
    found = queries.board(world.bank, MONDAY)
    assert found.counts == {"empty": 4, "at_risk": 2, "asked": 1, "offered": 2, "filled": 2}
    assert not found.covered
    assert set(states(world.bank, state="offered")) == {"Offered", "All said no"}


def test_board_of_a_day_puts_what_is_empty_and_at_risk_first(world):
    sol = make_bank_worker(world, "Sol Bramley")
    make_shift(world, days=3, hour=8, what_for="Filled", status="filled", worker=sol)
    make_shift(world, days=3, hour=9, what_for="Offered", status="offered", round="all")
    make_shift(world, days=3, hour=15, what_for="Back", handed_back_by=sol)
    make_shift(world, days=3, hour=17, what_for="New")
    ((day, cards),) = queries.board(world.bank, MONDAY).by_day
    assert day == date(2026, 11, 20)
    assert [card.what for card in cards] == ["New", "Back", "Offered", "Filled"]


def test_board_is_by_wards_and_local_days_and_a_night_stands_on_the_day_it_begins(world):
    make_shift(world, days=5, hour=22, hours=9, what_for="Night")
    found = queries.board(world.bank, MONDAY)
    (row,) = found.rows
    assert (row.name, row.pathway) == ("Willow Ward", "Acute")
    assert [len(cards) for cards in row.days] == [0, 0, 0, 0, 0, 0, 1]
    assert row.days[6][0].hours == "10pm to 7am, next day"
    assert found.title == "Week of 16 to 22 November"
    assert queries.board(world.bank, date(2026, 12, 28)).title == "Week of 28 December to 3 January 2027"


def test_board_when_everything_is_covered_says_when_to_look_again(world):
    sol = make_bank_worker(world, "Sol Bramley")
    make_shift(world, days=3, status="filled", worker=sol)
    assert queries.board(world.bank, MONDAY).closing is None
    closes = clock.now() + timedelta(days=1)
    for hour in (9, 15):
        make_shift(world, days=5, hour=hour, status="offered", round="all", round_ends_at=closes)
    found = queries.board(world.bank, MONDAY)
    assert found.covered
    assert found.closing == (date(2026, 11, 18), 2)


def test_board_shows_dates_of_groups_that_need_somebody_and_have_no_shift(world):
    group = make_group(world, needs_clinician=True)
    alone = make_date(group, days=3)
    make_date(group, days=1, hour=9)
    make_date(group, days=-1)
    served = make_date(group, days=4, hour=10)
    shift = make_shift(world, days=4, hour=10, group_date=served)
    peer = make_date(make_group(world, "Music"), worker_of(world, "other_peer_worker"), days=3)
    walk = make_date(make_group(world, "Walk", ward=None, team=world.thanet), days=3, hour=16)
    found = queries.board(world.bank, MONDAY)
    assert [row.name for row in found.rows] == ["Willow Ward", "Not on a ward"]
    cards = {card.id: (card.state, card.words) for _, cards in found.by_day for card in cards}
    assert cards.pop(alone.pk) == ("empty", "Needs a peer worker and a clinical colleague")
    assert cards.pop(shift.pk) == ("empty", "Not offered yet")
    assert cards.pop(walk.pk) == ("empty", "Needs a peer worker")
    assert list(cards.values()) == [("at_risk", "Needs a peer worker and a clinical colleague")]
    assert peer.pk not in cards
    assert walk.pk not in {card.id for _, cards in queries.board(world.ward, MONDAY).by_day for card in cards}


def test_board_is_of_the_wards_within_reach(world):
    make_shift(world, days=3, what_for="Games")
    for name in ("bank", "lead", "other_coordinator", "ward"):
        found = queries.board(world.actor(name), MONDAY)
        assert ([row.name for row in found.rows], list(states(world.actor(name)))) == (["Willow Ward"], ["Games"]), name
    for name in ("coordinator", "team_manager", "other_ward"):
        found = queries.board(world.actor(name), MONDAY)
        assert (found.rows, found.by_day) == ((), ()), name
    for name in ("peer_worker", "person", "referrer", "governance", "nobody"):
        with pytest.raises(NotAllowed):
            queries.board(world.actor(name), MONDAY)
        with pytest.raises(NotAllowed):
            queries.board_cards(world.actor(name), MONDAY)


def fill(world, wards: int, shifts: int) -> None:
    sol = make_bank_worker(world, f"Sol Number{wards}")
    with unguarded():
        places = [Ward.objects.create(name=f"Ward {wards}-{n}", team=world.willow) for n in range(wards)]
    make_date(make_group(world, f"Group {wards}", ward=places[0]), days=3)
    for n in range(shifts):
        taken = {"status": "filled", "worker": sol} if n % 2 else {"status": "offered", "round": "all"}
        shift = make_shift(world, days=n % 5, hour=8 + n % 9, ward=places[n % wards], **taken)
        if not n % 2:
            offer(shift, sol)


def test_board_asks_as_much_for_twelve_wards_and_sixty_shifts_as_for_one(world, django_assert_num_queries):
    bank = world.bank
    fill(world, 1, 1)
    with django_assert_num_queries(6):
        queries.board(bank, MONDAY)
    fill(world, 12, 60)
    with django_assert_num_queries(6):
        found = queries.board(bank, MONDAY)
    assert len(found.rows) == 14
    assert sum(found.counts.values()) == 63


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["Early", "Late"]),
        ("-when", ["Late", "Early"]),
        ("what", ["Early", "Late"]),
        ("-what", ["Late", "Early"]),
        ("state", ["Late", "Early"]),
        ("ward", ["Early", "Late"]),
        ("pathway", ["Early", "Late"]),
    ],
)
def test_board_cards_are_sorted(world, sort, order):
    make_shift(world, days=3, hour=9, what_for="Early", status="filled", worker=worker_of(world))
    make_shift(world, days=12, hour=9, what_for="Late")
    assert [card.what for card in queries.board_cards(world.bank, MONDAY, weeks=4, sort=sort)] == order


def test_most_pressing_is_the_next_that_can_still_be_filled(world):
    assert queries.most_pressing(queries.board(world.bank, MONDAY)) == ""
    make_shift(world, days=-1, what_for="Gone by")
    make_shift(world, days=4, status="offered", round="all")
    later, sooner = make_shift(world, days=5), make_shift(world, days=3)
    assert queries.most_pressing(queries.board(world.bank, MONDAY)) == sooner.pk
    assert later.status == Shift.Status.APPROVED
