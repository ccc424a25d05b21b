"""A believable service told as a story, built only by calling commands, each at its own moment."""

from collections.abc import Iterator
from itertools import chain

from django.db import transaction

from alongside.accounts.queries import current_service
from alongside.core import clock
from alongside.core.models import Notice
from alongside.core.notices import deliver_due
from alongside.demo.story.asking import waits
from alongside.demo.story.people import read_tale
from alongside.demo.story.singing import sings
from alongside.demo.story.staff import clinicians, staff, works
from alongside.demo.story.telling import Telling, live
from alongside.demo.story.walking import walks
from alongside.referrals.models import Person


def told() -> bool:
    """Whether there are people here already."""
    return Person.objects.exists()


def tell(size: float = 1.0) -> Iterator[str]:
    """Fill a service that was just described from its profile: all of it or nothing. Yields what is happening.

    `size` is how much of the chorus takes part, beside those who are told of by name: from 0 to 1.
    """
    service = current_service()
    if service is None:
        raise LookupError("There is no service yet: describe it from a profile first")
    with transaction.atomic():
        telling = Telling(read_tale(service.profile), service, size)
        everybody = (*telling.tale.people, *telling.chorus.people)
        people = [walks(telling, who) if who.walk else waits(telling, who) for who in everybody]
        people += [sings(telling, who, path) for who, path in telling.chorus.walks]
        peers = [works(telling, peer) for peer in telling.peers.values()]
        month = ""
        for moment in live(chain([staff(telling), clinicians(telling)], peers, people), telling.days.now):
            if f"{moment:%B %Y}" != month:
                month = f"{moment:%B %Y}"
                yield month
        yield f"{_post()} messages sent"
    yield f"{len(people)} people and {len(peers)} peer workers"


def _post() -> int:
    """Send every message as of the moment it was written, so that the outbox reads like the story. How many went."""
    sent = 0
    for notice in Notice.objects.filter(sent_at=None).order_by("written_at"):
        with clock.at(notice.written_at):
            sent += deliver_due()
    return sent
