"""What the story knows of each peer worker and each person before it begins: plain data, one row each."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HOW = {"in person": "01", "phone": "02", "video": "11"}
WHERE = {"outdoors": "N01", "cafe": "N02", "home": "A01", "base": "E01", "ward": "E02", "community": "N03"}


@dataclass(frozen=True)
class Peer:
    """A peer worker: `offers` are (theme, words, shown to: people, coordinators or matching); `part` is the persona
    they are, if any. `began` and `left` are days ago: 0 for with the service, and for still here. `slots` are the (day
    of the week, time) of their places, for those whose people are made by chance."""

    name: str
    team: str
    about: str
    offers: tuple[tuple[str, str, str], ...]
    places: int = 3
    days: str = "mon-am mon-pm tue-am tue-pm wed-am thu-am thu-pm"
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    rather_not: tuple[str, ...] = ()
    hours: str = "22.5"
    kind: str = "substantive"
    phone: str = ""
    keeps_from_team: str = ""
    keeps_from_name: str = ""
    resting: bool = False
    part: str = ""
    began: int = 0
    left: int = 0
    slots: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Said:
    """What is kept of one contact: `kept` is none, together, read_back or not_seen; `side` is the person's own."""

    words: str = ""
    kept: str = "none"
    side: str = ""
    how: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Walk:
    """A person and a peer worker: when they meet, how, and how far they have come.

    `meet` is a time of day. `around` is a moment of Days (earlier, next, later) or a number of working days from today:
    the meeting that all others are counted back from. `then` is what became of that one: "" (booked, or written down
    with the next booked), first (their first, still to come), owed, quiet, stopped.
    """

    peer: str
    meet: str
    around: str | int
    weeks: int = 0
    every: int = 7
    minutes: int = 45
    how: str = "in person"
    where: str = "outdoors"
    place: str = ""
    then: str = ""
    length: str = ""
    purpose: str = ""
    boundaries: str = ""
    may_share: str = ""
    goals: tuple[str, ...] = ()
    reached: int = 0
    dropped: int = 0
    with_worker: str = ""
    corrected: bool = False
    unfinished: str = ""  # words the peer worker began on the last working day, and has not saved
    said: tuple[Said, ...] = ()  # of the newest contacts, the newest first


@dataclass(frozen=True)
class Someone:
    """A person who asks. `asked` is how many days ago: with a walk, before the first meeting; of a new request, hours.

    `by` is me, carer (a carer for themself), relative, gp or a referrer's name. `stage` says how far they are without a
    walk: new, unread, read, asked, declined, gone, unasked, unsure, held, ready, asked_worker or choosing. `at` is the
    time of day they asked.

    `number` stands for an NHS number: two with the same one may be one person. `also` is someone else who may be
    contacted: name, relation, phone (none: they may not) and what for. `shares` are (with whom, what, why).
    """

    name: str
    hopes: str
    by: str
    team: str = ""
    area: str = ""
    asked: int = 35
    at: str = ""
    stage: str = "ready"
    walk: Walk | None = None
    phone: str = ""
    email: str = ""
    reach: str = "phone"
    safely: str = ""
    born: str = ""
    number: int = 0
    record: str = ""
    language: str = "en"
    interpreter: bool = False
    needs: tuple[tuple[str, str], ...] = ()
    needs_asked: bool = True
    review_in: int = 0
    wants: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()
    not_wanted: tuple[str, ...] = ()
    days: str = ""
    urgent: str = ""
    safety: str = ""
    known_as: str = ""
    relative: str = ""
    asker: str = ""
    question: str = ""
    offered: str = ""
    said_no_to: str = ""
    not_this_time: str = ""
    says: str = ""
    elsewhere: str = ""
    shares: tuple[tuple[str, str, str], ...] = ()
    account: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worry:
    """What worried a peer worker (`by`) about somebody they walk with, so many days ago. `answered_by` is a part or a
    name; `late`: only once the next in line was asked. `done` is what was done; empty while it is in hand."""

    by: str
    person: str
    ago: int
    at: str
    words: str
    answered_by: str
    late: bool = False
    knows: str = "agrees"
    agreed: str = ""
    done: str = ""
    safeguarding: str = ""
    incident: str = ""


@dataclass(frozen=True)
class Visit:
    """A visit that a peer worker made alone, and came back from."""

    by: str
    person: str
    ago: int
    at: str
    where: str


@dataclass(frozen=True)
class Tale:
    """One service's story. `staff` are the others who sign in: (name, role, team or pathway). `said` is what peer
    workers and people write, with {name}, {peer} and {place}. `records` is who gives people their other numbers."""

    staff: tuple[tuple[str, str, str], ...]
    clinicians: tuple[tuple[str, str], ...]
    peers: tuple[Peer, ...]
    people: tuple[Someone, ...]
    said: tuple[str, ...]
    records: str
    worries: tuple[Worry, ...] = ()
    visits: tuple[Visit, ...] = ()


def read_tale(profile: str) -> Tale:
    """The story of the service that this profile describes. Raises FileNotFoundError for one that has none."""
    told: dict[str, Any] = tomllib.loads(Path(__file__).with_name(f"{profile}.toml").read_text(encoding="utf-8"))
    peers = tuple(Peer(**row) for row in told.pop("peers"))
    return Tale(
        peers=peers,
        people=tuple(_someone(**row) for row in told.pop("people")),
        worries=tuple(Worry(**row) for row in told.pop("worries", ())),
        visits=tuple(Visit(**row) for row in told.pop("visits", ())),
        **told,
    )


def _someone(*, walk: dict[str, Any] | None = None, **row: Any) -> Someone:
    if walk is None:
        return Someone(**row)
    said = tuple(Said(**words) for words in walk.pop("said", ()))
    return Someone(walk=Walk(said=said, **walk), **row)
