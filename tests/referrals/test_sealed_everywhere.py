"""Every page, list, count, search and export that each role can reach, where records are sealed: nothing of them left.

Three people whom everybody has something of are read about by following every link; then their records are sealed, and
it is all read again. What named them before names nobody, and answers as an address of nobody does.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.models import Notice
from alongside.referrals import commands
from alongside.support import commands as support
from alongside.support.models import Reply
from tests.groups.joining import hold, make_member
from tests.groups.setting_up import make_date, make_group
from tests.matching.offers import make_offer
from tests.promises.reading import ELSEWHERE, LINKS, words_of
from tests.support.moments import in_days, make_contact, make_meeting, make_need
from tests.support.test_signposts import make_signpost
from tests.support.worries import on_duty, tell
from tests.world import World, make_person, make_referral, make_relationship, say_yes, worker_of

pytestmark = pytest.mark.django_db

EACH = 2  # pages of one kind; and every one of those about the three
NAMES = ("Zephyrine", "Quillfeather", "Ottoline", "Brackenshaw", "Peregrine", "Vosskamp")
WHO_SEE_THEM = ("coordinator", "referrer", "team_manager", "other_peer_worker")
SEARCHES = ("/find/?q=Zephyrine", "/find/?q=Vosskamp&wide=people", "/find/?q=9434765919")


@dataclass
class Three:
    """Somebody who walks with Imani, somebody who asked, and somebody who waits; `ids` of all that is about them."""

    people: Sequence[Any]
    ids: frozenset[str]


def named(name: str, **fields: Any) -> dict[str, Any]:
    first, last = name.split(" ")
    return {"user": None, "first_name": first, "last_name": last, "search_name": name.lower(), **fields}


@pytest.fixture
def three(world: World) -> Three:
    walks = make_person(world, **named("Zephyrine Quillfeather", phone="07700 900001", contact_by="text"))
    asked = make_person(world, **named("Ottoline Brackenshaw", nhs_number="9434765919"))
    waits = make_person(world, **named("Peregrine Vosskamp"))
    make_referral(world, make_person(world, user="other_person", nhs_number="9434765919"))
    together = make_relationship(world, make_referral(world, walks, status="matched"))
    unread = make_referral(world, asked)
    ready = make_referral(world, waits, status="accepted")
    say_yes(ready)
    rows = [walks, asked, waits, together, together.referral, unread, ready]
    rows += [make_need(walks), make_meeting(together), make_contact(together), make_signpost(together)]
    rows += [
        make_meeting(together, in_days(-2)),
        make_offer(world, ready, worker=worker_of(world, "other_peer_worker")),
    ]
    on_duty(world, "team_manager")
    rows += [tell(world, about="person", relationship=together, chosen="team_manager", words="A worry.")]
    rows += _of_support(world, together) + _in_a_group(world, walks)
    return Three((walks, asked, waits), frozenset(row.pk for row in rows))


def _of_support(world: World, together: Any) -> list[Any]:
    person = together.referral.person
    support.start_visit(
        world.peer_worker,
        together.worker,
        where="The park",
        due_at=clock.now() + timedelta(hours=1),
        relationship=together,
    )
    goal = support.add_goal(world.peer_worker, person, words="To get out more")
    with unguarded():
        reply = Reply.objects.create(
            person=person, received="r1", number="+447700900001", words="Not today", received_at=clock.now()
        )
        failed = Notice.objects.create(
            to="zephyrine@example.net",
            subject="A message",
            channel="email",
            text=".",
            about_id=person.pk,
            written_at=clock.now(),
            failed_at=clock.now(),
            failed_as="refused",
            next_try_at=clock.now(),
        )
    return [goal, reply, failed]


def _in_a_group(world: World, person: Any) -> list[Any]:
    group = make_group(world, team=world.thanet, ward=None, pathway=world.community)
    member = make_member(group, person, on_list=True, name_shown=True, as_contact=True)
    make_member(group, make_person(world, user=None, first_name="Alf", last_name="Stone"))
    held = make_date(group, worker_of(world), worker_of(world, "other_peer_worker"), days=-1)
    hold(held, person)
    return [member]


@pytest.fixture
def sealed(world: World, three: Three) -> Three:
    for person in three.people:
        commands.seal_record(world.lead, person)
    return three


def walked(client: Any, about: frozenset[str]) -> Iterator[tuple[str, Any, str]]:
    """Follow every link: (path, answer, words)."""
    opened: Counter[str] = Counter()
    seen, to_visit = set(), ["/", *SEARCHES]
    for path in to_visit:  # which grows
        kind = _kind(path)
        if path in seen or (opened[kind] >= EACH and not any(pk in path for pk in about)):
            continue
        seen.add(path)
        opened[kind] += 1
        answer = client.get(path)
        words = words_of(answer)
        yield path, answer, words
        found = [answer["Location"]] if "Location" in answer else []
        found += [urldefrag(unescape(link)).url for link in LINKS.findall(words)]
        to_visit += [link for link in found if link.startswith("/") and not ELSEWHERE.match(link)]


def _kind(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


def names_in(words: str) -> list[str]:
    return [name for name in NAMES if name.casefold() in words.casefold()]


@pytest.mark.parametrize("who", WHO_SEE_THEM)
def test_walk_when_nothing_is_sealed_then_it_finds_the_three(three: Three, sign_in: Any, who: str) -> None:
    """Without this there would be nothing to miss."""
    found = {path for path, _, words in walked(sign_in(who), three.ids) if names_in(words)}
    assert found


@pytest.mark.parametrize("who", ["lead", *WHO_SEE_THEM])
def test_walk_when_sealed_then_nothing_of_them_is_left(sealed: Three, sign_in: Any, who: str) -> None:
    """But for a worry, which stays with whoever was told of it."""
    left = {
        path: (answer.status_code, names_in(words))
        for path, answer, words in walked(sign_in(who), sealed.ids)
        if any(pk in words for pk in sealed.ids if pk not in path)
        or (names_in(words) and path not in SEARCHES)  # a search says again what was asked
    }
    was_told = who == "team_manager"
    assert {path.split("/")[1] for path in left} == ({"today", "told"} if was_told else set()), left
