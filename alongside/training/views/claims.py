"""Claims for training elsewhere, for those who decide: the list, one claim, a question, a decision, an appeal."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import files
from alongside.training import commands, forms, queries
from alongside.ui.pages import Request, form_page
from alongside.ui.sheets import Columns, list_page

PILLS = (
    ("open", "To decide"),
    ("late", "Late"),
    ("waiting", "Waiting for them"),
    ("decided", "Answered"),
    ("all", "All"),
)
COLUMNS: Columns = {
    "Who": "name",
    "Course": "course",
    "Taught by": "provider",
    "Where it is": "status_words",
    "Sent": lambda row: row.sent_at.date(),
    "We said by": "decide_by",
    "Late": lambda row: "Late" if row.late else "",
}


def claims(request: Request) -> HttpResponse:
    """Everyone who sent a claim, by the day we said."""
    queries.needs_to_read_claims(request.actor)
    show = request.GET.get("show", "open")
    many = queries.claim_counts(request.actor)
    address = reverse("training:claims")
    pills = [
        {"text": words, "url": f"{address}?show={key}", "count": many[key], "current": key == show}
        for key, words in PILLS
    ]
    rows = queries.claims(request.actor, show)
    return list_page(request, "training/claims.jinja", rows, COLUMNS, called="Claims", pill_links=pills)


def claim(request: Request, claim: str) -> HttpResponse:
    found = queries.open_claim(request.actor, claim)
    page = queries.claim_page(found)
    may = {
        "ask": found.status == "sent",
        "decide": found.status == "sent",
        "appeal": found.status == "appealed" and commands.decide_appeal.allowed(request.actor, found),
        "gap": found.status == "gap",
        "undo": found.status == "accepted" and commands.undo_claim.allowed(request.actor, found),
    }
    return render(request, "training/claim.jinja", {"claim": page, "may": may})


def claim_paper(request: Request, paper: str) -> HttpResponse:
    """A paper that goes with a claim: for its candidate, and for those who decide."""
    return files.answer(queries.get_paper(request.actor, paper).file)


def ask_about_claim(request: Request, claim: str) -> HttpResponse:
    found = queries.get_claim(request.actor, claim)
    return form_page(
        request,
        "training/ask_about_claim.jinja",
        form=forms.AskAboutClaim,
        do=commands.ask_about_claim,
        to=found,
        then=reverse("training:claim", args=[claim]),
        done="Asked. It comes back to you with their answer.",
        claim=queries.claim_page(found),
    )


def decide_claim(request: Request, claim: str) -> HttpResponse:
    """The first decision, or the one about an appeal: the same questions, asked of somebody else."""
    found = queries.get_claim(request.actor, claim)
    do = commands.decide_appeal if found.status == "appealed" else commands.decide_claim
    return form_page(
        request,
        "training/decide_claim.jinja",
        form=partial(forms.DecideClaim, principles=queries.claim_principles(found)),
        do=do,
        to=found,
        then=reverse("training:claim", args=[claim]),
        done=f"Decided. {found.candidate.first_name} is told.",
        draft=f"claim:{claim}",
        claim=queries.claim_page(found),
    )


def finish_gap(request: Request, claim: str) -> HttpResponse:
    found = queries.get_claim(request.actor, claim)
    return form_page(
        request,
        "training/finish_gap.jinja",
        form=forms.FinishGap,
        do=commands.finish_gap,
        to=found,
        then=reverse("training:claim", args=[claim]),
        done=f"It counts in full now. {found.candidate.first_name} is told.",
        claim=queries.claim_page(found),
    )


def undo_claim(request: Request, claim: str) -> HttpResponse:
    found = queries.get_claim(request.actor, claim)
    return form_page(
        request,
        "training/undo_claim.jinja",
        form=forms.UndoClaim,
        do=commands.undo_claim,
        to=found,
        then=reverse("training:claim", args=[claim]),
        done="Taken back, with its certificate.",
        claim=queries.claim_page(found),
    )
