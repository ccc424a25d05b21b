"""What visitors read: the published words, stories with a standing yes, films, and where the service works."""

import contextlib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from alongside.accounts import queries as accounts
from alongside.candidates.queries import public_routes
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.models import KeptFile
from alongside.pages.models import Film, Story, TextPage, TextVersion
from alongside.pages.queries.consents import may_be_read
from alongside.recruitment.queries import public_vacancies
from alongside.training.queries import public_dates
from alongside.ui import dates
from alongside.ui.markdown import Item, Passage, items, passages, plain

# Pages with more than their words on them have an address of their own. Until the words are written, this is the title.
OWN_PAGES = {
    "home": ("pages:home", "You do not have to walk this alone"),
    "getting-support": ("pages:getting_support", "Get support"),
    "where-we-work": ("pages:where_we_work", "Where we work"),
    "becoming": ("pages:becoming", "Become a peer support worker"),
    "stories": ("pages:stories", "Stories"),
    "films": ("pages:films", "Films"),
    "contact": ("pages:contact", "Talk to us"),
    "accessibility": ("pages:accessibility", "Accessibility"),
    "privacy": ("pages:privacy", "How we look after what you tell us"),
    "cookies": ("pages:cookies", "Cookies"),
}


@dataclass(frozen=True)
class Text:
    """A page's published words, in Markdown, and their parts."""

    slug: str
    title: str
    lede: str = ""
    words: str = ""
    part: str = ""
    published_at: datetime | None = None

    @property
    def url(self) -> str:
        own = OWN_PAGES.get(self.slug)
        return reverse(own[0]) if own else reverse("pages:page", args=[self.slug])

    @property
    def passages(self) -> list[Passage]:
        return passages(self.words)

    @property
    def opening(self) -> str:
        """What stands before its first heading: other pages show this much of it."""
        return next((passage.words for passage in self.passages if not passage.heading), "")

    @property
    def items(self) -> list[Item]:
        """The items of the lists in its opening."""
        return items(self.opening)

    @property
    def description(self) -> str:
        return self.lede or shortened(plain(self.words))


@dataclass(frozen=True)
class StoryRow:
    """A story that may be read today: the teller's yes stands for these very words on this site."""

    slug: str
    title: str
    shown_as: str
    whose: str
    quote: str
    words: str
    picture: str
    shown_at: datetime

    @property
    def url(self) -> str:
        return reverse("pages:story", args=[self.slug])


@dataclass(frozen=True)
class FilmRow:
    """A film, or where to find it; always with everything it says in writing."""

    slug: str
    title: str
    about: str
    link: str
    link_host: str
    file_id: str
    captions_id: str
    transcript: str
    minutes: int | None

    @property
    def url(self) -> str:
        return reverse("pages:film", args=[self.slug])

    @property
    def description(self) -> str:
        return shortened(f"A film: {self.title}. {plain(self.about or self.transcript)}")


@dataclass(frozen=True)
class Found:
    """A page that a search found, with the words around what was looked for."""

    title: str
    url: str
    kind: str
    excerpt: str
    weight: int


_tried: ContextVar[Text | None] = ContextVar("text_tried", default=None)


@contextlib.contextmanager
def trying(text: Text) -> Iterator[None]:
    """Draw what follows as if these words were published: how an editor sees a draft in the real design."""
    token = _tried.set(text)
    try:
        yield
    finally:
        _tried.reset(token)


def shown_texts(actor: Actor) -> QuerySet[TextVersion]:
    """The version of each shown page that anyone may read: the newest published."""
    newest = TextVersion.objects.filter(page=OuterRef("page"), published_at__isnull=False).order_by("-number")
    return TextVersion.objects.filter(page__is_shown=True, pk=Subquery(newest.values("pk")[:1])).order_by(
        "page__part", "page__position", "page__slug"
    )


def slugs(actor: Actor) -> set[str]:
    """The addresses that are taken, whether shown or not: for the profile, which brings only what is not there."""
    return set(TextPage.objects.values_list("slug", flat=True))


def texts(actor: Actor) -> dict[str, Text]:
    """Every page of words by its slug, in the site's order."""
    rows = shown_texts(actor).values_list("page__slug", "title", "lede", "words", "page__part", "published_at")
    found = {row[0]: Text(*row) for row in rows}
    tried = _tried.get()
    return {**found, tried.slug: tried} if tried else found


def text_in(known: dict[str, Text], slug: str) -> Text:
    """One of the texts read together. A page that the site has anyway has at least its title; for any other that is not
    there, TextPage.DoesNotExist."""
    if slug in known:
        return known[slug]
    if slug not in OWN_PAGES:
        raise TextPage.DoesNotExist(slug)
    return Text(slug, OWN_PAGES[slug][1])


def text_of(actor: Actor, slug: str) -> Text:
    return text_in(texts(actor), slug)


def part_name(text: Text) -> str:
    """Which part of the site a page is in, in words."""
    return TextPage.Part(text.part).label if text.part else ""


def stories(actor: Actor) -> list[StoryRow]:
    """The stories that may be read, in the editors' order. Two queries, however many."""
    today = clock.today()
    shown = Story.objects.filter(status=Story.Status.SHOWN).prefetch_related("consents")
    return [_story(story) for story in shown if may_be_read(story, today)]


def story(actor: Actor, slug: str) -> StoryRow:
    """Raises Story.DoesNotExist from the moment that the yes no longer stands, whatever the story's status says."""
    found = Story.objects.prefetch_related("consents").get(slug=slug, status=Story.Status.SHOWN)
    if not may_be_read(found, clock.today()):
        raise Story.DoesNotExist(slug)
    return _story(found)


def films(actor: Actor) -> list[FilmRow]:
    return [_film(film) for film in Film.objects.filter(is_shown=True)]


def film(actor: Actor, slug: str) -> FilmRow:
    return _film(Film.objects.get(slug=slug, is_shown=True))


def film_file(actor: Actor, slug: str, which: str) -> KeptFile:
    """The "file" or the "captions" of a shown film. Film.DoesNotExist when we keep none."""
    kept: KeptFile = getattr(
        Film.objects.select_related(which).get(slug=slug, is_shown=True, **{f"{which}__isnull": False}), which
    )
    return kept


def search(actor: Actor, looked_for: str) -> list[Found]:
    """Pages in which every word looked for begins some word: those with it in the title first. A few small tables, read
    whole: a public site has tens of pages, not thousands."""
    wanted = _normal(looked_for).split()
    if not wanted:
        return []
    found = [row for row in (_match(wanted, *page) for page in _everything(actor)) if row]
    return sorted(found, key=lambda row: (-row.weight, row.title))


def _everything(actor: Actor) -> Iterable[tuple[str, str, str, str]]:
    """(title, url, kind, words) of everything a visitor may find."""
    for text in texts(actor).values():
        yield text.title, text.url, "Page", f"{text.lede} {plain(text.words)}"
    for told in stories(actor):
        yield told.title, told.url, "Story", f"{told.quote} {plain(told.words)} {told.shown_as}"
    for shown in films(actor):
        yield shown.title, shown.url, "Film", f"{plain(shown.about)} {plain(shown.transcript)}"
    for job in public_vacancies():
        yield job.title, job.url, "Job", f"{job.lede} {job.place} {job.pathway} {job.hours} {job.pay}"
    for course in public_dates():
        begins = f"Starts {dates.day(course.starts_on)}" if course.starts_on else course.name
        yield f"{course.programme}: {begins}", course.url, "Training", f"{course.name} {course.mode} {course.words}"
    for place in accounts.where_we_work():
        address = f"{reverse('pages:where_we_work')}#{place.slug}"
        yield place.name, address, "Where we work", f"{place.about} {' '.join(team.name for team in place.teams)}"
    for route in public_routes():
        yield route.name, f"{reverse('pages:becoming')}#ways", "Way to get ready", plain(route.about)


def _match(wanted: list[str], title: str, url: str, kind: str, words: str) -> Found | None:
    in_title, in_words = f" {_normal(title)}", f" {_normal(words)}"
    if not all(f" {word}" in in_title or f" {word}" in in_words for word in wanted):
        return None
    weight = sum(10 for word in wanted if f" {word}" in in_title) + sum(in_words.count(f" {word}") for word in wanted)
    return Found(title, url, kind, _around(words, wanted), weight)


def _around(words: str, wanted: list[str]) -> str:
    """A line of the words, beginning a little before the first of those looked for."""
    told = words.split()
    at = next((n for n, word in enumerate(told) if _normal(word).startswith(tuple(wanted))), 0)
    start = max(0, at - 8)
    return ("… " if start else "") + shortened(" ".join(told[start:]))


def _normal(words: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in words.lower()).split())


def shortened(words: str, most: int = 155) -> str:
    """The beginning of the words, ending at a whole one."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0].rstrip(',.;:')} …"


def _story(told: Story) -> StoryRow:
    assert told.shown_at is not None
    return StoryRow(
        slug=told.slug,
        title=told.title,
        shown_as=told.shown_as,
        whose=told.get_whose_display(),
        quote=told.quote,
        words=told.words,
        picture=told.picture,
        shown_at=told.shown_at,
    )


def _film(shown: Film) -> FilmRow:
    return FilmRow(
        slug=shown.slug,
        title=shown.title,
        about=shown.about,
        link=shown.link,
        link_host=shown.link_host,
        file_id=shown.file_id or "",
        captions_id=shown.captions_id or "",
        transcript=shown.transcript,
        minutes=shown.minutes,
    )
