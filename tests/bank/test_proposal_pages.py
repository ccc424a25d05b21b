"""The pages of a proposal: ask, wait, tick, offer, and what stays empty."""

import pytest
from django.urls import reverse

from alongside.bank.models import Proposal, ProposalLine
from alongside.core import clock
from alongside.core.guard import unguarded
from tests.bank.setting_up import make_bank_worker, make_shift
from tests.bank.test_proposals import days, with_line
from tests.groups.setting_up import make_date, make_group


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_proposals_for_whoever_runs_the_bank_asks_for_next_week(sign_in):
    client = sign_in("bank")
    page = client.get(reverse("bank:proposals"))
    assert page.status_code == 200
    assert "Nothing yet." in text(page)
    first = clock.today()
    last = days()["ends_on"]
    typed = {
        f"{name}_{part}": getattr(day, unit)
        for name, day in (("starts_on", first), ("ends_on", last))
        for part, unit in (("day", "day"), ("month", "month"), ("year", "year"))
    }
    answer = client.post(reverse("bank:proposals"), typed)
    proposal = Proposal.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("bank:proposal", args=[proposal.pk])
    assert "Waiting to begin" in text(client.get(reverse("bank:proposals")))
    again = client.post(reverse("bank:proposals"), typed)
    assert again.status_code == 422
    assert "still being looked into" in text(again)
    assert f'value="{last.year}"' in text(again)


@pytest.mark.parametrize("name", ["ward", "coordinator", "team_manager", "peer_worker"])
def test_proposal_pages_for_others_are_not_found(world, sign_in, name):
    proposal, line = with_line(world, "ready", make_bank_worker(world, "Maya Lund"))
    client = sign_in(name)
    assert client.get(reverse("bank:proposals")).status_code == 404
    at = reverse("bank:proposal", args=[proposal.pk])
    assert client.get(at).status_code == 404
    assert client.post(at, {"lines": [line.pk]}).status_code == 404
    for way in ("bank:stop_proposal", "bank:discard_proposal"):
        assert client.post(reverse(way, args=[proposal.pk])).status_code == 404


def test_proposal_while_it_is_looked_into_says_how_far_and_can_be_stopped(world, sign_in):
    proposal, _ = with_line(world, "looking")
    with unguarded():
        Proposal.objects.update(doing="Looking at 8 people", progress=25)
    client = sign_in("lead")
    page = text(client.get(reverse("bank:proposal", args=[proposal.pk])))
    assert "Looking at 8 people…" in page
    assert 'value="25"' in page
    assert 'http-equiv="refresh"' in page
    answer = client.post(reverse("bank:stop_proposal", args=[proposal.pk]), follow=True)
    assert "Stopped." in text(answer)
    assert client.post(reverse("bank:stop_proposal", args=[proposal.pk])).status_code == 409


def test_proposal_when_ready_has_a_tick_for_each_and_says_what_stays_empty(world, sign_in):
    maya = make_bank_worker(world, "Maya Lund")
    proposal, line = with_line(world, "ready", maya)
    with unguarded():
        ProposalLine.objects.create(
            proposal=proposal, shift=make_shift(world, days=9, what_for="Walk"), position=1, reasons=["Not available"]
        )
        date = make_date(make_group(world), days=3)
        ProposalLine.objects.create(proposal=proposal, group_date=date, worker=maya, position=2, reasons=["Knows it"])
    client = sign_in("bank")
    at = reverse("bank:proposal", args=[proposal.pk])
    page = text(client.get(at))
    assert "2 of 3 places could be covered" in page
    assert page.count('type="checkbox"') == 2
    assert "Maya L" in page
    assert "Stays empty" in page
    assert "What stands in the way" in page
    assert "Walk" in page
    nothing = client.post(at, {})
    assert nothing.status_code == 422
    assert "Tick at least one to offer" in text(nothing)
    assert " checked" not in text(nothing)
    assert client.post(at, {"lines": ["someone-elses"]}).status_code == 422
    done = text(client.post(at, {"lines": [line.pk]}, follow=True))
    assert "1 is offered" in done
    assert done.count('type="checkbox"') == 1


def test_proposal_when_something_changed_says_so_on_its_line(world, sign_in):
    proposal, line = with_line(world, "ready", make_bank_worker(world, "Maya Lund", ready=False))
    client = sign_in("bank")
    page = text(client.post(reverse("bank:proposal", args=[proposal.pk]), {"lines": [line.pk]}, follow=True))
    assert "Not offered:" in page
    assert "cannot be offered this shift" in page


def test_proposal_when_left_out_failed_or_empty_says_so(world, sign_in):
    client = sign_in("bank")
    proposal, _ = with_line(world, "ready", make_bank_worker(world, "Maya Lund"))
    answer = client.post(reverse("bank:discard_proposal", args=[proposal.pk]), follow=True)
    assert "Left out. Nobody was told of it." in text(answer)
    page = text(client.get(reverse("bank:proposal", args=[proposal.pk])))
    assert "Left out" in page
    assert 'type="checkbox"' not in page
    for status, words in (("failed", "We stumbled"), ("ready", "Everything is covered"), ("stopped", "was stopped")):
        with unguarded():
            empty = Proposal.objects.create(
                **days(), status=status, asked_at=clock.now(), asked_by="N", problem="We stumbled",
                asked_by_user=world.users["bank"],
            )  # fmt: skip
        assert words in text(client.get(reverse("bank:proposal", args=[empty.pk])))
