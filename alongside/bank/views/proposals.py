"""Filling a week: ask who could cover what, watch it being looked into, and offer all of it, some or none."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.bank import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page

OFFERED = "Offered. Each of them hears now and says yes or no; the first yes gets it."


def proposals(request: Request) -> HttpResponse:
    """Ask for one; below, those made before."""
    queries.needs_to_propose(request.actor)
    return form_page(
        request,
        "bank/proposals.jinja",
        form=forms.AskProposal,
        initial=forms.next_week(),
        do=commands.ask_proposal,
        then=_address,
        earlier=queries.proposals(request.actor),
    )


def proposal(request: Request, proposal_id: str) -> HttpResponse:
    """Where it is; once it is ready, who could cover what, with a tick for each, and what stays empty."""
    queries.needs_to_propose(request.actor)
    page = queries.proposal_page(request.actor, proposal_id)
    open_lines = [line.id for _, lines in page.days for line in lines if not line.is_offered]
    return form_page(
        request,
        "bank/proposal.jinja",
        form=partial(forms.AcceptLines, lines=open_lines),
        do=commands.accept_lines,
        to=queries.get_proposal(request.actor, proposal_id),
        then=_address,
        done=OFFERED,
        page=page,
        ticked=frozenset(request.POST.getlist("lines") if request.method == "POST" else open_lines),
    )


def stop_proposal(request: Request, proposal_id: str) -> HttpResponse:
    found = queries.get_proposal(request.actor, proposal_id)
    return do_now(request, commands.stop_proposal, found, then=reverse("bank:proposals"), done="Stopped.")


def discard_proposal(request: Request, proposal_id: str) -> HttpResponse:
    found = queries.get_proposal(request.actor, proposal_id)
    done = "Left out. Nobody was told of it."
    return do_now(request, commands.discard_proposal, found, then=reverse("bank:proposals"), done=done)


def _address(proposal: Any) -> str:
    return reverse("bank:proposal", args=[proposal.pk])
