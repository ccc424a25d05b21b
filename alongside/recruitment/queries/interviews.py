"""Times to meet, the page of one meeting, and how everyone who was met stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from alongside.candidates.queries import AdjustmentRow, adjustments_for
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.recruitment import policies
from alongside.recruitment.models import Application, Criterion, InterviewNote, PanelMember, Slot, Vacancy
from alongside.recruitment.queries.panels import criteria_to_meet, meeting_panel, notes_missing
from alongside.ui.words import first_initial

Status = Application.Status


@dataclass(frozen=True)
class SlotRow:
    """A time: free, taken (by whom, "Grace A"), or over."""

    id: str
    starts_at: datetime
    ends_at: datetime
    how: str
    how_words: str
    where: str
    name: str
    application_id: str
    state: str
    questions_sent: bool


@dataclass(frozen=True)
class SlotsPage:
    vacancy: Vacancy
    rows: list[SlotRow]
    waiting: list[tuple[str, str]]
    panel: list[PanelMember]
    has_peer: bool
    free: int


@dataclass(frozen=True)
class PickPage:
    """The candidate's page: free times, theirs if they have one, and when the questions come."""

    application: Application
    slot: Slot | None
    free: list[Slot]
    questions_on: date | None
    counted: bool
    recruiter: str


@dataclass(frozen=True)
class NoteLine:
    criterion: Criterion
    own: InterviewNote | None
    others: list[tuple[str, InterviewNote]]


@dataclass(frozen=True)
class InterviewPage:
    """One meeting, for who meets them. `adjustments` only for those who put them in place. The notes of others are
    shown once the actor has written their own."""

    application: Application
    name: str
    slot: Slot | None
    lines: list[NoteLine]
    panel: list[PanelMember]
    has_peer: bool
    adjustments: list[AdjustmentRow]
    is_member: bool
    has_noted: bool


@dataclass(frozen=True)
class OutcomeRow:
    id: str
    name: str
    status: str
    state: str
    average: float | None
    noted_by: int
    waits_for: str
    by: date | None
    told_on: datetime | None


def get_slot(actor: Actor, slot: str) -> Slot:
    return policies.visible_slots(actor).select_related("vacancy", "application__candidate").get(pk=slot)


def slots_page(actor: Actor, vacancy: str) -> SlotsPage:
    """Every time of a vacancy that was not taken away, and who has none yet. Raises DoesNotExist."""
    if not policies.may_keep_slots(actor):
        raise NotAllowed("slots")
    found = Vacancy.objects.exclude(status=Vacancy.Status.DRAFT).get(pk=vacancy)
    slots = found.slots.filter(cancelled_at=None).select_related("application__candidate")
    rows = [_slot_row(slot) for slot in slots]
    waiting = found.applications.filter(status=Status.TO_MEET, slot=None).select_related("candidate")
    panel = meeting_panel(found)
    return SlotsPage(
        found,
        rows,
        sorted((name_of_applicant(application), application.pk) for application in waiting),
        panel,
        any(member.is_peer for member in panel),
        sum(row.state == "free" for row in rows),
    )


def _slot_row(slot: Slot) -> SlotRow:
    over = slot.starts_at <= clock.now()
    taken = slot.application is not None
    return SlotRow(
        slot.pk,
        slot.starts_at,
        slot.ends_at,
        slot.how,
        slot.get_how_display(),
        slot.where,
        name_of_applicant(slot.application) if slot.application else "",
        slot.application_id or "",
        "over" if over else "taken" if taken else "free",
        slot.questions_sent_at is not None,
    )


def pick_page(actor: Actor, application: str) -> PickPage:
    """For the candidate whose application it is. Raises DoesNotExist."""
    found = get_own_application(actor, application)
    vacancy = found.vacancy
    slot = Slot.objects.filter(application=found).first()
    free = vacancy.slots.filter(application=None, cancelled_at=None, starts_at__gt=clock.now())
    before = timedelta(days=vacancy.questions_days)
    return PickPage(
        found,
        slot,
        list(free),
        _day(slot.starts_at - before) if slot and vacancy.interview_questions else None,
        found.time_picked_at is not None,
        vacancy.recruiter.name.split(" ")[0] if vacancy.recruiter else "",
    )


def get_own_application(actor: Actor, application: str) -> Application:
    """The candidate's own application, with its vacancy and recruiter. Raises DoesNotExist."""
    found = policies.own_applications(actor).select_related("vacancy__recruiter", "vacancy__team", "candidate")
    return found.get(pk=application)


def slots_to_share(now: datetime) -> Iterable[Slot]:
    """Times somebody has, near enough for the questions to go out."""
    found = Slot.objects.filter(
        application__isnull=False, cancelled_at=None, questions_sent_at=None, starts_at__gt=now
    ).select_related("vacancy", "application__candidate")
    return [
        slot
        for slot in found
        if slot.vacancy.interview_questions and slot.starts_at - timedelta(days=slot.vacancy.questions_days) <= now
    ]


def interview_page(actor: Actor, application: str) -> InterviewPage:
    """One meeting, for the panel and whoever keeps the vacancy. Raises DoesNotExist."""
    found = (
        policies.visible_interviews(actor).select_related("vacancy", "candidate", "vacancy__team").get(pk=application)
    )
    panel = meeting_panel(found.vacancy)
    own = next((member for member in panel if member.user_id == actor.user_id), None)
    notes = list(found.interview_notes.select_related("member__user"))
    has_noted = own is not None and any(note.member_id == own.pk for note in notes)
    sees_others = has_noted or (own is None)
    lines = [
        NoteLine(
            criterion,
            next((n for n in notes if own and n.criterion_id == criterion.pk and n.member_id == own.pk), None),
            [
                (n.member.user.name, n)
                for n in notes
                if sees_others and n.criterion_id == criterion.pk and (own is None or n.member_id != own.pk)
            ],
        )
        for criterion in criteria_to_meet(found.vacancy)
    ]
    helps = [
        row
        for row in adjustments_for(found.candidate, "interview")
        if policies.may_keep_slots(actor) or row.with_whom == actor.name
    ]
    return InterviewPage(
        found,
        name_of_applicant(found),
        Slot.objects.filter(application=found).first(),
        lines,
        panel,
        any(member.is_peer for member in panel),
        helps,
        own is not None,
        has_noted,
    )


def get_to_decide(actor: Actor, application: str) -> Application:
    """An application that the actor answers. Raises DoesNotExist."""
    if not policies.may_decide(actor):
        raise NotAllowed("decide")
    found = Application.objects.select_related("vacancy", "candidate")
    return found.exclude(status__in=[Status.STARTED, Status.SENT]).get(pk=application)


def get_met_vacancy(actor: Actor, vacancy: str) -> Vacancy:
    if not policies.may_decide(actor):
        raise NotAllowed("decide")
    return Vacancy.objects.exclude(status=Vacancy.Status.DRAFT).get(pk=vacancy)


MET = (Status.TO_MEET, Status.MET, Status.RESERVE, Status.OFFERED, Status.CHECKS, Status.READY, Status.IN_POST)
ORDER = {status: place for place, status in enumerate((Status.MET, Status.OFFERED, Status.RESERVE, Status.TO_MEET))}


def met(actor: Actor, vacancy: Vacancy) -> list[OutcomeRow]:
    """Everyone asked to meet us for this vacancy: who waits for an answer first. Three queries."""
    found = applications_met(vacancy).select_related("candidate").prefetch_related("interview_notes", "slot")
    rows = [_outcome_row(application) for application in found]
    return sorted(rows, key=lambda row: (ORDER.get(Status(row.status), 9), -(row.average or 0), row.name))


def applications_met(vacancy: Vacancy) -> QuerySet[Application]:
    was_met = Application.objects.filter(interview_notes__isnull=False).values("pk")
    return vacancy.applications.filter(status__in=MET) | vacancy.applications.filter(pk__in=was_met)


def _outcome_row(application: Application) -> OutcomeRow:
    notes = list(application.interview_notes.all())
    scores = [note.score for note in notes if note.score is not None]
    slot = getattr(application, "slot", None)
    return OutcomeRow(
        application.pk,
        name_of_applicant(application),
        application.status,
        application.get_status_display(),
        round(sum(scores) / len(scores), 1) if scores else None,
        len({note.member_id for note in notes}),
        _waits_for(application, slot),
        application.reserve_until if application.status == Status.RESERVE else _day(application.offer_by),
        application.answered_at,
    )


def _waits_for(application: Application, slot: Slot | None) -> str:
    if application.status == Status.TO_MEET:
        return "Meets us" if slot else "Picks a time"
    if application.status == Status.OFFERED and application.offer_by and application.offer_by < clock.now():
        return "Late: ring them"
    return {Status.MET: "An answer from us", Status.OFFERED: "Their answer"}.get(Status(application.status), "")


def what_is_missing(application: Application) -> list[str]:
    return notes_missing(application) if application.status == Status.MET else []


def offers_to_remind(now: datetime) -> QuerySet[Application]:
    """Offers whose day is within two days and not over."""
    soon = now + timedelta(days=2)
    found = Application.objects.filter(status=Status.OFFERED, offer_reminded_at=None)
    return found.filter(offer_by__gt=now, offer_by__lte=soon)


def offers_late(now: datetime) -> QuerySet[Application]:
    """Offers whose day has passed, of which nobody has been told yet."""
    return Application.objects.filter(status=Status.OFFERED, offer_raised_at=None, offer_by__lte=now)


def reserves_over() -> QuerySet[Application]:
    return Application.objects.filter(status=Status.RESERVE, reserve_until__lt=clock.today())


def an_offer(application: Application) -> Application:
    """The application, if an offer was ever made. Raises DoesNotExist."""
    if application.offered_at is None:
        raise Application.DoesNotExist
    return application


def name_of_applicant(application: Application) -> str:
    """As staff lists say it: "Grace A"."""
    return first_initial(application.candidate.first_name, application.candidate.last_name)


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
