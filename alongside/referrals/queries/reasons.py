"""What requests and seals say of why somebody opened a record; and what the people whose records were opened are
called. Asked of the log of records opened, and by no page that others read."""

from collections.abc import Collection, Iterator

from alongside.core.openings import Reason
from alongside.referrals.models import Person, Referral, SealOpened


def reasons_to_open(users: Collection[str], people: Collection[str]) -> Iterator[Reason]:
    """Whoever referred them, and whoever opened a sealed record and said why. Two SQL queries."""
    sent = Referral.objects.filter(referrer__in=users, person__in=people)
    for user, person in sent.values_list("referrer", "person"):
        yield Reason(user, person)
    opened = SealOpened.objects.filter(user__in=users, person__in=people)
    for user, person, at, until in opened.values_list("user", "person", "opened_at", "until"):
        yield Reason(user, person, at, until)


def on_the_list(people: Collection[str]) -> Iterator[Reason]:
    """When the requests of these people were with whoever reads and places them: from the day they came until somebody
    walks with the person, or they are over. `user_id` is empty: it explains an opening by the lead and coordinators.
    One SQL query."""
    rows = Referral.objects.filter(person__in=people)
    milestones = ("received_at", "matched_at", "declined_at", "closed_at")
    for person, status, received, *over in rows.values_list("person", "status", *milestones):
        waits = status in (Referral.Status.RECEIVED, Referral.Status.ASKED, Referral.Status.ACCEPTED)
        yield Reason("", person, received, None if waits else min((at for at in over if at), default=None))


def requests_of(people: Collection[str]) -> dict[str, str]:
    """The person (id) of each request (id). One SQL query."""
    return dict(Referral.objects.filter(person__in=people).values_list("pk", "person"))


def names_of_opened(people: Collection[str]) -> dict[str, tuple[str, str]]:
    """By id, (name in full, last name) of those whose records somebody opened: said to that somebody only, who has read
    the name there. One SQL query."""
    return {one.pk: (one.full_name, one.last_name) for one in Person.objects.filter(pk__in=people)}
