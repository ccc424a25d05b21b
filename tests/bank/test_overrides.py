"""A rule of working time set aside for one worker and one shift, with rest given instead."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.bank import commands, queries
from alongside.bank.models import Override, Shift
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce.models import KeptAway, Worker
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.shifts import letters
from tests.world import World

pytestmark = pytest.mark.django_db

WHY = {"why": "Nobody else knows the group.", "rest_words": "2 hours more on Monday"}


def tired(world: World) -> tuple[Worker, Shift]:
    """Somebody who works the night before: 9 hours' rest."""
    wanda = make_bank_worker(world, "Wanda Pell")
    make_shift(world, days=6, hour=22, hours=8, worker=wanda, status=Shift.Status.FILLED)
    return wanda, make_shift(world, days=7, hour=15)


def after(shift: Shift) -> Any:
    return timezone.localdate(shift.ends_at) + timedelta(days=2)


def test_a_rule_is_set_aside_for_one_shift(world: World) -> None:
    wanda, shift = tired(world)
    assert not queries.could(shift, wanda).can
    written = commands.override_rule(world.bank, shift, worker=wanda, rule="rest", rest_by=after(shift), **WHY)
    assert queries.could(shift, wanda).can
    assert written.words.startswith("9 hours’ rest after")
    assert AuditEvent.objects.filter(action="override.written", subject_id=written.pk).exists()
    assert "Rest is given instead: 2 hours more on Monday." in letters(wanda.user.email)
    assert not queries.could(make_shift(world, days=7, hour=15), wanda).can


@pytest.mark.parametrize("name", ["ward", "coordinator", "team_manager", "peer_worker"])
def test_nobody_else_sets_a_rule_aside(world: World, sign_in: Any, name: str) -> None:
    wanda, shift = tired(world)
    with pytest.raises(NotAllowed):
        commands.override_rule(world.actor(name), shift, worker=wanda, rule="rest", rest_by=after(shift), **WHY)
    assert sign_in(name).get(reverse("bank:override", args=[shift.pk, wanda.pk])).status_code == 404


@pytest.mark.parametrize("rule", ["overlap", "average", "own_limit"])
def test_some_rules_are_never_set_aside_by_another(world: World, rule: str) -> None:
    wanda, shift = tired(world)
    with pytest.raises(Refused, match="Nobody else may set this aside"):
        commands.override_rule(world.bank, shift, worker=wanda, rule=rule, rest_by=after(shift), **WHY)


def test_rest_is_given_instead_and_after_the_shift(world: World) -> None:
    wanda, shift = tired(world)
    with pytest.raises(Refused, match="how much rest"):
        commands.override_rule(world.bank, shift, worker=wanda, rule="rest", why="A reason")
    with pytest.raises(Refused, match="comes after the shift"):
        commands.override_rule(world.bank, shift, worker=wanda, rule="rest", rest_by=clock.today(), **WHY)


def test_only_what_stands_in_the_way_and_only_while_it_is_looked_for(world: World) -> None:
    wanda, shift = tired(world)
    with pytest.raises(Refused, match="does not stand in their way"):
        commands.override_rule(world.bank, shift, worker=wanda, rule="longest_shift", why="A reason")
    with unguarded():
        Shift.objects.filter(pk=shift.pk).update(status=Shift.Status.ASKED)
    with pytest.raises(Refused, match="not looking for somebody"):
        commands.override_rule(world.bank, shift, worker=wanda, rule="rest", rest_by=after(shift), **WHY)


def test_a_blocked_ward_is_not_found_out_by_setting_rules_aside(world: World, sign_in: Any) -> None:
    """The same words as for somebody whom nothing stops."""
    wanda, shift = tired(world)
    ravi = make_bank_worker(world, "Ravi Penn")
    with unguarded():
        KeptAway.objects.create(worker=wanda, ward=world.willow_ward)
    client = sign_in("bank")
    pages = []
    for worker in (wanda, ravi):
        with pytest.raises(Refused, match="does not stand in their way"):
            commands.override_rule(world.bank, shift, worker=worker, rule="rest", rest_by=after(shift), **WHY)
        answer = client.get(reverse("bank:override", args=[shift.pk, worker.pk]))
        assert answer.status_code == 409
        pages.append("Nothing that you may set aside" in answer.content.decode())
    assert pages == [True, True]


def test_the_page_says_what_stands_in_the_way_and_asks_for_rest(world: World, sign_in: Any) -> None:
    wanda, shift = tired(world)
    client = sign_in("lead")
    page = reverse("bank:override", args=[shift.pk, wanda.pk])
    assert "9 hours’ rest after" in client.get(page).content.decode()
    answer = client.post(page, {"rule": "rest", "why": "Kept while it is wrong"})
    assert answer.status_code == 422
    assert "Kept while it is wrong" in answer.content.decode()
    day = after(shift)
    rest = {"rest_by_day": day.day, "rest_by_month": day.month, "rest_by_year": day.year}
    assert client.post(page, {"rule": "rest", **WHY, **rest}).status_code == 302
    assert Override.objects.get().written_by == "Marcia Thornby"
