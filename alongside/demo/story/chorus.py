"""Everybody else in the story: who they are and what becomes of them, by a chance that is the same every time."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path as File
from typing import Any

from alongside.demo.personas import email_of, personas
from alongside.demo.story.days import OPENED
from alongside.demo.story.people import Peer, Someone, Tale

TURNS = ("kmpt", "lpt")  # each list of words is dealt out to these in turn
PEERS = 28
TIMES = ("09:30", "11:15", "13:15", "15:00", "16:45")  # no meeting is longer than what lies between two of them
WEEK = ("mon", "tue", "wed", "thu", "fri")
SPEAKS = {"punjabi": "pa", "bengali": "bn", "gujarati": "gu", "somali": "so", "slavic": "pl", "nepali": "ne"}
WAITING = {  # how many of the chorus stand where, before anybody walks with them
    "kmpt": {"ready": 10, "unasked": 3, "unsure": 2, "held": 2, "read": 2, "asked": 1, "new": 3},
    "lpt": {"ready": 2, "unasked": 1, "unsure": 1, "held": 1, "read": 1, "asked": 1, "new": 2},
}
OVER = {"kmpt": {"declined": 17, "gone": 13}, "lpt": {"declined": 22, "gone": 9}}
REFERRERS = 7


@dataclass(frozen=True)
class Path:
    """One person's way with a peer worker. `weeks` is how long it lasts or is meant to; `ends` is how it comes to an
    end (well, stopped, closed, changed, died), or how it stands today (open, quiet, break, owed).

    `then` is who took it up, and from which day; `again` says that they were here before.
    """

    peer: str
    came: date
    first: date
    meet: str
    every: int
    weeks: int
    length: str
    ends: str = "open"
    minutes: int = 45
    how: str = "in person"
    where: str = "outdoors"
    place: str = ""
    then: tuple[str, date, str] | None = None
    again: str = ""

    @property
    def last(self) -> date:
        return self.first + timedelta(weeks=self.weeks)


@dataclass(frozen=True)
class Chorus:
    """`people` are those who do not walk with anybody (see Someone.stage); `walks` are the others, each with the path."""

    staff: tuple[tuple[str, str, str], ...]
    peers: tuple[Peer, ...]
    people: tuple[Someone, ...]
    walks: tuple[tuple[Someone, Path], ...]


def chorus(tale: Tale, service: Any, teams: Mapping[str, Any], today: date, size: float) -> Chorus:
    """The chorus of this service, as it stands on this day. `size` 1 is all of it; 0 is nobody."""
    return _Casting(tale, service, teams, today, size).cast()


@dataclass
class _Casting:
    """Chooses the chorus, one after the other, so that the same chances fall each time."""

    tale: Tale
    service: Any
    teams: Mapping[str, Any]
    today: date
    size: float
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def __post_init__(self) -> None:
        self.profile = self.service.profile
        self.chance = random.Random(f"the chorus of {self.profile}")
        self.words = read_words(self.profile)
        self.taken = {row.name for row in (*self.tale.people, *self.tale.peers, *personas(self.profile))}
        self.taken |= {row[0] for row in (*self.tale.staff, *self.tale.clinicians)}
        used = {person.phone for person in self.tale.people} | {peer.phone for peer in self.tale.peers}
        phones = [f"07700 900{tail:03}" for tail in range(1000)] + [f"01632 960{tail:03}" for tail in range(300, 1000)]
        self.phones = [phone for phone in phones if phone not in used]
        self.chance.shuffle(self.phones)
        people, peers = self.words["people"], self.words["peers"]
        self.hopes = self._dealt([begin.format(wish=wish) for begin in people["begins"] for wish in people["wishes"]])
        self.abouts = {part: self._dealt(peers[part]) for part in ("opens", "likes", "offers")}

    def cast(self) -> Chorus:
        if not self.size:
            return Chorus((), (), (), ())
        self.referrers = tuple(self._name()[0] for _ in range(REFERRERS))
        peers: list[Peer] = []
        walks: list[tuple[Someone, Path]] = []
        for peer, successor in self._peers():
            peers.append(peer)
            walks += (own := list(self._walks_of(peer, successor, {})))
            if successor:
                peers.append(successor)
                carried = [path for _, path in own if path.then]
                walks += self._walks_of(successor, None, dict(zip(successor.slots, (p.last for p in carried), strict=False)))
        walks = self._one_dies(self._come_back(walks))
        counts = {**WAITING[self.profile], **OVER[self.profile]}
        people = tuple(
            self._waiting(stage) for stage, number in counts.items() for _ in range(max(1, round(number * self.size)))
        )
        return Chorus(tuple((name, "referrer", "") for name in self.referrers), tuple(peers), people, tuple(walks))

    # Who they are --------------------------------------------------------------------------------------------------

    def _name(self) -> tuple[str, str]:
        """Somebody's name, which nobody else has, and the list it comes from."""
        shares = self.words["shares"][self.profile]
        while True:
            kind = self.chance.choices(list(shares), list(shares.values()))[0]
            names = self.words["names"][kind]
            name = f"{self.chance.choice(names['first'])} {self.chance.choice(names['last'])}"
            if name not in self.taken:
                self.taken.add(name)
                return name, kind

    def _dealt(self, pool: Sequence[str]) -> Iterator[str]:
        """Each said once, until all have been said."""
        while True:
            yield from self.chance.sample(pool, len(pool))

    def _someone(self, team: str, area: str, **more: Any) -> Someone:
        chance, people = self.chance, self.words["people"]
        name, kind = self._name()
        by = chance.choices(("referrer", "me", "relative", "gp", "carer"), (62, 24, 7, 5, 2))[0]
        reach = chance.choices(("phone", "text", "email"), (50, 38, 12))[0]
        age = chance.choice((chance.randint(18, 30), chance.randint(24, 55), chance.randint(40, 79)))
        speaks = SPEAKS.get(kind, "en") if chance.random() < 0.4 else "en"
        asker = self._name()[0] if by in ("relative", "gp") else ""
        return Someone(
            name=name,
            hopes=next(self.hopes),
            by=chance.choice(self.referrers) if by == "referrer" else by,
            team=team,
            area=area,
            phone=self.phones.pop(),
            email=email_of(name) if reach == "email" else "",
            reach=reach,
            safely=chance.choice(people["safely"]) if chance.random() < 0.15 else "",
            born=(self.today - timedelta(days=age * 365 + chance.randrange(365))).isoformat(),
            number=next(self.numbers) if chance.random() < 0.7 else 0,
            language=speaks,
            interpreter=speaks != "en" and chance.random() < 0.4,
            needs=tuple(map(tuple, chance.sample(people["needs"], chance.choices((0, 1, 2), (78, 18, 4))[0]))),
            relative=chance.choice(("Their mother", "Their partner", "A friend", "Their brother")) if by == "relative" else "",
            asker=asker,
            **more,
        )

    def _themes(self, number: int, kinds: Sequence[str] = ("experience", "interest", "about")) -> list[str]:
        return self.chance.sample([t["name"] for t in self.service.themes if t["kind"] in kinds], number)

    def _peers(self) -> Iterator[tuple[Peer, Peer | None]]:
        """The peer workers, each with whoever came in their place, a little before they left."""
        number = max(2, round(PEERS * self.size))
        teams = list(self.teams)
        for place in range(number):
            team = self.teams[teams[place % len(teams)]]
            began = OPENED - 12 - round((place / number) ** 0.75 * (OPENED - 90))
            leaver = number >= 10 and place in (3, number // 2)
            left = round(began * 0.4) if leaver else 0
            peer = self._peer(team, began=began, left=left, resting=number >= 10 and place == 8)
            yield peer, self._peer(team, began=left + 30, places=peer.places) if leaver else None

    def _slots(self, number: int) -> tuple[tuple[int, str], ...]:
        """(day of the week, time) of each place: never two at once."""
        off = self.chance.choice((0, 2, 4))
        free = [(day, time) for day in range(5) if day != off for time in TIMES]
        return tuple(sorted(self.chance.sample(free, number)))

    def _peer(self, team: Any, *, began: int, left: int = 0, resting: bool = False, places: int = 0) -> Peer:
        chance, said = self.chance, self.words["peers"]
        name, kind = self._name()
        places = places or chance.choices((4, 5, 6, 7, 8), (15, 25, 30, 20, 10))[0]
        slots = self._slots(places)
        shown = ("people", "people", "people", "coordinators", "matching")
        themes = [*self._themes(chance.randint(1, 3), ("experience",)), *self._themes(1, ("interest",)), *self._themes(1, ("about",))]
        speaks = SPEAKS.get(kind)
        return Peer(
            name=name,
            team=team.name,
            about=" ".join(next(self.abouts[part]) for part in ("opens", "likes", "offers")),
            offers=tuple(
                (theme, chance.choice(said["theme_words"]) if chance.random() < 0.4 else "", chance.choice(shown))
                for theme in dict.fromkeys(themes)
            ),
            places=places + (chance.random() < 0.3),
            days=" ".join(dict.fromkeys(f"{WEEK[day]}-{'am' if time < '12' else 'pm'}" for day, time in slots)),
            areas=tuple(dict.fromkeys([self._area(team), chance.choice(self._areas)])),
            languages=("en", speaks) if speaks and chance.random() < 0.7 else ("en",),
            rather_not=tuple(chance.sample(("home", "smoke", "pets", "drive", "video"), chance.choice((0, 0, 1)))),
            hours=chance.choice(("15", "18.75", "22.5", "30", "37.5")),
            phone=self.phones.pop(),
            began=began,
            left=left,
            resting=resting,
            slots=slots,
        )

    @cached_property
    def _areas(self) -> list[str]:
        return sorted({self._area(team) for team in self.teams.values()})

    def _area(self, team: Any) -> str:
        return team.site.area if team.site else ""

    # What becomes of them --------------------------------------------------------------------------------------------

    def _waiting(self, stage: str) -> Someone:
        """Somebody without a path, as far as they have come."""
        chance = self.chance
        team = self.teams[chance.choice(list(self.teams))]
        asked = {"declined": (12, 700), "gone": (70, 700), "new": (2, 11), "read": (2, 4), "asked": (4, 7)}.get(stage, (9, 98))
        more: dict[str, Any] = {"asked": chance.randint(*asked), "stage": stage, "at": self._clock()}
        more["wants"] = tuple(self._themes(chance.choice((0, 1, 1, 2))))
        more["days"] = " ".join(chance.sample([f"{day}-{part}" for day in WEEK for part in ("am", "pm")], chance.choice((0, 2, 3))))
        who = self._someone(team.name, self._area(team), **more)
        called = who.name.split(" ", 1)[0]
        if stage == "asked":
            return replace(who, by=chance.choice(self.referrers), question=self._said("triage", "questions").format(name=called))
        if stage in ("unasked", "unsure") and who.by in ("me", "carer"):
            return replace(who, by=chance.choice(self.referrers))  # whoever asks for themself says yes by it
        if stage == "declined":
            words, elsewhere = self._said("triage", "declined")
            return replace(who, says=words.format(name=called), elsewhere=elsewhere)
        return who

    def _said(self, part: str, pool: str) -> Any:
        return self.chance.choice(self.words[part][pool])

    def _clock(self) -> str:
        return f"{self.chance.randint(8, 18):02}:{self.chance.randrange(60):02}"

    def _walks_of(
        self, peer: Peer, successor: Peer | None, held: Mapping[tuple[int, str], date]
    ) -> Iterator[tuple[Someone, Path]]:
        """Each of a worker's places, one person after the other; `held` are places with somebody in them at first."""
        began, left = self._ago(peer.began), self._ago(peer.left) if peer.left else None
        followed = iter(successor.slots if successor else ())
        for place, (weekday, meet) in enumerate(peer.slots):
            day = held.get((weekday, meet), began) + timedelta(days=24 + place * 6 + self.chance.randrange(20))
            newest = min(left - timedelta(days=60) if left else date.max, self._ago(50 if peer.resting else -10))
            while (first := day + timedelta(days=(weekday - day.weekday()) % 7)) <= newest:
                who, path = self._walk(peer, first, meet)
                if successor and left and path.last >= left:
                    weekday_then, meet_then = next(followed)
                    then = left - timedelta(days=(left.weekday() - weekday_then) % 7)
                    path = replace(path, then=(successor.name, then, meet_then))
                yield who, path
                day = path.last + timedelta(days=self.chance.choice((18, 18, 22, 25, 31, 45)))

    def _walk(self, peer: Peer, first: date, meet: str) -> tuple[Someone, Path]:
        chance = self.chance
        every = chance.choices((7, 14, 28), (40, 48, 12))[0]
        length = chance.choices(self.service.lengths, [2, 3, 2, 1][: len(self.service.lengths)])[0]
        weeks = every * (length["contacts"] - 1) // 7 if "contacts" in length else round(length.get("months", 7) * 4.35)
        ends = chance.choices(("well", "stopped", "closed"), (72, 17, 11))[0]
        weeks = min(weeks, 40) if ends == "well" else chance.randint(1, max(2, weeks * 2 // 3))
        if first + timedelta(weeks=weeks) >= self.today:
            ends = chance.choices(("open", "quiet", "break", "owed"), (82, 7, 6, 5))[0]
        elif ends == "stopped" and first + timedelta(weeks=weeks) > self.today - timedelta(days=45):
            ends = chance.choice(("changed", "stopped"))
        place = chance.randrange(len(self.words["contacts"]["places"]))
        how = chance.choices(("in person", "phone", "video"), (80, 15, 5))[0]
        wants = [theme for theme, _, shown in peer.offers if shown == "people"]
        came = first - timedelta(days=chance.choice((21, 26, 30, 35, 43, 52, 64, 80, 98)))
        who = self._someone(peer.team, chance.choice(peer.areas), wants=tuple(chance.sample(wants, min(len(wants), chance.choice((0, 1, 1, 2))))))
        return who, Path(
            peer=peer.name,
            came=max(came, self._ago(OPENED - 10)),
            first=first,
            meet=meet,
            every=every,
            weeks=weeks,
            length=length["name"],
            ends=ends,
            minutes=chance.choice((30, 45, 45, 60)),
            how=how,
            where=self.words["contacts"]["with_places"][place],
            place=self.words["contacts"]["places"][place] if how == "in person" else "",
        )

    def _come_back(self, walks: list[tuple[Someone, Path]]) -> list[tuple[Someone, Path]]:
        """One in thirty was here before: the same person asks again, some months after a good ending."""
        ended = [(who, path) for who, path in walks if path.ends == "well"]
        found = []
        for place, (who, path) in enumerate(walks):
            since = path.came - timedelta(days=90)
            before = next((row for row in ended if row[1].last < since and row[0].team == who.team), None)
            if place % 30 == 17 and before and path.ends != "died":
                ended.remove(before)
                who = replace(before[0], hopes=who.hopes, by=who.by, asker=who.asker, relative=who.relative)
                path = replace(path, again=who.name)
            found.append((who, path))
        return found

    def _one_dies(self, walks: list[tuple[Someone, Path]]) -> list[tuple[Someone, Path]]:
        """Some months ago."""
        for place, (who, path) in enumerate(walks):
            if path.ends == "closed" and not path.again and self._ago(330) < path.last < self._ago(40):
                walks[place] = (who, replace(path, ends="died"))
                break
        return walks

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)


def read_words(profile: str) -> dict[str, Any]:
    """What the chorus of this profile is made of: its share of every list."""
    turn = TURNS.index(profile)
    read: dict[str, Any] = tomllib.loads(File(__file__).with_name("chorus.toml").read_text(encoding="utf-8"))
    for names in read["names"].values():
        names["first"], names["last"] = names["first"].split(), names["last"].split()[turn :: len(TURNS)]
    for part in ("peers", "people", "contacts", "endings", "triage"):
        for pool, said in read[part].items():
            read[part][pool] = said if pool in ("begins", "needs") else said[turn :: len(TURNS)]
    return read
