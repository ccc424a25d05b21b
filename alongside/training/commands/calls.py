"""Kind calls: raised early, passed on, made. And the kind message after a missed session."""

from datetime import timedelta

from alongside.accounts.models import User
from alongside.candidates import commands as candidate_commands
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.solvers.attendance import ON_TRACK
from alongside.training import notices, policies, queries
from alongside.training.models import Attendance, KindCall, Place, Session
from alongside.ui import dates

Status = KindCall.Status
SOON = timedelta(days=4)  # for signs that can wait a little; two missed in a row cannot


@command("call.raised", "asked for a kind call", allow=policies.may_raise_call)
def raise_call(act: Act, place: Place, *, session: Session | None = None) -> KindCall:
    """Ask for a kind call, while there is still time. Who calls: whoever led that session, or leads the course."""
    seen = queries.outlook_of(place)
    if not queries.may_need_call(place.calls.all(), seen):
        raise Refused("No call is needed: it is going well, or one is asked for already.")
    caller = queries.who_calls(session) if session else queries.trainer_to_call(place.cohort)
    today = queries.day_of_moment(act.at)
    call = KindCall.objects.create(
        place=place,
        session=session,
        caller=caller,
        due_on=today if any(why.startswith("Missed") for why in seen.why) else today + SOON,
        because=queries.because(seen),
    )
    notices.tell_of_call(act, call)
    return call


def watch(act: Act, place: Place, session: Session) -> None:
    """After a mark changed: ask for a call if one may help, and let one go that is needed no more."""
    seen = queries.outlook_of(place)
    if queries.may_need_call(place.calls.all(), seen):
        raise_call(act, place, session=session)
    elif seen.state == ON_TRACK and (due := place.calls.filter(status=Status.DUE).first()):
        let_call_go(act, due)


@command("call.let_go", "said that no call is needed", allow=policies.may_teach)
def let_call_go(act: Act, call: KindCall) -> KindCall:
    call.move_to(Status.NOT_NEEDED)
    call.done_at = act.at
    call.save()
    return call


@command("call.passed", "asked another trainer to make a kind call", allow=policies.may_teach)
def pass_call(act: Act, call: KindCall, *, caller: User) -> KindCall:
    """Another trainer of the course makes it."""
    if call.status != Status.DUE:
        raise Refused("This call has been made already.")
    if not call.place.cohort.trainers.filter(user=caller, ended_on=None).exists():
        raise Refused(f"{caller.name} does not train this course. Choose one of its trainers.")
    call.caller = caller
    call.save()
    notices.tell_of_call(act, call)
    return call


@command("call.made", "made a kind call", allow=policies.may_teach)
def make_call(act: Act, call: KindCall, *, plan: str = "") -> KindCall:
    """We talked. What was said is theirs and is not kept; what was agreed is, and the trainee reads it."""
    call.move_to(Status.MADE)
    call.done_at, call.plan = act.at, plan
    call.save()
    if plan:
        candidate_commands.tell_candidate(
            act,
            call.place.candidate,
            words=f"Thank you for talking with us. We agreed: {plan}",
            subject="What we agreed",
            once=f"call:{call.pk}",
        )
    return call


@command("absence.told", "wrote to somebody who missed a session", allow=policies.may_watch)
def say_we_missed_them(act: Act, mark: Attendance) -> Attendance:
    """A kind message with how to catch up. Once for a session; never a telling-off."""
    thanks = "Thank you for letting us know. " if mark.told_us else ""
    how = mark.place.cohort.programme.catch_up or "Ask your trainer how to catch it up: there is always a way."
    session = mark.session
    candidate_commands.tell_candidate(
        act,
        mark.place.candidate,
        words=(
            f"We missed you at “{session.title}” on {dates.day(session.starts_at)}. {thanks}"
            f"You do not need to give a reason. {how}\n\nIf something about the day or the place makes it hard to "
            "come, tell us, and we will change what we can."
        ),
        subject="We missed you",
        once=queries.missed_name(mark.pk),
    )
    return mark


@command("session.reminded", "reminded people of a session", allow=policies.may_watch)
def remind_of_session(act: Act, session: Session) -> Session:
    """A word before each date, to everyone with a place who has not had it: once for the date as it stands."""
    for place in queries.not_reminded(session):
        candidate_commands.tell_candidate(
            act,
            place.candidate,
            words=(
                f"“{session.title}” is on {dates.day(session.starts_at)}, from {dates.time(session.starts_at)}. "
                "Where it is, or the link to join, is on your training page.\n\nIf you cannot come, that is all right: "
                "you can say so there. You do not need to give a reason."
            ),
            subject="A reminder",
            once=queries.reminder_name(session),
        )
    return session


@command("call.raised_late", "raised a kind call that nobody has made", allow=policies.may_watch)
def raise_late_call(act: Act, call: KindCall) -> KindCall:
    """Its day has passed: the leads are told, once."""
    call.raised_at = act.at
    call.save()
    notices.raise_call_late(act, call)
    return call
