"""The register: who came. Each mark is its own fact; two trainers at once overwrite nothing silently."""

from collections.abc import Mapping
from dataclasses import dataclass

from alongside.accounts.roles import LEAD
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import policies, queries
from alongside.training.commands.calls import watch
from alongside.training.models import Attendance, Place, Session
from alongside.ui import dates

Mark = Attendance.Mark
WORDS = {
    "here": "here",
    "late": "late",
    "away": "away",
    "away_told": "away",
    "away_untold": "away",
    "caught_up": "caught up",
}
LATE_AFTER = 15  # minutes after the start, for whoever says "I am here" themself


@dataclass(frozen=True)
class Overruled:
    """Somebody else had marked this person differently while the page was open; the last mark stands, said aloud."""

    name: str
    was: str
    by: str
    now: str

    def __str__(self) -> str:
        return f"{self.by} had marked {self.name} {self.was}. You marked {self.name} {self.now}, and that stands."


@command("register.saved", "saved a register", allow=policies.may_teach)
def save_register(
    act: Act, session: Session, *, marks: Mapping[str, str], seen: Mapping[str, str]
) -> tuple[Overruled, ...]:
    """Keep what was changed on the page; what was not touched stays as it stands now, whoever marked it.

    `marks` are answers by place id (see queries.answer_of), `seen` what the page showed when it was opened. Returns
    the marks of somebody else that these took the place of.
    """
    _needs_to_be_open(act, session)
    places = {place.pk: place for place in queries.on_the_register(session)}
    stands = {mark.place_id: mark for mark in session.attendances.all()}
    overruled, changed = [], []
    for place_id, answer in marks.items():
        saw = seen.get(place_id, "")
        if answer in ("", saw) or place_id not in places:
            continue
        now = queries.answer_of(stands.get(place_id))
        if now not in (saw, answer):
            other = stands[place_id]
            overruled.append(Overruled(queries.called(places[place_id]), WORDS[now], other.marked_by, WORDS[answer]))
        mark_attendance(act, places[place_id], session=session, answer=answer)
        changed.append(places[place_id])
    session.marked_at, session.marked_by = act.at, act.actor.name
    session.save()
    for place in changed:
        watch(act, place, session)
    return tuple(overruled)


@command("attendance.marked", "marked who came", allow=policies.may_teach)
def mark_attendance(
    act: Act, place: Place, *, session: Session, answer: str, by_code: bool = False, words: str = ""
) -> Attendance:
    """Set one mark. `answer` is here, late, away, away_told, away_untold or caught_up (then `words` say how)."""
    if place.cohort_id != session.cohort_id:
        raise Refused("This session belongs to another course.")
    mark = session.attendances.filter(place=place).first() or Attendance(place=place, session=session)
    mark.mark, _, told = answer.partition("_") if answer != Mark.CAUGHT_UP else (answer, "", "")
    mark.told_us = {"told": True, "untold": False}.get(told)
    mark.by_code, mark.caught_up_words = by_code, words
    mark.marked_at, mark.marked_by = act.at, act.actor.name
    mark.save()
    return mark


@command("session.caught_up", "wrote down that somebody caught up a session", allow=policies.may_teach)
def catch_up(act: Act, place: Place, *, session: Session, words: str) -> Attendance:
    """A missed session counts, however it was made good: `words` say how, for the trainee to read too."""
    _needs_a_miss(place, session)
    done: Attendance = mark_attendance(act, place, session=session, answer=Mark.CAUGHT_UP, words=words)
    watch(act, place, session)
    return done


@command("session.joined", "added somebody who came to catch up", allow=policies.may_teach, locks=("place",))
def add_catch_up(act: Act, session: Session, *, place: Place, missed: Session) -> Attendance:
    """Somebody came to this session to make good one they had missed, of this course or another of its programme."""
    _needs_to_be_open(act, session)
    if place.cohort.programme_id != session.cohort.programme_id or missed.cohort_id != place.cohort_id:
        raise Refused("That session belongs to another programme, so it cannot be caught up here.")
    done: Attendance = catch_up(act, place, session=missed, words=queries.caught_up_at(session))
    return done


@command("attendance.said", "said that they are here", allow=policies.may_check_in)
def check_in(act: Act, session: Session, *, code: str) -> Attendance:
    """The trainee types the code on the screen. What a trainer has marked is never changed by it."""
    if session.cancelled_at or not session.code:
        raise Refused("There is no code for this session now. Your trainer can mark you instead.")
    if code.replace(" ", "").replace("-", "").upper() != session.code:
        raise Refused("That is not the code on the screen. Check each letter and number, and try again.")
    if session.code_until is None or act.at > session.code_until:
        raise Refused("This code has run out. Ask your trainer to show a new one.")
    place = session.cohort.places.get(candidate__user_id=act.actor.user_id, status=Place.Status.TAKEN)
    if already := session.attendances.filter(place=place).exclude(mark=Mark.AWAY).first():
        return already
    late = (act.at - session.starts_at).total_seconds() > LATE_AFTER * 60
    done: Attendance = mark_attendance(
        act, place, session=session, answer=Mark.LATE if late else Mark.HERE, by_code=True
    )
    return done


@command("code.shown", "showed a code to say I am here", allow=policies.may_teach)
def show_code(act: Act, session: Session) -> Session:
    """A new code on the screen, good for some minutes. The one before stops at once."""
    _needs_to_be_open(act, session)
    session.code = queries.new_code()
    session.code_until = act.at + queries.CODE_LASTS
    session.save()
    return session


def _needs_to_be_open(act: Act, session: Session) -> None:
    """Not before its day, not when it is not held, and not after the last day for changes but by the lead."""
    if session.cancelled_at:
        raise Refused("This session was cancelled, so there is no register.")
    day = dates.day(session.starts_at)
    if queries.day_of_moment(session.starts_at) > queries.day_of_moment(act.at):
        raise Refused(f"This session is on {day}. Its register opens that day.")
    until = queries.changeable_until(session)
    if session.marked_at and queries.day_of_moment(act.at) > until and not act.actor.has(LEAD):
        raise Refused(f"This register could be changed until {dates.day(until)}. Ask the lead to correct it.")


def _needs_a_miss(place: Place, session: Session) -> None:
    mark = session.attendances.filter(place=place).first()
    if mark is not None and mark.mark in (Mark.HERE, Mark.LATE, Mark.CAUGHT_UP):
        raise Refused(f"{queries.called(place)} is already marked {WORDS[mark.mark]} for this session.")
