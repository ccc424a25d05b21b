"""Booking, moving and cancelling: the needs come first, and nobody is asked why."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse

from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, form_page


def book_meeting(request: Request, relationship_id: str) -> HttpResponse:
    relationship = queries.get_relationship(request.actor, relationship_id)
    return form_page(
        request,
        "support/book_meeting.jinja",
        form=forms.BookMeeting,
        do=commands.book_meeting,
        to=relationship,
        then=reverse("support:relationship", args=[relationship.pk]),
        done="Booked.",
        initial=queries.usual_meeting(relationship),
        **queries.beside_meeting(relationship),
    )


def move_meeting(request: Request, meeting_id: str) -> HttpResponse:
    meeting = queries.get_meeting(request.actor, meeting_id)
    return form_page(
        request,
        "support/move_meeting.jinja",
        form=lambda *args, initial=None: forms.MoveMeeting(*args, meeting=meeting),
        do=commands.move_meeting,
        to=meeting,
        then=reverse("support:relationship", args=[meeting.relationship_id]),
        done="Moved.",
        meeting=meeting,
        **queries.beside_meeting(meeting.relationship),
    )


def cancel_meeting(request: Request, meeting_id: str) -> HttpResponse:
    meeting = queries.get_meeting(request.actor, meeting_id)
    relationship = meeting.relationship
    form = partial(
        forms.CancelMeeting,
        called=relationship.referral.person.called,
        me=relationship.worker.user_id == request.actor.user_id,
        worker=relationship.worker.first_name,
    )
    return form_page(
        request,
        "support/cancel_meeting.jinja",
        form=form,
        do=commands.cancel_meeting,
        to=meeting,
        then=reverse("support:relationship", args=[relationship.pk]),
        done="Cancelled. Nothing else changes.",
        meeting=meeting,
        **queries.beside_meeting(relationship),
    )


def meeting_calendar(request: Request, meeting_id: str) -> HttpResponse:
    """The meeting as a file for a calendar."""
    file = queries.calendar_of(queries.get_meeting(request.actor, meeting_id))
    return HttpResponse(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )
