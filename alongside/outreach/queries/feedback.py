"""What those who came to a talk said, counted only once enough have, and the talk's own code to say it with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.outreach.models import Talk, TalkFeedback
from alongside.outreach.policies import visible_feedback

CODE_LASTS = timedelta(days=14)  # after the talk: whoever asked passes the address on
LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXZ"  # none that can be mistaken for another


@dataclass(frozen=True)
class Useful:
    """How useful it was to those who said: how many, their average, and each of 5 down to 1 with how many.

    `rows` is empty while one of them is fewer than the service shows, because the average would give it away.
    """

    said: int
    average: float
    rows: tuple[tuple[int, int], ...]
    least: int


def enough() -> int:
    """How many make a number that may be shown: the service's own threshold."""
    service = current_service()
    return service.suppress_under if service else 5


def code_of(talk: Talk) -> str:
    """Eight letters in two halves, the same for everybody at this talk, signed with the installation's secret."""
    number = int(salted_hmac("alongside.outreach.feedback", talk.pk, algorithm="sha256").hexdigest(), 16)
    letters = ""
    while len(letters) < 8:
        number, at = divmod(number, len(LETTERS))
        letters += LETTERS[at]
    return f"{letters[:4]}-{letters[4:]}"


def code_until(talk: Talk) -> datetime:
    return talk.ends_at + CODE_LASTS


def feedback_address(talk: Talk) -> str:
    """What is shown at the end, and sent to whoever asked for it."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('outreach:say_of_talk', args=[code_of(talk)])}"


def talk_by_code(code: str) -> Talk:
    """The talk whose code this is, from its beginning until two weeks after its end. Raises DoesNotExist. One query."""
    now = clock.now()
    lately = Talk.objects.filter(starts_at__lte=now, ends_at__gt=now - CODE_LASTS)
    for talk in lately.exclude(status=Talk.Status.CANCELLED):
        if constant_time_compare(code_of(talk).replace("-", ""), code.replace("-", "").upper()):
            return talk
    raise Talk.DoesNotExist


def feedback_words(actor: Actor, talk: Talk) -> QuerySet[TalkFeedback]:
    """What was said in words, the newest day first; within a day in no order that says who spoke first. No number goes
    with a sentence."""
    return visible_feedback(actor).filter(talk=talk).exclude(words="")


def feedback_useful(actor: Actor, talk: Talk) -> Useful | None:
    """How useful it was; None while too few have said. One query and the service's settings."""
    found = visible_feedback(actor).filter(talk=talk, useful__isnull=False).order_by().values("useful")
    counts = {row["useful"]: row["said"] for row in found.annotate(said=Count("pk"))}
    said, least = sum(counts.values()), enough()
    if not said or said < least:
        return None
    average = sum(number * count for number, count in counts.items()) / said
    few = any(count < least for count in counts.values())
    rows = () if few else tuple((n, counts.get(n, 0)) for n in (5, 4, 3, 2, 1))
    return Useful(said, round(average, 1), rows, least)
