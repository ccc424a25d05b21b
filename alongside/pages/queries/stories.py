"""Stories: what visitors may read, only while a yes for exactly these words stands, and what editors keep."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.pages.models import Story, StoryConsent
from alongside.pages.policies import may_edit_site

WEBSITE = "website"
PLACES = {
    WEBSITE: "This website",
    "leaflets": "Leaflets and posters",
    "talks": "Talks and training",
    "social": "Social media",
    "press": "Newspapers, radio or television",
}
SOON = timedelta(days=60)  # an ending yes is said this long before


def fingerprint(story: Story) -> str:
    """Of exactly what is agreed to: the title, the name it goes by, the quote and the words. SHA-256, in hex."""
    said = json.dumps([story.title, story.shown_as, story.quote, story.words], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def stands(consent: StoryConsent, story: Story, *, place: str = WEBSITE) -> bool:
    """Whether this is a yes, today, for these very words in this place."""
    return (
        consent.withdrawn_at is None
        and consent.said_on <= clock.today() <= consent.until
        and place in consent.places
        and consent.fingerprint == fingerprint(story)
    )


def standing(story: Story, *, place: str = WEBSITE) -> StoryConsent | None:
    """The yes under which it may be shown in this place; the one that lasts longest, or None."""
    found = [consent for consent in story.consents.all() if stands(consent, story, place=place)]
    return max(found, key=lambda consent: consent.until, default=None)


@dataclass(frozen=True)
class ShownStory:
    """A story as visitors read it. `whose` is in words, `words` is Markdown, `picture` names a drawing of ours."""

    slug: str
    title: str
    shown_as: str
    whose: str
    quote: str
    words: str
    picture: str
    shown_at: datetime


def shown_stories() -> list[ShownStory]:
    """What visitors may read now, in the editors' order. Two queries."""
    return [_shown(story) for story in _on_show() if standing(story)]


def shown_story(slug: str) -> ShownStory:
    """One of them. Raises Story.DoesNotExist when there is none, or no yes for it stands."""
    story = _on_show().get(slug=slug)
    if not standing(story):
        raise Story.DoesNotExist(slug)
    return _shown(story)


def _on_show() -> QuerySet[Story]:
    return Story.objects.filter(status=Story.Status.SHOWN).prefetch_related("consents")


def _shown(story: Story) -> ShownStory:
    assert story.shown_at
    return ShownStory(
        slug=story.slug,
        title=story.title,
        shown_as=story.shown_as,
        whose=story.get_whose_display(),
        quote=story.quote,
        words=story.words,
        picture=story.picture,
        shown_at=story.shown_at,
    )


@dataclass(frozen=True)
class StoryRow:
    """A story on the editors' list. `yes_until` is None while nothing stands for its words as they are now."""

    id: str
    title: str
    shown_as: str
    whose: str
    status: str
    status_words: str
    yes_until: date | None
    yes_ends_soon: bool
    review_on: date | None
    review_due: bool


def staff_stories(actor: Actor) -> list[StoryRow]:
    """Every story, for whoever edits. Two queries."""
    rows = visible_stories(actor).prefetch_related("consents")
    today = clock.today()
    return [_row(story, today) for story in rows]


def _row(story: Story, today: date) -> StoryRow:
    yes = standing(story)
    return StoryRow(
        id=story.pk,
        title=story.title,
        shown_as=story.shown_as,
        whose=story.get_whose_display(),
        status=story.status,
        status_words=story.get_status_display(),
        yes_until=yes.until if yes else None,
        yes_ends_soon=bool(yes and yes.until - today <= SOON),
        review_on=story.review_on,
        review_due=bool(story.review_on and story.review_on <= today),
    )


def visible_stories(actor: Actor) -> QuerySet[Story]:
    return Story.objects.all() if may_edit_site(actor) else Story.objects.none()


def get_story(actor: Actor, story: str) -> Story:
    return visible_stories(actor).get(pk=story)


@dataclass(frozen=True)
class ConsentRow:
    """One yes, or its taking back. `standing` is why it counts now, or in words why it does not."""

    id: str
    said_on: date
    said_how: str
    until: date
    places: tuple[str, ...]
    contact: str
    token: str
    written_by: str
    stands: bool
    why_not: str


def consents_of(actor: Actor, story: Story) -> list[ConsentRow]:
    """Every yes for this story, the latest first. One query."""
    if not may_edit_site(actor):
        return []
    return [
        ConsentRow(
            id=consent.pk,
            said_on=consent.said_on,
            said_how=consent.said_how,
            until=consent.until,
            places=tuple(PLACES.get(place, place) for place in consent.places),
            contact=consent.contact,
            token=consent.token,
            written_by=consent.written_by,
            stands=_counts(consent, story),
            why_not=_why_not(consent, story),
        )
        for consent in reversed(story.consents.all())
    ]


def _counts(consent: StoryConsent, story: Story) -> bool:
    return not _why_not(consent, story)


def _why_not(consent: StoryConsent, story: Story) -> str:
    if consent.withdrawn_at:
        return "Taken back"
    if consent.until < clock.today():
        return "It has ended"
    if consent.fingerprint != fingerprint(story):
        return "For other words than these"
    return ""


def consent_by_token(token: str) -> StoryConsent:
    """The yes whose teller holds this secret. Raises StoryConsent.DoesNotExist."""
    return StoryConsent.objects.select_related("story").get(token=token)


def without_a_yes() -> Iterable[Story]:
    """Stories on show for which no yes stands any more: its time has run out."""
    return [story for story in _on_show() if not standing(story)]


def stories_to_review() -> QuerySet[Story]:
    """On show, due to be read again with their teller, and not raised yet."""
    return Story.objects.filter(status=Story.Status.SHOWN, raised_at=None, review_on__lte=clock.today())
