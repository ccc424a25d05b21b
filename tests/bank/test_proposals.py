"""A proposal: asked for, looked into by the worker, and taken up line by line; it changes nothing by itself."""

from datetime import timedelta

import pytest

from alongside.bank import commands, jobs, queries
from alongside.bank.models import Proposal, ProposalLine, Shift
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.solvers.rostering.weeks import FEWEST, TAKEN
from alongside.workforce.models import KeptAway
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import JOB, actions, actor, change
from tests.groups.setting_up import make_date, make_group


def days(first: int = 0, last: int = 13) -> dict:
    return {"starts_on": clock.today() + timedelta(days=first), "ends_on": clock.today() + timedelta(days=last)}


def ask(world) -> Proposal:
    return commands.ask_proposal(world.bank, **days())


def looked(world) -> Proposal:
    proposal = ask(world)
    jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    return proposal


def said(proposal: Proposal) -> list[tuple[str, list[str]]]:
    return [(line.worker.first_name if line.worker else "", line.reasons) for line in proposal.lines.all()]


def with_line(world, status: str, worker=None, shift=None) -> tuple[Proposal, ProposalLine]:
    """A proposal in some state, with one line, without looking."""
    shift = shift or make_shift(world)
    with unguarded():
        proposal = Proposal.objects.create(
            **days(), status=status, asked_at=clock.now(), asked_by="Nadia Cole", asked_by_user=world.users["bank"]
        )
        line = ProposalLine.objects.create(proposal=proposal, shift=shift, worker=worker, reasons=["Not available"])
    return proposal, line


def test_ask_proposal_waits_for_the_worker(world):
    proposal = ask(world)
    assert (proposal.status, proposal.asked_by) == ("asked", world.bank.name)
    assert "proposal.asked" in actions()


def test_ask_proposal_by_whoever_does_not_run_the_bank_is_refused(world):
    for name in ("ward", "coordinator", "team_manager", "peer_worker"):
        with pytest.raises(NotAllowed):
            commands.ask_proposal(world.actor(name), **days())


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(3, 2, "before the first"), (-9, -2, "over"), (0, 28, "four weeks")],
)
def test_ask_proposal_for_days_that_cannot_be_is_refused(world, first, last, words):
    with pytest.raises(Refused, match=words):
        commands.ask_proposal(world.lead, **days(first, last))


def test_ask_proposal_while_one_is_looked_into_is_refused(world):
    ask(world)
    with pytest.raises(Refused, match="still being looked into"):
        ask(world)


def test_make_proposals_says_who_and_why_and_offers_nothing(world):
    maya = make_bank_worker(world, "Maya Lund", likes=[world.willow_ward.pk])
    shift = make_shift(world)
    before = Notice.objects.count()
    proposal = looked(world)
    assert (proposal.status, proposal.progress, proposal.looked_until) == ("ready", 100, None)
    assert said(proposal) == [("Maya", ["Likes this ward", "Knows this ward"])]
    assert proposal.lines.get().worker == maya
    assert Shift.objects.get(pk=shift.pk).status == "approved"
    assert not shift.offers.exists()
    assert Notice.objects.count() == before
    assert {"proposal.begun", "proposal.ready"} <= set(actions())


def test_make_proposals_when_a_ward_is_blocked_says_the_same_as_of_anybody_not_available(world):
    maya = make_bank_worker(world, "Maya Lund")
    make_bank_worker(world, "Jude Abara", free=["sun-night"])
    with unguarded():
        KeptAway.objects.create(worker=maya, ward=world.willow_ward)
    make_shift(world)
    assert said(looked(world)) == [("", ["Not available"])]


def test_make_proposals_when_one_can_do_one_of_two_covers_what_matters_more(world):
    make_bank_worker(world, "Maya Lund")
    make_shift(world, weight=2)
    make_shift(world, weight=8, what_for="Walk")
    assert sorted(said(looked(world))) == [("", [TAKEN]), ("Maya", ["Knows this ward"])]


def test_make_proposals_keeps_their_own_limit_and_says_it_of_nobody(world):
    make_bank_worker(world, "Maya Lund", own_limit_hours=2)
    make_shift(world)
    assert said(looked(world)) == [("", ["Would pass their own limit."])]


def test_make_proposals_does_not_ask_again_who_said_no_or_handed_it_back(world):
    maya, jude = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    shift = make_shift(world, handed_back_by=maya)
    commands.offer_to(world.bank, shift, workers=[jude])
    commands.say_no(actor(jude), shift.offers.get())
    assert said(looked(world)) == [("", ["Not available"])]


def test_make_proposals_prefers_whom_the_ward_asked_for_and_who_was_offered_it(world):
    maya, jude = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    make_shift(world, preferred=jude)
    offered = make_shift(world, days=9)
    commands.offer_to(world.bank, offered, workers=[maya])
    assert said(looked(world)) == [
        ("Jude", ["The ward asked for them", "Knows this ward"]),
        ("Maya", ["Knows this ward"]),
    ]


def test_make_proposals_thinks_first_of_who_had_least(world):
    maya, _ = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    make_shift(world, days=2, status="filled", worker=maya, filled_at=clock.now())
    make_shift(world, days=9)
    assert said(looked(world)) == [("Jude", ["Knows this ward", FEWEST])]


def test_make_proposals_finds_somebody_for_a_date_of_a_group(world):
    maya = make_bank_worker(world, "Maya Lund")
    away = make_bank_worker(world, "Jude Abara")
    with unguarded():
        KeptAway.objects.create(worker=away, ward=world.willow_ward)
    date = make_date(make_group(world), days=3)
    proposal = looked(world)
    line = proposal.lines.get()
    assert (line.group_date, line.worker, line.shift) == (date, maya, None)
    commands.accept_lines(world.bank, proposal, lines=[line.pk])
    assert [one.worker for one in date.covers.get().asks.all()] == [maya]


def test_make_proposals_for_a_date_of_a_group_suggests_only_who_holds_what_is_needed(world):
    make_bank_worker(world, "Iris Holm", ready=False)
    make_date(make_group(world), days=3)
    reasons = looked(world).lines.get().reasons
    assert "Not shown round this ward" in reasons
    assert "Not trained yet" in reasons


def test_make_proposals_leaves_a_date_alone_that_an_open_shift_serves_or_nobody_has_hours_for(world):
    make_bank_worker(world, "Maya Lund", own_limit_hours=1)
    served = make_date(make_group(world), days=3)
    shift = make_shift(world, days=3, hour=14, hours=1, group_date=served)
    other = make_date(make_group(world, name="Walk", minutes=90), days=4)
    lines = {line.shift_id or line.group_date_id: line.reasons for line in looked(world).lines.all()}
    assert lines == {shift.pk: ["Knows this ward"], other.pk: ["Would pass their own limit."]}


def test_make_proposals_when_there_is_nothing_to_do_does_nothing(world):
    jobs.make_proposals(JOB)
    assert not Proposal.objects.exists()


def test_make_proposals_when_stopped_on_the_way_leaves_it_so(world, monkeypatch):
    make_bank_worker(world, "Maya Lund")
    make_shift(world)
    proposal = ask(world)

    def stopped_meanwhile(actor, proposal, *, tell):
        tell(0, 1)
        commands.stop_proposal(world.lead, Proposal.objects.get(pk=proposal.pk))
        tell(1, 1)

    monkeypatch.setattr(queries, "week_to_fill", stopped_meanwhile)
    jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.lines.count()) == ("stopped", 0)


def test_make_proposals_when_it_takes_long_says_that_it_is_still_there(world, monkeypatch):
    make_bank_worker(world, "Maya Lund")
    make_shift(world)
    monkeypatch.setattr(jobs, "A_WHILE", -1)
    assert looked(world).status == "ready"


def test_make_proposals_when_a_worker_was_lost_is_begun_again(world):
    proposal = ask(world)
    commands.begin_proposal(JOB, proposal)
    with pytest.raises(Refused, match="Another worker"):
        commands.begin_proposal(JOB, proposal)
    jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    assert proposal.status == "looking"
    with clock.at(clock.now() + timedelta(minutes=3)):
        jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    assert proposal.status == "ready"


def test_begin_proposal_when_lost_for_an_hour_gives_up_in_words(world):
    proposal = ask(world)
    with clock.at(clock.now() + timedelta(hours=2)):
        jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    assert proposal.status == "failed"
    assert "again and again" in proposal.problem


def test_make_proposals_when_it_stumbles_says_so_to_both(world, monkeypatch):
    proposal = ask(world)

    def stumble(*args, **rest):
        raise ZeroDivisionError

    monkeypatch.setattr(queries, "week_to_fill", stumble)
    with pytest.raises(ZeroDivisionError):
        jobs.make_proposals(JOB)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.problem) == ("failed", jobs.STUMBLED)
    assert "proposal.failed" in actions()


def test_what_the_worker_says_is_said_by_nobody_else(world):
    proposal = ask(world)
    for do, details in (
        (commands.begin_proposal, {}),
        (commands.say_ready, {"lines": []}),
        (commands.say_failed, {"problem": "No"}),
    ):
        with pytest.raises(NotAllowed):
            do(world.lead, proposal, **details)
    with pytest.raises(NotAllowed):
        queries.week_to_fill(world.lead, proposal)
    with pytest.raises(Refused):
        commands.say_ready(JOB, proposal, lines=[])
    done, _ = with_line(world, "accepted")
    for do, details in ((commands.begin_proposal, {}), (commands.say_failed, {"problem": "No"})):
        with pytest.raises(Refused):
            do(JOB, done, **details)


def test_stop_proposal_stops_what_waits_and_nothing_else(world):
    proposal = ask(world)
    with pytest.raises(NotAllowed):
        commands.stop_proposal(world.ward, proposal)
    commands.stop_proposal(world.lead, proposal)
    assert proposal.status == "stopped"
    assert proposal.closed_at
    assert "proposal.stopped" in actions()
    with pytest.raises(Refused, match="nothing to stop"):
        commands.stop_proposal(world.lead, proposal)


def test_discard_proposal_leaves_all_of_it_out(world):
    proposal, line = with_line(world, "ready", make_bank_worker(world, "Maya Lund"))
    with pytest.raises(NotAllowed):
        commands.discard_proposal(world.ward, proposal)
    commands.discard_proposal(world.bank, proposal)
    assert proposal.status == "stopped"
    assert not line.shift.offers.exists()
    assert "proposal.discarded" in actions()
    with pytest.raises(Refused, match="cannot be left out"):
        commands.discard_proposal(world.bank, proposal)


def test_accept_lines_offers_each_to_its_worker_once(world):
    maya = make_bank_worker(world, "Maya Lund")
    proposal, line = with_line(world, "ready", maya)
    commands.accept_lines(world.lead, proposal, lines=[line.pk])
    line.refresh_from_db()
    assert proposal.status == "accepted"
    assert line.accepted_at
    assert [(offer.worker, offer.round) for offer in line.shift.offers.all()] == [(maya, "chosen")]
    assert "proposal.accepted" in actions()
    assert "shift.offered_to" in actions()
    with pytest.raises(Refused, match="not offered yet"):
        commands.accept_lines(world.lead, proposal, lines=[line.pk])


def test_accept_lines_by_others_or_of_nothing_or_too_early_is_refused(world):
    maya = make_bank_worker(world, "Maya Lund")
    proposal, line = with_line(world, "ready", maya)
    for name in ("ward", "coordinator", "peer_worker"):
        with pytest.raises(NotAllowed):
            commands.accept_lines(world.actor(name), proposal, lines=[line.pk])
    with pytest.raises(Refused, match="at least one"):
        commands.accept_lines(world.bank, proposal, lines=[])
    early, line = with_line(world, "looking", maya, line.shift)
    with pytest.raises(Refused, match="looking"):
        commands.accept_lines(world.bank, early, lines=[line.pk])


def test_accept_lines_when_something_changed_since_keeps_why_and_offers_the_rest(world):
    maya, jude = make_bank_worker(world, "Maya Lund"), make_bank_worker(world, "Jude Abara")
    proposal, good = with_line(world, "ready", maya)
    gone, taken, no = (make_shift(world, days=n) for n in (8, 9, 10))
    commands.offer_to(world.bank, no, workers=[maya])
    commands.say_no(actor(maya), no.offers.get())
    with unguarded():
        rows = [
            ProposalLine.objects.create(proposal=proposal, shift=shift, worker=maya, position=n)
            for n, shift in enumerate((gone, taken, no), 1)
        ]
    change(gone, status="cancelled", cancelled_at=clock.now(), cancelled_by="ward")
    change(taken, status="filled", worker=jude)
    commands.accept_lines(world.bank, proposal, lines=[good.pk, *(row.pk for row in rows)])
    assert [line.problem for line in proposal.lines.all()] == [
        "",
        "This shift is cancelled: it is not offered.",
        "Somebody has it already.",
        "They have answered since.",
    ]
    assert proposal.status == "accepted"


def test_accept_lines_when_nothing_could_be_offered_is_still_open(world):
    maya = make_bank_worker(world, "Maya Lund")
    proposal, line = with_line(world, "ready", maya)
    change(line.shift, status="cancelled", cancelled_at=clock.now(), cancelled_by="ward")
    commands.accept_lines(world.bank, proposal, lines=[line.pk])
    assert proposal.status == "ready"


def test_proposals_when_there_are_more_ask_no_more_questions(world, django_assert_num_queries):
    maya = make_bank_worker(world, "Maya Lund")
    who = world.bank
    proposal, _ = with_line(world, "ready", maya)
    with django_assert_num_queries(1):
        assert [row.found for row in queries.proposals(who)] == [1]
    with django_assert_num_queries(2):
        assert queries.proposal_page(who, proposal.pk).to_offer == 1
    for n in (1, 2):
        with_line(world, "stopped")
        with unguarded():
            ProposalLine.objects.create(
                proposal=proposal, shift=make_shift(world, days=8 + n), worker=maya if n == 1 else None, position=n
            )
    with django_assert_num_queries(1):
        assert len(queries.proposals(who)) == 3
    with django_assert_num_queries(2):
        page = queries.proposal_page(who, proposal.pk)
    assert (page.to_offer, len(page.empty), len(page.days)) == (2, 1, 2)
    assert queries.proposals(world.ward) == []
