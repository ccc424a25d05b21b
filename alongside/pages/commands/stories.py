"""Stories: written with whoever tells them, shown under their dated yes, down the moment they change their mind."""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.crypto import constant_time_compare

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.pages.models import Story, StoryConsent
from alongside.pages.notices import tell_own_link, tell_story_due, tell_story_taken_back, tell_yes_ended
from alongside.pages.policies import may_edit_site, may_raise_due, may_take_back
from alongside.pages.queries.consents import fingerprint_of, standing
from alongside.pages.queries.stories import PLACES

READ_AGAIN = timedelta(days=365)
NEW_YES = "The words changed, so whoever told it must say yes again"


@command("story.added", "wrote down a story", allow=may_edit_site)
def add_story(
    act: Act,
    *,
    slug: str,
    title: str,
    shown_as: str,
    whose: str,
    words: str,
    quote: str = "",
    picture: str = "",
    position: int = 0,
) -> Story:
    """A draft: nobody outside sees it before whoever tells it has said yes."""
    if Story.objects.filter(slug=slug).exists():
        raise Refused("There is a story with this title already. Give this one another.")
    return Story.objects.create(
        slug=slug,
        title=title,
        shown_as=shown_as,
        whose=whose,
        words=words,
        quote=quote,
        picture=picture,
        position=position,
    )


@command("story.changed", "changed a story", allow=may_edit_site)
def change_story(
    act: Act,
    story: Story,
    *,
    title: str,
    shown_as: str,
    whose: str,
    words: str,
    quote: str,
    picture: str,
    position: int,
    based_on: str = "",
) -> Story:
    """Other words need a new yes: until it comes, the story is off the site. `based_on`: the words it began from."""
    if based_on and based_on != fingerprint_of(story):
        raise Refused("Somebody changed this story while you were writing. Read theirs beside yours, and save again.")
    story.title, story.shown_as, story.whose = title, shown_as, whose
    story.words, story.quote, story.picture, story.position = words, quote, picture, position
    if story.status == Story.Status.SHOWN and not standing(story, clock.today()):
        story.move_to(Story.Status.DRAFT)
        story.down_at, story.down_because = act.at, NEW_YES
    story.save()
    return story


@command("story.agreed", "wrote down the yes of whoever tells a story", allow=may_edit_site)
def write_consent(
    act: Act,
    story: Story,
    *,
    places: Sequence[str],
    said_on: date,
    said_how: str,
    until: date,
    contact: str = "",
    agreed: str = "",
) -> StoryConsent:
    """Their yes for the words as they are now, with their own secret link to take it back.

    `agreed` is the fingerprint of the words that were read to them; refused when they are others by now.
    """
    now = fingerprint_of(story)
    if agreed and agreed != now:
        raise Refused("The words of this story changed meanwhile. Read the new ones with whoever told it first.")
    if said_on > clock.today():
        raise Refused("The day they said yes is still to come. Write it down when they have said it.")
    if until <= clock.today():
        raise Refused("Choose a day to come, until which they are happy to have it shown.")
    if not set(places) <= set(PLACES) or not places:
        raise Refused("Choose where they are happy to have it shown.")
    consent = StoryConsent.objects.create(
        story=story,
        fingerprint=now,
        places=list(places),
        said_on=said_on,
        said_how=said_how,
        until=until,
        contact=contact,
        token=secrets.token_urlsafe(32),
        written_at=act.at,
        written_by=act.actor.name,
    )
    tell_own_link(act, consent)
    return consent


@command("story.shown", "put a story on the public site", allow=may_edit_site)
def show_story(act: Act, story: Story) -> Story:
    """Only under a standing yes for exactly these words on the website."""
    yes = standing(story, clock.today())
    if not yes:
        raise Refused("Whoever told it has not said yes to exactly these words on this website. Write down their yes.")
    story.move_to(Story.Status.SHOWN)
    story.shown_at, story.down_at, story.down_because = act.at, None, ""
    story.review_on, story.raised_at = min(yes.until, clock.today() + READ_AGAIN), None
    story.save()
    return story


@command("story.taken_down", "took a story off the public site", allow=may_edit_site)
def take_down_story(act: Act, story: Story, *, because: str) -> Story:
    _lower(act, story, because)
    return story


@command("story.written_again", "began to write a story again", allow=may_edit_site)
def write_story_again(act: Act, story: Story) -> Story:
    """A story that was taken down is a draft again; whatever yes was taken back stays taken back."""
    story.move_to(Story.Status.DRAFT)
    story.save()
    return story


@command("story.reviewed", "read a story again with whoever told it", allow=may_edit_site)
def review_story(act: Act, story: Story, *, review_on: date) -> Story:
    if review_on <= clock.today():
        raise Refused("Choose a day to come for reading it again.")
    story.review_on, story.raised_at = review_on, None
    story.save()
    return story


@command("story.taken_back", "took back the yes to a story", allow=may_take_back, locks=("story",))
def withdraw_consent(act: Act, consent: StoryConsent, *, token: str = "") -> StoryConsent:
    """By whoever told it, holding their own link's `token`; or by an editor whom they asked. The story is down at once.

    Every yes they gave for it goes, so that no other keeps it up.
    """
    if not may_edit_site(act.actor) and not constant_time_compare(token, consent.token):
        raise Refused("This is not the link we gave you. Ring us, and we take your story down while you wait.")
    if consent.withdrawn_at:
        raise Refused("This was taken back already, and the story is down.")
    story = consent.story
    story.consents.filter(withdrawn_at=None).update(withdrawn_at=act.at)
    consent.withdrawn_at = act.at
    if story.status != Story.Status.DOWN:
        _lower(act, story, "Whoever told it took it back")
    tell_story_taken_back(act, consent)
    return consent


@command("story.lowered", "took a story down because the yes had ended", allow=may_raise_due)
def end_story(act: Act, story: Story) -> Story:
    """Asked by the job: no yes stands any more. Visitors have not seen it since the yes ended."""
    if standing(story, clock.today()):
        raise Refused("A yes for this story still stands.")
    _lower(act, story, "The time they agreed to has ended")
    tell_yes_ended(act, story)
    return story


@command("story.raised", "told the editors that a story is due to be read again", allow=may_raise_due)
def raise_story_review(act: Act, story: Story) -> Story:
    if story.raised_at or not story.review_on or story.review_on > clock.today():
        raise Refused("This story is not due, or its editors have been told.")
    story.raised_at = act.at
    story.save()
    tell_story_due(act, story)
    return story


def _lower(act: Act, story: Story, because: str) -> None:
    story.move_to(Story.Status.DOWN)
    story.down_at, story.down_because = act.at, because
    story.save()
