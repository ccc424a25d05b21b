"""What is said about times to meet: to the candidate on their page, to the panel and the recruiter by email."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.candidates import commands as candidates
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.recruitment.models import Application, Slot, Vacancy
from alongside.ui import dates

HOW = {"in_person": "in person", "video": "by video", "phone": "by phone"}


def when(slot: Slot) -> str:
    return f"{dates.day(slot.starts_at)} at {dates.time(slot.starts_at)}"


def tell_recruiter(act: Act, vacancy: Vacancy, *, subject: str, text: str, path: str, once: str = "") -> None:
    """The vacancy's recruiter, or the service's shared address where nobody is named. Never a candidate's name."""
    service = current_service()
    to = vacancy.recruiter.email if vacancy.recruiter else service.email if service else ""
    text = f"{text}\n\nSee it here: {settings.PUBLIC_ADDRESS}{path}\n"
    notices.write(act, to=to, subject=subject, text=text, once=once)


def tell_times(act: Act, application: Application) -> None:
    """There are times to choose from. Said once for each application."""
    words = "There are times for us to meet. Pick the one that is best for you on your journey page."
    candidates.tell_candidate(act, application.candidate, words=words, once=f"times:{application.pk}")


SAYS = {
    "booked": ("A time to meet", "We meet on {at}, {how}{place}. {questions}"),
    "moved": ("Our time has moved", "The time we meet has changed. It is now {at}, {how}{place}."),
    "cancelled": ("Our time is off", "The time on {at} is free again. You can pick another one."),
    "let_go": ("Our time is off", "The time on {at} is off, and out of your calendar."),
}


def tell_slot(act: Act, slot: Slot, application: Application, what: str) -> None:
    """`what` is a key of SAYS: the candidate and everyone who meets them hear it, with an invitation that changes."""
    at, vacancy, off = when(slot), slot.vacancy, what in ("cancelled", "let_go")
    subject, words = SAYS[what]
    said = words.format(at=at, how=HOW[slot.how], place=_place(slot), questions=_questions(vacancy)).strip()
    candidates.tell_candidate(
        act,
        application.candidate,
        words=said,
        once=f"slot:{slot.pk}:{slot.sequence}",
        subject=subject,
        calendar=_invitation(act, slot, application, application.candidate.email, cancelled=off),
    )
    path = reverse("recruitment:interview", args=[application.pk])
    state = "cancelled" if off else what
    for member in vacancy.panel.filter(interviews=True, ended_at=None).select_related("user"):
        notices.write(
            act,
            to=member.user.email,
            subject=f"A time to meet somebody was {state}",
            text=f"{at}, {HOW[slot.how]}: {state}.\n\nSee it here: {settings.PUBLIC_ADDRESS}{path}\n",
            once=f"slot:{slot.pk}:{slot.sequence}:{member.pk}",
            calendar=_invitation(act, slot, application, member.user.email, cancelled=off),
        )


def tell_none_work(act: Act, application: Application, wanted: str, by: str) -> None:
    """None of the times will do for somebody: `wanted` in our own words, and the day we promised."""
    words = f"Thank you for saying that none of the times will work. We find others by {by}."
    candidates.tell_candidate(act, application.candidate, words=words, once=f"none:{act.id}")
    tell_recruiter(
        act,
        application.vacancy,
        subject="None of the times work for somebody",
        text=f"{application.vacancy.title}. What would work: {wanted}. We said that we find others by {by}.",
        path=reverse("recruitment:slots", args=[application.vacancy_id]),
    )


def _invitation(act: Act, slot: Slot, application: Application, guest: str, *, cancelled: bool = False) -> str:
    """The meeting for a calendar: one id for this slot and this person, a higher sequence at every change."""
    service = current_service()
    event = ical.Event(
        uid=f"{slot.pk}-{application.pk}@alongside",
        sequence=slot.sequence,
        summary="Meeting",
        starts_at=slot.starts_at,
        minutes=max(int((slot.ends_at - slot.starts_at).total_seconds() // 60), 1),
        cancelled=cancelled,
        place=slot.where if slot.how == Slot.How.IN_PERSON else "",
        join_link=slot.join_link if slot.how == Slot.How.VIDEO else "",
        link=settings.PUBLIC_ADDRESS,
    )
    organiser = service.email if service else ""
    return ical.meeting(event, written_at=act.at, organiser=organiser, guest=guest).decode()


def tell_questions(act: Act, slot: Slot, application: Application) -> None:
    """The questions we will ask, so that there are no surprises."""
    asked = "\n".join(f"{number}. {question}" for number, question in enumerate(slot.vacancy.interview_questions, 1))
    words = f"We meet on {when(slot)}. These are the questions, so that there are no surprises:\n\n{asked}"
    candidates.tell_candidate(act, application.candidate, words=words, once=f"questions:{application.pk}")


def _place(slot: Slot) -> str:
    return f" at {slot.where}" if slot.where and slot.how == Slot.How.IN_PERSON else ""


def _questions(vacancy: Vacancy) -> str:
    if not vacancy.interview_questions:
        return ""
    return f"You get the questions {vacancy.questions_days} days before, so there are no surprises."
