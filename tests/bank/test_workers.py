"""Who is on the bank: joining, changing, leaving; and what a worker says for themself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.middleware import SECOND_FACTOR
from alongside.accounts.queries import actor_for
from alongside.bank import commands, queries
from alongside.bank.models import BankWorker, OptOut, Shift
from alongside.core import clock
from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce.models import Assignment, Worker
from tests.bank.setting_up import make_bank_worker, make_rules, make_shift
from tests.world import World

pytestmark = pytest.mark.django_db


def actor_of(worker: Worker) -> Actor:
    return actor_for(worker.user)


def client_of(worker: Worker) -> Client:
    client = Client()
    assert worker.user
    client.force_login(worker.user)
    session = client.session
    session[SECOND_FACTOR] = "test"
    session.save()
    return client


def was_written(action: str, subject: Any) -> bool:
    return AuditEvent.objects.filter(action=action, subject_id=subject.pk).exists()


def test_a_worker_joins_the_bank(world: World) -> None:
    worker = Worker.objects.get(user=world.users["peer_worker"])
    member = commands.join_bank(world.bank, worker=worker, band="4", joined_on=clock.today(), skills=["Art"])
    assert (member.band, member.skills, member.ended_on) == ("4", ["Art"], None)
    assert was_written("bank_worker.joined", member)
    with pytest.raises(Refused, match="on the bank already"):
        commands.join_bank(world.lead, worker=worker, band="4", joined_on=clock.today())
    with pytest.raises(NotAllowed):
        commands.join_bank(world.team_manager, worker=worker, band="4", joined_on=clock.today())


def test_who_left_comes_back_with_what_they_had_said(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell", free=["sat-pm"], ended_on=clock.today() - timedelta(days=3))
    with pytest.raises(Refused, match="still on the bank on that day"):
        commands.join_bank(world.bank, worker=wanda, band="3", joined_on=clock.today() - timedelta(days=3))
    member = commands.join_bank(world.bank, worker=wanda, band="3", joined_on=clock.today())
    assert (member.ended_on, member.free) == (None, ["sat-pm"])


def test_band_and_skills_are_changed(world: World) -> None:
    member = BankWorker.objects.get(worker=make_bank_worker(world, "Wanda Pell"))
    commands.change_bank_worker(world.bank, member, band="4", skills=["Makaton"])
    assert BankWorker.objects.get().skills == ["Makaton"]
    assert was_written("bank_worker.changed", member)
    with pytest.raises(NotAllowed):
        commands.change_bank_worker(world.ward, member, band="4", skills=[])


def test_who_leaves_has_no_shifts_left(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    member = BankWorker.objects.get()
    shift = make_shift(world, days=7, worker=wanda, status=Shift.Status.FILLED)
    with pytest.raises(Refused, match="1 shift is theirs after that day"):
        commands.leave_bank(world.bank, member, ended_on=clock.today())
    make_shift(world, days=8, worker=wanda, status=Shift.Status.FILLED)
    with pytest.raises(Refused, match="2 shifts are theirs"):
        commands.leave_bank(world.bank, member, ended_on=clock.today())
    with pytest.raises(Refused, match="joined later"):
        commands.leave_bank(world.bank, member, ended_on=member.joined_on - timedelta(days=1))
    commands.leave_bank(world.bank, member, ended_on=clock.today() + timedelta(days=8))
    assert was_written("bank_worker.left", member)
    with pytest.raises(Refused, match="left the bank already"):
        commands.leave_bank(world.bank, member, ended_on=clock.today())
    with pytest.raises(NotAllowed):
        commands.leave_bank(actor_of(wanda), member, ended_on=clock.today())
    assert shift.worker == wanda


@pytest.mark.parametrize(
    ("command", "said", "action"),
    [
        (commands.say_when_free, {"free": ["sat-pm"]}, "bank_worker.said_free"),
        (commands.say_own_limit, {"own_limit_hours": 12}, "bank_worker.said_limit"),
        (commands.say_likes, {"likes": ["x"]}, "bank_worker.said_likes"),
    ],
)
def test_what_is_theirs_to_say_nobody_else_says(world: World, command: Any, said: dict[str, Any], action: str) -> None:
    wanda, ravi = make_bank_worker(world, "Wanda Pell"), make_bank_worker(world, "Ravi Penn")
    member = BankWorker.objects.get(worker=wanda)
    command(actor_of(wanda), member, **said)
    (name, value), *_ = said.items()
    assert getattr(BankWorker.objects.get(worker=wanda), name) == value
    event = AuditEvent.objects.get(action=action)
    assert event.changes == {name: "changed"}
    for actor in (world.lead, world.bank, actor_of(ravi)):
        with pytest.raises(NotAllowed):
            command(actor, member, **said)


def test_an_opt_out_is_theirs_to_sign_and_to_take_back(world: World) -> None:
    wanda, ravi = make_bank_worker(world, "Wanda Pell"), make_bank_worker(world, "Ravi Penn")
    member = BankWorker.objects.get(worker=wanda)
    for actor in (world.lead, world.bank, actor_of(ravi)):
        with pytest.raises(NotAllowed):
            commands.sign_opt_out(actor, member)
    opt_out = commands.sign_opt_out(actor_of(wanda), member)
    assert was_written("opt_out.signed", opt_out)
    with pytest.raises(Refused, match="opted out already"):
        commands.sign_opt_out(actor_of(wanda), member)
    for actor in (world.lead, actor_of(ravi)):
        with pytest.raises(NotAllowed):
            commands.end_opt_out(actor, opt_out)
    commands.end_opt_out(actor_of(wanda), opt_out)
    assert OptOut.objects.get().ends_on == clock.today() + timedelta(days=commands.NOTICE_DAYS)
    assert was_written("opt_out.ended", opt_out)
    with pytest.raises(Refused, match="took it back already"):
        commands.end_opt_out(actor_of(wanda), opt_out)
    with pytest.raises(Refused, match="opted out already"):
        commands.sign_opt_out(actor_of(wanda), member)
    with clock.at(clock.now() + timedelta(days=8)):
        commands.sign_opt_out(actor_of(wanda), member)
        assert queries.opt_out_of(member) == OptOut.objects.get(ends_on=None)


# Pages ---------------------------------------------------------------------------------------------------------------

MINE = ("my_bank", "say_when_free", "say_own_limit", "say_likes", "sign_opt_out")


@pytest.mark.parametrize("name", MINE)
def test_a_workers_own_pages_are_theirs(world: World, sign_in: Any, name: str) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    assert client_of(wanda).get(reverse(f"bank:{name}")).status_code == 200
    assert sign_in("lead").get(reverse(f"bank:{name}")).status_code == 404


def test_who_is_not_on_the_bank_reads_so(world: World, sign_in: Any) -> None:
    page = sign_in("peer_worker").get(reverse("bank:my_bank"))
    assert "You are not on the staff bank." in page.content.decode()
    assert sign_in("peer_worker").get(reverse("bank:say_likes")).status_code == 404


def test_a_worker_says_when_where_and_how_much(world: World) -> None:
    wanda = make_bank_worker(world, "Wanda Pell")
    client = client_of(wanda)
    assert client.post(reverse("bank:say_when_free"), {"free": ["sat-pm", "sun-night"]}).status_code == 302
    assert client.post(reverse("bank:say_own_limit"), {"own_limit_hours": "12"}).status_code == 302
    assert client.post(reverse("bank:say_likes"), {"likes": [world.willow_ward.pk]}).status_code == 302
    page = client.get(reverse("bank:my_bank")).content.decode()
    for words in ("Saturday afternoons", "Sunday nights", "Your own limit is 12 hours", "Willow Ward"):
        assert words in page
    assert 'value="12"' in client.get(reverse("bank:say_own_limit")).content.decode()
    answer = client.post(reverse("bank:say_own_limit"), {"own_limit_hours": "a lot"})
    assert (answer.status_code, "a lot" in answer.content.decode()) == (422, True)
    assert client.post(reverse("bank:say_when_free"), {"free": ["never"]}).status_code == 422


def test_an_opt_out_is_explained_before_it_is_chosen(world: World) -> None:
    client = client_of(make_bank_worker(world, "Wanda Pell"))
    assert "Nobody may ask this of you" in client.get(reverse("bank:sign_opt_out")).content.decode()
    client.post(reverse("bank:sign_opt_out"))
    assert "Take it back" in client.get(reverse("bank:my_bank")).content.decode()
    assert client.get(reverse("bank:end_opt_out")).status_code == 404
    client.post(reverse("bank:end_opt_out"))
    assert "You took your choice back" in client.get(reverse("bank:my_bank")).content.decode()


def test_who_runs_the_bank_keeps_its_list(world: World, sign_in: Any) -> None:
    make_rules()
    wanda = make_bank_worker(world, "Wanda Pell", skills=["Art"], free=["sat-pm"], own_limit_hours=7)
    ravi = make_bank_worker(world, "Ravi Penn", ready=False)
    member = BankWorker.objects.get(worker=wanda)
    with unguarded():
        OptOut.objects.create(worker=wanda, signed_on=clock.today(), written_by="Wanda Pell", written_at=clock.now())
        Assignment.objects.create(
            worker=wanda, team=world.willow, kind="substantive", hours=15, starts_on=date(2020, 1, 1)
        )
    client = sign_in("bank")
    page = client.get(reverse("bank:bank_workers")).content.decode()
    for words in ("Wanda Pell", "Ravi Penn", "Not trained yet", "Opted out of 48 hours", "15 hours"):
        assert words in page
    assert client.get(reverse("bank:bank_workers") + "?as=xlsx").status_code == 200
    page = client.get(reverse("bank:bank_worker", args=[member.pk])).content.decode()
    assert "Opted out since" in page
    assert "Saturday" not in page
    assert client.get(reverse("bank:bank_worker", args=[BankWorker.objects.get(worker=ravi).pk])).status_code == 200
    assert "Nobody has left the bank." in client.get(reverse("bank:bank_workers") + "?show=left").content.decode()


@pytest.mark.parametrize("name", ["ward", "peer_worker", "coordinator"])
def test_nobody_else_reads_the_list(world: World, sign_in: Any, name: str) -> None:
    member = BankWorker.objects.get(worker=make_bank_worker(world, "Wanda Pell"))
    client = sign_in(name)
    assert client.get(reverse("bank:bank_workers")).status_code == 404
    assert client.get(reverse("bank:join_bank")).status_code == 404
    for page in ("bank_worker", "change_bank_worker", "leave_bank"):
        assert client.get(reverse(f"bank:{page}", args=[member.pk])).status_code == 404


def test_somebody_is_added_changed_and_leaves_on_the_pages(world: World, sign_in: Any) -> None:
    worker = Worker.objects.get(user=world.users["peer_worker"])
    client = sign_in("lead")
    assert client.get(reverse("bank:join_bank")).status_code == 200
    said = {"band": "3", "skills": "art,  walking group", "worker": worker.pk}
    today = {"joined_on_day": "1", "joined_on_month": "11", "joined_on_year": "2026"}
    assert client.post(reverse("bank:join_bank"), said).status_code == 422
    assert client.post(reverse("bank:join_bank"), {**said, **today}).status_code == 302
    member = BankWorker.objects.get()
    assert member.skills == ["art", "walking group"]
    change = reverse("bank:change_bank_worker", args=[member.pk])
    assert "art, walking group" in client.get(change).content.decode()
    assert client.post(change, {"band": "4", "skills": ""}).status_code == 302
    leave = reverse("bank:leave_bank", args=[member.pk])
    assert client.get(leave).status_code == 200
    last = {"ended_on_day": "30", "ended_on_month": "11", "ended_on_year": "2026"}
    assert client.post(leave, last).status_code == 302
    member.refresh_from_db()
    assert (member.band, member.skills, member.ended_on) == ("4", [], date(2026, 11, 30))


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_for_many(world: World, number: int, django_assert_num_queries: Any) -> None:
    for n in range(number):
        make_bank_worker(world, f"Wanda Pell{n}")
    bank = world.bank
    with django_assert_num_queries(8):
        assert len(queries.bank_workers(bank)) == number
