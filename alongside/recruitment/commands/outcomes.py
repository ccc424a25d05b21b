"""Meeting somebody and after: notes against each criterion, and the answer that the candidate can read."""

from collections.abc import Mapping
from datetime import date

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment import notices, policies, queries
from alongside.recruitment.commands.slots import let_go_of_time
from alongside.recruitment.models import Application, InterviewNote, Slot
from alongside.ui import dates

Status = Application.Status
Notes = Mapping[str, tuple[int | None, str]]


@command("interview.noted", "wrote notes of a meeting", allow=policies.may_note)
def write_notes(act: Act, application: Application, *, notes: Notes) -> Application:
    """One member's notes: {criterion id: (score 0 to 3 or None, words)}. The first notes say that they met."""
    if application.status not in (Status.TO_MEET, Status.MET):
        raise Refused(f"This is {application.get_status_display().lower()}, so notes cannot be changed.")
    vacancy = application.vacancy
    queries.needs_a_peer(vacancy)
    slot = Slot.objects.filter(application=application).first()
    if application.status == Status.TO_MEET and (slot is None or slot.starts_at > act.at):
        at = f"on {dates.day(slot.starts_at)} at {dates.time(slot.starts_at)}" if slot else "when they pick a time"
        raise Refused(f"You meet them {at}. Write your notes then.")
    member = vacancy.panel.get(user_id=act.actor.user_id, interviews=True, ended_at=None)
    asked = {row.pk: row for row in queries.criteria_to_meet(vacancy)}
    for criterion, (score, words) in notes.items():
        if criterion not in asked:
            raise Refused("One of these lines is no longer asked. Open the page again.")
        if score is None and not words.strip():
            InterviewNote.objects.filter(application=application, criterion=criterion, member=member).delete()
            continue
        InterviewNote.objects.update_or_create(
            application=application,
            criterion=asked[criterion],
            member=member,
            defaults={"score": score, "words": words, "written_at": act.at},
        )
    if application.status == Status.TO_MEET:
        application.move_to(Status.MET)
        application.save()
    return application


@command("application.in_reserve", "put somebody on the reserve list", allow=policies.may_decide)
def put_in_reserve(act: Act, application: Application, *, until: date, words: str) -> Application:
    """They could do the work, and there was no place: until a day, and they know both."""
    may_be_decided(application)
    if until <= clock.today():
        raise Refused("The reserve list ends on a day to come.")
    application.move_to(Status.RESERVE)
    application.reserve_until, application.outcome_words, application.answered_at = until, words, act.at
    application.save()
    notices.tell_reserve(act, application)
    return application


@command("application.not_this_time", "said not this time", allow=policies.may_decide)
def say_not_this_time(act: Act, application: Application, *, words: str) -> Application:
    """After meeting them, or when they were asked and could not come. `words` tell them why, and what to try next."""
    if application.status not in (Status.TO_MEET, Status.MET, Status.RESERVE):
        raise Refused(f"This is {application.get_status_display().lower()}: it has no answer to give here.")
    if application.status == Status.MET:
        may_be_decided(application)
    return _not_this_time(act, application, words)


@command("application.reserve_ended", "ended somebody’s time on the reserve list", allow=policies.may_end_reserve)
def end_reserve(act: Act, application: Application) -> Application:
    """By the job on its last day: they hear that it is over, and what still stands."""
    if application.status != Status.RESERVE:
        raise Refused("They are not on the reserve list.")
    words = "No place became free while you were on the reserve list. You were good enough for this job."
    return _not_this_time(act, application, words)


def _not_this_time(act: Act, application: Application, words: str) -> Application:
    if not words.strip():
        raise Refused("Say why, and what to try next. They will read it.")
    application.move_to(Status.NOT_THIS_TIME)
    application.outcome_words = words
    application.answered_at = application.ended_at = act.at
    application.save()
    let_go_of_time(act, application)
    notices.tell_not_this_time(act, application)
    return application


def may_be_decided(application: Application) -> None:
    """Only with a peer on the panel, and when that peer has noted what they heard."""
    queries.needs_a_peer(application.vacancy)
    if application.status == Status.MET and (missing := queries.notes_missing(application)):
        names = " or ".join(missing)
        raise Refused(f"{names}, who brings lived experience to this panel, writes their notes first.")
