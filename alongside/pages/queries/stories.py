"""Stories as editors keep them: what is written, which yes stands for it, and what is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.pages.models import Story, StoryConsent
from alongside.pages.policies import may_edit_site
from alongside.pages.queries.consents import WEBSITE, fingerprint_of, standing

PLACES = {
    WEBSITE: "This website",
    "leaflets": "Leaflets and posters",
    "talks": "Talks and training",
    "social": "Social media",
    "press": "Newspapers, radio or television",
}
SOON = timedelta(days=60)  # an ending yes is said this long before


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
    yes = standing(story, today)
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
    """One yes, or its taking back. `why_not` is empty while it stands; else in words why it does not count."""

    id: str
    said_on: date
    said_how: str
    until: date
    places: tuple[str, ...]
    contact: str
    token: str
    written_by: str
    why_not: str

    @property
    def stands(self) -> bool:
        return not self.why_not


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
            why_not=_why_not(consent, story),
        )
        for consent in reversed(story.consents.all())
    ]


def _why_not(consent: StoryConsent, story: Story) -> str:
    if consent.withdrawn_at:
        return "Taken back"
    if consent.until < clock.today():
        return "It has ended"
    if consent.fingerprint != fingerprint_of(story):
        return "For other words than these"
    return ""


def get_consent(actor: Actor, consent: str) -> StoryConsent:
    return StoryConsent.objects.select_related("story").get(pk=consent, story__in=visible_stories(actor))


def consent_by_token(token: str) -> StoryConsent:
    """The yes whose teller holds this secret. Raises StoryConsent.DoesNotExist."""
    return StoryConsent.objects.select_related("story").get(token=token)


def without_a_yes() -> Iterable[Story]:
    """Stories on show for which no yes stands any more: its time has run out."""
    today = clock.today()
    shown = Story.objects.filter(status=Story.Status.SHOWN).prefetch_related("consents")
    return [story for story in shown if not standing(story, today)]


def stories_to_review() -> QuerySet[Story]:
    """On show, due to be read again with their teller, and not raised yet."""
    return Story.objects.filter(status=Story.Status.SHOWN, raised_at=None, review_on__lte=clock.today())
