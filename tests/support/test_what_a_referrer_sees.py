"""What somebody who referred sees of a break, another peer worker, an ending and a death: a step and one sentence."""

from datetime import timedelta

from alongside.core import clock
from alongside.referrals import queries as referrals
from alongside.support import commands
from tests.support.moments import make_agreement
from tests.support.passages import make_handover, make_next_worker
from tests.world import make_relationship


def seen(world):
    (row,) = referrals.my_referrals(world.referrer)
    return row


def test_a_break_says_until_when_and_that_it_was_their_choice(world):
    relationship = make_relationship(world)
    commands.take_break(world.person, relationship)
    row = seen(world)
    assert (row.turn, row.now) == (
        ("on_hold", "On a break"),
        "They are taking a break, as they chose. Their place is kept.",
    )
    assert [step.state for step in row.steps] == ["done", "done", "done", "done", "now", "coming"]


def test_another_peer_worker_says_that_we_look_and_never_why(world):
    relationship = make_relationship(world)
    commands.ask_for_another(world.person, relationship, stop_now=True)
    assert seen(world).now == "We look for another peer worker who fits, and they choose."


def test_a_hand_over_says_that_someone_is_chosen(world):
    relationship = make_relationship(world)
    commands.accept_handover(world.person, make_handover(relationship, make_next_worker(world)))
    assert seen(world).now == "They chose a peer worker. The first meeting comes next."


def test_getting_ready_to_end_says_by_when_until_it_is_moved_far_away(world):
    relationship = make_relationship(world)
    make_agreement(relationship, planned_end_on=clock.today() + timedelta(days=20))
    commands.start_ending(world.peer_worker, relationship)
    assert seen(world).turn == ("ending", "Ending")
    make_agreement(relationship, planned_end_on=clock.today() + timedelta(days=200))
    assert seen(world).turn == ("going_on", "Meeting")


def test_an_ending_says_whether_it_was_a_good_one(world):
    relationship = make_relationship(world)
    commands.end_well(world.peer_worker, relationship)
    row = seen(world)
    assert (row.turn, row.steps[-1].text) == (("done", "Ended well"), "Ended well")
    assert row.now.startswith("They ended well on ")


def test_closing_for_another_reason_is_not_called_a_good_ending(world):
    relationship = make_relationship(world)
    commands.close_support(world.lead, relationship, closure_code="03")
    row = seen(world)
    assert (row.turn, row.steps[-1].text) == (("done", "Ended"), "Ended")


def test_a_death_is_not_told_by_a_page(world):
    relationship = make_relationship(world)
    commands.record_death(world.lead, relationship.referral.person, died_on=clock.today(), teller=world.users["lead"])
    row = seen(world)
    assert row.now == "This request is closed. The peer support team can tell you more."
    assert row.steps == ()
