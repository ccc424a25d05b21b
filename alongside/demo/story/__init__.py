"""A believable service told as a story, built only by calling commands, each at its own moment."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F

from alongside.accounts.queries import current_service
from alongside.core import clock, jobs
from alongside.core.models import Notice
from alongside.core.notices import deliver_due
from alongside.demo.story.apart import kept_apart
from alongside.demo.story.asking import waits
from alongside.demo.story.banking import banking
from alongside.demo.story.being_well import being_well
from alongside.demo.story.groups import run_groups
from alongside.demo.story.linking import linking
from alongside.demo.story.on_the_way import on_the_way
from alongside.demo.story.opened import asked_about
from alongside.demo.story.people import read_tale
from alongside.demo.story.singing import sings
from alongside.demo.story.staff import clinicians, staff, works
from alongside.demo.story.supervising import supervising
from alongside.demo.story.telling import Telling, live
from alongside.demo.story.turns import put_forward
from alongside.demo.story.voicing import voicing
from alongside.demo.story.walking import walks
from alongside.demo.story.worries import on_duty, visits, worries
from alongside.referrals.models import Person

OUTBOX = 300  # messages still in the outbox when the story is told


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
    with transaction.atomic(), _keeping_garbage():
        telling = Telling(read_tale(service.profile), service, size)
        everybody = (*telling.tale.people, *telling.chorus.people)
        people = [walks(telling, who) if who.walk else waits(telling, who) for who in everybody]
        people += [sings(telling, who, path) for who, path in telling.chorus.walks]
        peers = [works(telling, peer) for peer in telling.peers.values()]
        month = ""
        worried = [worries(telling, worry) for worry in telling.tale.worries]
        alone = [visits(telling, visit) for visit in telling.tale.visits]
        first = [staff(telling), clinicians(telling), on_duty(telling), put_forward(telling)]
        others = [
            *first,
            *peers,
            *people,
            *worried,
            *alone,
            *on_the_way(telling),
            *run_groups(telling),
            *banking(telling),
            *supervising(telling),
            *being_well(telling),
            *voicing(telling),
            *linking(telling),
            *kept_apart(telling),
            *asked_about(telling),
        ]
        for moment in live(others, telling.days.now):
            if f"{moment:%B %Y}" != month:
                month = f"{moment:%B %Y}"
                yield month
        for _ in jobs.run_due(but="core.notices.deliver_notices"):  # as a worker that was there all along would have
            pass
        yield f"{_post()} messages sent"
    yield f"{len(people)} people and {len(peers)} peer workers"


def _post() -> int:
    """Send every message as of the moment it was written, so that the outbox reads like the story. How many went.

    The demonstration's outbox begins with the newest of them: the others went long ago, and nobody keeps them so long.
    """
    written = Notice.objects.filter(sent_at=None)
    newest = list(written.order_by("-written_at", "to", "subject")[:OUTBOX])  # many have the same minute
    long_ago = written.exclude(pk__in=[notice.pk for notice in newest])
    sent = long_ago.update(sent_at=F("written_at"), attempts=1)
    for notice in reversed(newest):
        with clock.at(notice.written_at):
            sent += deliver_due()
    return sent + deliver_due()  # a reminder was to wait, and is due by now


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    """Tens of thousands of small things are made and forgotten; looking for them again and again takes a fifth of the
    time, and the process ends soon."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
