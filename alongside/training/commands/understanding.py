"""Showing understanding: a piece is sent, two trainers look, they settle where they differ, and the trainee is told."""

from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from alongside.candidates import commands as candidate_commands
from alongside.core import files
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies, queries
from alongside.training.commands.certificates import issue_certificate
from alongside.training.models import Assessment, Judgement, Place
from alongside.ui import dates

Status, Result = Assessment.Status, Assessment.Result
KINDS = (*files.PAPERS, *files.SPOKEN)


@command("understanding.sent", "sent a piece that shows understanding", allow=policies.may_show)
def send_understanding(act: Act, place: Place, *, words: str, upload: UploadedFile | None = None) -> Assessment:
    """The trainee's own piece: words, or a file that is written, drawn or spoken, or both."""
    if why := queries.may_send(place):
        raise Refused(why)
    if not words.strip() and upload is None:
        raise Refused("Write something, or choose a file.")
    assessment = Assessment.objects.create(
        place=place,
        attempt=place.assessments.count() + 1,
        words=words,
        file=files.keep(act, upload, KINDS) if upload else None,
        sent_at=act.at,
    )
    notices.tell_readers(act, assessment, "A piece that shows understanding is waiting to be read by two trainers.")
    return assessment


@command("understanding.judged", "said what they saw in a piece", allow=policies.may_judge)
def judge(act: Act, assessment: Assessment, *, found: Mapping[str, tuple[bool, str]]) -> Assessment:
    """What this trainer sees of each principle: {principle id: (shown, why)}. Blind until two are in.

    Afterwards the two may talk and change their own, or somebody else settles those on which they differ.
    """
    if assessment.status != Status.SENT:
        raise Refused("This piece is settled already.")
    principles = queries.principles_of(assessment.place.cohort.programme)
    both = {user.pk for user in queries.readers(assessment, principles)}
    wanted = {principle.pk for principle in principles}
    if len(both) >= queries.JUDGES and act.actor.user_id not in both:
        wanted = queries.differing(assessment)
        if not wanted:
            raise Refused("Two trainers have looked at this piece and agree, so there is nothing to settle.")
    if set(found) != wanted:
        raise Refused("Say of each principle whether it is shown.")
    if any(not met and not words.strip() for met, words in found.values()):
        raise Refused("Where it is not yet shown, say what to try next: the trainee reads it.")
    for principle_id, (met, words) in found.items():
        Judgement.objects.update_or_create(
            assessment=assessment,
            principle_id=principle_id,
            trainer_id=act.actor.user_id,
            defaults={"met": met, "words": words, "judged_at": act.at},
        )
    if len(both) < queries.JUDGES <= len(queries.readers(assessment, principles)):
        notices.tell_readers(act, assessment, "Two trainers have looked at a piece. See where you agree.")
    return assessment


@command("understanding.agreed", "agreed what a piece shows", allow=policies.may_judge)
def agree_result(act: Act, assessment: Assessment, *, feedback: str) -> Assessment:
    """Met when every principle is shown. `feedback` is what the trainee will read; they are told by tell_result."""
    page = queries.assessment_page(act.actor, assessment)
    if not page.is_settled:
        raise Refused("Two trainers look at each principle first, and settle where they differ.")
    if not feedback.strip():
        raise Refused("Write a few words for the trainee.")
    assessment.move_to(Status.AGREED)
    assessment.result = Result.MET if all(row.settled for row in page.rows) else Result.NOT_YET
    assessment.feedback = feedback
    assessment.agreed_at, assessment.agreed_by = act.at, act.actor.name
    assessment.save()
    return assessment


@command("understanding.reopened", "looked at a piece again before telling", allow=policies.may_judge)
def look_again(act: Act, assessment: Assessment) -> Assessment:
    """Not right yet: back to reading, before anything is told."""
    assessment.move_to(Status.SENT)
    assessment.result, assessment.agreed_at, assessment.agreed_by = "", None, ""
    assessment.save()
    return assessment


@command("understanding.told", "told a trainee what their piece shows", allow=policies.may_judge)
def tell_result(act: Act, assessment: Assessment) -> Assessment:
    """The trainee is told, and only then may apply: shown, or not yet with what to try and another go."""
    assessment.move_to(Status.TOLD)
    assessment.told_at, assessment.told_by = act.at, act.actor.name
    assessment.save()
    place = assessment.place
    programme = place.cohort.programme
    if assessment.result == Result.NOT_YET:
        opening = f"{programme.not_yet_words}. Nobody fails here: you can send another piece whenever you are ready."
    elif queries.outlook_of(place).met:
        opening = (
            f"{programme.met_words}. Congratulations! You have finished “{programme.name}” and may apply for jobs."
        )
    else:
        left = ", ".join(str(number) for number in queries.outlook_of(place).to_catch_up) or "those still to come"
        opening = f"{programme.met_words}. One thing is left before you finish: sessions ({left})."
    _tell(act, place, f"{opening}\n\n{assessment.feedback}", f"result:{assessment.pk}")
    if assessment.result == Result.MET and queries.outlook_of(place).met:
        recognise(act, assessment)
    return assessment


@command("understanding.raised", "raised a piece that waits too long", allow=policies.may_watch)
def raise_piece(act: Act, assessment: Assessment) -> Assessment:
    """We said by when, and have not: said out loud to the trainee, and raised to the trainers and the leads, once."""
    said = dates.day(queries.hear_by(assessment))
    words = f"We said {said} for your piece. We are late, and we are sorry. We have asked the lead."
    _tell(act, assessment.place, words, f"{queries.LATE}{assessment.pk}")
    notices.raise_piece(act, assessment)
    return assessment


@command("training.recognised", "recognised that somebody finished the training", allow=policies.may_recognise)
def recognise(act: Act, assessment: Assessment) -> Assessment:
    """Understanding shown, told, and the rule of attendance kept: they may apply, and have a certificate."""
    place = assessment.place
    seen = queries.outlook_of(place)
    if assessment.status != Status.TOLD or assessment.result != Result.MET or not seen.met:
        raise Refused("This counts once understanding is shown and told, and the sessions are attended or caught up.")
    programme, day = place.cohort.programme, queries.day_of_moment(act.at)
    if assessment.told_at != act.at:  # the sessions came later than the understanding: told now that all is there
        words = f"You have now finished “{programme.name}” and may apply for jobs. Congratulations!"
        _tell(act, place, words, f"finished:{assessment.pk}")
    candidate_commands.qualify(
        act, place.candidate, kind="training", title=programme.name, reached_on=day, source_id=assessment.pk
    )
    issue_certificate(
        act,
        candidate=place.candidate,
        kind="completed",
        source_id=assessment.pk,
        course=programme.name,
        details=certificate_details(act, assessment),
        issued_on=day,
    )
    return assessment


def certificate_details(act: Act, assessment: Assessment) -> dict[str, Any]:
    """What the paper says beside the name: who taught it, how long, when, who signed, and what it covered."""
    place = assessment.place
    cohort, programme = place.cohort, place.cohort.programme
    modules = list(programme.modules.filter(is_open=True))
    hours = sum(module.hours for module in modules)
    sessions = queries.sessions_of(cohort)
    return {
        "taught_by": programme.taught_by,
        "time": f"{len(sessions)} sessions" + (f", {float(hours):g} hours" if hours else ""),
        "dates": f"{dates.full_date(cohort.starts_on)} to {dates.full_date(cohort.finishes_on)}",
        "signed_by": act.actor.name if not act.actor.is_process else assessment.told_by,
        "modules": [module.title for module in modules],
        "principles": [principle.name for principle in queries.principles_of(programme)],
    }


def _tell(act: Act, place: Place, words: str, once: str) -> None:
    candidate_commands.tell_candidate(act, place.candidate, words=words, subject="About your training", once=once)
