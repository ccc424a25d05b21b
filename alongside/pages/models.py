"""The public site's words, pictures, film and stories. Dates, teams and vacancies are never kept here."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class TextPage(Record):
    """One page of the public site that staff can change. Its address, and where it stands among the others."""

    class Part(models.TextChoices):
        ABOUT = "about", "Peer support"
        BECOMING = "becoming", "Becoming a peer support worker"
        OTHERS = "others", "For others"
        SITE = "site", "About this site"

    slug = models.SlugField(max_length=60, unique=True)
    part = models.CharField(max_length=8, choices=Part)
    position = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField()
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_shown = models.BooleanField(default=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When its owner was told that it is due")

    class Meta:
        ordering: ClassVar = ["part", "position", "slug"]


class TextVersion(Record):
    """One version of a page's words. The newest published is what visitors see; the newest of all may be a draft."""

    page = models.ForeignKey(TextPage, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    lede = models.CharField(max_length=300, blank=True)
    words = models.TextField(help_text="Markdown")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=150, blank=True)
    taken_from = models.PositiveIntegerField(null=True, blank=True, help_text="The earlier version it went back to")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "number"], name="one_version_of_a_number")]


class Picture(Record):
    """A picture for the public pages. It cannot be kept without saying what it shows."""

    file = models.OneToOneField("core.KeptFile", on_delete=models.PROTECT, related_name="+")
    alt = models.CharField(max_length=300, help_text="What it shows, for people who cannot see it")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=150)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="picture_says_what_it_shows", condition=~Q(alt=""))]


class Film(Record):
    """A film about the work, with captions and everything it says written down. Nothing is loaded until asked for."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    link = models.URLField(blank=True, max_length=500, help_text="Where it is shown, outside this site")
    link_host = models.CharField(max_length=80, blank=True, help_text="Whose site that is, in words")
    file = models.ForeignKey("core.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    captions = models.ForeignKey("core.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    transcript = models.TextField(help_text="Markdown: everything that is said and shown")
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    is_shown = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "title"]
        constraints: ClassVar = [models.CheckConstraint(name="film_is_written_down", condition=~Q(transcript=""))]


class Story(Stateful):
    """A story in somebody's own words. Shown only while a yes for exactly these words stands."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        SHOWN = "shown", "Shown"
        DOWN = "down", "Taken down"

    class Whose(models.TextChoices):
        PERSON = "person", "Someone who had peer support"
        PEER = "peer", "A peer support worker"
        CARER = "carer", "A carer or relative"
        COLLEAGUE = "colleague", "A colleague"

    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.SHOWN, Status.DOWN},
        Status.SHOWN: {Status.DOWN, Status.DRAFT},
        Status.DOWN: {Status.DRAFT, Status.SHOWN},
    }

    slug = models.SlugField(max_length=60, unique=True)
    status = models.CharField(max_length=5, choices=Status, default=Status.DRAFT)
    title = models.CharField(max_length=120)
    shown_as = models.CharField(max_length=80, help_text="The name it goes by, as they chose: it need not be theirs")
    whose = models.CharField(max_length=9, choices=Whose)
    quote = models.CharField(max_length=300, blank=True, help_text="The sentence shown on other pages")
    words = models.TextField(help_text="Markdown, in their own words")
    picture = models.CharField(max_length=40, blank=True, help_text="One of our own drawings, by its name")
    position = models.PositiveSmallIntegerField(default=0)
    review_on = models.DateField(null=True, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When the editors were told that it is due")
    shown_at = models.DateTimeField(null=True, blank=True)
    down_at = models.DateTimeField(null=True, blank=True)
    down_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="story_shown_has_moment", condition=~Q(status="shown") | Q(shown_at__isnull=False)
            )
        ]


class StoryConsent(Record):
    """Their dated yes, for these words and these places, until a day; or its taking back."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="consents")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the title, name, quote and words agreed to")
    places = models.JSONField(default=empty_list, help_text="Where it may be shown: website, leaflets, talks …")
    said_on = models.DateField()
    said_how = models.CharField(max_length=120, help_text="Like: signed, at a meeting; by email")
    until = models.DateField()
    contact = models.CharField(max_length=160, blank=True, help_text="How to reach them about it; seen by editors")
    token = models.CharField(max_length=43, unique=True, help_text="The secret of their own link to take it back")
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["written_at", "id"]


class OpeningAsked(Stateful):
    """A kind question to somebody who opened records: what was this for? Between them and governance, and nobody else.

    `why` is said to the one who is asked, and to nobody else: that two people have the same surname is theirs to tell.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting for their answer"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    class Why(models.TextChoices):
        MANY = "many", "Many records in an hour"
        SAME_NAME = "same_name", "The same surname"
        UNEXPLAINED = "unexplained", "Nothing here says what it was for"

    class Answer(models.TextChoices):
        WORK = "work", "It was part of my work"
        ASKED = "asked", "I was asked to look"
        MISTAKE = "mistake", "I opened it by mistake"
        OTHER = "other", "Something else"

    TRANSITIONS: ClassVar = {Status.ASKED: {Status.ANSWERED, Status.CLOSED}, Status.ANSWERED: {Status.CLOSED}}
    AUDIT_PRIVATE: ClassVar = frozenset({"why"})

    asked = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    why = models.CharField(max_length=11, choices=Why)
    records = models.PositiveSmallIntegerField(help_text="Of how many people")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=7, choices=Answer, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=150, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=150, blank=True)
    note = models.TextField(blank=True, help_text="What governance decided: read by governance alone")

    class Meta:
        ordering: ClassVar = ["-first_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="opening_answered_has_moment",
                condition=~Q(status="answered") | (Q(answered_at__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="opening_closed_has_moment", condition=~Q(status="closed") | Q(closed_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["asked", "status"], name="opening_asked_by_user")]


class AskedAbout(Record):
    """An opening that is asked about. Of each there is one question at most, ever."""

    question = models.ForeignKey(OpeningAsked, on_delete=models.PROTECT, related_name="about")
    opening = models.OneToOneField("core.Opening", on_delete=models.PROTECT, related_name="+")
