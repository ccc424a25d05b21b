"""The end of shortlisting: who is met, and everybody told, with the reasons that were agreed."""

from collections.abc import Sequence

from alongside.candidates.commands import carry_adjustments, tell_candidate
from alongside.core import audit
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment.models import Agreed, Application, Criterion, Score, Vacancy
from alongside.recruitment.policies import shortlisting as policies
from alongside.recruitment.queries import marks
from alongside.recruitment.queries.shortlist import Row, Shortlist, readings_of, scored_criteria, shortlist
from alongside.ui import dates

Status = Application.Status
AT_ONCE = 25  # told as the button is pressed; the others within minutes, by the job, so that nothing waits for it
MORE_THAN_PLACES = (
    "You showed everything that this job asks for. More people did than we can meet, and others showed a little more."
)


@command("shortlisting.finished", "finished shortlisting", allow=policies.may_finish_shortlisting)
def finish_shortlisting(act: Act, vacancy: Vacancy, *, meet_at_most: int | None = None) -> Vacancy:
    """Everyone at the bar is met; the others hear "not this time" with the agreed reasons. Refuses with what is left.

    `meet_at_most` is for when more reach the bar than can be met: those who showed most, equal ones together, and
    always whoever asked for a sure place (Disability Confident: everyone who opts in and meets the essentials).
    Of very many the first are told at once, and the others by `tell_answer` from a job.
    """
    if vacancy.status != Vacancy.Status.CLOSED:
        raise Refused("This job has not closed yet.")
    found = shortlist(act.actor, vacancy)
    _nothing_left(found)
    met = _met(found.rows, meet_at_most)
    criteria = scored_criteria(vacancy)
    words = _write_down(act, vacancy, criteria)
    rows = {row.id: row for row in found.rows}
    applications = list(vacancy.applications.filter(status=Status.SENT).select_related("candidate").order_by("number"))
    for application in applications:
        reasons = _reasons(criteria, words[application.pk])
        before = audit.snapshot(application)
        if application.pk in met:
            application.move_to(Status.TO_MEET)
        else:
            application.move_to(Status.NOT_THIS_TIME)
            application.ended_at = act.at
            if rows[application.pk].answer == marks.MEET:
                reasons = f"{MORE_THAN_PLACES}\n\n{reasons}"
        application.outcome_words = reasons
        audit.record("shortlisting.finished", act, application, before=before, reason="")
    Application.objects.bulk_update(applications, ["status", "ended_at", "outcome_words"], batch_size=100)
    for application in applications[:AT_ONCE]:
        tell_answer(act, application)
    return vacancy


@command("application.answer_told", "told somebody the answer", allow=policies.may_tell_answers)
def tell_answer(act: Act, application: Application) -> Application:
    """The answer of shortlisting, with its reasons, told to the one it is about; once."""
    if application.answered_at:
        raise Refused("They know already.")
    application.answered_at = act.at
    application.save()
    if application.status == Status.TO_MEET:
        _tell_meet(act, application)
    elif application.status == Status.NOT_THIS_TIME:
        _tell_not_this_time(act, application)
    return application


def _nothing_left(found: Shortlist) -> None:
    """Refused with a list of what still stands in the way."""
    if not found.rows:
        raise Refused("There is nothing to decide: every application has its answer.")
    if left := found.what_is_left:
        raise Refused("Before you finish. " + ". ".join(left) + ".")


def _met(rows: Sequence[Row], most: int | None) -> set[str]:
    reached = sorted((row for row in rows if row.answer == marks.MEET), key=lambda row: -marks.total(row.cells))
    if most is None or len(reached) <= most:
        return {row.id for row in reached}
    if most < 1:
        raise Refused("Say how many people you can meet: 1 or more.")
    least = marks.total(reached[most - 1].cells)
    return {row.id for row in reached if row.sure or marks.total(row.cells) >= least}


def _write_down(act: Act, vacancy: Vacancy, criteria: Sequence[Criterion]) -> dict[str, dict[str, str]]:
    """Where the two were close enough, the kinder score stands with its own reason. Returns every agreed reason,
    {application id: {criterion id: words}}."""
    words: dict[str, dict[str, str]] = {}
    for row in Agreed.objects.filter(application__vacancy=vacancy, application__status=Status.SENT):
        words.setdefault(row.application_id, {})[row.criterion_id] = row.words
    readings = {reading.pk: reading for pair in readings_of(vacancy).values() for reading in pair}
    best: dict[tuple[str, str], Score] = {}
    wanted = {criterion.pk for criterion in criteria}
    for score in Score.objects.filter(reading__in=list(readings)).order_by("scored_at", "pk"):
        key = (readings[score.reading_id].application_id, score.criterion_id)
        stands = key[1] in words.get(key[0], {}) or key[1] not in wanted
        if not stands and (key not in best or score.score > best[key].score):
            best[key] = score
    Agreed.objects.bulk_create(
        Agreed(
            application_id=application,
            criterion_id=criterion,
            score=score.score,
            words=score.words,
            agreed_at=act.at,
            agreed_by=act.actor.name,
        )
        for (application, criterion), score in best.items()
    )
    for (application, criterion), score in best.items():
        words.setdefault(application, {})[criterion] = score.words
    return words


def _reasons(criteria: Sequence[Criterion], words: dict[str, str]) -> str:
    """What was read for, and what two people saw, one under the other."""
    return "\n\n".join(f"{criterion.words}: {words[criterion.pk]}" for criterion in criteria if criterion.pk in words)


def _tell_meet(act: Act, application: Application) -> None:
    if application.candidate.adjustments.filter(carry=True).exists():
        carry_adjustments(act, application.candidate, to="interview")
    when = application.vacancy.interviews_from
    soon = f" We meet people from {dates.day(when)}." if when else ""
    words = f"We would like to meet you: {application.vacancy.title}. You pick the time.{soon}"
    tell_candidate(act, application.candidate, words=words, once=f"meet:{application.pk}")


def _tell_not_this_time(act: Act, application: Application) -> None:
    words = (
        f"Thank you for applying: {application.vacancy.title}. Not this time. This is what the two people who read "
        f"your application saw.\n\n{application.outcome_words}\n\nYour certificate and your place among those ready to "
        "work stay yours. If you would like to talk about it, write back and we will ring you."
    )
    tell_candidate(act, application.candidate, words=words, once=f"not-this-time:{application.pk}")
