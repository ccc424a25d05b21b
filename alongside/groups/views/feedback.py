"""What members said of a group, read by those who plan or run it; and the code with which a room says it."""

from functools import partial

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from alongside.core.limits import tried_too_often
from alongside.formats.pdf import square
from alongside.groups import commands
from alongside.groups.forms.feedback import GiveFeedback
from alongside.groups.queries import feedback as queries
from alongside.groups.queries import members, registers
from alongside.ui.pages import Request, do_now, form_page, public
from alongside.ui.sheets import Columns, list_page

MOST, MINUTES = 60, 60  # a whole room sits behind one address
SLOW_DOWN = "Many have answered from here in the last hour. Please try again later."

COLUMNS: Columns = {
    "Day": "given_on",
    "How it was": lambda row: row.get_felt_display(),
    "In their words": "words",
    "Who, where they said so": "name",
}


def feedback(request: Request, group_id: str) -> HttpResponse:
    """Newest day first, and how many felt how once enough have said."""
    group = members.get_members_group(request.actor, group_id)
    return list_page(
        request,
        "groups/feedback.jinja",
        queries.feedback(request.actor, group),
        COLUMNS,
        called=f"What people said of {group.name}",
        about=group,
        size=20,
        group=group,
        felt=queries.feedback_felt(request.actor, group),
        unread=queries.feedback_unread(group),
    )


def feedback_code(request: Request, date_id: str) -> HttpResponse:
    """For the end of a group: a square and an address to show, so that people without an account can say it too."""
    date = registers.get_registered_date(request.actor, date_id)
    address = f"{settings.PUBLIC_ADDRESS}{reverse('groups:say_here', args=[queries.code_of(date)])}"
    return render(
        request,
        "groups/feedback_code.jinja",
        {
            "date": date,
            "works": queries.code_works(date),
            "address": address,
            "picture": SafeString(square(address)),
            "until": queries.code_until(date),
        },
    )


@public
def say_here(request: Request, code: str) -> HttpResponse:
    """Somebody in the room, whoever they are: what they think, without a name."""
    request.audience = "public"
    date = queries.date_by_code(code)
    asked = partial(GiveFeedback, by_name=False)
    if request.method == "POST" and tried_too_often(request, "say here", most=MOST, minutes=MINUTES):
        form = asked(request.POST)
        form.add_error(None, SLOW_DOWN)
        return render(request, "groups/say_here.jinja", {"form": form, "group": date.group}, status=429)
    return form_page(
        request,
        "groups/say_here.jinja",
        form=asked,
        do=commands.say_in_the_room,
        to=date,
        then=reverse("groups:said_here"),
        group=date.group,
    )


@public
def said_here(request: Request) -> HttpResponse:
    request.audience = "public"
    return render(request, "groups/said_here.jinja")


def read_feedback(request: Request, group_id: str) -> HttpResponse:
    group = members.get_members_group(request.actor, group_id)
    then = reverse("groups:feedback", args=[group_id])
    return do_now(request, commands.read_feedback, group, then=then, done="Marked as read.")
