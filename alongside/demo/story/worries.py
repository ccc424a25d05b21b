"""Who is on duty; what worried somebody, and who answered; and a visit made alone."""

from datetime import time, timedelta
from typing import Any

from alongside.accounts import commands as accounts
from alongside.core.actors import process
from alongside.core.ids import new_id
from alongside.demo.story.days import at, workdays
from alongside.demo.story.people import Visit, Worry
from alongside.demo.story.telling import Life, Telling
from alongside.support import commands as support
from alongside.support.models import Relationship

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
IN_HOURS = ("coordinator", "team-manager", "lead")  # in this order


def on_duty(telling: Telling) -> Life:
    """The lead writes down who answers: in hours three in a line, in the evenings two."""
    yield telling.days.ago(200, "11:15")
    lead, users = telling.actor("lead"), telling.users
    for place, part in enumerate(IN_HOURS, 1):
        _turn(lead, users[telling.parts[part]], WEEKDAYS, (9, 17), place)
    evenings = [name for name, role, _ in telling.tale.staff if role in ("coordinator", "team_manager")]
    for place, name in enumerate(evenings, 1):
        _turn(lead, users[name], WEEKDAYS, (17, 21), place)
    _turn(lead, users[telling.parts["lead"]], ("sat", "sun"), (10, 16), 1)


def _turn(lead: Any, user: Any, days: tuple[str, ...], hours: tuple[int, int], position: int) -> None:
    first, last = hours
    accounts.add_duty(lead, user=user, days=days, starts=time(first), ends=time(last), position=position)


def worries(telling: Telling, worry: Worry) -> Life:
    """Told; answered at once, or late by the next in line; and done, unless it is still in somebody's hands."""
    moment = telling.days.ago(worry.ago, worry.at)
    yield moment
    concern = support.tell_someone(
        telling.actor(worry.by),
        once=new_id(),
        about="person",
        relationship=_theirs(worry.person),
        words=worry.words,
        knows=worry.knows,
        agreed=worry.agreed,
    )
    if worry.late:
        yield moment + timedelta(minutes=telling.service.answer_minutes + 1)
        support.tell_next(process("support.tell_next"), concern)
        yield moment + timedelta(minutes=telling.service.answer_minutes + 27)
    else:
        yield moment + timedelta(minutes=6)
    answers = telling.actor(worry.answered_by)
    support.answer_concern(answers, concern)
    if worry.done:
        yield at(workdays(moment.date(), 1), "11:40")
        support.close_concern(
            answers,
            concern,
            what_was_done=worry.done,
            safeguarding_reference=worry.safeguarding,
            incident_reference=worry.incident,
        )


def visits(telling: Telling, visit: Visit) -> Life:
    """Gone alone, and back safe."""
    moment = telling.days.ago(visit.ago, visit.at)
    yield moment
    worker = telling.actor(visit.by)
    started = support.start_visit(
        worker,
        telling.workers[visit.by],
        where=visit.where,
        due_at=moment + timedelta(minutes=90),
        relationship=_theirs(visit.person),
    )
    yield moment + timedelta(minutes=72)
    support.say_safe(worker, started)


def _theirs(person: str) -> Relationship:
    """The walk of somebody named in the story, as far as it has come."""
    first, last = person.split(" ", 1)
    named = Relationship.objects.filter(referral__person__first_name=first, referral__person__last_name=last)
    return named.exclude(status="ended").select_related("worker__user", "referral__person").get()
