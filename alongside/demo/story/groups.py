"""Groups: planned, joined, held week after week by two who run them, and what members said of them."""

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from alongside.core.errors import Refused
from alongside.core.ids import new_id
from alongside.demo.story.days import at, working
from alongside.demo.story.telling import Life, Telling
from alongside.groups import commands, queries
from alongside.groups.commands.feedback import SOMEBODY
from alongside.groups.models import DateWorker, Group, GroupDate, Membership
from alongside.referrals.models import Person
from alongside.workforce import commands as workforce

HELD_WEEKS, AHEAD = 8, timedelta(weeks=4)
WORDS = tomllib.loads(Path(__file__).with_name("groups.toml").read_text(encoding="utf-8"))
SAID = ("size", "joining", "pattern", "counts", "session_type", "shown", "sees", "needs_clinician", "place")


@dataclass
class Circle:
    """One group of the story: what is said of it, who runs it, and the chances of its life."""

    telling: Telling
    said: dict[str, Any]
    weeks: int
    chance: random.Random = field(init=False)
    group: Any = None

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{self.said['name']} in {self.telling.service.profile}")

    @property
    def began(self) -> date:
        return self.telling.days.today - timedelta(weeks=self.weeks + 1)

    @property
    def ward(self) -> Any:
        number = self.said.get("ward")
        return None if number is None else self.telling.wards[number % len(self.telling.wards)]


def run_groups(telling: Telling) -> list[Life]:
    """Every group, the colleague on the ward who runs some of them, and one date that somebody else must run."""
    weeks = max(3, round(HELD_WEEKS * telling.size))
    circles = [Circle(telling, said, weeks) for said in WORDS["groups"]]
    return [colleague(telling, weeks), *(meets(circle) for circle in circles), cannot_come(circles[0])]


def colleague(telling: Telling, weeks: int) -> Life:
    """The occupational therapist is a worker too: those who run a group are both credited."""
    yield telling.days.ago(7 * weeks + 12, "09:10")
    name = telling.cast["ward"]
    first, last = name.split(" ", 1)
    worker = workforce.add_worker(
        telling.actor("lead"),
        first_name=first,
        last_name=last,
        kind="clinician",
        job_role="07001",
        user=telling.user("ward"),
    )
    workforce.assign_worker(
        telling.actor("lead"), worker, team=telling.wards[0].team, hours=30, starts_on=telling.days.ago(400).date()
    )
    telling.workers[name] = worker


def meets(circle: Circle) -> Life:
    """A group from its plan to the dates that are still to come."""
    days = circle.telling.days
    yield at(working(circle.began), "09:40")
    lead = circle.telling.actor("lead")
    circle.group = _planned(circle, lead)
    yield at(working(circle.began), "15:20")
    joined = _joins(circle, lead)
    first = next(circle.began + timedelta(days=n) for n in range(1, 8) if _is_day(circle, n))
    starts = time.fromisoformat(circle.said["starts"])
    ends = (at(first, circle.said["starts"]) + timedelta(minutes=circle.said["minutes"])).time()
    commands.add_dates(
        lead,
        circle.group,
        weekdays=[circle.said["day"]],
        every=circle.said.get("every", 1),
        first=first,
        last=days.today + AHEAD,
        starts=starts,
        ends=ends,
    )
    for number, held in enumerate(GroupDate.objects.filter(group=circle.group, status="planned").order_by("starts_at")):
        if number == 2 and circle.said.get("ward") == 0:
            yield held.starts_at - timedelta(hours=3)
            commands.skip_date(lead, held, by="ward", words="The ward needed the room.")
            continue
        yield held.ends_at + timedelta(minutes=10)
        _registered(circle, held, joined)
        if number % 3 == 1:
            felt, words = circle.chance.choice(WORDS["feedback"])
            commands.give_feedback(SOMEBODY, group=circle.group, felt=felt, words=words)


def cannot_come(circle: Circle) -> Life:
    """Whoever runs the next date of a group cannot come, and two others are asked."""
    days = circle.telling.days
    yield at(days.yesterday, "15:10")
    lead = circle.telling.actor("lead")
    coming = GroupDate.objects.filter(
        group=circle.group, status="planned", starts_at__gt=days.now, workers__worker__kind="peer"
    )
    found = coming.order_by("starts_at").first()
    if found is None:
        return
    theirs = found.workers.get(worker__kind="peer")
    commands.say_cannot_come(lead, theirs)
    could = [row.worker for row in queries.who_could_cover(found)][:2]
    if could:
        commands.ask_cover(lead, found, kind="peer", workers=could, instead_of=theirs)


def _is_day(circle: Circle, number: int) -> bool:
    return (circle.began + timedelta(days=number)).weekday() == circle.said["day"]


def _planned(circle: Circle, lead: Any) -> Group:
    """With who usually runs it: a peer worker of its team, and on a ward the colleague there."""
    said, telling, ward = circle.said, circle.telling, circle.ward
    peer = _peer(circle)
    team = ward.team if ward else telling.teams[telling.peers[peer].team]
    group = commands.add_group(
        lead,
        name=said["name"],
        purpose=said["purpose"],
        for_whom=said["for_whom"],
        pathway=team.pathway,
        team=team,
        ward=ward,
        location="E02" if ward else "N03",
        minutes=said["minutes"],
        together=WORDS["together"],
        prepare=WORDS["prepare"],
        debrief=WORDS["debrief"],
        agreed_by=f"{telling.cast['lead']}, with the team",
        agreed_on=circle.began,
        **{name: said[name] for name in SAID if name in said},
    )
    commands.start_group(lead, group)
    runs = [peer] if said.get("peer", True) else []
    runs += [telling.cast["ward"]] if ward else []
    for name in runs:
        commands.say_usually_runs(lead, group, worker=telling.workers[name])
    return group


def _peer(circle: Circle) -> str:
    """The peer worker who runs it: of the ward's own team where there is one, else the cast in turn."""
    telling = circle.telling
    here = [peer for peer in telling.tale.peers if peer.name in telling.workers and not (peer.left or peer.resting)]
    own = [peer for peer in here if circle.ward and peer.team == circle.ward.team.name]
    elsewhere = [peer for peer in here if not any(peer.team == ward.team.name for ward in telling.wards)]
    number = WORDS["groups"].index(circle.said)
    return (own or elsewhere or here)[number % len(own or elsewhere or here)].name


def _joins(circle: Circle, lead: Any) -> list[Any]:
    """People come with somebody's help, and say what they would like. Whoever has no place yet waits."""
    chorus = Person.objects.filter(
        died_on=None, same_as=None, user=None, referrals__status="matched", referrals__relationships__status="meeting"
    )
    known = sorted({(person.search_name, person.pk): person for person in chorus}.items())
    people = [person for _, person in known]
    closed = circle.said.get("joining") == "closed"  # its waiting list is part of every telling
    number = circle.said["members"] if closed else max(2, round(circle.said["members"] * circle.telling.size))
    joined = circle.chance.sample(people, min(number, len(people)))
    for place, person in enumerate(joined):
        membership = commands.refer_to_group(lead, person, group=circle.group)
        if membership.status == Membership.Status.ASKED:
            _given(lead, membership)
        named = place != 1  # one of them would rather be counted only
        commands.say_about_me(
            lead, membership, on_list=named, name_shown=place % 2 == 0, as_contact=(place < 2) if named else False
        )
        if membership.status == Membership.Status.JOINED:
            commands.agree_together(lead, membership)
    if circle.said.get("joins"):
        own = Person.objects.get(user=circle.telling.user("person"))
        commands.ask_to_join(circle.telling.actor("person"), own, group=circle.group)
    return joined


def _given(lead: Any, membership: Membership) -> None:
    try:
        commands.give_place(lead, membership)
    except Refused:  # every place is taken
        commands.put_on_waiting_list(lead, membership)


def _registered(circle: Circle, held: GroupDate, joined: list[Any]) -> None:
    """One entry by whoever was there: most who joined, and some without a name."""
    held.refresh_from_db()
    there = list(
        held.workers.filter(status=DateWorker.Status.ON).select_related("worker__user").order_by("worker__last_name")
    )
    if held.status != GroupDate.Status.PLANNED or not there:
        return
    users = [row.worker.user.name for row in there if row.worker.user]
    inside = Membership.objects.filter(group=circle.group, status=Membership.Status.JOINED, person__died_on=None)
    ids = sorted(inside.values_list("person__search_name", "person"))
    came = [person for _, person in ids if circle.chance.random() < 0.75]
    register = commands.save_register(
        circle.telling.actor(users[0] if users else "lead"),
        held,
        once=new_id(),
        came=came,
        unnamed=circle.chance.randint(0 if came else 2, 4),
        minutes=circle.said["minutes"],
        workers=[row.worker_id for row in there],
    )
    if circle.chance.random() < 0.25:
        commands.share_reflection(
            circle.telling.actor(users[0] if users else "lead"),
            register,
            reflection=circle.chance.choice(WORDS["reflections"]),
        )
