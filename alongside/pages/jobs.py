"""What is asked on a timer: public pages and stories due to be read again, a yes that has ended, unusual openings of
records, and a question about them that waits for an answer."""

import contextlib

from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.core.jobs import each, every
from alongside.pages import commands
from alongside.pages.queries import openings, stories, text
from alongside.pages.queries.unusual import unusual_openings


@every(hours=1)
def raise_text_reviews(actor: Actor) -> None:
    """A page whose day to be read again has come, to its owner."""
    each(text.pages_to_review(), commands.raise_text_review, actor)


@every(minutes=15)
def end_stories(actor: Actor) -> None:
    """A story whose yes has ended comes down; visitors have not seen it since."""
    each(stories.without_a_yes(), commands.end_story, actor)


@every(hours=1)
def raise_story_reviews(actor: Actor) -> None:
    """A story whose day to be read again has come, to the editors."""
    each(stories.stories_to_review(), commands.raise_story_review, actor)


@every(hours=1)
def ask_about_unusual_openings(actor: Actor) -> None:
    """Records opened many in an hour, or with nothing that says what for: whoever opened them is asked, kindly."""
    for one in unusual_openings():
        with contextlib.suppress(Refused):  # another worker asked it a moment ago
            commands.ask_about_openings(actor, user=one.user, why=one.why, openings=one.openings)


@every(hours=1)
def remind_of_questions(actor: Actor) -> None:
    """What was asked a week ago and has no answer, once more to whoever was asked, as kindly."""
    each(openings.questions_to_remind(), commands.remind_of_opening, actor)
