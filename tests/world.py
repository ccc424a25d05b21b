"""A small service for tests: two pathways, three teams, and one of everybody, made without commands.

Set-up may write outside commands; what a test is about never does.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from alongside.accounts.models import Organisation, Pathway, RoleHolding, Service, Site, Team, User, Ward
from alongside.accounts.queries import actor_for
from alongside.candidates.models import Candidate
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.referrals.models import Choice, Person, Referral
from alongside.support.models import Relationship
from alongside.workforce.models import Assignment, Worker

Role = RoleHolding.Role


@dataclass
class World:
    """The places, and the actors by name: `world.lead`, `world.users["lead"]`."""

    service: Service
    community: Pathway
    acute: Pathway
    thanet: Team
    ashford: Team
    willow: Team
    willow_ward: Ward
    site: Site
    users: dict[str, User]

    def actor(self, name: str) -> Actor:
        return actor_for(self.users[name])

    def __getattr__(self, name: str) -> Actor:
        if name.startswith("_") or name not in self.users:
            raise AttributeError(name)
        return self.actor(name)


def make_user(email: str, name: str, role: str | None = None, *, own: bool = False, **scope: Any) -> User:
    """A user who may sign in, with at most one role held since a year ago."""
    user, holding = user_and_role(email, name, role, own=own, **scope)
    with unguarded():
        user.save()
        if holding:
            holding.save()
    return user


def user_and_role(
    email: str, name: str, role: str | None = None, *, own: bool = False, **scope: Any
) -> tuple[User, RoleHolding | None]:
    """The rows of `make_user`, not saved yet."""
    user = User(email=email, name=name, kind=User.Kind.OWN if own else User.Kind.STAFF)
    user.set_unusable_password()  # now, for the session remembers it: a password set afterwards would sign them out
    if role is None:
        return user, None
    return user, RoleHolding(user=user, role=role, starts_on=clock.today() - timedelta(days=365), **scope)


def make_world() -> World:
    with unguarded():
        trust = Organisation.objects.create(name="Tarnshire Partnership NHS Trust", ods_code="RXX")
        charity = Organisation.objects.create(name="Harbour Peers", kind="charity")
        other_charity = Organisation.objects.create(name="The Lantern Trust", kind="charity")
        service = Service.objects.create(
            profile="kmpt",
            organisation=trust,
            name="Peer support",
            email="peer@example.org",
            phone="01632 960000",
            requests_read="Monday to Friday, 9am to 5pm",
            help_now=[{"name": "NHS 111", "number": "111", "words": "choose the mental health option"}],
            lengths=[{"name": "10 contacts", "contacts": 10}, {"name": "4 months", "months": 4}, {"name": "Open"}],
            themes=[
                {"name": "Hearing voices", "kind": "experience"},
                {"name": "Being a parent", "kind": "experience"},
                {"name": "Gardening", "kind": "interest"},
            ],
        )
        community = Pathway.objects.create(name="Community", position=1)
        acute = Pathway.objects.create(name="Acute", position=2)
        site = Site.objects.create(name="Fern House", organisation=trust, area="Thanet")
        thanet, ashford, willow = (
            Team.objects.create(
                name=name, pathway=pathway, organisation=trust, site=site, team_type=kind, age_group="02"
            )
            for name, pathway, kind in (
                ("Thanet CMHT", community, "A06"),
                ("Ashford CMHT", community, "A06"),
                ("Willow Ward", acute, "A10"),
            )
        )
        ward = Ward.objects.create(name="Willow Ward", team=willow, site=site)
    cast = {
        "lead": user_and_role("lead@example.org", "Marcia Thornby", Role.LEAD),
        "coordinator": user_and_role("coordinator@example.org", "Ines Okafor", Role.COORDINATOR, pathway=community),
        "other_coordinator": user_and_role("other@example.org", "Cy Marlowe", Role.COORDINATOR, pathway=acute),
        "peer_worker": user_and_role("imani@example.org", "Imani Calder", Role.PEER_WORKER, team=thanet),
        "other_peer_worker": user_and_role("bethan@example.org", "Bethan Osei", Role.PEER_WORKER, team=willow),
        "team_manager": user_and_role("manager@example.org", "Owen Sallis", Role.TEAM_MANAGER, team=thanet),
        "referrer": user_and_role("nia@example.org", "Nia Cobbold", Role.REFERRER),
        "other_referrer": user_and_role("tom@example.org", "Tom Farrow", Role.REFERRER),
        "governance": user_and_role("governance@example.org", "Grace Lund", Role.GOVERNANCE),
        "administrator": user_and_role("admin@example.org", "Ada Quill", Role.ADMINISTRATOR),
        "person": user_and_role("leona@example.org", "Leona Marsh", Role.PERSON, own=True),
        "other_person": user_and_role("kofi@example.org", "Kofi Addo", Role.PERSON, own=True),
        "editor": user_and_role("editor@example.org", "Edda Holt", Role.EDITOR),
        "trainer": user_and_role("trainer@example.org", "Tariq Bowen", Role.TRAINER),
        "other_trainer": user_and_role("lorna@example.org", "Lorna Adeyemi", Role.TRAINER),
        "recruiter": user_and_role("recruiter@example.org", "Rhona Pike", Role.RECRUITER),
        "panel": user_and_role("panel@example.org", "Piet Okonjo", Role.PANEL),
        "route_lead": user_and_role("route@example.org", "Rosa Finch", Role.ROUTE_LEAD),
        "ward": user_and_role("ward@example.org", "Nia Brandt", Role.WARD, ward=ward),
        "other_ward": user_and_role("hazel@example.org", "Hal Moreno", Role.WARD, team=ashford),
        "bank": user_and_role("bank@example.org", "Nadia Cole", Role.BANK),
        "supervisor": user_and_role("supervisor@example.org", "Sefa Lindqvist", Role.SUPERVISOR),
        "other_supervisor": user_and_role("senior@example.org", "Juno Castell", Role.SUPERVISOR),
        "partner": user_and_role("partner@example.net", "Petra Onslow", Role.PARTNER, organisation=charity),
        "other_partner": user_and_role("lantern@example.net", "Lev Harcourt", Role.PARTNER, organisation=other_charity),
        "candidate": user_and_role("grace@example.net", "Grace Ashby", Role.CANDIDATE, own=True),
        "other_candidate": user_and_role("joel@example.net", "Joel Marsden", Role.CANDIDATE, own=True),
        "nobody": user_and_role("nobody@example.org", "No Roles"),
    }
    users = {name: user for name, (user, _) in cast.items()}
    with unguarded():  # all at once: every test begins here
        User.objects.bulk_create(users.values())
        RoleHolding.objects.bulk_create([holding for _, holding in cast.values() if holding])
    world = World(service, community, acute, thanet, ashford, willow, ward, site, users)
    make_worker(world, "peer_worker", thanet)
    make_worker(world, "other_peer_worker", willow)
    return world


def make_worker(world: World, user: str, team: Team, **fields: Any) -> Worker:
    """A peer worker with a published profile, room for three, assigned to `team`."""
    holder = world.users[user]
    first, last = holder.name.split(" ", 1)
    with unguarded():
        worker = Worker.objects.create(
            **{
                "user": holder,
                "first_name": first,
                "last_name": last,
                "about": "I like walking, strong tea and not rushing.",
                "profile_shown_at": clock.now(),
                "languages": ["en"],
                "days": ["mon-am", "tue-am"],
                "areas": ["Thanet"],
                "agreed_caseload": 3,
                **fields,
            }
        )
        Assignment.objects.create(
            worker=worker,
            team=team,
            hours=22.5,
            manager=world.users["team_manager"],
            starts_on=clock.today() - timedelta(days=365),
        )
    return worker


def worker_of(world: World, user: str = "peer_worker") -> Worker:
    return Worker.objects.get(user=world.users[user])


def make_person(world: World, *, user: str | None = "person", **fields: Any) -> Person:
    name = world.users[user].name if user else "Maeve Lister"
    first, last = name.split(" ", 1)
    with unguarded():
        return Person.objects.create(
            **{
                "user": world.users[user] if user else None,
                "first_name": first,
                "last_name": last,
                "search_name": name.lower(),
                "phone": "07700 900123",
                "area": "Thanet",
                **fields,
            }
        )


def make_referral(world: World, person: Person | None = None, *, status: str = "received", **fields: Any) -> Referral:
    """A referral by `referrer` to Community, in whichever state, with the milestones that state needs."""
    moment = clock.now()
    milestones: dict[str, Any] = {
        "accepted": {"accepted_at": moment},
        "matched": {"accepted_at": moment, "matched_at": moment},
        "declined": {"declined_at": moment},
        "closed": {"closed_at": moment, "closure_code": "07"},
    }.get(status, {})
    with unguarded():
        return Referral.objects.create(
            **{
                "person": person or make_person(world),
                "status": status,
                "pathway": world.community,
                "host_team": world.thanet,
                "asked_by": "professional",
                "source": "P1",
                "referrer": world.users["referrer"],
                "asker_name": "Nia Cobbold",
                "asker_email": "nia@example.org",
                "hopes": "To get out of the house without my sister.",
                "hopes_by": "Leona",
                "received_at": moment - timedelta(days=10),
                **milestones,
                **fields,
            }
        )


def say_yes(referral: Referral, answer: str = "yes") -> Choice:
    with unguarded():
        return Choice.objects.create(
            referral=referral,
            about="peer_support",
            answer=answer,
            how="phone",
            said_on=clock.today(),
            said_by=referral.person.called,
            written_by="Ines Okafor",
            written_at=clock.now(),
        )


def make_relationship(
    world: World, referral: Referral | None = None, *, worker: Worker | None = None, status: str = "meeting"
) -> Relationship:
    """Leona and Imani, with Leona's yes, meeting since two weeks ago unless another status is given."""
    referral = referral or make_referral(world, status="matched")
    say_yes(referral)
    moment = clock.now() - timedelta(days=14)
    with unguarded():
        return Relationship.objects.create(
            referral=referral,
            worker=worker or worker_of(world),
            status=status,
            introduced_at=moment,
            first_met_at=None if status == "introduced" else moment,
            ended_at=clock.now() if status == "ended" else None,
            ended_by="person" if status == "ended" else "",
        )


def make_candidate(world: World, user: str | None = "candidate", **fields: Any) -> Candidate:
    """Grace, in touch since ten days ago, with her own account; or somebody without one."""
    name = world.users[user].name if user else "Lou Penny"
    first, last = name.split(" ", 1)
    moment = clock.now() - timedelta(days=10)
    with unguarded():
        return Candidate.objects.create(
            **{
                "once": new_id(),
                "user": world.users[user] if user else None,
                "status": "in_touch",
                "first_name": first,
                "last_name": last,
                "search_name": name.lower(),
                "email": world.users[user].email if user else "lou@example.net",
                "interested_at": moment,
                "in_touch_at": moment,
                "reply_by": clock.today() - timedelta(days=5),
                "owner": world.users["coordinator"],
                **fields,
            }
        )
