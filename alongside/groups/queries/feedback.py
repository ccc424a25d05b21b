"""What members said of a group, for those who plan or run it, the dates it may be said about, and a date's own code."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.groups import policies
from alongside.groups.models import Feedback, Group, GroupDate

RECENT = timedelta(weeks=6)
SHOWN = timedelta(weeks=26)
CODE_LASTS = timedelta(hours=24)  # after the group has ended
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXZ"  # none that can be mistaken for another


@dataclass(frozen=True)
class Felt:
    """How the last half year felt to those who said: words and how many. Nothing is counted below the number under
    which the service shows no counts, so that one voice is never a statistic."""

    words: str
    people: int


def recent_dates(group: Group) -> list[GroupDate]:
    """Dates of the last weeks that were held and to which enough people came that naming one says nothing of who."""
    found = GroupDate.objects.filter(
        group=group,
        status=GroupDate.Status.HELD,
        starts_at__gt=clock.now() - RECENT,
        registers__is_current=True,
        registers__came__gte=enough(),
    )
    return list(found.order_by("-starts_at", "pk"))


def enough() -> int:
    """How many make a number that may be shown: the service's own threshold."""
    service = current_service()
    return service.suppress_under if service else 5


def code_of(date: GroupDate) -> str:
    """Eight letters in two halves, the same for everybody at this date. They open its question without an account, and
    are signed with the installation's secret, so that nothing is stored of them and nobody can guess one."""
    number = int(salted_hmac("alongside.groups.feedback", date.pk, algorithm="sha256").hexdigest(), 16)
    letters = ""
    while len(letters) < 8:
        number, at = divmod(number, len(LETTERS))
        letters += LETTERS[at]
    return f"{letters[:4]}-{letters[4:]}"


def code_until(date: GroupDate) -> datetime:
    return date.ends_at + CODE_LASTS


def code_works(date: GroupDate) -> bool:
    """From when it begins until then, where it goes ahead."""
    return date.starts_at <= clock.now() < code_until(date) and date.status != GroupDate.Status.CANCELLED


def date_by_code(code: str) -> GroupDate:
    """The date whose code this is, from when it begins until a day after it ended. Raises DoesNotExist."""
    now = clock.now()
    lately = GroupDate.objects.filter(starts_at__lte=now, ends_at__gt=now - CODE_LASTS)
    for date in lately.exclude(status=GroupDate.Status.CANCELLED).select_related("group"):
        if constant_time_compare(code_of(date).replace("-", ""), code.replace("-", "").upper()):
            return date
    raise GroupDate.DoesNotExist


def feedback(actor: Actor, group: Group, *, unread: bool = False) -> QuerySet[Feedback]:
    """What was said of it, the newest day first; within a day in no order that says who spoke first."""
    found = policies.visible_feedback(actor).filter(group=group).select_related("date")
    return found.filter(read_at=None) if unread else found


def feedback_felt(actor: Actor, group: Group) -> tuple[Felt, ...]:
    """How it felt, in the last half year; empty while too few have said. One query and the service's settings."""
    since = clock.today() - SHOWN
    found = policies.visible_feedback(actor).filter(group=group, given_on__gte=since).exclude(felt="")
    counts = {row["felt"]: row["people"] for row in found.order_by().values("felt").annotate(people=Count("pk"))}
    if sum(counts.values()) < enough():
        return ()
    return tuple(Felt(str(felt.label), counts.get(felt.value, 0)) for felt in Feedback.Felt)


def feedback_unread(group: Group) -> int:
    """How many nobody has read yet."""
    return Feedback.objects.filter(group=group, read_at=None).count()
