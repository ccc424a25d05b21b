"""What those who came to a talk say, without an account and without a name; and who reads it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from alongside.core.limits import tried_too_often
from alongside.formats.pdf import square
from alongside.outreach import commands, queries
from alongside.outreach.forms.talks import SayOfTalk
from alongside.ui.pages import Request, form_page, public
from alongside.ui.sheets import Columns, list_page

MOST, MINUTES = 200, 60  # a whole lecture theatre sits behind one address
SLOW_DOWN = "Many have answered from here in the last hour. Please try again later."
COLUMNS: Columns = {"Day": "given_on", "In their words": "words"}


def talk_code(request: Request, talk_id: str) -> HttpResponse:
    """For the end of a talk: a square and an address to show."""
    talk = queries.get_talk(request.actor, talk_id)
    address = queries.feedback_address(talk)
    context = {
        "talk": talk,
        "address": address,
        "until": queries.code_until(talk),
        "picture": SafeString(square(address)),
    }
    return render(request, "outreach/talk_code.jinja", context)


def talk_feedback(request: Request, talk_id: str) -> HttpResponse:
    """What was said in words, and how useful it was once enough have said."""
    talk = queries.get_talk(request.actor, talk_id)
    return list_page(
        request,
        "outreach/talk_feedback.jinja",
        queries.feedback_words(request.actor, talk),
        COLUMNS,
        called=f"What people said of {talk.title}",
        about=talk,
        size=20,
        talk=talk,
        useful=queries.feedback_useful(request.actor, talk),
    )


@public
def say_of_talk(request: Request, code: str) -> HttpResponse:
    """Somebody who came, whoever they are: one number and a sentence."""
    request.audience = "public"
    talk = queries.talk_by_code(code)
    if request.method == "POST" and tried_too_often(request, "say of a talk", most=MOST, minutes=MINUTES):
        form = SayOfTalk(request.POST)
        form.add_error(None, SLOW_DOWN)
        return render(request, "outreach/say_of_talk.jinja", {"form": form, "talk": talk}, status=429)
    return form_page(
        request,
        "outreach/say_of_talk.jinja",
        form=SayOfTalk,
        do=commands.say_of_talk,
        to=talk,
        then=reverse("outreach:said_of_talk"),
        talk=talk,
    )


@public
def said_of_talk(request: Request) -> HttpResponse:
    request.audience = "public"
    return render(request, "outreach/said_of_talk.jinja")
