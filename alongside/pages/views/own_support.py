"""What a person does with their own peer support: meetings, and their side of what is written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.core.errors import NotAllowed
from alongside.pages import forms
from alongside.support import commands
from alongside.support import queries as support
from alongside.ui.dates import day, time
from alongside.ui.pages import Request, do_now, form_page, page_of


def change_my_meeting(request: Request, meeting: str) -> HttpResponse:
    """Another day, time or place."""
    found = support.own_meeting(request.actor, meeting)
    local = timezone.localtime(found.starts_at)
    return form_page(
        request,
        "pages/change_my_meeting.jinja",
        form=forms.ChangeMeeting,
        do=commands.move_meeting,
        to=found,
        then=reverse("pages:my_peer_support"),
        done=f"Changed. {found.relationship.worker.first_name} has been told.",
        initial={"on": local.date(), "at": local.time()},
        meeting=found,
    )


def cancel_my_meeting(request: Request, meeting: str) -> HttpResponse:
    """Cancel it, or keep it."""
    found = support.own_meeting(request.actor, meeting)
    if request.method != "POST":
        return render(request, "pages/cancel_my_meeting.jinja", {"meeting": found})
    name = found.relationship.worker.first_name
    then, done = reverse("pages:my_peer_support"), f"Cancelled. {name} knows. Nothing else changes."
    return do_now(request, commands.cancel_meeting, found, then=then, done=done, by="person")


def my_meeting_calendar(request: Request, meeting: str) -> HttpResponse:
    """The meeting for my own calendar. It does not say what for."""
    return HttpResponse(
        support.calendar_of(support.own_meeting(request.actor, meeting)),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


def my_written(request: Request) -> HttpResponse:
    """All that was written about our meetings."""
    relationship = support.own_relationship(request.actor)
    if relationship is None:
        raise NotAllowed("have a peer worker")
    page = page_of(request, support.contacts_of(relationship), 20)
    return render(request, "pages/my_written.jinja", {"page": page, "relationship": relationship})


def my_words(request: Request, contact: str) -> HttpResponse:
    """My side of one meeting."""
    found = support.own_contact(request.actor, contact)
    return form_page(
        request,
        "pages/my_words.jinja",
        form=forms.MySide,
        do=commands.add_their_words,
        to=found,
        then=reverse("pages:my_written"),
        done="Your side is there now.",
        draft=f"my-words:{found.pk}",
        contact=found,
        when=f"{day(found.starts_at)} at {time(found.starts_at)}",
    )
