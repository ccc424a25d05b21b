"""Messages to candidates and to whoever looks after them. The email says that there is news, never what."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from alongside.accounts.roles import LEAD
from alongside.candidates.models import Adjustment, Candidate, Route
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.models import Notice
from alongside.core.notices import write


def tell_there_is_news(act: Act, candidate: Candidate, *, once: str, subject: str = "", calendar: str = "") -> None:
    """To the candidate: there is something on their page. By text if they like that better; not once they stopped."""
    if candidate.status == Candidate.Status.LEFT:
        return
    by_text = candidate.contact_by == "text" and candidate.phone and not calendar
    where = link("pages:my_journey")
    write(
        act,
        to=candidate.phone if by_text else candidate.email,
        channel="text" if by_text else "email",
        subject=subject or "There is news for you",
        text=f"Hello\n\nThere is something new on your page. Sign in to read it:\n{where}\n",
        about_id=candidate.pk,
        once=once,
        calendar=calendar,
    )


def tell_owner(act: Act, candidate: Candidate, subject: str, words: str) -> None:
    """To whoever looks after this candidate; to the lead where nobody does."""
    where = link("candidates:candidate", candidate.pk)
    for user in [candidate.owner] if candidate.owner else leads():
        write(act, to=user.email, subject=subject, text=f"{words}\n\n{where}")


def tell_who_agreed(act: Act, adjustment: Adjustment) -> None:
    """To whoever agreed it: the candidate says that it is not there after all."""
    where = link("candidates:candidate", adjustment.candidate_id)
    who = adjustment.with_whom or adjustment.candidate.owner
    for user in [who] if who else leads():
        write(
            act,
            to=user.email,
            subject="Something that helps is not in place",
            text=f"A candidate says that something we put in place is not there.\n\n{where}",
        )


def tell_in_charge(act: Act, route: Route, subject: str, words: str) -> None:
    """To whoever is in charge of a route; to the lead where nobody is."""
    for user in [route.in_charge] if route.in_charge else leads():
        write(act, to=user.email, subject=subject, text=f"{words}\n\n{link('candidates:route', route.pk)}")


def raise_candidate(act: Act, candidate: Candidate) -> None:
    """To the lead, and to whoever has them: we said by when, and we are late."""
    _raise(act, candidate, "We are late with an answer to a candidate", "candidates:candidate", candidate.pk)


def raise_adjustment(act: Act, adjustment: Adjustment, name: str) -> None:
    """To the lead, and to whoever agreed it: it is not in place by its day. `name` is of this day."""
    subject = "Something that helps a candidate is late"
    _raise(act, adjustment, subject, "candidates:candidate", adjustment.candidate_id, once=name)


def raise_route(act: Act, route: Route, subject: str, name: str) -> None:
    """To whoever is in charge of a route, and the lead: it is time to answer, or to review."""
    _raise(act, route, subject, "candidates:route", route.pk, once=name)


def was_raised(name: str) -> bool:
    """Whether this was said to anybody before."""
    return Notice.objects.filter(once__startswith=f"{name}:").exists()


def _raise(
    act: Act, about: Candidate | Adjustment | Route, subject: str, page: str, key: str, *, once: str = ""
) -> None:
    whose = getattr(about, "owner", None) or getattr(about, "with_whom", None) or getattr(about, "in_charge", None)
    for user in {whose, *leads()} - {None}:
        write(
            act,
            to=user.email,
            subject=subject,
            text=f"We said by when, and the day has passed.\n\n{link(page, key)}",
            once=f"{once}:{user.pk}" if once else "",
        )


def leads() -> list[Any]:
    """Whoever leads today."""
    today = clock.today()
    found = get_user_model().objects.filter(
        Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today),
        Q(last_day=None) | Q(last_day__gte=today),
        is_active=True,
        holdings__role=LEAD,
        holdings__starts_on__lte=today,
    )
    return list(found.distinct().order_by("email"))


def link(name: str, *args: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"
