"""Telling someone, answering, and what became of it."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.accounts.queries import who_can_answer
from alongside.core.errors import NotAllowed, Refused
from alongside.support import commands, forms, queries
from alongside.support.queries.concerns import SHOWN
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

WORRIES: Columns = {
    "Who told": "told_by",
    "About": "about",
    "Told": "told_at",
    "Whom": "told",
    "Answered by": "answered_by",
    "Answered": "answered_at",
    "Done": "closed_at",
}


def tell_someone(request: Request) -> HttpResponse:
    """One page. `?relationship=` says whom it is about, `?at=` only where it was: a group. Nothing else is known before
    it is said."""
    actor = request.actor
    if not commands.tell_someone.allowed(actor):
        raise NotAllowed("tell someone")
    relationship = _asked_about(request)
    line = queries.whom_to_tell(actor, relationship, chosen=request.POST.get("who", ""))
    person = relationship.referral.person if relationship else None
    form = partial(
        forms.TellSomeone,
        people=queries.whom_it_is_about(actor, relationship),
        line=line,
        users=lambda key: who_can_answer([key]).get(key),
        relationships=lambda key: queries.get_relationship(actor, key),
        called=person.called if person else "",
    )
    at = request.GET.get("at", "")[:160]
    asked = form(
        request.POST or None,
        initial={"about": relationship.pk if relationship else None, "words": f"At {at}: " if at else ""},
    )
    if request.method == "POST" and asked.is_valid():
        try:
            told = commands.tell_someone(actor, **asked.cleaned_data)
        except commands.AlreadyTold as already:
            told = already.concern
        except NotAllowed:
            raise
        except Refused as refusal:
            asked.add_error(None, str(refusal))
        if not asked.errors:
            return redirect("support:concern", told.pk)
    shown = {
        "form": asked,
        "line": line,
        "relationship": relationship,
        "person": person,
        "open_concerns": queries.open_concerns(actor),
        "my_concerns": queries.my_concerns(actor),
    }
    return render(request, "support/tell_someone.jinja", shown, status=422 if asked.errors else 200)


def _asked_about(request: Request) -> Any:
    chosen = request.GET.get("relationship")
    return queries.get_relationship(request.actor, chosen) if chosen else None


def concerns(request: Request) -> HttpResponse:
    """The lead's and coordinators' list: open first. What somebody told of themself is never here."""
    queries.needs_to_mind(request.actor)
    show = request.GET.get("show", "")
    return list_page(
        request,
        "support/concerns.jinja",
        queries.concerns(request.actor, show),
        WORRIES,
        called="Worries",
        aloud=partial(queries.concern_rows, request.actor),
        showing=[SHOWN[show]] if show in SHOWN else [],
        show=show,
        shown=SHOWN,
        out=queries.visits_out(request.actor),
    )


def concern(request: Request, concern_id: str) -> HttpResponse:
    """For whoever told it: who was told, and who has it. For those who were told: what it is, and "I have this"."""
    page = queries.open_concern(request.actor, concern_id)
    allowed = {
        name: getattr(commands, name).allowed(request.actor, page.concern)
        for name in ("answer_concern", "tell_another")
    }
    shown = {"page": page, "may_answer": allowed["answer_concern"], "may_tell_another": allowed["tell_another"]}
    return render(request, "support/concern.jinja", shown)


def _page(concern: Any) -> str:
    return reverse("support:concern", args=[concern.pk])


def answer_concern(request: Request, concern_id: str) -> HttpResponse:
    found = queries.get_concern(request.actor, concern_id)
    done = f"You have this. {found.told_by.split(' ')[0]} can see that you do."
    return do_now(request, commands.answer_concern, found, then=_page(found), done=done)


def hand_back(request: Request, concern_id: str) -> HttpResponse:
    found = queries.get_concern(request.actor, concern_id)
    return do_now(request, commands.hand_back, found, then=_page(found), done="The next in line is asked now.")


def reopen_concern(request: Request, concern_id: str) -> HttpResponse:
    found = queries.get_concern(request.actor, concern_id)
    return do_now(request, commands.reopen_concern, found, then=_page(found), done="It is open again.")


def close_concern(request: Request, concern_id: str) -> HttpResponse:
    """What was done, and the numbers of the trust's own systems."""
    found = queries.get_concern(request.actor, concern_id)
    return form_page(
        request,
        "support/close_concern.jinja",
        form=forms.CloseConcern,
        do=commands.close_concern,
        to=found,
        then=_page(found),
        done=f"Done. {found.told_by.split(' ')[0]} is told.",
        initial={
            "what_was_done": found.what_was_done,
            "safeguarding_reference": found.safeguarding_reference,
            "incident_reference": found.incident_reference,
        },
        concern=found,
    )


def tell_another(request: Request, concern_id: str) -> HttpResponse:
    """One more person, by name."""
    found = queries.get_concern(request.actor, concern_id)
    line = queries.whom_to_tell(request.actor, found.relationship, chosen=request.POST.get("user", ""))
    return form_page(
        request,
        "support/tell_another.jinja",
        form=partial(forms.TellAnother, line=line, users=lambda key: who_can_answer([key]).get(key)),
        do=commands.tell_another,
        to=found,
        then=_page(found),
        done="They are told.",
        concern=found,
        line=line,
    )
