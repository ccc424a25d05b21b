"""Reads the whole demonstration as each persona would, so that two of them can be held side by side."""

import difflib
import functools
import io
import random
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urldefrag, urlencode, urlsplit

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from python_calamine import CalamineWorkbook

from alongside.accounts.middleware import SECOND_FACTOR
from alongside.accounts.models import User
from alongside.accounts.queries import actor_for
from alongside.core import ids
from alongside.demo.personas import personas
from alongside.support import commands as support

EACH = 2  # pages of one kind; and one more of each kind about each row that the private facts are about
TOKENS = re.compile(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|data-draft-url="[^"]*"')
LINKS = re.compile(r'href="(/[^"]*)"')
SEARCHES = re.compile(r'<form[^>]*method="get"[^>]*>.*?</form>', re.DOTALL)
ACTION = re.compile(r'<form[^>]*action="([^"]*)"')
BOXES = re.compile(r'<input(?=[^>]*type="(?:search|text)")[^>]*name="([^"]*)"')
ELSEWHERE = re.compile(r"^/(leave|assets|static|demo|accounts)/")
OF_ONE = re.compile(r"[^<]*<id:(\w+)>[^<]*")
VISITOR = "a visitor"
FEED = "a-calendar-program-knows-this"


@dataclass
class Page:
    """What one address answered, without what is new each time, and from how many SQL queries."""

    status: int
    words: str
    queries: int


@dataclass
class Reading:
    """All that one persona was shown, by address."""

    pages: dict[str, Page] = field(default_factory=dict)

    def differs_from(self, other: "Reading", alike: Collection[Sequence[str]] = ()) -> dict[str, str]:
        """By address, how the answer here is not the one there. Words that are `alike` are read as the first."""
        here, there = self._reading(alike), other._reading(alike)
        both = {path: (there.get(path), here.get(path)) for path in here | there}
        return {path: difference(there, here) for path, (there, here) in both.items() if there != here}

    def _reading(self, alike: Collection[Sequence[str]]) -> dict[str, Page]:
        def read(words: str) -> str:
            for first, *others in alike:
                for one in others:
                    words = words.replace(one, first).replace(one.lower(), first.lower())
            return words

        return {read(path): replace(page, words=read(page.words)) for path, page in self.pages.items()}


def difference(there: Page | None, here: Page | None) -> str:
    if there is None or here is None:
        return "only there" if here is None else "only here"
    lines = difflib.unified_diff(there.words.splitlines(), here.words.splitlines(), lineterm="", n=0)
    said = [line.strip() for line in list(lines)[2:8]]
    return f"{there.status} from {there.queries} queries, {here.status} from {here.queries}: {' / '.join(said)}"


@dataclass(frozen=True)
class About:
    """Whom the private facts are about: their rows, whose pages are read with special care, and the words by which
    somebody would look for them."""

    rows: Collection[Model]
    words: Collection[str]

    def named_in(self, path: str) -> Iterator[str]:
        said = unquote_plus(path)
        return (each for each in (*(row.pk for row in self.rows), *self.words) if each in said)


def everybody() -> dict[str, str]:
    """The email of each who reads, by key: every persona, and a visitor."""
    return {VISITOR: "", **{persona.key: persona.email for persona in personas()}}


def read_by_everybody(about: About) -> dict[str, Reading]:
    """Every reader's reading, by key."""
    return {key: read_as(email, about) for key, email in everybody().items()}


def typed_by_everybody(rows: Iterable[Model]) -> dict[str, Reading]:
    """What everybody is answered who types each address of a page about one of these rows, whether it is linked to."""
    paths = list(addresses_of(rows))
    return {key: read_as(email, About((), ()), paths, follow=False) for key, email in everybody().items()}


def read_as(email: str, about: About, start: Iterable[str] = (), *, follow: bool = True) -> Reading:
    """Begin at every address that is of nobody in particular and follow every link as this reader, or "" for a visitor,
    some pages of each kind; search for each of the words wherever one can; leave no trace of it."""
    reading, opened = Reading(), Counter[Any]()
    with the_same_ids(email), transaction.atomic():
        client = signed_in(email)
        to_visit = list(start) or [*addresses_of_nobody(), *own_feed(email)]
        seen, first = set(to_visit), frozenset(to_visit)
        for path in to_visit:  # which grows
            if not (path in first or wanted(path, opened, about)):
                continue
            with counted() as asked:
                answer = client.get(path)
            words = words_of(answer)
            reading.pages[path] = Page(answer.status_code, words, len(asked))
            if not follow:
                continue
            found = [answer["Location"]] if "Location" in answer else []
            found += [urldefrag(unescape(link)).url for link in LINKS.findall(words) if not ELSEWHERE.match(link)]
            found += searches(path, words, about.words)
            to_visit += [link for link in dict.fromkeys(found) if link not in seen]
            seen.update(found)
        transaction.set_rollback(True)
    return reading


def wanted(path: str, opened: Counter[Any], about: About) -> bool:
    """Whether too few pages of this kind were read so far, or none about this row or for this word; counts this one.
    A list as a spreadsheet is a kind of its own, of which one is read."""
    parts = urlsplit(path)
    as_a_file = "as" in parse_qs(parts.query)
    kind = (route_of(parts.path), as_a_file)
    about_them = [(kind, each) for each in about.named_in(path)]
    few = opened[kind] < (1 if as_a_file else EACH) or any(opened[each] == 0 for each in about_them)
    if few:
        opened.update([kind, *about_them])
    return few


def searches(path: str, words: str, looked_for: Iterable[str]) -> Iterator[str]:
    """The addresses that this page's own forms for finding would lead to, box by box."""
    for form in SEARCHES.findall(words):
        action = ACTION.findall(form)
        there = unescape(action[0]) if action and action[0] else urlsplit(path).path
        for box in BOXES.findall(form):
            yield from (f"{there}?{urlencode({box: each})}" for each in looked_for)


def addresses_of_nobody() -> list[str]:
    """Every address of the service that names no row."""
    return [address for address in addresses() if "<" not in address and not ELSEWHERE.match(address)]


def addresses_of(rows: Iterable[Model]) -> Iterator[str]:
    """Every address of the service that names one row, with each of these that is of its kind: what is called
    `member_id` there may be a Membership."""
    rows = list(rows)
    for address in addresses():
        if found := OF_ONE.fullmatch(address):
            kind = found[1].removesuffix("_id")
            yield from (re.sub("<.*>", row.pk, address) for row in rows if kind in (row._meta.model_name or ""))


@functools.cache
def addresses() -> tuple[str, ...]:
    """As urls.py has them, such as "/people/<id:person>/"."""

    def below(resolver: URLResolver, so_far: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            path = so_far + str(pattern.pattern)
            yield from [path] if isinstance(pattern, URLPattern) else below(pattern, path)

    return tuple(below(get_resolver(), "/"))


def own_feed(email: str) -> list[str]:
    """The address of a calendar of their own, made now; none for whoever cannot have one."""
    if not email:
        return []
    owner = actor_for(User.objects.get(email=email))
    if not support.make_feed.allowed(owner):
        return []
    support.make_feed(owner, token=FEED)
    return [reverse("support:calendar_feed", args=[FEED])]


@functools.cache
def route_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def signed_in(email: str) -> Client:
    client = Client()
    if email:
        client.force_login(User.objects.get(email=email))
        session = client.session
        session[SECOND_FACTOR] = "test"
        session.save()
    return client


def words_of(answer: Any) -> str:
    """What it says, without the tokens that are new each time; a workbook's cells."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if "spreadsheet" in answer.headers.get("Content-Type", ""):
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return repr([(name, book.get_sheet_by_name(name).to_python()) for name in book.sheet_names])
    return TOKENS.sub("", content.decode(errors="replace"))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The SQL queries asked in here. Django's own way of counting would ask SQLite again to word each of them."""
    asked: list[str] = []

    def ask(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ask):
        yield asked


@contextmanager
def the_same_ids(seed: str) -> Iterator[None]:
    """In here the random ids are the same ones every time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ids, "secrets", SimpleNamespace(randbits=random.Random(seed).getrandbits))
        yield
