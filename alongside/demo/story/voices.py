"""What the chorus is made of: names, hopes and words, put together by a chance that is the same every time."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path as File
from typing import Any

from alongside.demo.personas import email_of, personas
from alongside.demo.story.people import Peer, Someone, Tale

TURNS = ("kmpt", "lpt")  # each list of words is dealt out to these in turn
TIMES = ("09:30", "11:15", "13:15", "15:00", "16:45")  # no meeting is longer than what lies between two of them
WEEK = ("mon", "tue", "wed", "thu", "fri")
SPEAKS = {"punjabi": "pa", "bengali": "bn", "gujarati": "gu", "somali": "so", "slavic": "pl", "nepali": "ne"}
RELATIVES = ("Their mother", "Their partner", "A friend", "Their brother")
REFERRERS = 7


@dataclass
class Voices:
    """Makes one person or peer worker after the other, so that the same chances fall each time."""

    tale: Tale
    service: Any
    teams: Mapping[str, Any]
    today: date
    numbers: Iterator[int] = field(default_factory=lambda: count(100))

    def __post_init__(self) -> None:
        self.profile = self.service.profile
        self.chance = random.Random(f"the chorus of {self.profile}")
        self.words = read_words(self.profile)
        self.taken = {person.name for person in self.tale.people} | {peer.name for peer in self.tale.peers}
        self.taken |= {part.name for part in personas(self.profile)}
        self.taken |= {row[0] for row in (*self.tale.staff, *self.tale.clinicians)}
        used = {person.phone for person in self.tale.people} | {peer.phone for peer in self.tale.peers}
        phones = [f"07700 900{tail:03}" for tail in range(1000)] + [f"01632 960{tail:03}" for tail in range(300, 1000)]
        self.phones = [phone for phone in phones if phone not in used]
        self.chance.shuffle(self.phones)
        people, peers = self.words["people"], self.words["peers"]
        self.hopes = self._dealt([begin.format(wish=wish) for begin in people["begins"] for wish in people["wishes"]])
        self.abouts = {part: self._dealt(peers[part]) for part in ("opens", "likes", "offers")}
        self.referrers = tuple(self._name()[0] for _ in range(REFERRERS))

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

    def someone(self, team: str, area: str, **more: Any) -> Someone:
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
            relative=chance.choice(RELATIVES) if by == "relative" else "",
            asker=asker,
            **more,
        )

    def themes(self, number: int, kinds: Sequence[str] = ("experience", "interest", "about")) -> list[str]:
        return self.chance.sample([t["name"] for t in self.service.themes if t["kind"] in kinds], number)

    def slots(self, number: int) -> tuple[tuple[int, str], ...]:
        """(day of the week, time) of each place: never two at once."""
        off = self.chance.choice((0, 2, 4))
        free = [(day, time) for day in range(5) if day != off for time in TIMES]
        return tuple(sorted(self.chance.sample(free, number)))

    def peer(self, team: Any, *, began: int, left: int = 0, resting: bool = False, places: int = 0) -> Peer:
        chance, said = self.chance, self.words["peers"]
        name, kind = self._name()
        places = places or chance.choices((4, 5, 6, 7, 8), (15, 25, 30, 20, 10))[0]
        slots = self.slots(places)
        shown = ("people", "people", "people", "coordinators", "matching")
        numbers = {"experience": chance.randint(1, 3), "interest": 1, "about": 1}
        themes = [theme for kind_, number in numbers.items() for theme in self.themes(number, (kind_,))]
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
            areas=tuple(dict.fromkeys([self.area(team), chance.choice(self._areas)])),
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
        return sorted({self.area(team) for team in self.teams.values()})

    def area(self, team: Any) -> str:
        return team.site.area if team.site else ""


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
