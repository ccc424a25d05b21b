"""A person and their request brought in from a row of a spreadsheet."""

from datetime import date

import pytest
from django.utils import timezone

from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from alongside.referrals import commands
from alongside.referrals.imports import known_people
from tests.world import make_person, make_referral

IMPORT = process("The import")
ORIGIN = "Row 2 of Caseload in tracker.xlsx"
ROW = {"origin": ORIGIN, "first_name": "Zoë", "last_name": "O’Brien", "received_on": date(2025, 3, 1)}


def test_bring_in_person_when_open_is_matched_with_nothing_made_up(world):
    referral = commands.bring_in_person(world.lead, standing="open", team=world.thanet, reason=ORIGIN, **ROW)
    person = referral.person
    assert (person.search_name, person.origin, person.nhs_number, person.birth_date) == ("zoe obrien", ORIGIN, "", None)
    assert (referral.status, referral.pathway, referral.host_team) == ("matched", world.community, world.thanet)
    assert (referral.source, referral.asked_by, referral.told_consent) == ("", "", "")
    assert timezone.localtime(referral.received_at).strftime("%Y-%m-%d %H:%M") == "2025-03-01 12:00"
    assert referral.read_at is not None
    assert not referral.choices.exists()
    event = AuditEvent.objects.get(action="person.brought_in")
    assert (event.subject_id, event.reason) == (referral.pk, ORIGIN)


@pytest.mark.parametrize(
    ("standing", "team", "status"),
    [("waiting", True, "accepted"), ("waiting", False, "received"), ("declined", True, "declined")],
)
def test_bring_in_person_when_not_open_has_the_state_the_row_says(world, standing, team, status):
    referral = commands.bring_in_person(IMPORT, standing=standing, team=world.thanet if team else None, **ROW)
    assert referral.status == status


def test_bring_in_person_when_closed_needs_its_day_and_reason(world):
    with pytest.raises(Refused, match="the day and the reason"):
        commands.bring_in_person(IMPORT, standing="closed", ended_on=date(2025, 4, 1), **ROW)
    with pytest.raises(Refused, match="before they were referred"):
        commands.bring_in_person(IMPORT, standing="closed", ended_on=date(2025, 2, 1), closure_code="02", **ROW)
    referral = commands.bring_in_person(IMPORT, standing="closed", ended_on=date(2025, 4, 1), closure_code="06", **ROW)
    assert (referral.status, referral.closure_code) == ("closed", "06")
    assert referral.person.died_on == date(2025, 4, 1)


def test_bring_in_person_when_they_are_here_adds_a_request_or_corrects_it(world):
    person = make_person(world, nhs_number="9990000050")
    referral = commands.bring_in_person(IMPORT, person=person, standing="waiting", team=world.ashford, **ROW)
    assert referral.person == person
    person.refresh_from_db()
    assert (person.first_name, person.nhs_number, person.phone) == ("Zoë", "9990000050", "07700 900123")
    open_one = make_referral(world, person, status="matched")
    commands.bring_in_person(
        IMPORT, person=person, referral=open_one, standing="closed", ended_on=date(2025, 4, 1), closure_code="03", **ROW
    )
    assert (open_one.status, person.referrals.count()) == ("closed", 2)


def test_bring_in_person_when_the_request_here_is_closed_cannot_open_it(world):
    closed = make_referral(world, status="closed")
    with pytest.raises(Refused, match="finished"):
        commands.bring_in_person(
            IMPORT, person=closed.person, referral=closed, standing="open", team=world.thanet, **ROW
        )


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "referrer", "person"])
def test_bring_in_person_when_not_the_lead_is_not_allowed(world, who):
    with pytest.raises(NotAllowed):
        commands.bring_in_person(world.actor(who), standing="waiting", **ROW)


def test_known_people_when_asked_tells_those_who_may_bring_in(world, django_assert_num_queries):
    referral = make_referral(world)
    lead = world.lead
    with django_assert_num_queries(2):
        known = known_people(lead)
    assert known[referral.person_id].referrals == (referral,)
    assert known_people(world.coordinator) == {}
