"""Everybody else in the story: who they are and what becomes of them, by a chance that is the same every time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from alongside.demo.story.days import OPENED
from alongside.demo.story.people import Peer, Someone, Tale
from alongside.demo.story.voices import WEEK, Voices

PEERS = 28
WAITING = {  # how many of the chorus stand where, before anybody walks with them
    "kmpt": {"ready": 10, "unasked": 3, "unsure": 2, "held": 2, "read": 2, "asked": 1, "new": 3},
    "lpt": {"ready": 2, "unasked": 1, "unsure": 1, "held": 1, "read": 1, "asked": 1, "new": 2},
}
OVER = {"kmpt": {"declined": 17, "gone": 13}, "lpt": {"declined": 22, "gone": 9}}
ASKED = {
    "declined": (12, 700),
    "gone": (70, 700),
    "new": (2, 11),
    "read": (2, 4),
    "asked": (4, 7),
}  # days, or hours ago


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
    """`people` are those who walk with nobody (see Someone.stage); `walks` are the others, each with their path."""

    staff: tuple[tuple[str, str, str], ...]
    peers: tuple[Peer, ...]
    people: tuple[Someone, ...]
    walks: tuple[tuple[Someone, Path], ...]


def chorus(tale: Tale, service: Any, teams: Mapping[str, Any], today: date, size: float) -> Chorus:
    """The chorus of this service, as it stands on this day. `size` 1 is all of it; 0 is nobody."""
    return _Casting(Voices(tale, service, teams, today), size).cast()


@dataclass
class _Casting:
    """Chooses who takes part, and what becomes of each."""

    voices: Voices
    size: float

    def __post_init__(self) -> None:
        self.chance, self.words, self.today = self.voices.chance, self.voices.words, self.voices.today
        self.teams, self.profile = self.voices.teams, self.voices.profile

    def cast(self) -> Chorus:
        if not self.size:
            return Chorus((), (), (), ())
        peers: list[Peer] = []
        walks: list[tuple[Someone, Path]] = []
        for peer, successor in self._peers():
            peers.append(peer)
            walks += (own := list(self._walks_of(peer, successor, {})))
            if successor:
                peers.append(successor)
                carried = [path for _, path in own if path.then]
                held = dict(zip(successor.slots, (path.last for path in carried), strict=False))
                walks += self._walks_of(successor, None, held)
        walks = self._one_changes(self._one_dies(self._come_back(walks)))
        counts = {**WAITING[self.profile], **OVER[self.profile]}
        people = tuple(
            self._waiting(stage) for stage, number in counts.items() for _ in range(max(1, round(number * self.size)))
        )
        return Chorus(
            tuple((name, "referrer", "") for name in self.voices.referrers), tuple(peers), people, tuple(walks)
        )

    def _peers(self) -> Iterator[tuple[Peer, Peer | None]]:
        """The peer workers, each with whoever came in their place, a little before they left."""
        number = max(2, round(PEERS * self.size))
        teams = list(self.teams)
        for place in range(number):
            team = self.teams[teams[place % len(teams)]]
            began = OPENED - 12 - round((place / number) ** 0.75 * (OPENED - 90))
            leaver = number >= 10 and place in (3, number // 2)
            left = round(began * 0.4) if leaver else 0
            peer = self.voices.peer(team, began=began, left=left, resting=number >= 10 and place == 8)
            yield peer, self.voices.peer(team, began=left + 30, places=peer.places) if leaver else None

    # What becomes of them --------------------------------------------------------------------------------------------

    def _waiting(self, stage: str) -> Someone:
        """Somebody without a path, as far as they have come."""
        chance = self.chance
        team = self.teams[chance.choice(list(self.teams))]
        asked = ASKED.get(stage, (9, 98))
        more: dict[str, Any] = {"asked": chance.randint(*asked), "stage": stage, "at": self._clock()}
        more["wants"] = tuple(self.voices.themes(chance.choice((0, 1, 1, 2))))
        more["days"] = " ".join(
            chance.sample([f"{day}-{part}" for day in WEEK for part in ("am", "pm")], chance.choice((0, 2, 3)))
        )
        who = self.voices.someone(team.name, self.voices.area(team), **more)
        called = who.name.split(" ", 1)[0]
        if stage == "asked":
            return replace(
                who,
                by=chance.choice(self.voices.referrers),
                question=self._said("triage", "questions").format(name=called),
            )
        if stage in ("unasked", "unsure") and who.by in ("me", "carer"):
            return replace(who, by=chance.choice(self.voices.referrers))  # whoever asks for themself says yes by it
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
        length = chance.choices(self.voices.service.lengths, [2, 3, 2, 1][: len(self.voices.service.lengths)])[0]
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
        who = self.voices.someone(
            peer.team,
            chance.choice(peer.areas),
            wants=tuple(chance.sample(wants, min(len(wants), chance.choice((0, 1, 1, 2))))),
        )
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

    def _one_changes(self, walks: list[tuple[Someone, Path]]) -> list[tuple[Someone, Path]]:
        """The one who stopped last asks for another peer worker, on days when nobody does by chance."""
        stopped = [place for place, (_, path) in enumerate(walks) if path.ends == "stopped" and not path.then]
        if stopped and not any(path.ends == "changed" for _, path in walks):
            last = max(stopped, key=lambda place: walks[place][1].last)
            walks[last] = (walks[last][0], replace(walks[last][1], ends="changed"))
        return walks

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)
