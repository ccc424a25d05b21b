"""The staff bank: who is on it, shifts from a ward's asking to the week's pay, and what is open this week and next."""

import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from alongside.accounts import commands as accounts
from alongside.accounts.queries import actor_for
from alongside.bank import commands, queries
from alongside.bank.models import PayWeek, Shift
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import Refused
from alongside.demo.personas import email_of
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.telling import Life, Telling
from alongside.groups.models import GroupDate
from alongside.workforce import commands as workforce
from alongside.workforce.models import CredentialKind

PAST_WEEKS = 6
WORDS = tomllib.loads(Path(__file__).with_name("banking.toml").read_text(encoding="utf-8"))
COMING = (  # what has become of the shifts that are still to come, in order of time
    *("filled", "offered", "filled", "swap", "back", "alone", "mine", "asked", "offered", "filled", "filled"),
    *("filled", "alone", "offered"),
)
WORKED_LONGER = 0  # of the shifts of two weeks ago, this one was confirmed with the wrong hours first


@dataclass
class Bank:
    """The bank of the story: its workers by name, in the order in which they joined."""

    telling: Telling
    weeks: int
    names: list[str] = field(init=False)
    members: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.days = self.telling.days
        self.chance = random.Random(f"the bank of {self.telling.service.profile}")
        own = WORDS["names"].get(self.telling.service.profile, WORDS["names"]["kmpt"])
        number = max(5, round(len(own) * self.telling.size))
        here = [peer for peer in self.telling.tale.peers if peer.team == self.telling.wards[0].team.name]
        self.regulars = [peer.name for peer in here if not (peer.left or peer.resting)][:2]
        self.names = [self.telling.cast["bank-peer-worker"], *own[:number]]

    @property
    def lead(self) -> Actor:
        return self.telling.actor("bank-lead")

    @property
    def monday(self) -> date:
        return self.days.today - timedelta(days=self.days.today.weekday())

    def ward(self, number: int) -> Any:
        return self.telling.wards[number % len(self.telling.wards)]

    def asks(self, number: int) -> Actor:
        """Who asks for shifts there: the colleague on the first ward; elsewhere the bank, for the ward."""
        return self.telling.actor("ward") if number % len(self.telling.wards) == 0 else self.lead


def banking(telling: Telling) -> list[Life]:
    bank = Bank(telling, max(2, round(PAST_WEEKS * telling.size)))
    coming = iter(COMING)
    lives = [joins(bank), *pays(bank)]
    for week in range(-bank.weeks, 2):
        for number, said in enumerate(_of_week(bank, week)):
            starts = at(bank.monday + timedelta(weeks=week, days=said["day"]), said["starts"])
            then = "worked" if starts < bank.days.now + timedelta(hours=3) else next(coming, "filled")
            lives.append(shift(bank, said, starts, then, longer=week == -2 and number == WORKED_LONGER))
    return lives


def _of_week(bank: Bank, week: int) -> Iterator[dict[str, Any]]:
    """The shifts of a week in order of time, those of a group with its day and time; fewer wards in a small story."""
    wards = max(3, round(len(WORDS["shifts"]) * bank.telling.size))
    rows = [{"day": 3, "starts": "13:30", "hours": 2, **said} for said in WORDS["shifts"] if said["ward"] < wards]
    yield from sorted(rows, key=lambda said: (said["day"], said["starts"], said["ward"]))


def joins(bank: Bank) -> Life:
    """Everybody on the bank: an account, what they hold, the wards they know, and what they say for themselves."""
    began = bank.days.ago(7 * bank.weeks + 40, "10:00")
    yield began
    for name in bank.names:
        _new(bank, name, began.date())
    for name in (*bank.names, *bank.regulars):
        _on_the_bank(bank, name, began.date())
    yield at(workdays(began.date(), 1), "18:40")
    _say_for_themselves(bank)
    yield bank.days.ago(44, "16:00")  # before the first ends: a quarter without a gap
    supervision = CredentialKind.objects.filter(slug="supervision").first()
    for number, member in enumerate(bank.members.values()):
        day = bank.days.ago(45 + number % 3).date()
        written = member.worker.credentials.filter(kind=supervision, done_on=day, taken_back_at=None).exists()
        if supervision and number != 4 and not written:  # one has had none this quarter
            workforce.write_credential(bank.lead, member.worker, kind=supervision, done_on=day)
    yield at(bank.days.yesterday, "11:50")
    away = list(bank.members.values())[5].worker
    workforce.say_away(
        bank.lead, away, starts_on=bank.days.today + timedelta(days=1), ends_on=bank.days.today + timedelta(days=9)
    )


def _new(bank: Bank, name: str, day: date) -> None:
    """Most on the bank have no other post here."""
    telling, team = bank.telling, bank.telling.wards[0].team
    administrator = telling.actor("administrator")
    if name not in telling.users:
        telling.users[name] = accounts.open_account(administrator, name=name, email=email_of(name))
        accounts.give_role(administrator, telling.users[name], role="peer_worker", team=team)
    first, last = name.split(" ", 1)
    worker = workforce.add_worker(telling.actor("lead"), first_name=first, last_name=last, user=telling.users[name])
    workforce.assign_worker(
        telling.actor("lead"), worker, team=team, kind="bank", hours=Decimal(0), starts_on=day - timedelta(days=200)
    )
    telling.workers[name] = worker


def _on_the_bank(bank: Bank, name: str, day: date) -> None:
    worker, number = bank.telling.workers[name], len(bank.members)
    joined_on = day - timedelta(days=30)
    bank.members[name] = commands.join_bank(
        bank.lead, worker=worker, band="3", joined_on=joined_on, skills=WORDS["skills"][number % len(WORDS["skills"])]
    )
    for kind in CredentialKind.objects.filter(bank_needs=True):
        if not kind.for_ward:
            workforce.write_credential(bank.lead, worker, kind=kind, done_on=joined_on)
    shown = CredentialKind.objects.filter(for_ward=True).first()
    for ward in range(len(bank.telling.wards)):
        if shown and ward != 6 and (ward < 2 or (number + ward) % 2 == 0):  # hardly anybody knows the seventh ward
            workforce.write_credential(
                bank.lead, worker, kind=shown, done_on=joined_on + timedelta(days=5), ward=bank.ward(ward)
            )


def _say_for_themselves(bank: Bank) -> None:
    """Free half days, own limits, wards they like; one opts out, and one keeps away from a ward. Nobody is told why."""
    for number, (name, member) in enumerate(bank.members.items()):
        own = bank.telling.actor(name)
        commands.say_likes(own, member, likes=[bank.ward(number % 4).pk])
        if number in (1, 3, 6):
            commands.say_own_limit(own, member, own_limit_hours=Decimal(15 + number))
        if number == 2:
            commands.say_when_free(own, member, free=["mon-am", "mon-pm", "tue-am", "tue-pm", "thu-am", "thu-pm"])
        if number == 3:
            commands.sign_opt_out(own, member)
        if number == 4:
            workforce.keep_away(own, member.worker, ward=bank.ward(0))


def shift(bank: Bank, said: dict[str, Any], starts: datetime, then: str, *, longer: bool = False) -> Life:
    """One shift, as far as it has come by now: `then` is worked, filled, mine, swap, back, offered, alone or asked."""
    ends = starts + timedelta(hours=said["hours"])
    asked = bank.days.ago(1, "11:10") if then == "asked" else at(working(starts.date() - timedelta(days=16)), "10:00")
    yield asked
    found = _asked(bank, said, starts, ends)
    if found is None or then == "asked":
        return
    yield asked + timedelta(hours=1)
    commands.approve_shift(bank.lead, found)
    if then == "alone":  # nobody could, or nobody was asked yet
        return
    soon = asked + timedelta(hours=2)
    yield max(soon, at(bank.days.yesterday, "16:20")) if then == "offered" else soon
    chosen = _chosen(bank, found, then)
    if not chosen:
        return
    commands.offer_to(bank.lead, found, workers=chosen)
    if then == "offered":
        return
    yield clock.now() + timedelta(hours=5)
    taker = _taken(found, chosen)
    if taker is None:
        return
    if then == "back":
        yield max(clock.now(), at(bank.days.yesterday, "17:05"))
        commands.hand_back(actor_for(taker.user), found)
    elif then == "swap":
        yield max(clock.now(), at(bank.days.yesterday, "17:30"))
        _swap(bank, found, taker)
    elif then == "worked":
        yield from _worked(bank, said, found, taker, ends, longer=longer)


def _asked(bank: Bank, said: dict[str, Any], starts: datetime, ends: datetime) -> Any:
    """None where the group it would serve does not meet that day."""
    date_of_group = None
    if "group" in said:
        date_of_group = GroupDate.objects.filter(
            group__name=said["group"], status="planned", starts_at__gte=starts, ends_at__lte=ends
        ).first()
        if date_of_group is None:
            return None
    return commands.ask_shift(
        bank.asks(said["ward"]),
        ward=bank.ward(said["ward"]),
        starts_at=starts,
        ends_at=ends,
        what_for=said["what"],
        with_whom=bank.telling.cast["ward"] if said["ward"] < 2 else "",
        break_minutes=said.get("break_minutes", 0),
        skills=said.get("skills", ()),
        group_date=date_of_group,
    )


def _chosen(bank: Bank, found: Shift, then: str) -> list[Any]:
    """Two of those who could, in fair turns; the persona first where the shift is to be theirs."""
    could = [row.worker_id for row in sorted(queries.who_could(found), key=_turn) if row.can]
    own = bank.members[bank.telling.cast["bank-peer-worker"]].worker
    if own.pk in could and then in ("mine", "offered"):
        could = [own.pk, *(one for one in could if one != own.pk)]
    elif own.pk in could and then == "back":
        could.remove(own.pk)
    workers = {member.worker_id: member.worker for member in bank.members.values()}
    return [workers[one] for one in could[:2] if one in workers]


def _turn(row: Any) -> tuple[float, str]:
    """Whoever has least to do that week; the same every time the story is told, as chance gives the ids."""
    return row.hours_this_week, row.name


def _taken(found: Shift, chosen: list[Any]) -> Any:
    """The first of them who still can says yes: another shift may have come between."""
    for worker in chosen:
        try:
            commands.claim_shift(actor_for(worker.user), found)
        except Refused:
            continue
        return worker
    return None


def _swap(bank: Bank, found: Shift, taker: Any) -> None:
    """The first colleague who could instead."""
    rows = sorted(queries.who_could(found), key=_turn)
    others = [row.worker_id for row in rows if row.can and row.worker_id != taker.pk]
    members = {member.worker_id: member.worker for member in bank.members.values()}
    if others:
        commands.ask_swap(
            actor_for(taker.user), found, to=members[others[0]], words="My sister visits that day. Could you?"
        )


def _worked(bank: Bank, said: dict[str, Any], found: Shift, taker: Any, ends: datetime, *, longer: bool) -> Life:
    """The worker says the hours, the ward confirms them; once they were wrong, and put right after the week went."""
    yield ends + timedelta(minutes=40)
    hours: dict[str, Any] = {
        "worked_from": found.starts_at,
        "worked_until": found.ends_at,
        "worked_break": found.break_minutes,
    }
    try:
        commands.say_worked(actor_for(taker.user), found, **hours)
    except Refused:  # handed on or cancelled meanwhile
        return
    yield at(workdays(ends.date(), 1), "08:30")
    confirms = bank.asks(said["ward"])
    commands.confirm_hours(confirms, found, **hours)
    if longer:
        yield at(workdays(ends.date(), 6), "14:10")
        commands.unconfirm_hours(confirms, found)
        commands.confirm_hours(confirms, found, **{**hours, "worked_until": found.ends_at - timedelta(minutes=30)})


def pays(bank: Bank) -> list[Life]:
    return [_closes(bank, week) for week in range(-bank.weeks, 0)]


def _closes(bank: Bank, week: int) -> Life:
    """Each week goes to payroll on the Monday after it, unless the job was there first."""
    monday = bank.monday + timedelta(weeks=week)
    yield at(monday + timedelta(weeks=1), "09:30")
    if not PayWeek.objects.filter(starts_on__gte=monday).exists():
        commands.close_pay_week(bank.lead, starts_on=monday)
