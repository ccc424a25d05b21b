"""What is taught: described by a profile once, then changed on screen, and kept fair while people are asking."""

import pytest

from alongside.accounts import profiles
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.training import commands, imports, queries
from alongside.training.models import Competence, Module, Principle, Programme
from tests.training.courses import CRITERIA, actions, make_cohort, make_programme

FIRST = process("The first start")
RULES = {
    "name": "Foundations",
    "about": "You learn.",
    "taught_by": "Peer trainers",
    "mode": "mixed",
    "eligibility": ["You have lived it"],
    "prerequisites": [],
    "criteria": CRITERIA,
    "attendance_percent": 75,
    "first_is_required": True,
    "catch_up": "",
    "shown_how": "",
    "met_words": "Shown",
    "not_yet_words": "Not yet",
    "equivalent_words": "",
    "reply_days": 7,
    "claim_days": 20,
    "is_open": True,
}


@pytest.mark.parametrize("name", ["lpt", "kmpt"])
def test_profile_describes_what_is_taught_once(world, name):
    said = profiles.read_profile(name)["training"]
    imports.describe(FIRST, said)
    assert Principle.objects.count() == 8
    names = set(Principle.objects.values_list("name", flat=True))
    assert names == {
        "Mutual", "Reciprocal", "Non-directive", "Recovery-focused", "Strengths-based", "Inclusive", "Progressive",
        "Safe",
    }  # fmt: skip
    assert all(row.competences.exists() for row in Principle.objects.all())
    assert Competence.objects.filter(is_verified=False).exists()
    programme = Programme.objects.get()
    assert programme.modules.filter(is_required=True).exists()
    covered = set(Module.objects.values_list("principles__name", flat=True))
    assert covered == names
    imports.describe(FIRST, said)
    assert Programme.objects.count() == 1


def test_profile_of_leicester_says_what_its_public_page_says():
    [programme] = profiles.read_profile("lpt")["training"]["programmes"]
    assert "Recovery College" in programme["taught_by"]
    assert programme["mode"] == "online"
    assert "Microsoft Teams" in " ".join(programme["eligibility"])


def test_programme_is_added_and_changed_with_an_address_of_its_own(world):
    programme = commands.add_programme(world.trainer, **RULES)
    other = commands.add_programme(world.lead, **RULES | {"name": "Foundations!"})
    assert (programme.slug, other.slug) == ("foundations", "foundations-2")
    commands.change_programme(world.lead, programme, **RULES | {"attendance_percent": 90, "criteria": []})
    assert Programme.objects.get(pk=programme.pk).attendance_percent == 90
    with pytest.raises(Refused, match="already one called"):
        commands.change_programme(world.lead, programme, **RULES | {"name": "Foundations!"})
    with pytest.raises(Refused, match="already one called"):
        commands.add_programme(world.lead, **RULES)
    assert actions() == ["programme.added", "programme.added", "programme.changed"]


@pytest.mark.parametrize("status", ["open", "choosing"])
def test_change_programme_when_people_are_asking_keeps_how_they_are_chosen(world, status):
    programme = make_programme()
    make_cohort(world, status, programme=programme)
    with pytest.raises(Refused, match="have read how we choose"):
        commands.change_programme(world.lead, programme, **RULES | {"criteria": []})
    commands.change_programme(world.lead, programme, **RULES)


def test_modules_and_principles_are_added_and_changed(world):
    programme = make_programme()
    safe = commands.add_principle(world.trainer, name="Safe", words="We agree what safe means.")
    one = commands.add_competence(world.lead, framework="HEE", version="2020", code="1.1", title="Values")
    commands.change_principle(
        world.trainer, safe, name="Safe", words="Both of us.", shown_by="Tells", competences=[one.pk], is_open=False
    )
    assert list(safe.competences.all()) == [one]
    with pytest.raises(Refused):
        commands.add_principle(world.trainer, name="safe", words="Again")
    module = commands.add_module(world.trainer, programme=programme, principles=[safe.pk], title="Safety", hours=3)
    assert (module.position, list(module.principles.all())) == (3, [safe])
    commands.change_module(world.trainer, module, principles=[], title="Staying safe", is_open=False)
    assert not module.principles.exists()
    assert [row.title for row in queries.modules_of(programme)] == ["Beginning", "Listening"]
    assert actions() == [
        *("principle.added", "competence.added", "principle.changed", "module.added", "module.changed"),
    ]


def test_what_is_taught_when_not_for_them_is_not_allowed(world):
    programme = make_programme()
    for name in ("recruiter", "candidate", "editor", "nobody"):
        actor = world.actor(name)
        with pytest.raises(NotAllowed):
            commands.add_programme(actor, **RULES)
        with pytest.raises(NotAllowed):
            commands.change_programme(actor, programme, **RULES)
        with pytest.raises(NotAllowed):
            commands.add_module(actor, programme=programme, title="X", hours=1)
        with pytest.raises(NotAllowed):
            commands.change_module(actor, programme.modules.first(), principles=[], title="X")
        with pytest.raises(NotAllowed):
            commands.add_principle(actor, name="X", words="X")
        with pytest.raises(NotAllowed):
            commands.change_principle(
                actor, Principle.objects.get(), name="X", words="", shown_by="", competences=[], is_open=True
            )
        with pytest.raises(NotAllowed):
            commands.add_competence(actor, framework="X", version="1", code="1", title="X")
        with pytest.raises(NotAllowed):
            queries.programmes(actor)
        with pytest.raises(NotAllowed):
            queries.principles(actor)


def test_lists_ask_as_many_questions_for_three_rows_as_for_one(world, django_assert_num_queries):
    lead = world.lead
    for name in ("First", "Second", "Third"):
        make_programme(name=name)
        commands.add_principle(lead, name=name, words="Words")
        with django_assert_num_queries(1):
            queries.programmes(lead)
        with django_assert_num_queries(2):
            queries.principles(lead)
        with django_assert_num_queries(2):
            queries.open_principles()
