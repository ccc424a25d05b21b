"""Recording a contact, and everything that may follow from it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.core.errors import NotAllowed, Refused
from alongside.support import commands, forms, queries
from alongside.ui import dates, drafts
from alongside.ui.pages import Request, do_now, form_page


def record(request: Request) -> HttpResponse:
    """Who was it? Today's people first, then what is owed, then anyone else."""
    queries.needs_to_walk(request.actor)
    return render(request, "support/record.jinja", queries.whom_to_record(request.actor))


def record_contact(request: Request, relationship_id: str) -> HttpResponse:
    """Two taps when all went as planned: how it went, and Save."""
    relationship = queries.get_relationship(request.actor, relationship_id)
    meeting = None
    if chosen := request.GET.get("meeting"):
        meeting = queries.get_meeting(request.actor, chosen)
    page = queries.record_page(request.actor, relationship, meeting)
    form = partial(forms.RecordContact, **_asked(request, relationship, page, meeting))
    return _contact_page(
        request,
        "support/record_contact.jinja",
        form=form,
        do=commands.record_contact,
        to=relationship,
        details={"meeting": meeting},
        draft=f"record:{relationship.pk}",
        initial=forms.from_meeting(meeting),
        relationship=relationship,
        meeting=meeting,
        **page,
    )


def correct_contact(request: Request, contact_id: str) -> HttpResponse:
    """Write it again as it was; the original is kept."""
    old = queries.get_contact(request.actor, contact_id)
    relationship: Any = old.relationship
    page = queries.record_page(request.actor, relationship, None)
    asked = _asked(request, relationship, page, old.meeting)
    return _contact_page(
        request,
        "support/correct_contact.jinja",
        form=partial(forms.CorrectContact, **{**asked, "again": None}),
        do=commands.correct_contact,
        to=old,
        details={},
        draft="",
        initial=forms.from_contact(old),
        relationship=relationship,
        contact=old,
        **page,
    )


def _asked(request: Request, relationship: Any, page: dict[str, Any], meeting: Any) -> dict[str, Any]:
    """What the form needs to know to ask only what makes sense."""
    return {
        "called": page["person"].called,
        "me": relationship.worker.user_id == request.actor.user_id,
        "worker": relationship.worker.first_name,
        "needs": page["needs"],
        "interpreter": page["person"].interpreter,
        "colleagues": page["colleagues"],
        "again": page["again"],
        "again_where": page["again_where"],
        "meeting": meeting,
    }


def _contact_page(
    request: Request,
    template: str,
    *,
    form: Any,
    do: Command,
    to: Any,
    details: dict[str, Any],
    draft: str,
    initial: dict[str, Any],
    **context: Any,
) -> HttpResponse:
    """Like form_page, and: sent twice leads to what was saved; an odd date is asked about; saving can be undone."""
    if not do.allowed(request.actor, to):
        raise NotAllowed(do.action)
    if request.method == "POST":
        asked = form(request.POST)
        if asked.is_valid():
            try:
                saved = do(request.actor, to, **asked.cleaned_data, **details)
            except commands.AlreadySaved as already:
                return render(request, "support/already_saved.jinja", {"contact": already.contact, **context})
            except Refused as refusal:
                _refused(asked, refusal)
            else:
                if draft:
                    drafts.forget(request, draft)
                _say_saved(request, saved)
                return redirect("support:relationship", saved.relationship_id)
    elif kept := _kept(request, draft, context.get("meeting")):
        asked = drafts.filled(form, kept)
    else:
        asked = form(initial=initial)
    shown = {"form": asked, "draft": {"url": drafts.address(draft)} if draft else {}, **context}
    return render(request, template, shown, status=422 if asked.errors else 200)


def _refused(asked: Any, refusal: Refused) -> None:
    """Say it on the form, in the command's own words; an odd date may then be said to be right."""
    if isinstance(refusal, NotAllowed):
        raise refusal
    asked.ask_date = asked.ask_date or isinstance(refusal, commands.OddDate)
    asked.add_error("met_on" if isinstance(refusal, commands.OddDate) else None, str(refusal))


def _kept(request: Request, draft: str, meeting: Any) -> dict[str, Any]:
    """Answers kept for this very meeting, and not sent since."""
    kept = drafts.load(request, draft) if draft else {}
    same = kept.get("meeting_id", [""]) == [meeting.pk if meeting else ""]
    return kept if same and not queries.was_saved(kept.get("once", [""])[0]) else {}


def _say_saved(request: Request, contact: Any) -> None:
    called = contact.referral.person.called
    said = "Corrected. The original is kept." if contact.replaces_id else "Saved."
    if booked := contact.booked_next.first():
        said += f" You meet {called} again on {dates.day(booked.starts_at)} at {dates.time(booked.starts_at)}."
    undo = "" if contact.replaces_id else reverse("support:undo_contact", args=[contact.pk])
    messages.success(request, said, extra_tags=undo)


def undo_contact(request: Request, contact_id: str) -> HttpResponse:
    contact = queries.get_contact(request.actor, contact_id)
    then = reverse("support:relationship", args=[contact.relationship_id])
    return do_now(request, commands.undo_contact, contact, then=then, done="Taken back. It is to be recorded again.")


def contact(request: Request, contact_id: str) -> HttpResponse:
    """One contact, with every earlier version of it."""
    found, versions = queries.contact_page(request.actor, contact_id)
    context = {
        "contact": found,
        "relationship": found.relationship,
        "person": found.referral.person,
        "versions": versions,
        "may_change": commands.correct_contact.allowed(request.actor, found) and versions[0].is_current,
        "may_undo": queries.may_undo(request.actor, found),
    }
    return render(request, "support/contact.jinja", context)


def add_their_words(request: Request, contact_id: str) -> HttpResponse:
    contact = queries.get_contact(request.actor, contact_id)
    called = contact.referral.person.called
    return form_page(
        request,
        "support/add_their_words.jinja",
        form=partial(forms.TheirWords, called=called),
        do=commands.add_their_words,
        to=contact,
        then=reverse("support:contact", args=[contact.pk]),
        done=f"{called}’s words are saved.",
        contact=contact,
        person=contact.referral.person,
    )
