"""The smallest parts of the grammar: ids, the clock, actors, policies, states."""

import re
from datetime import UTC, date, datetime

import pytest

from alongside.core import clock, ids
from alongside.core.actors import ANYONE, EVERYWHERE, NOWHERE, PROCESS, VISITOR, Actor, Reach, process
from alongside.core.errors import Refused
from alongside.core.policies import allow, always
from alongside.core.states import Stateful, stateful_models
from alongside.referrals.models import Referral

# Ids


def test_id_is_16_characters_without_the_ones_that_look_alike():
    made = {ids.new_id() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(r"[0-9a-hjkmnp-tv-z]{16}", one) for one in made)
    assert set("".join(made)) == set(ids.ALPHABET)


def test_id_in_an_address_is_taken_whole_or_not_at_all():
    converter = ids.IdConverter()
    made = ids.new_id()
    assert converter.to_url(converter.to_python(made)) == made
    assert re.fullmatch(converter.regex, made)
    for wrong in (made[1:], made + "0", made[1:] + "u", "42"):
        assert not re.fullmatch(converter.regex, wrong)


# The clock


def test_clock_when_set_tells_that_moment_and_no_other_afterwards():
    moment = datetime(2020, 2, 29, 12, tzinfo=UTC)
    with clock.at(moment):
        assert clock.now() == moment
        with clock.at(moment.replace(hour=13)):
            assert clock.now().hour == 13
        assert clock.now() == moment
    assert clock.now().year > 2020
    assert clock.now().tzinfo


def test_today_is_the_day_where_the_service_is():
    with clock.at(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 2)
    with clock.at(datetime(2026, 12, 1, 23, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 1)


# Actors


def test_reach_covers_what_it_names_and_nothing_that_is_not_named():
    reach = Reach(pathways=frozenset(["p"])) | Reach(teams=frozenset(["t"]), wards=frozenset(["w"]))
    assert reach.covers(pathway="p")
    assert reach.covers(pathway="other", team="t")
    assert reach.covers(ward="w")
    assert not reach.covers(pathway="t", team="w", ward="p")
    assert not reach.covers()
    assert not NOWHERE.covers(team=None)
    assert EVERYWHERE.covers()
    assert (NOWHERE | EVERYWHERE).everything


def test_actor_has_the_roles_held_and_the_reach_of_each():
    here, there = Reach(teams=frozenset(["here"])), Reach(teams=frozenset(["there"]))
    actor = Actor("Ines Okafor", "u", (("coordinator", here), ("coordinator", there), ("referrer", EVERYWHERE)))
    assert actor.roles == {"coordinator", "referrer"}
    assert actor.has("lead", "referrer")
    assert not actor.has("lead")
    assert not actor.has(PROCESS)
    assert actor.reach("coordinator") == here | there
    assert actor.reach("lead") == NOWHERE
    assert actor.reach("lead", "referrer").everything


def test_visitor_and_process_are_somebody_without_roles():
    assert VISITOR.has(ANYONE)
    assert not VISITOR.has(PROCESS)
    assert process("a job").has(PROCESS)
    assert process("a job").roles == frozenset()


# Policies


def test_policy_asks_for_the_role_and_then_for_the_case():
    def is_blue(actor, subject):
        """something blue"""
        return subject == "blue"

    policy = allow("lead") | allow("coordinator", "referrer", when=is_blue)
    lead, coordinator = (Actor("A", "a", ((role, EVERYWHERE),)) for role in ("lead", "coordinator"))
    assert policy(lead, "red")
    assert policy(coordinator, "blue")
    assert not policy(coordinator, "red")
    assert not policy(VISITOR, "blue")
    assert policy.roles == {"lead", "coordinator", "referrer"}
    assert [rule.when.__doc__ for rule in policy.rules] == ["in any case", "something blue", "something blue"]
    assert always(VISITOR, None)


# States


def test_move_to_when_the_table_allows_it():
    referral = Referral(status="received")
    assert referral.can_move_to(Referral.Status.ACCEPTED)
    referral.move_to(Referral.Status.ACCEPTED)
    assert referral.status == "accepted"


def test_move_to_when_the_table_does_not_refuses_in_words_and_changes_nothing():
    referral = Referral(status="closed")
    with pytest.raises(Refused, match=r"This is finished, so it cannot become with a peer worker\."):
        referral.move_to(Referral.Status.MATCHED)
    assert referral.status == "closed"


@pytest.mark.parametrize("model", stateful_models(), ids=lambda model: model.__name__)
def test_every_table_of_moves_names_only_states_there_are_and_every_state_can_be_reached(model: type[Stateful]):
    status = model._meta.get_field("status")
    states = {value for value, _ in status.choices}
    named = set(model.TRANSITIONS) | {state for states in model.TRANSITIONS.values() for state in states}
    assert {str(state) for state in named} <= states
    reached, waiting = set(), {str(status.default)}
    while waiting:
        state = waiting.pop()
        reached.add(state)
        waiting |= {str(n) for n in model.TRANSITIONS.get(state, set())} - reached
    assert reached == states
