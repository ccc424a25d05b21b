"""Set-up for the tests of this slice: a request's answers, and rows that need no command to exist."""

from datetime import date, timedelta
from typing import Any

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.core.names import searchable
from alongside.referrals.models import Identifier, Need, OtherContact, Person, Question, Referral, Sharing


def answers(**changes: Any) -> dict[str, Any]:
    """What somebody says who asks for themself."""
    return {
        "asked_by": "self",
        "source": "B1",
        "first_name": "Zoë",
        "last_name": "O'Brien",
        "phone": "07700 900111",
        "contact_by": "phone",
        "hopes": "To sleep again.",
        **changes,
    }


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def somebody(first: str = "Maeve", last: str = "Lister", **fields: Any) -> Person:
    with unguarded():
        return Person.objects.create(
            first_name=first, last_name=last, search_name=searchable(f"{first} {last}"), **fields
        )


def need(person: Person, words: str = "Text first", review_on: date | None = None, **fields: Any) -> Need:
    later = clock.today() + timedelta(days=30)
    with unguarded():
        return Need.objects.create(
            person=person, kind="communication", words=words, review_on=review_on or later, **fields
        )


def question(referral: Referral, words: str = "Which number?") -> Question:
    with unguarded():
        return Question.objects.create(referral=referral, words=words, asked_at=clock.now(), asked_by="Ines Okafor")


def sharing(person: Person, **fields: Any) -> Sharing:
    with unguarded():
        return Sharing.objects.create(
            person=person,
            given_on=clock.today(),
            said_by=person.called,
            written_by="Ines Okafor",
            **{"shared_with": "referrer", "what": "worker", **fields},
        )


def number(person: Person, issuer: str = "Trust record", digits: str = "A123") -> Identifier:
    with unguarded():
        return Identifier.objects.create(person=person, issuer=issuer, number=digits)


def other(person: Person, name: str = "Ruth Marsh") -> OtherContact:
    with unguarded():
        return OtherContact.objects.create(person=person, name=name)
