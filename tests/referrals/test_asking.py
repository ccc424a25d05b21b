"""Asking and referring: the record begins, the yes is written, and nobody can tell who is known."""

import pytest

from alongside.core.errors import NotAllowed
from alongside.core.models import Notice
from alongside.referrals import commands, queries
from alongside.referrals.models import Person, Referral
from tests.referrals.people import actions, answers
from tests.world import make_referral


def test_receive_request_when_for_oneself_begins_a_record_and_a_yes(world):
    from alongside.core.actors import VISITOR

    asked = answers(
        known_as="Zo",
        needs=[("communication", "Text first")],
        identifiers=[("Housing", "H1")],
        other_contacts=[{"name": "Ruth", "phone": "07700 900222"}],
        wants=[{"theme": "Gardening", "must": True}],
    )
    referral = commands.receive_request(VISITOR, **asked)
    person = referral.person
    assert (referral.status, referral.given_name, referral.hopes_by) == ("received", "Zoë O'Brien", "Zo")
    assert person.search_name == "zoe obrien zo"
    assert person.needs_asked_on is not None
    assert queries.said_yes(referral)
    choice = referral.choices.get()
    assert (choice.how, choice.said_by) == ("online", "Zoë O'Brien")
    assert [need.words for need in queries.needs_of([person.pk])[person.pk]] == ["Text first"]
    assert person.identifiers.get().number == "H1"
    assert person.other_contacts.get().name == "Ruth"
    assert actions() == ["request.received"]


@pytest.mark.parametrize(
    ("contact_by", "email", "told"), [("email", "zoe@example.org", 1), ("phone", "zoe@example.org", 0)]
)
def test_receive_request_when_email_is_not_their_way_writes_no_email(world, contact_by, email, told):
    commands.receive_request(world.nobody, **answers(contact_by=contact_by, email=email))
    assert Notice.objects.count() == told


def test_receive_request_when_for_another_has_no_yes_and_tells_the_asker(world):
    asked = answers(asked_by="carer", source="B2", asker_name="Ruth", asker_email="ruth@example.org", needs_asked=True)
    referral = commands.receive_request(world.nobody, **asked)
    assert not referral.choices.exists()
    assert referral.person.needs_asked_on is not None
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.subject) == ("ruth@example.org", "We have your request")
    assert "O'Brien" not in notice.text


@pytest.mark.parametrize("who", ["referrer", "lead", "coordinator", "peer_worker"])
def test_refer_person_when_signed_in_keeps_who_referred(world, who):
    details = answers(source="P1", told_consent="hear_more")
    del details["asked_by"]
    referral = commands.refer_person(world.actor(who), **details)
    assert referral.referrer == world.users[who]
    assert (referral.asker_name, referral.asked_by) == (world.users[who].name, "professional")
    assert "/my-referrals/" in Notice.objects.get().text
    assert actions() == ["person.referred"]


@pytest.mark.parametrize("who", ["person", "governance", "team_manager", "nobody"])
def test_refer_person_when_not_theirs_to_do_is_refused(world, who):
    details = answers(source="P1")
    del details["asked_by"]
    with pytest.raises(NotAllowed):
        commands.refer_person(world.actor(who), **details)
    assert not Person.objects.exists()


def test_change_request_when_on_their_word_changes_hopes_and_wishes(world):
    referral = make_referral(world)
    asked = {
        "hopes": "To see the sea.",
        "hopes_by": "Leona",
        "wants": [{"theme": "Gardening", "must": False}],
        "wants_words": "",
        "ruled_out": ["Being a parent"],
        "ruled_out_words": "",
        "days": ["mon-am"],
    }
    commands.change_request(world.person, referral, **asked)
    referral.refresh_from_db()
    assert (referral.hopes, referral.ruled_out, referral.days) == ("To see the sea.", ["Being a parent"], ["mon-am"])
    assert actions() == ["request.changed"]
    with pytest.raises(NotAllowed):
        commands.change_request(world.other_person, referral, **asked)


def test_referral_source_when_any_is_a_national_code(world):
    from alongside.core.nhs import codes
    from alongside.referrals.forms.answers import SOURCES

    assert set(SOURCES) <= {code for code, _ in codes.SOURCE_OF_REFERRAL.choices()}
    assert Referral._meta.get_field("source").choices == codes.SOURCE_OF_REFERRAL.choices()
