"""A candidate's own claim for training elsewhere: started, added to, sent, answered, asked to be looked at again."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.candidates import queries as candidate_queries
from alongside.core.commands import Command
from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page


def my_claim(request: Request) -> HttpResponse:
    """One's own claims; and where there is none, what counts and how to start."""
    candidate = candidate_queries.own_candidate(request.actor)
    context = {
        "claims": queries.own_claim_list(request.actor),
        "programmes": queries.programmes_to_claim(),
        "candidate": candidate,
    }
    return render(request, "training/my_claim.jinja", context)


def start_claim(request: Request) -> HttpResponse:
    candidate = candidate_queries.own_candidate(request.actor)
    return form_page(
        request,
        "training/start_claim.jinja",
        form=partial(forms.StartClaim, programmes=queries.programmes_to_claim()),
        do=commands.start_claim,
        to=candidate,
        then=_to,
        done="Started, and kept. Add what you have, in any order.",
    )


def _to(claim: object) -> str:
    return reverse("training:own_claim", args=[claim.pk])  # type: ignore[attr-defined]


def own_claim(request: Request, claim: str) -> HttpResponse:
    """Where one claim is, whose turn it is, and by when."""
    found = queries.own_claim(request.actor, claim)
    return render(request, "training/own_claim.jinja", {"claim": queries.claim_page(found)})


def _page(
    request: Request, claim: str, template: str, form: object, do: Command, done: str, *, draft: bool = False
) -> HttpResponse:
    found = queries.own_claim(request.actor, claim)
    return form_page(
        request,
        f"training/{template}.jinja",
        form=form,  # type: ignore[arg-type]
        do=do,
        to=found,
        then=reverse("training:own_claim", args=[claim]),
        done=done,
        draft=f"{template}:{claim}" if draft else "",
        claim=queries.claim_page(found),
    )


def save_claim(request: Request, claim: str) -> HttpResponse:
    """What it was, in their words: kept as they type, and saved as often as they like."""
    found = queries.own_claim(request.actor, claim)
    names = ("course", "provider", "finished_on", "framework", "words")
    initial = {name: getattr(found, name) for name in names} | {
        "hours": f"{float(found.hours):g}" if found.hours else ""
    }
    return form_page(
        request,
        "training/save_claim.jinja",
        form=forms.SaveClaim,
        do=commands.save_claim,
        to=found,
        then=reverse("training:own_claim", args=[claim]),
        done="Kept.",
        draft=f"save_claim:{claim}",
        initial=initial,
        claim=queries.claim_page(found),
    )


def add_evidence(request: Request, claim: str) -> HttpResponse:
    return _page(request, claim, "add_evidence", forms.AddPaper, commands.add_evidence, "Added.")


def remove_evidence(request: Request, paper: str) -> HttpResponse:
    found = queries.own_paper(request.actor, paper)
    there = reverse("training:own_claim", args=[found.claim_id])
    return do_now(request, commands.remove_evidence, found.claim, then=there, done="Taken away.", evidence=found)


def give_badge(request: Request, claim: str) -> HttpResponse:
    return _page(
        request, claim, "give_badge", forms.GiveBadge, commands.give_badge, "Your badge is real, and is added."
    )


def _now(request: Request, claim: str, do: Command, done: str) -> HttpResponse:
    found = queries.own_claim(request.actor, claim)
    return do_now(request, do, found, then=reverse("training:own_claim", args=[claim]), done=done)


def remove_badge(request: Request, claim: str) -> HttpResponse:
    return _now(request, claim, commands.remove_badge, "Taken away.")


def send_claim(request: Request, claim: str) -> HttpResponse:
    return _now(request, claim, commands.send_claim, "Sent. Thank you.")


def withdraw_claim(request: Request, claim: str) -> HttpResponse:
    return _now(request, claim, commands.withdraw_claim, "Taken back. You can start again whenever you like.")


def answer_claim(request: Request, claim: str) -> HttpResponse:
    done = "Thank you. Your claim is with us again."
    return _page(request, claim, "answer_claim", forms.AnswerClaim, commands.answer_claim, done, draft=True)


def appeal_claim(request: Request, claim: str) -> HttpResponse:
    done = "Asked. Somebody who has not decided it before looks at it."
    return _page(request, claim, "appeal_claim", forms.AppealClaim, commands.appeal_claim, done, draft=True)
