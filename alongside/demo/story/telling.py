"""Tells many lives at once, each thing at its own moment, in the order in which it happened."""

import heapq
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from alongside.accounts.models import Pathway, Service, Team, User, Ward
from alongside.accounts.queries import actor_for
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.demo.personas import personas
from alongside.demo.story.chorus import chorus
from alongside.demo.story.days import Days
from alongside.demo.story.people import Peer, Tale
from alongside.demo.story.voices import read_words

Life = Generator[datetime, None, Any]
"""What happens to somebody: it yields the moment at which it goes on."""


@dataclass
class Telling:
    """Where the story stands: who there is so far, by name. Reads what it needs; changes only through commands.

    `size` is how much of the chorus takes part, from 0 to 1.
    """

    tale: Tale
    service: Service
    size: float = 1.0
    days: Days = field(default_factory=Days)
    users: dict[str, User] = field(default_factory=dict)
    workers: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    _actors: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.teams = {team.name: team for team in Team.objects.select_related("pathway", "site").order_by("name")}
        self.pathways = {pathway.name: pathway for pathway in Pathway.objects.all()}
        wards = Ward.objects.select_related("team__pathway")
        self.wards = sorted(wards, key=lambda ward: (ward.name != ward.team.name, ward.name))  # the persona's first
        self.words = read_words(self.service.profile)
        self.cast = {part.key: part.name for part in personas(self.service.profile)}
        self.chorus = chorus(self.tale, self.service, self.teams, self.days.today, self.size)
        self.peers: dict[str, Peer] = {peer.name: peer for peer in (*self.tale.peers, *self.chorus.peers)}

    def user(self, name: str) -> User:
        """The account of somebody who signs in, by their name or the persona they are."""
        return self.users[self.parts.get(name, name)]

    def actor(self, name: str) -> Actor:
        """Someone who signs in, by their name or the persona they are ("lead"). Their roles do not change meanwhile."""
        name = self.parts.get(name, name)
        if name not in self._actors:
            self._actors[name] = actor_for(self.users[name])
        return self._actors[name]


def live(lives: Iterable[Life], until: datetime) -> Iterator[datetime]:
    """Let every life go on, each at its moment; what would happen after `until` has not happened yet.

    Yields the moment it has come to.
    """
    coming: list[tuple[datetime, int, Life]] = []
    for place, life in enumerate(lives):
        _go_on(coming, place, life)
    while coming:
        moment, place, life = heapq.heappop(coming)
        if moment > until:
            return
        with clock.at(moment):
            _go_on(coming, place, life, moment)
        yield moment


def _go_on(coming: list[tuple[datetime, int, Life]], place: int, life: Life, before: datetime | None = None) -> None:
    """Ask a life for its next moment. ValueError for one that goes back in time."""
    moment = next(life, None)
    if moment is not None:
        if before is not None and moment < before:
            raise ValueError(f"{life} goes back from {before} to {moment}")
        heapq.heappush(coming, (moment, place, life))
