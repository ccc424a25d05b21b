"""From the first question to a recorded contact by commands alone, and the audit of it read back as sentences."""

from datetime import timedelta

from django.utils import timezone

from alongside.core import audit, clock
from alongside.core.actors import VISITOR
from alongside.core.commands import COMMANDS
from alongside.core.ids import new_id
from alongside.core.models import AuditEvent
from alongside.matching import commands as matching
from alongside.referrals import commands as referrals
from alongside.support import commands as support
from tests.world import worker_of

WORDS = "To order in a café on my own, without my sister talking for me."


def sentences() -> list[str]:
    """Without the day, so that a sentence can be compared."""
    events = AuditEvent.objects.order_by("at", "id")
    return [audit.sentence(event, COMMANDS[event.action].says).split(" on ")[0] for event in events]


def test_journey_when_read_back_says_who_did_what(world):
    worker, moment = worker_of(world), timezone.now() - timedelta(days=20)

    def later(hours: int):
        return clock.at(moment + timedelta(hours=hours))

    with later(0):
        referral = referrals.receive_request(
            VISITOR,
            asked_by="self",
            source="B1",
            first_name="Maeve",
            last_name="Lister",
            phone="07700 900321",
            area="Thanet",
            contact_by="phone",
            hopes=WORDS,
            needs=[("communication", "Large print, 18 point")],
        )
    with later(24):
        referrals.read_request(world.coordinator, referral)
        referrals.accept_referral(world.coordinator, referral, pathway=world.community, host_team=world.thanet)
    with later(48):
        offer = matching.offer_profile(world.coordinator, referral, worker=worker, because=["Both live in Thanet"])
    with later(60):
        matching.worker_says_yes(world.peer_worker, offer)
    with later(72):
        matching.person_says_yes(world.coordinator, offer, how="phone", said_by="Maeve", said_on=clock.today())
    relationship = referral.relationships.get()
    with later(80):
        meeting = support.book_meeting(
            world.peer_worker,
            relationship,
            starts_at=clock.now() + timedelta(hours=20),
            minutes=60,
            mechanism="02",
        )
    with later(102):
        support.record_contact(
            world.peer_worker,
            relationship,
            once=new_id(),
            starts_at=meeting.starts_at,
            attendance="5",
            mechanism="02",
            minutes=60,
            meeting=meeting,
            words=WORDS,
            words_are="together",
        )
        support.agree(
            world.peer_worker,
            relationship,
            agreed_on=clock.today(),
            purpose=WORDS,
            limits_told=True,
            how_often="Every week",
            where="By phone",
            length_name="10 contacts",
            said_by="Maeve",
        )
        goal = support.add_goal(world.peer_worker, referral.person, words=WORDS, said_by="Maeve")
    with later(200):
        support.reach_goal(world.peer_worker, goal)

    assert sentences() == [
        "A visitor asked for peer support",
        "Ines Okafor is reading the request for peer support",
        "Ines Okafor accepted the request for peer support",
        "Ines Okafor offered a peer worker's profile",
        "Imani Calder agreed to be offered",
        "Ines Okafor wrote down what the person chose",
        "Ines Okafor matched the person with a peer worker",
        "Ines Okafor introduced a peer worker",
        "Ines Okafor gave the person's yes to meeting this peer worker",
        "Imani Calder booked a meeting",
        "Imani Calder recorded a contact",
        "Imani Calder wrote down what was agreed",
        "Imani Calder wrote down a goal of the person's",
        "Imani Calder marked a goal as reached",
    ]
    told = "\n".join(audit.sentence(event, COMMANDS[event.action].says) for event in AuditEvent.objects.all())
    assert "status received → accepted" in told
    for private in ("Maeve", "Lister", "café", "07700", "Large print"):
        assert private not in told


def test_journey_when_one_act_did_several_things_they_share_its_moment(world):
    from tests.world import make_referral, say_yes

    referral = make_referral(world, status="accepted")
    say_yes(referral)
    offer = matching.offer_profile(world.lead, referral, worker=worker_of(world))
    matching.worker_says_yes(world.peer_worker, offer)
    matching.person_says_yes(world.person, offer)
    acts = set(
        AuditEvent.objects.filter(
            action__in=["choice.written", "referral.matched", "relationship.introduced", "offer.person_said_yes"]
        ).values_list("act_id", "at")
    )
    assert len(acts) == 1
