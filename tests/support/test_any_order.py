"""Whatever is done in whatever order, refusals and all, what must always hold of a walk together still holds."""

from datetime import timedelta
from random import Random

import pytest

from alongside.core import clock
from alongside.core.errors import Refused
from alongside.support import commands
from alongside.support.models import Handover, Meeting, Relationship
from tests.support.moments import facts, in_days
from tests.support.passages import make_next_worker
from tests.world import make_relationship

STEPS = 18


def newest():
    return Relationship.objects.order_by("-introduced_at", "-pk").first()


def asked():
    found = Handover.objects.order_by("-asked_at").first()
    if found is None:
        raise Refused("Nobody is put forward.")
    return found


def moves(world, others, dice):
    """What may be tried next, each a function of nothing."""
    lead, one, person = world.lead, newest(), newest().referral.person
    when = in_days(dice.randint(1, 30), dice.randint(8, 18))
    until = clock.today() + timedelta(days=dice.randint(1, 30))
    return [
        lambda: commands.book_meeting(lead, one, starts_at=when, minutes=30, mechanism="02"),
        lambda: commands.take_break(lead, one, until=dice.choice([None, until])),
        lambda: commands.end_break(lead, one),
        lambda: commands.record_contact(lead, one, **facts(date_is_right=True)),
        lambda: commands.ask_for_another(lead, one, stop_now=dice.random() < 0.5),
        lambda: commands.take_back_change(lead, one),
        lambda: commands.propose_handover(lead, one, worker=dice.choice(others), because="other"),
        lambda: commands.accept_handover(lead, asked(), keep_meetings=True),
        lambda: commands.decline_handover(lead, asked()),
        lambda: commands.withdraw_handover(lead, asked()),
        lambda: commands.introduce(lead, one.referral, worker=dice.choice(others)),
        lambda: commands.start_ending(lead, one),
        lambda: commands.end_well(lead, one),
        lambda: commands.stop_support(lead, one),
        lambda: commands.record_death(lead, person, died_on=clock.today(), teller=world.users["lead"]),
        lambda: commands.take_back_death(lead, person),
    ]


def holds():
    """What must be true between any two acts."""
    for one in Relationship.objects.select_related("referral__person"):
        ended = one.status == "ended"
        assert ended == bool(one.ended_at) == bool(one.ended_as)
        assert (one.status == "on_break") == one.breaks.filter(ended_on=None).exists()
        coming = one.meetings.filter(status=Meeting.Status.PLANNED, starts_at__gt=clock.now())
        assert not (ended and coming.exists())
        assert not (ended and one.handovers.filter(status="asked").exists())
        assert one.follows_id != one.pk
        open_ones = one.referral.relationships.exclude(status="ended").count()
        assert open_ones == (1 if one.referral.status == "matched" else 0)
        died = one.referral.person.died_on is not None
        assert died or one.referral.closure_code != "06"
        assert not (died and open_ones)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_in_whatever_order_what_must_hold_holds(world, seed):
    dice, done = Random(seed), 0
    make_relationship(world)
    others = [make_next_worker(world, name, agreed_caseload=9) for name in ("Bryn Talbot", "Dilys Amos", "Cai Rowan")]
    likely = [3] * 12 + [1] * 4
    for _ in range(STEPS):
        try:
            dice.choices(moves(world, others, dice), weights=likely)[0]()
            done += 1
        except Refused:
            pass
        holds()
    assert done
