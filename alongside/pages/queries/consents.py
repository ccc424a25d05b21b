"""Whether a story may be read today: a yes that stands, for this website and for exactly these words."""

from datetime import date
from hashlib import sha256

from alongside.pages.models import Story, StoryConsent

WEBSITE = "website"  # the place, in a yes, that is this site


def fingerprint_of(story: Story) -> str:
    """SHA-256, in hexadecimal, of what was agreed to: the title, the name it goes by, the quote and the words."""
    agreed = "\x00".join((story.title, story.shown_as, story.quote, story.words))
    return sha256(agreed.encode()).hexdigest()


def stands(consent: StoryConsent, story: Story, today: date) -> bool:
    """Not taken back, not run out, for this website, and for these words."""
    return (
        consent.withdrawn_at is None
        and consent.until >= today
        and WEBSITE in consent.places
        and consent.fingerprint == fingerprint_of(story)
    )


def standing(story: Story, today: date) -> StoryConsent | None:
    """The yes under which it may be shown: the one that lasts longest, or None. Reads `story.consents`."""
    found = [consent for consent in story.consents.all() if stands(consent, story, today)]
    return max(found, key=lambda consent: consent.until, default=None)


def may_be_read(story: Story, today: date) -> bool:
    """A yes stands. Reads `story.consents`."""
    return standing(story, today) is not None
