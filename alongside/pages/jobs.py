"""What the public site asks on a timer: pages and stories due to be read again, and a yes that has ended."""

from alongside.core.actors import Actor
from alongside.core.jobs import each, every
from alongside.pages import commands
from alongside.pages.queries import stories, text


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
