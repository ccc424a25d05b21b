"""Offers follow a set order: whoever the ward asked for, those who know the ward, everyone who may; in fair turns."""

from datetime import timedelta

import pytest

from alongside.bank import commands, jobs, queries
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.workforce.models import KeptAway
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
from tests.bank.shifts import JOB, actions, actor, answers, change, filled, offered, said_to, worked


def test_offer_next_begins_with_whoever_the_ward_asked_for(world):
    first, second = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    shift = make_shift(world, preferred=second)
    commands.offer_next(world.bank, shift)
    assert (shift.status, shift.round, answers(shift)) == ("offered", "preferred", {"Jude": "open"})
    assert shift.round_ends_at == shift.offers.get().offered_at + timedelta(hours=24)
    assert said_to(second.user.email) == ["A shift is offered to you"]
    assert not said_to(first.user.email)
    assert "shift.offered" in actions()


def test_offer_next_goes_on_to_those_who_know_the_ward(world):
    make_bank_worker(world, "Maya Lund")
    shift = make_shift(world, preferred=make_bank_worker(world, "Jude Abara"))
    commands.offer_next(JOB, shift)
    commands.offer_next(JOB, shift)
    assert (shift.round, answers(shift)) == ("inducted", {"Jude": "open", "Maya": "open"})


def test_offer_next_skips_a_preferred_person_who_could_not(world):
    make_bank_worker(world, "Maya Lund")
    shift = make_shift(world, preferred=make_bank_worker(world, "Jude Abara", ready=False))
    commands.offer_next(JOB, shift)
    assert answers(shift) == {"Maya": "open"}


def test_offer_next_when_nobody_more_could_is_refused(world):
    shift = make_shift(world)
    with pytest.raises(Refused, match="Nobody more"):
        commands.offer_next(world.bank, shift)
    make_bank_worker(world, "Maya Lund")
    commands.offer_next(world.bank, shift)
    with pytest.raises(Refused, match="Nobody more"):
        commands.offer_next(world.bank, shift)


def test_offer_next_when_it_is_not_open_or_begun_or_theirs_is_refused(world):
    worker = make_bank_worker(world, "Maya Lund")
    with pytest.raises(Refused, match="not offered"):
        commands.offer_next(world.bank, filled(world, worker))
    with pytest.raises(Refused, match="begun"):
        commands.offer_next(world.bank, make_shift(world, days=-1))
    for name in ("ward", "team_manager", "coordinator", "peer_worker"):
        with pytest.raises(NotAllowed):
            commands.offer_next(world.actor(name), make_shift(world, what_for=name))


def test_offers_are_in_fair_turns_by_grade(world):
    """Least bank work in four weeks first; the other grade, when the shift is near, after the grade asked for."""
    busy = make_bank_worker(world, "Busy Lund")
    make_bank_worker(world, "Free Abara")
    make_bank_worker(world, "Other Grade", band="4")
    worked(world, busy, days=-3)
    shift = make_shift(world, fallback_band="4")
    commands.offer_next(world.bank, shift)
    told = Notice.objects.filter(subject="A shift is offered to you").count()
    order = [row.name for row in queries.may_be_asked(shift)]
    assert order == ["Free Abara", "Busy Lund", "Other Grade"]
    assert (told, answers(shift)) == (2, {"Free": "open", "Busy": "open"})
    commands.offer_next(world.bank, shift)
    assert answers(shift)["Other"] == "open"


def test_a_round_asks_so_many_at_a_time_those_with_the_least_work_first(world):
    change(make_rules(), asked_at_once=1)
    busy = make_bank_worker(world, "Busy Lund")
    make_bank_worker(world, "Free Abara")
    worked(world, busy, days=-3)
    shift = make_shift(world)
    commands.offer_next(world.bank, shift)
    assert (shift.round, answers(shift)) == ("inducted", {"Free": "open"})
    commands.offer_next(world.bank, shift)
    assert (shift.round, answers(shift)) == ("inducted", {"Free": "open", "Busy": "open"})


def test_a_round_of_a_near_shift_leaves_time_for_the_rounds_after_it(world):
    make_bank_worker(world, "Maya Lund")
    shift = make_shift(world)
    with clock.at(shift.starts_at - timedelta(hours=6)):
        commands.offer_next(world.bank, shift)
    assert shift.starts_at - shift.round_ends_at == timedelta(hours=4)


def test_the_other_grade_is_not_asked_while_the_shift_is_far(world):
    make_bank_worker(world, "Other Grade", band="4")
    shift = make_shift(world, days=25, fallback_band="4")
    with pytest.raises(Refused):
        commands.offer_next(world.bank, shift)


def test_a_worker_kept_away_from_the_ward_is_simply_not_offered(world):
    make_bank_worker(world, "Maya Lund")
    away = make_bank_worker(world, "Jude Abara")
    with unguarded():
        KeptAway.objects.create(worker=away, ward=world.willow_ward)
    shift = make_shift(world, preferred=away)
    commands.offer_next(world.bank, shift)
    assert answers(shift) == {"Maya": "open"}


def test_offer_to_those_chosen_and_refuses_who_could_not(world):
    worker, other = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara", ready=False)
    shift = make_shift(world)
    with pytest.raises(Refused, match="Jude Abara cannot be offered this shift"):
        commands.offer_to(world.bank, shift, workers=[worker, other])
    with pytest.raises(Refused, match="Choose"):
        commands.offer_to(world.bank, shift, workers=[])
    commands.offer_to(world.bank, shift, workers=[worker])
    assert (shift.status, shift.round, answers(shift)) == ("offered", "chosen", {"Maya": "open"})
    assert "shift.offered_to" in actions()
    with pytest.raises(Refused, match="not offered"):
        commands.offer_to(world.bank, make_shift(world, status="asked", what_for="x"), workers=[worker])
    with pytest.raises(NotAllowed):
        commands.offer_to(world.team_manager, shift, workers=[worker])


def test_offer_to_somebody_asked_already_changes_nothing(world):
    worker = make_bank_worker(world, "Maya Lund")
    shift = offered(world, worker)
    commands.offer_to(world.bank, shift, workers=[worker])
    assert said_to(worker.user.email) == ["A shift is offered to you"]


def test_say_no_never_counts_and_the_next_round_need_not_wait(world):
    worker, other = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    shift = make_shift(world, preferred=worker)
    commands.offer_next(world.bank, shift)
    offer = shift.offers.get()
    with pytest.raises(NotAllowed):
        commands.say_no(actor(other), offer)
    commands.say_no(actor(worker), offer)
    assert offer.status == "no"
    assert "shift_offer.no" in actions()
    jobs.offer_shifts(JOB)
    assert answers(shift) == {"Maya": "no", "Jude": "open"}
    with pytest.raises(Refused):
        commands.say_no(actor(worker), offer)


def test_say_no_to_what_is_gone_says_so(world):
    worker, other = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    shift = offered(world, worker, other)
    commands.claim_shift(actor(other), shift)
    with pytest.raises(Refused, match=r"Just taken\. Thank you for offering\."):
        commands.say_no(actor(worker), shift.offers.get(worker=worker))


def test_the_job_offers_what_is_near_enough_and_moves_to_the_next_round(world):
    make_rules()
    worker = make_bank_worker(world, "Maya Lund")
    make_bank_worker(world, "Jude Abara")
    near, far = make_shift(world, preferred=worker), make_shift(world, days=40)
    jobs.offer_shifts(JOB)
    near.refresh_from_db()
    far.refresh_from_db()
    assert (near.round, far.status) == ("preferred", "approved")
    jobs.offer_shifts(JOB)
    assert answers(near) == {"Maya": "open"}
    with clock.at(near.round_ends_at + timedelta(minutes=1)):
        jobs.offer_shifts(JOB)
    near.refresh_from_db()
    assert (near.round, answers(near)) == ("inducted", {"Maya": "open", "Jude": "open"})
    change(near, round_ends_at=clock.now() - timedelta(minutes=1))
    jobs.offer_shifts(JOB)  # nobody more could: nothing happens, nothing fails
    assert answers(near) == {"Maya": "open", "Jude": "open"}
