"""The rules of the bank: as they come, from a profile, changed on screen, and never looser than the law."""

from datetime import time
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.bank import commands, forms, imports, queries
from alongside.bank.models import BankRules
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.models import AuditEvent
from tests.bank.setting_up import make_rules
from tests.world import World

pytestmark = pytest.mark.django_db


def answers(**other: Any) -> dict[str, Any]:
    """The page as it is shown, sent back, with these answers different."""
    said = {name: "" if value is None else value for name, value in forms.said_by(queries.the_rules()).items()}
    return {**said, "cut_off_time": "9am", **other}


def test_rules_are_written_once_and_then_changed(world: World) -> None:
    rules = commands.write_rules(world.lead, rest_hours=12)
    assert AuditEvent.objects.filter(action="bank_rules.written", subject_id=rules.pk).exists()
    with pytest.raises(Refused, match="has rules already"):
        commands.write_rules(world.bank, rest_hours=12)
    commands.change_rules(world.bank, rules, stops=["overlap", "average"], local_cap_hours=Decimal(40))
    assert queries.limits_of(queries.the_rules()).stops == {"overlap", "average"}
    assert queries.limits_of(queries.the_rules()).local_cap_hours == 40
    assert AuditEvent.objects.filter(action="bank_rules.changed", subject_id=rules.pk).exists()


@pytest.mark.parametrize("name", ["ward", "coordinator", "team_manager", "peer_worker"])
def test_nobody_else_changes_them(world: World, sign_in: Any, name: str) -> None:
    rules = make_rules()
    with pytest.raises(NotAllowed):
        commands.change_rules(world.actor(name), rules, rest_hours=12)
    with pytest.raises(NotAllowed):
        commands.write_rules(world.actor(name), rest_hours=12)
    assert sign_in(name).get(reverse("bank:rules")).status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {"average_hours": 49},
        {"average_weeks": 18},
        {"rest_hours": 10},
        {"break_minutes": 19},
        {"stops": ["overlap", "whim"]},
    ],
)
def test_they_are_never_looser_than_the_law(world: World, said: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        commands.change_rules(world.bank, make_rules(), **said)


def test_a_profile_writes_them_once(world: World) -> None:
    actor = process("The first start")
    imports.describe(actor, {"offer_hours": 12, "cut_off_time": "10:30"})
    imports.describe(actor, {"offer_hours": 36})
    assert (BankRules.objects.get().offer_hours, BankRules.objects.get().cut_off_time) == (12, time(10, 30))


def test_a_profile_that_says_no_time_has_the_usual_one(world: World) -> None:
    imports.describe(process("The first start"), {"offer_hours": 12})
    assert BankRules.objects.get().cut_off_time == time(9)


def test_the_page_writes_and_changes_them(world: World, sign_in: Any) -> None:
    client: Client = sign_in("bank")
    page = client.get(reverse("bank:rules")).content.decode()
    assert "Working Time Regulations 1998, reg. 10" in page
    assert client.post(reverse("bank:rules"), answers(rest_hours=12)).status_code == 302
    assert BankRules.objects.get().rest_hours == 12
    sent = answers(stops=["rest"], local_cap_hours=40, morning_from="08:30")
    assert client.post(reverse("bank:rules"), sent).status_code == 302
    rules = BankRules.objects.get()
    assert rules.stops == ["overlap", "rest"]
    assert rules.half_days == {"am": ["08:30", "13:00"], "pm": ["13:00", "17:00"]}
    assert rules.cut_off_day == 0


@pytest.mark.parametrize(
    "wrong",
    [{"rest_hours": 9}, {"morning_until": "08:00"}, {"cut_off_day": 9}, {"stops": ["whim"]}, {"cut_off_time": "soon"}],
)
def test_the_page_keeps_what_was_typed(world: World, sign_in: Any, wrong: dict[str, Any]) -> None:
    make_rules()
    answer = sign_in("lead").post(reverse("bank:rules"), answers(offer_hours=17, **wrong))
    assert answer.status_code == 422
    assert 'value="17"' in answer.content.decode()
