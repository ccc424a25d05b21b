"""Reads the XML of NHS Jobs' Self-Serve Job Adverts API, in both forms that its clients have met.

`<nhsJobs>` with `<vacancyDetails>` (v1, `closeDate`, nested `<locations>`) and the older `<vacancy_details>` with
underscored names. Live behaviour of the API is not verified: what is not understood is left out, never guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree

LONGEST = 5_000_000  # bytes of one page: a hundred adverts are a twentieth of it
PER_PAGE = 100  # the most that the API gives
MOST_PAGES = 50
PATIENCE = 20  # seconds


class NotUnderstood(ValueError):
    """What came is not this feed, or is not safe to read."""


@dataclass(frozen=True)
class Advert:
    """One advert. Days are None where the feed gives none that can be read; texts are cut to what is kept."""

    external_id: str
    reference: str
    title: str
    employer: str
    about: str
    locations: str
    salary: str
    kind: str
    posted_on: date | None
    closes_on: date | None
    url: str


def get(address: str) -> bytes:
    """What an address answers, and one byte more than LONGEST at the most. OSError when it cannot be reached."""
    asked = Request(address, headers={"Accept": "application/xml", "User-Agent": "Alongside"})
    with urlopen(asked, timeout=PATIENCE) as answer:
        return bytes(answer.read(LONGEST + 1))


def read_all(address: str, get: Callable[[str], bytes] = get) -> list[Advert]:
    """Every public advert at this address of the API, page after page; each once, as the last page has it.

    Raises NotUnderstood, or OSError from `get`: half a reading is none.
    """
    if urlsplit(address).scheme != "https":
        raise NotUnderstood("The address of the adverts must begin with https://")
    found: dict[str, Advert] = {}
    page, pages = 1, 1
    while page <= min(pages, MOST_PAGES):
        pages, adverts = read(get(page_of(address, page)))
        found |= {advert.external_id: advert for advert in adverts}
        page += 1
    return list(found.values())


def page_of(address: str, page: int) -> str:
    """The address of one page, without internal adverts."""
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query)) | {"externalOnly": "true", "page": str(page), "limit": str(PER_PAGE)}
    return urlunsplit(parts._replace(query=urlencode(asked)))


def read(content: bytes) -> tuple[int, list[Advert]]:
    """How many pages there are, and the adverts of this one. Internal adverts are left out.

    Raises NotUnderstood for anything else than the feed, a document type or an entity (which may be an attack), or
    more than LONGEST.
    """
    if len(content) > LONGEST:
        raise NotUnderstood("The page is larger than any page of adverts")
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper() or b"\x00" in content:
        raise NotUnderstood("It declares a document type or entities, which the feed never does")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314  nothing is declared in it, so nothing can be expanded
    except ElementTree.ParseError as problem:
        raise NotUnderstood(f"It is not XML: {problem}") from problem
    if _plain(root.tag) not in ("nhsjobs", "vacancies"):
        raise NotUnderstood(f"It begins with <{root.tag}>, not with adverts")
    found = [_advert(item) for item in root.iter() if _plain(item.tag) == "vacancydetails"]
    pages = _number(_texts(root).get("totalpages", ""))
    return max(pages, 1), [advert for advert in found if advert is not None]


def _advert(item: ElementTree.Element) -> Advert | None:
    said = _texts(item)
    external_id, title, url = said.get("id", ""), said.get("title", ""), said.get("url", "")
    internal = any(said.get(name, "").lower() in ("y", "yes", "true", "1") for name in ("internalonly", "internal"))
    if internal or not (external_id and title) or not url.startswith("https://"):
        return None
    return Advert(
        external_id=external_id[:60],
        reference=said.get("reference", "")[:60],
        title=title[:200],
        employer=said.get("employer", "")[:200],
        about=said.get("description", ""),
        locations="; ".join(_locations(item))[:300],
        salary=said.get("salary", "")[:120],
        kind=said.get("type", "")[:60],
        posted_on=_day(said.get("postdate", "")),
        closes_on=_day(said.get("closedate", "")),
        url=url[:500],
    )


def _texts(item: ElementTree.Element) -> dict[str, str]:
    """What its children say, by their plain names: {"closedate": "2026-03-29"}."""
    return {_plain(child.tag): " ".join((child.text or "").split()) for child in item}


def _locations(item: ElementTree.Element) -> Iterator[str]:
    """Each place: `<locations><locations>Leeds</locations></locations>`, or `<location>Leeds</location>`."""
    for place in item.iter():
        words = " ".join((place.text or "").split())
        if _plain(place.tag) in ("location", "locations") and words:
            yield words


def _plain(tag: str) -> str:
    """The name without its namespace, underscores or capitals: both forms of the feed say the same."""
    return tag.rsplit("}", 1)[-1].replace("_", "").lower()


def _day(words: str) -> date | None:
    """2026-03-29, 2026-03-29T23:59:00, or 29/03/2026."""
    if found := re.match(r"(\d{4})-(\d{2})-(\d{2})", words):
        year, month, day = map(int, found.groups())
    elif found := re.match(r"(\d{2})/(\d{2})/(\d{4})", words):
        day, month, year = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 0
