"""Supervision in three strands: who gives it to whom, held and missed, and one who is away with somebody in between."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from alongside.core import clock
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.people import Peer
from alongside.demo.story.staff import works
from alongside.demo.story.telling import Life, Telling
from alongside.supervision import commands
from alongside.supervision.models import Session
from alongside.workforce import commands as workforce

WORDS = tomllib.loads(Path(__file__).with_name("supervising.toml").read_text(encoding="utf-8"))
FIRST = 112  # days ago the first supervision was named here
LATELY = 72
CIRCLE = 8  # in a group, at most
STARTED = 108  # days ago the new starter began: month four
LINE, CLINICAL, PEER = "line", "clinical", "peer"


@dataclass
class Supervised:
    """One supervision of the story. `slips` is what is to be seen of it today: "" (the next date is planned), overdue,
    cancelled (twice, by the supervisor), asks (for one sooner) or prepared."""

    strand: str
    supervisor: str
    people: list[str]
    ago: int
    weeks: int
    starts: str = "11:00"
    group: str = ""
    slips: str = ""
    held: list[datetime] = field(default_factory=list)


@dataclass
class Team:
    """Who is in the story's supervision: the cast by name, and the words that are chosen in turn."""

    telling: Telling
    turn: int = 0

    def __post_init__(self) -> None:
        self.days = self.telling.days
        cast, tale = self.telling.cast, self.telling.tale
        self.supervisor, self.lead = cast["supervisor"], cast["lead"]
        self.away = WORDS[self.telling.service.profile]["away"]
        self.managers = {team: name for name, role, team in tale.staff if role == "team_manager"}
        self.managers[next(peer.team for peer in tale.peers if peer.part == "peer-worker")] = cast["team-manager"]
        self.starter = Peer(**_tuples(WORDS["starter"][self.telling.service.profile]), began=STARTED, resting=True)
        named = [*tale.peers, *self.telling.chorus.peers]
        self.peers = [peer for peer in named if not peer.left]
        self.seniors = [self.peers[3].name, self.peers[5].name]  # peer workers who give peer supervision

    def manager(self, peer: Peer) -> str:
        return self.managers.get(peer.team, self.lead)

    def next_of(self, pool: list[Any]) -> Any:
        """Each said in turn, the same every time."""
        self.turn += 1
        return pool[self.turn % len(pool)]


def _tuples(said: dict[str, Any]) -> dict[str, Any]:
    return {**said, "offers": tuple(map(tuple, said["offers"]))}


def supervising(telling: Telling) -> list[Life]:
    team = Team(telling)
    return [
        supervisors(team),
        works(telling, team.starter),
        *(meets(team, one) for one in (*_one_to_one(team), *_in_circles(team))),
        on_the_bank(team),
        goes_on_leave(team),
        asks_somebody(team),
    ]


def supervisors(team: Team) -> Life:
    """Whoever supervises has a record as a worker too: a manager, the lead, and two who come to do it."""
    yield team.days.ago(FIRST + 3, "09:20")
    lead = team.telling.actor("lead")
    for name in (team.supervisor, team.away, team.lead, *team.managers.values()):
        first, last = name.split(" ", 1)
        team.telling.workers[name] = workforce.add_worker(
            lead, first_name=first, last_name=last, kind="clinician", job_role="07001", user=team.telling.user(name)
        )


def _one_to_one(team: Team) -> Iterator[Supervised]:
    """Line management of everybody, and clinical supervision of those with a name in the tale."""
    tale = [peer.name for peer in team.telling.tale.peers]
    for number, peer in enumerate([*team.peers, team.starter]):
        since = FIRST if peer.name in tale else LATELY  # of the chorus, as little as shows how it stands
        ago = min(since, peer.began - 7 if peer.began else since) - number % 5
        slips = "overdue" if peer.name == tale[4] else ""
        starts = f"{9 + number % 7:02}:30"
        yield Supervised(LINE, team.manager(peer), [peer.name], ago, 6, starts, slips=slips)
    for number, (name, slips) in enumerate(
        ((tale[0], "prepared"), (tale[6], "cancelled"), (tale[1], ""), (team.starter.name, "asks"))
    ):
        yield Supervised(
            CLINICAL, team.supervisor, [name], min(FIRST, STARTED - 8) - number, 4, f"{10 + number}:00", slips=slips
        )
    yield Supervised(CLINICAL, team.away, [tale[7]], FIRST - 2, 6)


def _in_circles(team: Team) -> Iterator[Supervised]:
    """Groups: clinical for those who have it with nobody alone, and peer supervision by two seniors."""
    tale = [peer.name for peer in team.telling.tale.peers]
    names = [peer.name for peer in team.peers if not peer.began or peer.began > FIRST]
    alone = {tale[place] for place in (0, 1, 6, 7)}
    for number, some in enumerate(_some([name for name in names if name not in alone])):
        giver = team.away if number == 0 else team.supervisor
        group = f"{WORDS['clinical']} {number + 1}"
        yield Supervised(CLINICAL, giver, some, FIRST - number, 6, "14:00", group)
    others = [name for name in names if name not in (*team.seniors, tale[9])]  # one of them has nobody for this
    for number, senior in enumerate(team.seniors):
        mine = [team.seniors[1 - number], *others[number::2]]
        for part, some in enumerate(_some(mine)):
            group = f"{WORDS['peer']} {2 * part + number + 1}"
            yield Supervised(PEER, senior, some, FIRST - 3 - part, 4, "15:30", group)
    yield Supervised(PEER, team.supervisor, [team.starter.name], STARTED - 10, 4, "12:00")


def _some(names: list[str]) -> Iterator[list[str]]:
    for first in range(0, len(names), CIRCLE):
        yield names[first : first + CIRCLE]


def meets(team: Team, one: Supervised) -> Life:
    """From its first day to the next date."""
    telling = team.telling
    yield team.days.ago(one.ago, "10:10")
    workers = [telling.workers[name] for name in one.people]
    made = commands.start_supervision(
        telling.actor("lead"),
        strand=one.strand,
        supervisor=telling.workers[one.supervisor],
        people=workers,
        group_name=one.group,
        weeks=one.weeks,
    )
    giver = telling.actor(one.supervisor)
    if not one.group:
        commands.write_agreement(giver, made, agreement=WORDS["agreement"])
    when = _dates(team, one)
    session = commands.plan_session(giver, made, starts_at=when[0], where=team.next_of(WORDS["where"]))
    if not one.group:
        yield at(workdays(clock.today(), 1), "16:30")
        commands.agree_to_agreement(telling.actor(one.people[0]), made)
    for number, starts in enumerate(when[:-1]):
        if (one.slips == "overdue" and number == 1) or (one.slips == "cancelled" and number >= len(when) - 3):
            yield starts - timedelta(hours=26)
            after = None if one.slips == "overdue" else when[number + 1]
            commands.cancel_session(giver, session, by="supervisor", next_at=after)
            if after is None:
                return
        else:
            yield starts + timedelta(minutes=65)
            _held(team, one, session, when[number + 1])
        session = Session.objects.get(supervision=made, starts_at=when[number + 1])
    yield max(clock.now(), team.days.ago(2, "17:20"))
    own = telling.actor(one.people[0])
    if one.slips == "asks":
        commands.ask_for_session(own, made.people.get(), words=WORDS["sooner"])
    elif one.slips == "prepared":
        user = telling.user(one.people[0])
        commands.save_preparation(own, user, session=session, words=WORDS["prepared"], shown=True)


def _dates(team: Team, one: Supervised) -> list[datetime]:
    """By its rhythm, from a week after it was named; the last is the one to come."""
    day = team.days.ago(one.ago).date() + timedelta(days=7)
    found: list[datetime] = []
    while not found or found[-1] <= team.days.now:
        found.append(at(working(day), one.starts))
        day += timedelta(weeks=one.weeks)
    return found


def _held(team: Team, one: Supervised, session: Session, after: datetime) -> None:
    """Written down by whoever leads; now and then somebody said what they will do, and most of that is done."""
    workers = [team.telling.workers[name] for name in one.people]
    to_do: list[dict[str, Any]] = []
    if not one.group:
        due: date = clock.today() + timedelta(days=20)
        to_do.append({"words": team.next_of(WORDS["to_do"]), "who": workers[0], "due_on": due})
    giver = team.telling.actor(session.led_by.user.name)  # type: ignore[union-attr]  # who supervises has an account
    commands.hold_session(giver, session, note=team.next_of(WORDS["notes"]), to_do=to_do, next_at=after)
    if (team.days.today - clock.today()).days > 40:
        for row in session.to_do.all():
            commands.tick_to_do(giver, row)


def on_the_bank(team: Team) -> Life:
    """Those who work only on the bank: one group with the lead for each strand, once a quarter."""
    telling = team.telling
    yield team.days.ago(40, "12:20")
    known = {peer.name for peer in telling.peers.values()} | {team.starter.name}
    bank = [worker for name, worker in telling.workers.items() if name not in known and worker.kind == "peer"]
    lead = telling.actor("lead")
    for strand, giver in ((LINE, team.lead), (CLINICAL, team.supervisor), (PEER, team.seniors[0])):
        made = commands.start_supervision(
            lead,
            strand=strand,
            supervisor=telling.workers[giver],
            people=bank,
            group_name=WORDS["bank"] if strand == LINE else f"Bank workers, {strand}",
            weeks=13,
        )
        commands.plan_session(telling.actor(giver), made, starts_at=team.days.from_today(9, "13:00"), where="By video")


def goes_on_leave(team: Team) -> Life:
    """One supervisor is away for two weeks: somebody covers for the group, and for one worker nobody was found yet."""
    telling, today = team.telling, team.days.today
    yield team.days.ago(9, "13:40")
    first, last = today - timedelta(days=3), today + timedelta(days=11)
    worker = telling.workers[team.away]
    workforce.say_away(telling.actor("lead"), worker, starts_on=first, ends_on=last)
    for group in worker.supervises.exclude(group_name="").filter(status="running"):
        commands.name_cover(
            telling.actor("lead"), group, by=telling.workers[team.supervisor], starts_on=first, ends_on=last
        )


def asks_somebody(team: Team) -> Life:
    """A worker asks the supervisor for support, between the two of them."""
    name = team.telling.tale.peers[7].name
    yield at(team.days.yesterday, "18:05")
    commands.ask_for_support(
        team.telling.actor(name),
        team.telling.user(name),
        to=team.telling.user("supervisor"),
        words=WORDS["asks_support"],
    )
