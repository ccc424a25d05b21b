"""The pages of words as editors keep them: what is published, what waits, what changed between two versions."""

import difflib
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from alongside.core import clock
from alongside.core.actors import Actor
from alongside.pages.models import TextPage, TextVersion
from alongside.pages.policies import may_edit_site

SHOWN = {"": "All", "drafts": "Draft waiting", "due": "Due to be read", "mine": "Mine", "off": "Off the site"}
_WORDS = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class TextRow:
    """A page on the list. `draft_by` is empty when visitors see the newest version; `published_at` None: never."""

    id: str
    slug: str
    title: str
    part: str
    owner: str
    review_on: date
    due: bool
    is_shown: bool
    published_at: datetime | None
    draft_by: str
    draft_at: datetime | None


def visible_pages(actor: Actor) -> QuerySet[TextPage]:
    return TextPage.objects.all() if may_edit_site(actor) else TextPage.objects.none()


def text_pages(actor: Actor, show: str = "") -> list[TextRow]:
    """Every page, or those that `show` (a key of SHOWN) leaves, in the site's order. One query."""
    newest = TextVersion.objects.filter(page=OuterRef("pk")).order_by("-number")
    seen = newest.exclude(published_at=None)
    pages = visible_pages(actor).annotate(
        title=Subquery(newest.values("title")[:1]),
        newest=Subquery(newest.values("number")[:1]),
        written_by=Subquery(newest.values("written_by")[:1]),
        written_at=Subquery(newest.values("written_at")[:1]),
        seen=Subquery(seen.values("number")[:1]),
        seen_at=Subquery(seen.values("published_at")[:1]),
        owner_name=F("owner__name"),
    )
    if show == "mine":
        pages = pages.filter(owner_id=actor.user_id)
    today = clock.today()
    rows = [_row(page, today) for page in pages]
    keeps = {"drafts": lambda row: row.draft_by, "due": lambda row: row.due, "off": lambda row: not row.is_shown}
    return [row for row in rows if keeps[show](row)] if show in keeps else rows


def _row(page: TextPage, today: date) -> TextRow:
    told = vars(page)
    waits = told["newest"] != told["seen"]
    return TextRow(
        id=page.pk,
        slug=page.slug,
        title=told["title"],
        part=page.get_part_display(),
        owner=told["owner_name"] or "",
        review_on=page.review_on,
        due=page.review_on <= today,
        is_shown=page.is_shown,
        published_at=told["seen_at"],
        draft_by=told["written_by"] if waits else "",
        draft_at=told["written_at"] if waits else None,
    )


def get_page(actor: Actor, page: str) -> TextPage:
    return visible_pages(actor).select_related("owner").get(pk=page)


def newest_version(actor: Actor, page: TextPage) -> TextVersion:
    return visible_versions(actor, page)[0]


def published_version(actor: Actor, page: TextPage) -> TextVersion | None:
    return visible_versions(actor, page).exclude(published_at=None).first()


def visible_versions(actor: Actor, page: TextPage) -> QuerySet[TextVersion]:
    """The newest first."""
    return page.versions.order_by("-number") if may_edit_site(actor) else TextVersion.objects.none()


def get_version(actor: Actor, page: TextPage, number: int) -> TextVersion:
    return visible_versions(actor, page).select_related("page").get(number=number)


def version_before(actor: Actor, version: TextVersion) -> TextVersion | None:
    return visible_versions(actor, version.page).filter(number__lt=version.number).first()


@dataclass(frozen=True)
class Piece:
    """Some words, and whether they stayed ("same"), came ("in") or went ("out"); "gap" stands for many that stayed."""

    kind: str
    words: str


def changes(before: TextVersion | None, after: TextVersion, *, around: int = 120) -> list[tuple[str, list[Piece]]]:
    """What changed, part by part: (name of the part, pieces in order), only parts in which something did.

    Long stretches that stayed are cut to `around` letters at each side of a change.
    """
    parts = (("Title", "title"), ("First sentence", "lede"), ("Words", "words"))
    found = [
        (called, _pieces(getattr(before, name) if before else "", getattr(after, name), around))
        for called, name in parts
    ]
    return [(called, pieces) for called, pieces in found if any(piece.kind in ("in", "out") for piece in pieces)]


def _pieces(before: str, after: str, around: int) -> list[Piece]:
    """A space that stayed between two changes belongs to both, so that a changed sentence reads as one change."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    gone = came = ""
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=len(old) > 4000).get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(blocks):
        first, last = at == 0, at == len(blocks) - 1
        words = "".join(old[a:b])
        if kind == "equal" and (first or last or words.strip()):
            pieces += [*_changed(gone, came), *_shortened(words, around, first=first, last=last)]
            gone = came = ""
        else:
            gone, came = gone + words, came + "".join(new[c:d])
    return [*pieces, *_changed(gone, came)]


def _changed(gone: str, came: str) -> list[Piece]:
    both = (("out", gone), ("in", came))
    return [Piece(kind, words) for kind, words in both if words.strip() or (words and not (gone + came).strip())]


def _shortened(words: str, around: int, *, first: bool, last: bool) -> list[Piece]:
    head, tail = 0 if first else around, 0 if last else around
    if len(words) <= head + tail + around:
        return [Piece("same", words)]
    gap = Piece("gap", "")
    start = [Piece("same", words[:head])] if head else []
    end = [Piece("same", words[-tail:])] if tail else []
    return [*start, gap, *end]


def pages_to_review() -> QuerySet[TextPage]:
    """Due to be read again, on the site, and not raised yet."""
    return TextPage.objects.filter(is_shown=True, raised_at=None, review_on__lte=clock.today())
