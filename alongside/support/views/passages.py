"""Breaks, another peer worker, and a whole caseload, on the person's word."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.words import plural


def take_break(request: Request, relationship_id: str) -> HttpResponse:
    """Until a day, or until they say. Their place is kept."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/take_break.jinja",
        form=partial(forms.TakeBreak, called=person.called),
        do=commands.take_break,
        to=found,
        then=_page(found.pk),
        done=f"{person.called} is on a break. Their place is kept.",
        relationship=found,
        person=person,
    )


def end_break(request: Request, relationship_id: str) -> HttpResponse:
    found = queries.get_relationship(request.actor, relationship_id)
    called = found.referral.person.called
    return do_now(request, commands.end_break, found, then=_page(found.pk), done=f"{called} is back.")


def ask_for_another(request: Request, relationship_id: str) -> HttpResponse:
    """They would like another peer worker: written down on their word, with no reason."""
    found = queries.get_relationship(request.actor, relationship_id)
    person = found.referral.person
    return form_page(
        request,
        "support/ask_for_another.jinja",
        form=partial(forms.AskForAnother, called=person.called, worker=found.worker.first_name),
        do=commands.ask_for_another,
        to=found,
        then=_page(found.pk),
        done=f"Written down. {person.called} need not say why.",
        relationship=found,
        person=person,
    )


def take_back_change(request: Request, relationship_id: str) -> HttpResponse:
    found = queries.get_relationship(request.actor, relationship_id)
    done = "Taken back. They go on as they were."
    return do_now(request, commands.take_back_change, found, then=_page(found.pk), done=done)


def hand_over(request: Request, relationship_id: str) -> HttpResponse:
    """Put another peer worker forward. The person says yes or no."""
    found = queries.get_relationship(request.actor, relationship_id)
    person, peers = found.referral.person, queries.choices_for(found)
    return form_page(
        request,
        "support/hand_over.jinja",
        form=partial(forms.HandOver, peers=peers, called=person.called),
        do=commands.propose_handover,
        to=found,
        then=_page(found.pk),
        done=f"Put forward. Nothing changes unless {person.called} says yes.",
        initial={"because": "asked"} if queries.passage(request.actor, found).change_asked_at else None,
        relationship=found,
        person=person,
        peers=peers,
    )


def answer_handover(request: Request, handover_id: str) -> HttpResponse:
    """Write down what the person said, on their word."""
    found = queries.get_handover(request.actor, handover_id)
    relationship = found.relationship
    person, first = relationship.referral.person, found.to_worker.first_name
    said_no = request.POST.get("answer") == "no"
    return form_page(
        request,
        "support/answer_handover.jinja",
        form=partial(forms.AnswerHandover, called=person.called, worker=first),
        do=commands.decline_handover if said_no else commands.accept_handover,
        to=found,
        then=_page(relationship.pk),
        done="Written down. Nothing changes." if said_no else f"Handed over. {first} will be in touch.",
        handover=found,
        relationship=relationship,
        person=person,
    )


def withdraw_handover(request: Request, handover_id: str) -> HttpResponse:
    found = queries.get_handover(request.actor, handover_id)
    then = request.POST.get("then") == "caseload"
    worker = found.relationship.worker_id
    return do_now(
        request,
        commands.withdraw_handover,
        found,
        then=reverse("support:move_caseload", args=[worker]) if then else _page(found.relationship_id),
        done="Taken back. The place is free again.",
    )


def before(request: Request, relationship_id: str) -> HttpResponse:
    """What was before, as far as the person lets it be read."""
    found = queries.get_relationship(request.actor, relationship_id)
    context = {
        "relationship": found,
        "person": found.referral.person,
        "known": queries.before(found),
        "read": queries.read_before(found),
        "may_let_read": commands.let_read.allowed(request.actor, found),
    }
    return render(request, "support/before.jinja", context)


def let_read(request: Request, relationship_id: str) -> HttpResponse:
    """What may be read of before: as the person says."""
    found = queries.get_relationship(request.actor, relationship_id)
    return form_page(
        request,
        "support/let_read.jinja",
        form=forms.LetRead,
        do=commands.let_read,
        to=found,
        then=reverse("support:before", args=[found.pk]),
        done="Saved, as they said. It counts from now on.",
        initial={"may_read": found.may_read},
        relationship=found,
        person=found.referral.person,
    )


def move_caseload(request: Request, worker_id: str) -> HttpResponse:
    """Everyone a worker walks with, and who could take up each of them: one form, one press."""
    page = queries.caseload(request.actor, worker_id)
    return form_page(
        request,
        "support/move_caseload.jinja",
        form=partial(forms.MoveCaseload, page=page),
        do=commands.move_caseload,
        to=page.worker,
        then=reverse("support:move_caseload", args=[worker_id]),
        done=f"Put forward to {plural(_ticked(request), 'person', 'people')}. Nothing changes unless they say yes.",
        initial={name: row.suggested for name, row in forms.MoveCaseload(page=page).rows.items()},
        page=page,
    )


def _ticked(request: Request) -> int:
    return sum(bool(value) for name, value in request.POST.items() if name.startswith("to_"))


def _page(relationship_id: str) -> str:
    return reverse("support:relationship", args=[relationship_id])
