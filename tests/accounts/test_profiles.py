"""A service described as data: loaded once, through commands, into records that hold together."""

import re

import pytest

from alongside.accounts import profiles, queries
from alongside.accounts.models import Organisation, Pathway, Service, Site, Team, Ward
from alongside.core.models import AuditEvent
from alongside.core.nhs import codes

pytestmark = pytest.mark.django_db
KENT_TEAMS = {
    "Thanet CMHT": "A06",
    "Ashford CMHT": "A06",
    "Medway Early Intervention": "A14",
    "Perinatal Community": "C02",
    "Willow Ward": "A10",
    "Low Secure Unit": "B01",
}


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_load_profile_describes_a_whole_service_by_commands(name):
    service = profiles.load_profile(name)
    assert queries.current_service() == service
    assert service.profile == name
    assert service.organisation_name in {
        "Kent and Medway NHS and Social Care Partnership Trust",
        "Leicestershire Partnership NHS Trust",
    }
    for model in (Pathway, Site, Team, Ward):
        assert model.objects.exists()
    events = AuditEvent.objects.all()
    assert {event.actor_name for event in events} == {"The first start"}
    of_the_service = events.filter(subject_type__startswith="accounts.")
    assert of_the_service.count() == 1 + sum(m.objects.count() for m in (Organisation, Pathway, Site, Team, Ward))
    described = {subject.split(".")[0] for subject in events.values_list("subject_type", flat=True)}
    assert described == {
        *("accounts", "candidates", "training", "recruitment", "pages", "workforce", "bank", "groups"),
        *("supervision", "outreach", "partners"),
    }


def test_load_profile_again_changes_nothing():
    first = profiles.load_profile("kmpt")
    count = AuditEvent.objects.count()
    assert profiles.load_profile("lpt") == first
    assert AuditEvent.objects.count() == count
    assert Service.objects.count() == 1


def test_load_profile_when_unknown_names_those_there_are():
    with pytest.raises(FileNotFoundError, match="kmpt, lpt"):
        profiles.load_profile("nowhere")
    assert not Organisation.objects.exists()


def test_kent_has_its_pathways_and_demonstration_teams():
    profiles.load_profile("kmpt")
    assert [p.name for p in Pathway.objects.all()] == [
        "Community",
        "Acute",
        "Rehabilitation",
        "Forensic",
        "Mother and infant",
        "Staff bank",
    ]
    assert {team.name: team.team_type for team in Team.objects.all()} == KENT_TEAMS


@pytest.mark.parametrize("name", ["kmpt", "lpt"])
def test_a_profile_holds_only_codes_that_exist_and_numbers_kept_for_fiction(name):
    said = profiles.read_profile(name)
    assert {row["team_type"] for row in said["teams"]} <= set(dict(codes.TEAM_TYPE.choices()))
    assert {row["age_group"] for row in said["teams"]} <= set(dict(codes.AGE_GROUP.choices()))
    assert {row["location_type"] for row in said["sites"]} <= set(dict(codes.LOCATION.choices()))
    assert {row["kind"] for row in said["service"]["themes"]} == {"experience", "interest", "about"}
    assert said["service"]["email"].endswith(".example.org")
    assert re.fullmatch(r"01632 960\d{3}", said["service"]["phone"])
    names = [row["name"] for row in said["service"]["themes"]]
    assert len(names) == len(set(names))


def test_the_two_profiles_differ_where_services_do():
    kent, leicester = (profiles.read_profile(name) for name in ("kmpt", "lpt"))
    for part in ("values", "themes", "lengths", "email", "requests_read"):
        assert kent["service"][part] != leicester["service"][part]
    assert not {team["name"] for team in kent["teams"]} & {team["name"] for team in leicester["teams"]}
