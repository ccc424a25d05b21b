"""A place on a course: asked for, offered, taken or not, stopped, moved to a later course. The list moves by itself."""

from typing import Any

from alongside.candidates import commands as candidates
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.models import Cohort, Place
from alongside.training.queries.places import LIVE

Status = Place.Status
STAGE = "training"


@command("place.asked", "asked for a place on a course", allow=policies.may_ask_for_place, locks=("cohort",))
def ask_for_place(
    act: Act, candidate: Any, *, cohort: Cohort, words: str = "", helps: str = "", carry: bool = False
) -> Place:
    """While a course asks for interest; after it has chosen, onto the waiting list, or to a place that is free.

    `words`: why they would like to come. `helps`: what would help them take part, asked as an adjustment for training;
    `carry`: they say that it may be passed on to the next stage.
    """
    if candidate.status == candidate.Status.LEFT:
        raise Refused("You have stopped. Come back first, from your journey: it takes one press.")
    if cohort.status not in (Cohort.Status.OPEN, Cohort.Status.OFFERING):
        raise Refused(f"You cannot ask for a place on {cohort.name} now: it is {cohort.get_status_display().lower()}.")
    before = Place.objects.filter(candidate=candidate, cohort__programme=cohort.programme_id)
    if before.filter(cohort=cohort).exists():
        raise Refused("You have asked for a place on this course already. See it on your training page.")
    if live := before.filter(status__in=LIVE).select_related("cohort").first():
        raise Refused(f"You are on the way to {live.cohort.name} already. From its page you can move to a later one.")
    candidates.carry_adjustments(act, candidate, to=STAGE)
    if helps.strip():
        candidates.ask_adjustment(act, candidate, stage=STAGE, words=helps, carry=carry)
    place = Place(candidate=candidate, cohort=cohort, asked_at=act.at, words=words)
    _enter(act, place)
    return place


@command("place.offered", "was offered a place", allow=policies.may_offer_place, locks=("cohort",))
def offer_place(act: Act, place: Place) -> None:
    """Only by choosing and by the waiting list, so that nobody is moved past another."""
    if not queries.free_places(place.cohort):
        raise Refused("Every place is taken or offered.")
    place.move_to(Status.OFFERED)
    _offer(act, place)


@command("place.waits", "was put on the waiting list", allow=policies.may_offer_place, locks=("cohort",))
def put_in_line(act: Act, place: Place) -> None:
    """At the end of the waiting list."""
    place.move_to(Status.WAITING)
    _wait(act, place)


@command("place.waits_again", "went back on the waiting list", allow=policies.may_answer_place, locks=("cohort",))
def wait_again(act: Act, place: Place) -> None:
    """After an offer ran out, or a no: at the end of the list, while the course has not begun."""
    if place.cohort.status != Cohort.Status.OFFERING:
        raise Refused("There is no waiting list for this course now. See the next dates.")
    place.move_to(Status.WAITING)
    place.ended_at = None
    _wait(act, place)
    move_up(act, place.cohort)
    place.refresh_from_db()


@command("place.taken", "said yes to a place", allow=policies.may_answer_place, locks=("cohort",))
def take_place(act: Act, place: Place) -> None:
    """Until the offer went to somebody else it is still theirs, even a little late."""
    place.move_to(Status.TAKEN)
    _take(act, place)


@command("place.turned_down", "said no to a place", allow=policies.may_answer_place, locks=("cohort",))
def turn_down_place(act: Act, place: Place) -> None:
    place.move_to(Status.TURNED_DOWN)
    _leave(act, place)


@command("place.lapsed", "let an offer run out", allow=policies.may_lapse_place, locks=("cohort",))
def lapse_place(act: Act, place: Place) -> None:
    """Nobody answered by the day that was said."""
    if place.answer_by is None or place.answer_by >= act.at:
        raise Refused("There is still time to answer.")
    let_run_out(act, place)


@command("place.withdrawn", "stopped on a course", allow=policies.may_answer_place, locks=("cohort",))
def withdraw_place(act: Act, place: Place) -> None:
    """At any time, and no reason is asked."""
    had = place.status == Status.TAKEN
    place.move_to(Status.WITHDRAWN)
    _leave(act, place, invited=had)
    if act.actor.user_id != place.candidate.user_id:
        notices.tell_stopped(act, place)


@command("place.deferred", "moved to a later course", allow=policies.may_answer_place, locks=("cohort", "to"))
def defer_place(act: Act, place: Place, *, to: Cohort) -> Place:
    """To a later course of the same programme. Whoever had a place has one there, or is first on its waiting list."""
    if to not in queries.later_courses(place.cohort):
        raise Refused("Choose a later course of the same programme that has not begun.")
    if Place.objects.filter(candidate=place.candidate_id, cohort=to).exists():
        raise Refused(f"You have asked for a place on {to.name} already.")
    had, invited = place.status in (Status.OFFERED, Status.TAKEN), place.status == Status.TAKEN
    place.move_to(Status.DEFERRED)
    return move_to_course(act, place, to, keep=Status.TAKEN if had else None, invited=invited)


@command("place.finished", "came to the end of a course", allow=policies.may_run_cohort)
def finish_place(act: Act, place: Place) -> None:
    place.move_to(Status.FINISHED)
    place.finished_at = act.at
    place.save()
    notices.tell_finished(act, place)


def move_up(act: Act, cohort: Cohort) -> None:
    """Offer each free place to whoever is next: in the same act that freed it, under the same lock."""
    while cohort.status == Cohort.Status.OFFERING and queries.free_places(cohort):
        place = queries.next_waiting(cohort)
        if place is None:
            return
        place.cohort = cohort
        offer_place(act, place)


def let_run_out(act: Act, place: Place) -> None:
    place.move_to(Status.LAPSED)
    _leave(act, place)
    notices.tell_lapsed(act, place)


def move_to_course(act: Act, place: Place, to: Cohort, *, keep: str | None, invited: bool = False) -> Place:
    """End a place that is deferred already, and begin one on the course `to`. `keep` is the state of the new one when
    a place is free there (taken or offered); without it they ask like everybody. Both courses are locked."""
    new = Place(
        candidate=place.candidate, cohort=to, asked_at=act.at, words=place.words, meets=place.meets,
        read_by=place.read_by,
    )  # fmt: skip
    if keep and queries.free_places(to):
        new.status = keep
        (_take if keep == Status.TAKEN else _offer)(act, new, moved=True)
    elif keep and to.status == Cohort.Status.OFFERING:
        new.status = Status.WAITING
        _wait(act, new, first=True)
    else:
        _enter(act, new, quietly=True)
    place.deferred_to = new
    _leave(act, place, invited=invited)
    notices.tell_moved(act, place, new)
    return new


def _enter(act: Act, place: Place, *, quietly: bool = False) -> None:
    """Into the course as it stands: among those who ask, or onto the waiting list, which may have a place at once."""
    if place.cohort.status != Cohort.Status.OFFERING:
        place.status = Status.ASKED
        place.save()
        if not quietly:
            notices.tell_asked(act, place)
        return
    place.status = Status.WAITING
    _wait(act, place, quietly=bool(queries.free_places(place.cohort)))
    move_up(act, place.cohort)
    place.refresh_from_db()


def _offer(act: Act, place: Place, moved: bool = False) -> None:
    place.offered_at, place.answer_by = act.at, queries.answer_by(place.cohort)
    place.save()
    if not moved:
        notices.tell_offered(act, place)


def _take(act: Act, place: Place, moved: bool = False) -> None:
    place.taken_at = act.at
    place.save()
    notices.invite(act, queries.to_come(place.cohort), [place.candidate.email])
    if not moved:
        notices.tell_taken(act, place)


def _wait(act: Act, place: Place, *, first: bool = False, quietly: bool = False) -> None:
    """At the end of the list; `first`: at its head, everybody else one further."""
    last = queries.last_in_line(place.cohort)
    if first:
        for other in place.cohort.places.filter(status=Status.WAITING):
            other.waiting_order = (other.waiting_order or 0) + 1
            other.save()
    place.waiting_since, place.waiting_order = act.at, 1 if first else last + 1
    place.save()
    if not (first or quietly):
        notices.tell_waiting(act, place, queries.waiting_number(place))


def _leave(act: Act, place: Place, *, invited: bool = False) -> None:
    """A place that ends: its dates leave the calendar, and whoever is next moves up."""
    place.ended_at = act.at
    place.save()
    if invited:
        notices.invite(act, queries.to_come(place.cohort), [place.candidate.email], "cancelled")
    move_up(act, place.cohort)
