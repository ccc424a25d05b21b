"""Choosing fairly: two read alone, talk where it matters, and everyone hears, with a reason they could read."""

from collections import Counter
from collections.abc import Mapping

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment.models import Agreed, Application, Criterion, PanelMember, Reading, Score, Vacancy
from alongside.recruitment.notices import applications as notices
from alongside.recruitment.policies import shortlisting as policies
from alongside.recruitment.queries import marks
from alongside.recruitment.queries.reading import cells_of, pair_of
from alongside.recruitment.queries.shortlist import listed, readings_of, scored_criteria, shortlisters

Status = Application.Status
TWO = 2


@command("reading.shared_out", "shared out applications to read", allow=policies.may_share_out)
def begin_reading(act: Act, vacancy: Vacancy) -> Vacancy:
    """Give every application two readers, evenly. Done again it only fills what is missing."""
    if vacancy.status != Vacancy.Status.CLOSED:
        raise Refused("Reading begins when the job has closed, so that everybody is read in the same way.")
    readers = shortlisters(vacancy)
    if len(readers) < TWO:
        raise Refused("At least two people read each application. Name another to shortlist first.")
    known = readings_of(vacancy)
    aside = _stepped_aside(vacancy)
    load = Counter({reader.pk: 0 for reader in readers})
    load.update(reading.member_id for pair in known.values() for reading in pair)
    added = []
    for application in vacancy.applications.filter(status=Status.SENT).order_by("number"):
        taken = {reading.member_id for reading in known.get(application.pk, [])}
        barred = taken | aside.get(application.pk, set())
        free = sorted((pk for pk in load if pk not in barred), key=lambda pk: (load[pk], pk))
        for pk in free[: TWO - len(taken)]:
            added.append(Reading(member_id=pk, application=application))
            load[pk] += 1
    Reading.objects.bulk_create(added)
    begun = {reading.member_id for reading in added}
    for reader in readers:
        if reader.pk in begun and reader.user_id != act.actor.user_id:
            notices.ask_to_read(act, reader.user, vacancy)
    return vacancy


def _stepped_aside(vacancy: Vacancy) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    rows = Reading.objects.filter(application__vacancy=vacancy).exclude(stepped_aside_at=None)
    for application, member in rows.values_list("application_id", "member_id"):
        found.setdefault(application, set()).add(member)
    return found


@command("reading.scored", "scored an application", allow=policies.may_score, locks=("application",))
def score_application(act: Act, reading: Reading, *, scores: Mapping[str, tuple[int, str]]) -> Reading:
    """Keep scores of one application: {criterion id: (0 to 3, why)}. Some of them, or all; until the reading is
    finished they can be changed."""
    _still_reading(reading)
    known = {criterion.pk for criterion in scored_criteria(reading.application.vacancy)}
    for criterion_id, (score, words) in scores.items():
        if criterion_id not in known:
            raise Refused("This is not read for in the form.")
        if not words.strip():
            raise Refused("Write why, in a sentence the person could read.")
        Score.objects.update_or_create(
            reading=reading,
            criterion_id=criterion_id,
            defaults={"score": score, "words": words.strip(), "scored_at": act.at},
        )
    return reading


def score_criterion(act: Act, reading: Reading, *, criterion: Criterion, score: int, words: str) -> Reading:
    """One score: `score_application` with one line."""
    result: Reading = score_application(act, reading, scores={criterion.pk: (score, words)})
    return result


@command("reading.finished", "finished reading", allow=policies.may_finish_reading)
def finish_reading(act: Act, vacancy: Vacancy) -> Vacancy:
    """All that the actor was given to read is scored. From here each sees the other's, and scores stand."""
    mine = _own_readings(act, vacancy).filter(finished_at=None)
    needed = {criterion.pk for criterion in scored_criteria(vacancy)}
    scored: dict[str, set[str]] = {}
    for reading, criterion in Score.objects.filter(reading__in=mine).values_list("reading_id", "criterion_id"):
        scored.setdefault(reading, set()).add(criterion)
    left = [reading.application.number for reading in mine if needed - scored.get(reading.pk, set())]
    if left:
        raise Refused(f"Still to score: application {listed(left)}.")
    if not mine:
        raise Refused("There is nothing left for you to finish.")
    mine.update(finished_at=act.at)
    return vacancy


def _own_readings(act: Act, vacancy: Vacancy):  # type: ignore[no-untyped-def]
    found = policies.own_readings(act.actor).filter(application__vacancy=vacancy, member__settles=False)
    return found.filter(application__status=Status.SENT).select_related("application").order_by("application__number")


@command("reading.stepped_aside", "stepped aside", allow=policies.may_score)
def step_aside(act: Act, reading: Reading) -> Reading:
    """They may know this person. No reason is asked or kept; their scores of it go, and somebody else is asked."""
    if reading.stepped_aside_at:
        raise Refused("You stepped aside from this already.")
    if reading.application.status != Status.SENT:
        raise Refused("This was decided already.")
    if reading.application.agreed.exists():
        raise Refused("You both agreed on a score here already. Ask whoever keeps this vacancy to look at it with you.")
    reading.scores.all().delete()
    reading.finished_at, reading.stepped_aside_at = None, act.at
    reading.save()
    vacancy = reading.application.vacancy
    others = PanelMember.objects.filter(vacancy=vacancy, shortlists=True, settles=False, ended_at=None)
    others = others.exclude(readings__application=reading.application).select_related("user")
    other = None if reading.member.settles else min(others, key=_has_read, default=None)
    if other:
        Reading.objects.create(member=other, application=reading.application)
        notices.ask_to_read(act, other.user, vacancy)
    else:
        notices.tell_recruiter(act, vacancy, "An application needs another reader", reading.application)
    return reading


def _has_read(member: PanelMember) -> tuple[int, str]:
    return member.readings.count(), member.pk


@command("score.agreed", "agreed on a score", allow=policies.may_agree)
def agree_score(act: Act, application: Application, *, criterion: Criterion, score: int, words: str) -> Agreed:
    """What the two say together, after talking. Possible once both are in; changed until shortlisting is finished."""
    if any(reading.finished_at is None for reading in pair_of(application)):
        raise Refused("Wait until you have both finished reading.")
    if Agreed.objects.filter(application=application, criterion=criterion, was_settled=True).exists():
        raise Refused("A third person settled this.")
    return _agree(act, application, criterion, score, words, was_settled=False)


@command("score.third_asked", "asked a third person to settle", allow=policies.may_agree)
def ask_third(act: Act, application: Application, *, criterion: Criterion) -> Reading:
    """The two cannot agree. Whoever is named to settle gets the words and both reasons, and not the scores."""
    if criterion.pk not in marks.to_talk(cells_of(application), application.vacancy.bar):
        raise Refused("There is nothing to settle here: you agree closely enough.")
    third = application.vacancy.panel.filter(settles=True, ended_at=None).select_related("user").first()
    if third is None:
        raise Refused("Nobody is named to settle scores for this job yet. Ask whoever keeps the vacancy to name one.")
    reading, is_new = Reading.objects.get_or_create(member=third, application=application)
    if is_new:
        notices.ask_to_settle(act, third.user, application.vacancy)
    return reading


@command("score.settled", "settled a score", allow=policies.may_settle)
def settle_score(act: Act, reading: Reading, *, criterion: Criterion, score: int, words: str) -> Agreed:
    """A third person decides where the two could not."""
    application = reading.application
    if criterion.pk not in marks.to_talk(cells_of(application), application.vacancy.bar):
        raise Refused("There is nothing left to settle here.")
    return _agree(act, application, criterion, score, words, was_settled=True)


def _agree(
    act: Act, application: Application, criterion: Criterion, score: int, words: str, *, was_settled: bool
) -> Agreed:
    if application.status != Status.SENT:
        raise Refused("This was decided already.")
    if not words.strip():
        raise Refused("Write why, in a sentence the person could read.")
    agreed, _ = Agreed.objects.update_or_create(
        application=application,
        criterion=criterion,
        defaults={
            "score": score,
            "words": words.strip(),
            "agreed_at": act.at,
            "agreed_by": act.actor.name,
            "was_settled": was_settled,
        },
    )
    return agreed


def _still_reading(reading: Reading) -> None:
    if reading.stepped_aside_at or reading.application.status != Status.SENT:
        raise Refused("This is not yours to score any more.")
    if reading.finished_at:
        raise Refused("You finished reading, so these scores stand. Where you two differ, you agree together.")
