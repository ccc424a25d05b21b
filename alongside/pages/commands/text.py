"""The words of the public site: written as versions, seen by visitors only once published, never written over."""

import re
from datetime import date, timedelta

from alongside.accounts.models import User
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.pages.models import TextPage, TextVersion
from alongside.pages.notices import tell_text_due
from alongside.pages.policies import may_edit_site, may_raise_due, may_write_site

READ_AGAIN = timedelta(days=365)
MUST_STAY = frozenset({"accessibility", "privacy", "cookies"})  # the law asks a public body for these
_PICTURE_SAYS_NOTHING = re.compile(r"!\[\s*\]\(")


@command("text.added", "added a page to the public site", allow=may_write_site)
def add_text_page(
    act: Act,
    *,
    slug: str,
    part: str,
    title: str,
    words: str = "",
    lede: str = "",
    position: int = 0,
    review_on: date | None = None,
    owner: User | None = None,
) -> TextPage:
    """A page with its first version, a draft. Refused when its address is taken."""
    if TextPage.objects.filter(slug=slug).exists():
        raise Refused("There is a page at this address already. Choose another address.")
    page = TextPage.objects.create(
        slug=slug,
        part=part,
        position=position,
        review_on=review_on or clock.today() + READ_AGAIN,
        owner=owner,
    )
    _write(act, page, number=1, title=title, lede=lede, words=words)
    return page


@command("text.written", "wrote a new version of a page", allow=may_write_site)
def write_text(
    act: Act, page: TextPage, *, title: str, words: str, lede: str = "", based_on: int | None = None
) -> TextVersion:
    """The next version, as a draft. `based_on` is the version the writer began from; None does not look.

    Refused when somebody saved another meanwhile (nothing of either is lost), and when nothing changed.
    """
    newest = newest_of(page)
    if based_on is not None and based_on != newest.number:
        raise Refused(
            f"{newest.written_by} saved a newer version while you were writing. Both are kept: read theirs below, "
            "bring into yours what you want from it, and save again."
        )
    if (newest.title, newest.lede, newest.words) == (title, lede, words):
        raise Refused("These are the same words as before. There is nothing new to save.")
    return _write(act, page, number=newest.number + 1, title=title, lede=lede, words=words)


@command("text.published", "published a page", allow=may_write_site)
def publish_text(act: Act, page: TextPage, *, number: int | None = None) -> TextVersion:
    """Visitors see the newest version from now on. `number`: the one that was looked at; refused if another came."""
    newest = newest_of(page)
    if number is not None and number != newest.number:
        raise Refused(f"{newest.written_by} saved a newer version a moment ago. Look at that one before publishing it.")
    if newest.published_at:
        raise Refused("Visitors see this version already.")
    if not newest.words.strip():
        raise Refused("This page has no words yet. Write something before you publish it.")
    if _PICTURE_SAYS_NOTHING.search(newest.words):
        raise Refused(
            "A picture on this page does not say what it shows. Write that between the square brackets, like "
            "![Two people on a bench](…)."
        )
    return _publish(act, newest)


@command("text.gone_back", "went back to an earlier version of a page", allow=may_edit_site)
def go_back_to(act: Act, page: TextPage, *, number: int) -> TextVersion:
    """The words of an earlier version, published again as a new one. Every version between stays to be read."""
    newest = newest_of(page)
    earlier = page.versions.filter(number=number).first()
    if earlier is None:
        raise Refused("There is no such version of this page.")
    if earlier.pk == newest.pk:
        raise Refused("This is the newest version. There is nothing to go back from.")
    copy = _write(
        act, page, number=newest.number + 1, title=earlier.title, lede=earlier.lede, words=earlier.words, taken=number
    )
    return _publish(act, copy)


@command("text.changed", "changed where a page stands, its owner or its review date", allow=may_edit_site)
def change_text_page(
    act: Act, page: TextPage, *, part: str, position: int, owner: User | None, review_on: date
) -> TextPage:
    page.part, page.position, page.owner = part, position, owner
    if review_on != page.review_on:
        page.review_on, page.raised_at = review_on, None
    page.save()
    return page


@command("text.hidden", "took a page off the public site", allow=may_edit_site)
def hide_text_page(act: Act, page: TextPage) -> TextPage:
    """Visitors no longer find it; all versions stay. Refused for the pages that the law asks for."""
    if page.slug in MUST_STAY:
        raise Refused("The law asks us to show this page, so it stays. Change its words instead.")
    return _show(page, False)


@command("text.shown", "put a page back on the public site", allow=may_edit_site)
def show_text_page(act: Act, page: TextPage) -> TextPage:
    return _show(page, True)


@command("text.reviewed", "read a page again and found it still right", allow=may_edit_site)
def review_text(act: Act, page: TextPage, *, review_on: date) -> TextPage:
    """It is still right; read again by `review_on`, which is to come."""
    if review_on <= clock.today():
        raise Refused("Choose a day to come for reading it again.")
    page.review_on, page.reviewed_at, page.raised_at = review_on, act.at, None
    page.save()
    return page


@command("text.raised", "told a page's owner that it is due to be read again", allow=may_raise_due)
def raise_text_review(act: Act, page: TextPage) -> TextPage:
    """Once for each review date. Without an owner, everyone who edits is told."""
    if page.raised_at or page.review_on > clock.today():
        raise Refused("This page is not due, or its owner has been told.")
    page.raised_at = act.at
    page.save()
    tell_text_due(act, page, newest_of(page).title)
    return page


def newest_of(page: TextPage) -> TextVersion:
    return page.versions.order_by("-number")[0]


def _write(
    act: Act, page: TextPage, *, number: int, title: str, lede: str, words: str, taken: int | None = None
) -> TextVersion:
    return page.versions.create(
        number=number,
        title=title,
        lede=lede,
        words=words,
        written_at=act.at,
        written_by=act.actor.name,
        taken_from=taken,
    )


def _publish(act: Act, version: TextVersion) -> TextVersion:
    version.published_at, version.published_by = act.at, act.actor.name
    version.save()
    return version


def _show(page: TextPage, is_shown: bool) -> TextPage:
    if page.is_shown == is_shown:
        raise Refused("This page is on the site already." if is_shown else "This page is off the site already.")
    page.is_shown = is_shown
    page.save()
    return page
