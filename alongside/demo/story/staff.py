"""The first chapter: accounts, roles, and the peer workers with what they say of themselves."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from alongside.accounts import commands as accounts
from alongside.core.actors import Actor, process
from alongside.demo.personas import PARTS, email_of, personas
from alongside.demo.story.days import OPENED, Days, at, workdays
from alongside.demo.story.people import Peer
from alongside.demo.story.telling import Life, Telling
from alongside.workforce import commands as workforce

OWN_ACCOUNTS = ("person", "person-choosing", "candidate", "trainee")  # opened when they ask for one
LATER = (*OWN_ACCOUNTS, "partner", "administrator")


def staff(telling: Telling) -> Life:
    """The administrator is there first; then everyone who signs in; then the workers' records."""
    start = telling.days.ago(OPENED, "09:00")
    yield start
    cast = {part.key: part.name for part in personas(telling.service.profile)}
    telling.parts.update(cast)
    telling.parts["second trainer"] = next(name for name, role, _ in telling.tale.staff if role == "trainer")
    installer = process("The first start")
    _open(telling, cast["administrator"], opener=installer)
    accounts.give_role(installer, telling.users[cast["administrator"]], role="administrator")
    yield at(start.date(), "10:00")
    administrator = telling.actor("administrator")
    team_of = {peer.part: peer.team for peer in telling.tale.peers if peer.part}
    team_of["team-manager"] = next(peer.team for peer in telling.tale.peers if peer.part == "peer-worker")
    team_of["bank-peer-worker"] = telling.wards[0].team.name
    for key, _, role, _ in PARTS:
        if key not in LATER:
            _open(telling, cast[key], opener=administrator)
            _give(telling, cast[key], role, team_of.get(key, ""))
    for name, role, place in (*telling.tale.staff, *telling.chorus.staff):
        _open(telling, name, opener=administrator)
        _give(telling, name, role, place)
    for peer in telling.tale.peers:
        if not peer.part:
            _open(telling, peer.name, opener=administrator)
            _give(telling, peer.name, "peer_worker", peer.team)


def _open(telling: Telling, name: str, *, opener: Actor) -> None:
    telling.users[name] = accounts.open_account(opener, name=name, email=email_of(name))


def _give(telling: Telling, name: str, role: str, place: str) -> None:
    """For a team or a pathway, by its name, or for the whole service; a ward colleague for the first ward."""
    scope: dict[str, Any] = {}
    if role == "ward":
        scope = {"ward": telling.wards[0]}
    elif place in telling.teams:
        scope = {"team": telling.teams[place]}
    elif place:
        scope = {"pathway": telling.pathways[place]}
    accounts.give_role(telling.actor("administrator"), telling.users[name], role=role, **scope)


def clinicians(telling: Telling) -> Life:
    """Clinicians who take part now and then. They have no caseload."""
    yield _first_day(telling.days)
    lead = telling.actor("lead")
    for name, team in telling.tale.clinicians:
        first, last = name.split(" ", 1)
        worker = workforce.add_worker(lead, first_name=first, last_name=last, kind="clinician", job_role="07001")
        workforce.assign_worker(
            lead, worker, team=telling.teams[team], hours=Decimal("37.5"), starts_on=telling.days.ago(OPENED - 2).date()
        )
        telling.workers[name] = worker


def works(telling: Telling, peer: Peer) -> Life:
    """A peer worker begins, and says what they would like to say."""
    day = telling.days.ago(peer.began, "09:30") if peer.began else _first_day(telling.days)
    yield day
    lead = telling.actor("lead")
    if peer.name not in telling.users:
        _open(telling, peer.name, opener=telling.actor("administrator"))
        _give(telling, peer.name, "peer_worker", peer.team)
    user = telling.users[peer.name]
    first, last = peer.name.split(" ", 1)
    worker = workforce.add_worker(lead, first_name=first, last_name=last, user=user, work_phone=peer.phone)
    telling.workers[peer.name] = worker
    workforce.assign_worker(
        lead,
        worker,
        team=telling.teams[peer.team],
        hours=Decimal(peer.hours),
        kind=peer.kind,
        manager=telling.users[telling.parts["team-manager" if _managed(telling, peer) else "lead"]],
        starts_on=day.date(),
    )
    workforce.set_caseload(lead, worker, agreed_caseload=peer.places)
    yield at(workdays(day.date(), 3), "14:00")
    own = telling.actor(peer.name)
    workforce.change_profile(
        own,
        worker,
        about=peer.about,
        languages=peer.languages,
        days=peer.days.split(),
        areas=peer.areas,
        rules_out=peer.rather_not,
    )
    for theme, words, shown_to in peer.offers:
        workforce.add_offering(own, worker, theme=theme, words=words, shown_to=shown_to)
    if peer.keeps_from_team or peer.keeps_from_name:
        workforce.keep_away(own, worker, team=telling.teams.get(peer.keeps_from_team), name=peer.keeps_from_name)
    workforce.show_profile(own, worker)
    if peer.resting:
        yield telling.days.ago(9, "12:30")
        workforce.not_just_now(own, worker)
    if peer.left:
        yield telling.days.ago(peer.left + 40, "10:20")
        _leaves(telling, peer, worker)


def _leaves(telling: Telling, peer: Peer, worker: Any) -> None:
    """The lead writes down the last day, in good time."""
    last_day = telling.days.ago(peer.left).date()
    workforce.change_worker(
        telling.actor("lead"),
        worker,
        first_name=worker.first_name,
        last_name=worker.last_name,
        kind=worker.kind,
        job_role=worker.job_role,
        work_phone=worker.work_phone,
        user=worker.user,
        leaves_on=last_day,
    )


def _managed(telling: Telling, peer: Peer) -> bool:
    return peer.team == next(other.team for other in telling.tale.peers if other.part == "peer-worker")


def _first_day(days: Days) -> datetime:
    return at(workdays(days.ago(OPENED).date(), 1), "09:30")
