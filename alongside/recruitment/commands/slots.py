"""Times to meet: the recruiter gives several, the candidate picks one, and it can move or be given back."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from alongside.candidates.queries import working_days_after
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies, queries
from alongside.recruitment.commands.equality import count_equality
from alongside.recruitment.models import Application, EqualityCount, Slot, Vacancy
from alongside.ui import dates

GONE = "Someone may have taken it. Here are the times still free."
WORKS = {
    "mornings": "a morning",
    "afternoons": "an afternoon",
    "later": "later than these",
    "phone": "by phone",
    "video": "by video",
}
MOST = 60


@command("slots.added", "gave times to meet", allow=policies.may_keep_slots)
def add_slots(
    act: Act,
    vacancy: Vacancy,
    *,
    starts: Sequence[datetime],
    minutes: int,
    how: str,
    where: str = "",
    join_link: str = "",
) -> Vacancy:
    """Several times at once, each `minutes` long. Everyone asked to meet us who has no time yet is told, once."""
    if vacancy.status not in (Vacancy.Status.OPEN, Vacancy.Status.CLOSED):
        raise Refused("Only a vacancy that has opened, and is not finished, has times to meet.")
    queries.needs_a_peer(vacancy)
    if not starts or len(starts) > MOST:
        raise Refused(f"Give between 1 and {MOST} times.")
    _to_come(act, *starts)
    taken = set(vacancy.slots.filter(cancelled_at=None).values_list("starts_at", flat=True))
    if both := taken.intersection(starts):
        raise Refused(f"There is a time on {dates.day(min(both))} at {dates.time(min(both))} already.")
    for moment in sorted(set(starts)):
        Slot.objects.create(
            vacancy=vacancy,
            starts_at=moment,
            ends_at=moment + timedelta(minutes=minutes),
            how=how,
            where=where,
            join_link=join_link,
        )
    waiting = vacancy.applications.filter(status=Application.Status.TO_MEET, slot=None)
    for application in waiting.select_related("candidate"):
        notices.tell_times(act, application)
    return vacancy


@command("slot.moved", "moved a time to meet", allow=policies.may_keep_slots, locks=("application",))
def move_slot(
    act: Act, slot: Slot, *, starts_at: datetime, minutes: int, how: str, where: str = "", join_link: str = ""
) -> Slot:
    """Another time, place or way. Whoever has it is told, and every calendar that holds it changes."""
    _stands(slot)
    _to_come(act, starts_at)
    slot.starts_at, slot.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    slot.how, slot.where, slot.join_link = how, where, join_link
    slot.sequence += 1
    slot.save()
    if slot.application:
        notices.tell_slot(act, slot, slot.application, "moved")
    return slot


@command("slot.cancelled", "took away a time to meet", allow=policies.may_keep_slots, locks=("application",))
def cancel_slot(act: Act, slot: Slot) -> Slot:
    """Whoever had it is told, and picks another."""
    _stands(slot)
    _let_go(act, slot)
    slot.cancelled_at = act.at
    slot.save()
    return slot


@command("slot.picked", "picked a time to meet", allow=policies.may_pick_time, locks=("slot",))
def pick_time(
    act: Act, application: Application, *, slot: Slot, how: str = "", equality: dict[str, str] | None = None
) -> Slot:
    """The candidate takes a free time; one they had before is free again. `how` they would like to meet.

    `equality`: what they chose to say, only ever counted (see commands.equality). Two who take the same time at once:
    the row is locked, and the second is shown what is still free.
    """
    if application.status != Application.Status.TO_MEET:
        raise Refused("There is no time to pick for this job just now.")
    if (
        slot.vacancy_id != application.vacancy_id
        or slot.application_id
        or slot.cancelled_at
        or slot.starts_at <= act.at
    ):
        raise Refused(GONE)
    for before in Slot.objects.filter(application=application):
        _let_go(act, before, "let_go")
    slot.application, slot.taken_at, slot.how = application, act.at, how or slot.how
    slot.questions_sent_at = None
    slot.sequence += 1
    slot.save()
    notices.tell_slot(act, slot, application, "booked")
    if application.time_picked_at is None:
        count_equality(act, application.vacancy, EqualityCount.Stage.TO_MEET, equality or {})
        application.time_picked_at = act.at
        application.save()
    return slot


@command("slot.given_back", "gave back a time to meet", allow=policies.may_give_back_time)
def give_back_time(act: Act, application: Application) -> Application:
    """The time is free for others, and they pick another. No reason is asked."""
    slot = Slot.objects.filter(application=application, starts_at__gt=act.at).first()
    if slot is None:
        raise Refused("There is no time to give back.")
    _let_go(act, slot)
    return application


@command("slot.none_work", "said that no time works", allow=policies.may_pick_time)
def none_work(act: Act, application: Application, *, works: Iterable[str] = ()) -> Application:
    """None of the times will do. `works`: keys of WORKS. The recruiter hears at once, and gives others by a day."""
    if application.status != Application.Status.TO_MEET:
        raise Refused("There is no time to pick for this job just now.")
    by = working_days_after(act.at.date(), 3)
    wanted = ", ".join(WORKS[name] for name in works)
    notices.tell_none_work(act, application, wanted or "not said", dates.day(by))
    return application


@command("slot.questions_shared", "shared the questions before meeting", allow=policies.may_share_questions)
def share_questions(act: Act, slot: Slot) -> Slot:
    """By the job, the vacancy's number of days before; at once for whoever picked a time sooner than that."""
    if slot.application is None or slot.questions_sent_at:
        raise Refused("The questions of this time have gone already, or nobody has it.")
    notices.tell_questions(act, slot, slot.application)
    slot.questions_sent_at = act.at
    slot.save()
    return slot


def let_go_of_time(act: Act, application: Application) -> None:
    """For commands that end an application: its time, if it is still to come, is free for others."""
    for slot in Slot.objects.filter(application=application, starts_at__gt=act.at):
        _let_go(act, slot, "let_go")


def _let_go(act: Act, slot: Slot, what: str = "cancelled") -> None:
    """Free for others again; calendars that hold it hear that it is off. `what` the candidate is told."""
    application = slot.application
    if application is None:
        return
    slot.application, slot.taken_at, slot.questions_sent_at = None, None, None
    slot.sequence += 1
    slot.save()
    notices.tell_slot(act, slot, application, what)


def _stands(slot: Slot) -> None:
    if slot.cancelled_at:
        raise Refused("This time was taken away already.")


def _to_come(act: Act, *moments: datetime) -> None:
    if any(moment <= act.at for moment in moments):
        raise Refused("One of these times is over already. Check the days.")
