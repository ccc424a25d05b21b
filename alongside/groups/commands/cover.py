"""Cover: several are asked at once, the first yes has it, and a no is never counted."""

from collections.abc import Sequence
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.groups import notices, policies, queries
from alongside.groups.commands.running import close_cover, needs_planned, put_on_date
from alongside.groups.models import Cover, CoverAsk, DateWorker, GroupDate

Status, Answer = Cover.Status, CoverAsk.Answer
TAKEN = "Just taken. Thank you for offering."


@command("cover.asked", "asked who could cover a date of a group", allow=policies.may_ask_cover, locks=("instead_of",))
def ask_cover(
    act: Act,
    date: GroupDate,
    *,
    kind: str,
    workers: Sequence[Any],
    instead_of: DateWorker | None = None,
    words: str = "",
) -> Cover:
    """Ask these workers, all at the same moment. Asked again, the others join the same search.

    `kind` is "peer" or "clinician"; `instead_of` the one who cannot come, if it is for somebody. Whoever cannot be
    asked now is not available: which of the many reasons there may be is not said.
    """
    needs_planned(date)
    if date.starts_at <= act.at:
        raise Refused("It has begun already.")
    if not workers:
        raise Refused("Choose whom to ask.")
    if instead_of is not None and (instead_of.date_id != date.pk or instead_of.status != DateWorker.Status.CANNOT):
        raise Refused("They can come, so nobody is needed in their place.")
    could = {row.id for row in queries.who_could_cover(date, kind)}
    if gone := [worker.first_name for worker in workers if worker.pk not in could]:
        raise Refused(f"Not available: {', '.join(gone)}. Choose others.")
    cover = date.covers.filter(status=Status.OPEN, kind=kind, instead_of=instead_of).first()
    if cover is None:
        if instead_of is not None and instead_of.covers.filter(status=Status.FOUND).exists():
            raise Refused("Somebody covers this already.")
        cover = Cover.objects.create(
            date=date, instead_of=instead_of, kind=kind, words=words, asked_at=act.at, asked_by=act.actor.name
        )
    there = set(cover.asks.values_list("worker_id", flat=True))
    new = [CoverAsk(cover=cover, worker=worker, asked_at=act.at) for worker in workers if worker.pk not in there]
    if not new:
        raise Refused("They were asked already. Choose others, or wait for their answer.")
    for ask in CoverAsk.objects.bulk_create(new):
        notices.ask_to_cover(act, ask)
    return cover


@command(
    "cover.found", "said yes to covering a date", allow=policies.may_answer_cover, locks=("cover", "date", "worker")
)
def say_yes_to_cover(act: Act, ask: CoverAsk) -> CoverAsk:
    """The first yes has it: the date is locked meanwhile. Everybody else asked hears that it was just taken."""
    cover = ask.cover
    if cover.status == Status.FOUND:
        raise Refused("You have it already." if ask.answer == Answer.YES else TAKEN)
    if cover.status == Status.STOPPED or ask.date.status != GroupDate.Status.PLANNED:
        raise Refused("Nobody is needed any more. Thank you for offering.")
    if ask.date.starts_at <= act.at:
        raise Refused("It has begun already. Thank you for offering.")
    put_on_date(act, ask.date, worker=ask.worker)
    _answer(act, ask, Answer.YES)
    close_cover(act, cover, Status.FOUND)
    notices.tell_cover_found(act, ask)
    return ask


@command("cover.not_this_time", "said not this time to covering", allow=policies.may_answer_cover, locks=("cover",))
def say_no_to_cover(act: Act, ask: CoverAsk) -> CoverAsk:
    """No reason is asked and it is never counted. While somebody is looked for, they may still say yes."""
    if ask.cover.status != Status.OPEN or ask.answer:
        raise Refused("There is nothing to answer any more. Thank you.")
    _answer(act, ask, Answer.NO)
    return ask


@command("cover.stopped", "stopped looking for somebody to cover a date", allow=policies.may_ask_cover, locks=("date",))
def stop_cover(act: Act, cover: Cover) -> Cover:
    """Those who were asked and have not answered are told."""
    if cover.status != Status.OPEN:
        raise Refused(f"This search is over: {cover.get_status_display().lower()}.")
    close_cover(act, cover, Status.STOPPED)
    notices.tell_no_longer_needed(act, cover)
    return cover


def _answer(act: Act, ask: CoverAsk, answer: str) -> None:
    ask.answer, ask.answered_at = answer, act.at
    ask.save()
