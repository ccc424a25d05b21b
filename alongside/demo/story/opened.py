"""Records opened that nothing here explains, and what was asked about them, kindly: one was answered, one waits."""

from datetime import timedelta

from alongside.core.actors import process
from alongside.core.models import Opening
from alongside.demo.story.days import at, workdays
from alongside.demo.story.linking import walks_of_the_day
from alongside.demo.story.telling import Life, Telling
from alongside.pages import commands
from alongside.pages.models import OpeningAsked
from alongside.support import queries as support

ASKED_AFTER = timedelta(hours=25)  # a day in which something may still come to explain it, and the job's next hour
RANG = "Their care coordinator rang to ask whether they still meet. I looked, and rang back."


def asked_about(telling: Telling) -> list[Life]:
    return [is_asked(telling, "lead", 9, RANG), is_asked(telling, "coordinator", 3)]


def is_asked(telling: Telling, who: str, days_ago: int, words: str = "") -> Life:
    """They opened the record of somebody who walks with a peer worker. They are asked, and say what for, or not yet."""
    opened = telling.days.ago(days_ago, "16:40")
    yield opened
    walks = walks_of_the_day(telling)
    if not walks:  # a story so short that there is nobody
        return
    actor, user = telling.actor(who), telling.user(who)
    support.open_relationship(actor, walks[0 if words else -1].pk)
    opening = Opening.objects.filter(actor_id=user.pk).latest("at", "pk")
    yield opened + ASKED_AFTER
    job = process("pages.jobs.ask_about_unusual_openings")
    why = OpeningAsked.Why.UNEXPLAINED
    question = commands.ask_about_openings(job, user=user, why=why, openings=[opening])
    if words:
        yield at(workdays((opened + ASKED_AFTER).date(), 1), "09:10")
        commands.answer_opening(actor, question, answer=OpeningAsked.Answer.ASKED, words=words)
