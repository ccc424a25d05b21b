"""Offers of a shift: round after round in the set order, to those somebody chose, and a no that never counts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from alongside.bank import notices, policies, queries
from alongside.bank.models import Shift, ShiftOffer
from alongside.bank.queries.shifts import OPEN
from alongside.core.commands import Act, command
from alongside.core.errors import Refused

Round, Answer = Shift.Round, ShiftOffer.Status
ORDER = (Round.PREFERRED, Round.INDUCTED, Round.ALL)


@command("shift.offered", "offered a shift to the next in order", allow=policies.may_move_on)
def offer_next(act: Act, shift: Shift) -> None:
    """Those whose turn it is: whoever the ward asked for, then those who know the ward, then everyone who may. In each
    round first the grade asked for, so many at a time as the rules say, those with the least bank work lately first.
    The last round is asked again each time, for those who have become free since, and then for the other grade."""
    if shift.status not in OPEN:
        raise Refused(f"This shift is {shift.get_status_display().lower()}: it is not offered.")
    if shift.starts_at <= act.at:
        raise Refused("It has begun.")
    asked = set(shift.offers.exclude(status=Answer.GONE).values_list("worker", flat=True))
    could = [row for row in queries.may_be_asked(shift) if row.worker_id not in asked]
    start = ORDER.index(Round(shift.round)) if shift.round in ORDER else 0
    for turn in ORDER[start:]:
        rows = [row for row in could if queries.is_in_round(shift, row, turn)]
        begun = turn == shift.round != Round.ALL
        if first := [row for row in rows if row.of_grade] or ([] if begun else rows):
            return _offer(act, shift, turn, [row.worker_id for row in first[: queries.the_rules().asked_at_once]])
    raise Refused("Nobody more could do it now. See why on its page.")


@command("shift.offered_to", "offered a shift to those they chose", allow=policies.may_offer)
def offer_to(act: Act, shift: Shift, *, workers: Sequence[Any]) -> None:
    """To these workers, each of whom could do it now. It becomes theirs only by their own yes."""
    if shift.status not in OPEN:
        raise Refused(f"This shift is {shift.get_status_display().lower()}: it is not offered.")
    if not workers:
        raise Refused("Choose at least one person.")
    could = {row.worker_id: row for row in queries.who_could(shift)}
    for worker in workers:
        row = could.get(worker.pk)
        if row is None or not row.can:
            why = " ".join(row.stops) if row else "Not on the bank."
            raise Refused(f"{worker.full_name} cannot be offered this shift. {why}")
    _offer(act, shift, Round.CHOSEN, [worker.pk for worker in workers])


@command("shift_offer.no", "said no to a shift", allow=policies.may_answer_offer, locks=("shift",))
def say_no(act: Act, offer: ShiftOffer) -> None:
    """As often as they like. When nobody of this round is left to answer, the next round need not wait."""
    if offer.status == Answer.GONE:
        raise Refused(queries.words_when_gone(offer.shift))
    offer.move_to(Answer.NO)
    offer.answered_at = act.at
    offer.save()
    if not offer.shift.offers.filter(status=Answer.OPEN).exists():
        offer.shift.round_ends_at = act.at
        offer.shift.save()


def close_offers(act: Act, shift: Shift, *, taken_by: Any = None) -> list[ShiftOffer]:
    """Nobody can say yes any more, but for `taken_by`, whose yes it was. Returns those that still waited."""
    waited = []
    for offer in shift.offers.select_related("worker__user"):
        if taken_by and offer.worker_id == taken_by.pk:
            offer.move_to(Answer.TAKEN)
            offer.answered_at = act.at
        elif offer.status in (Answer.OPEN, Answer.TAKEN):
            waited += [offer] if offer.status == Answer.OPEN else []
            offer.move_to(Answer.GONE)
        else:
            continue
        offer.save()
    return waited


def offer_again(act: Act, shift: Shift) -> None:
    """At once, to everyone whose turn it was before and who did not say no; if nobody, to the next in order."""
    reached = ORDER.index(Round(shift.round)) if shift.round in ORDER else 0
    no = set(shift.offers.filter(status=Answer.NO).values_list("worker", flat=True))
    before = set(shift.offers.values_list("worker", flat=True))
    could = [row for row in queries.may_be_asked(shift) if row.worker_id not in no]
    rows = [
        row
        for row in could
        if row.worker_id in before or any(queries.is_in_round(shift, row, turn) for turn in ORDER[: reached + 1])
    ]
    if rows:
        _offer(act, shift, Round(shift.round) or Round.ALL, [row.worker_id for row in rows])
    elif could:
        _offer(act, shift, Round.ALL, [row.worker_id for row in could])


def _offer(act: Act, shift: Shift, turn: Shift.Round, workers: Iterable[str]) -> None:
    """Write the offers, in the order given, and tell each worker."""
    known = {offer.worker_id: offer for offer in shift.offers.all()}
    told = []
    for worker_id in workers:
        offer = known.get(worker_id)
        if offer is None:
            offer = ShiftOffer(shift=shift, worker_id=worker_id)
        elif offer.status == Answer.GONE:
            offer.move_to(Answer.OPEN)
        else:
            continue
        offer.round, offer.offered_at, offer.answered_at = turn, act.at, None
        offer.save()
        told.append(offer)
    if shift.status == Shift.Status.APPROVED:
        shift.move_to(Shift.Status.OFFERED)
    shift.round = turn
    shift.round_ends_at = act.at + min(timedelta(hours=queries.the_rules().offer_hours), (shift.starts_at - act.at) / 3)
    shift.save()
    notices.tell_offered(act, shift, told)
