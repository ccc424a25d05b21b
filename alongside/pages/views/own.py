"""A person's own pages: where things stand, profiles offered, their answers, waiting and stopping."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core import clock
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed
from alongside.matching import commands as matching
from alongside.pages import forms, policies
from alongside.pages.queries import own as queries
from alongside.referrals import commands as referrals
from alongside.support import commands as support
from alongside.ui.pages import Request, do_now, form_page

# What a person may answer to a profile, by the word in the address: the command, and what is said afterwards.
TO_OFFER: dict[str, tuple[Command, str]] = {
    "yes": (matching.person_says_yes, "You said yes. They will get in touch to find a time for a first meeting."),
    "no": (matching.person_says_no, "That is fine. Nobody asks why. Your place on our list is kept."),
    "another": (matching.person_says_no, "That is fine. We will look for someone else for you."),
    "not-yet": (matching.person_says_not_yet, "Take your time. This is kept for you."),
}
# What a person may answer about having peer support at all.
TO_SUPPORT = {
    "yes": ("yes", "You said yes. We are glad. Now we look for someone who may suit you."),
    "no": ("no", "That is fine. You can change your mind any day."),
    "not-yet": ("not_yet", "That is fine. Tell us here when you are ready."),
}


def my_peer_support(request: Request) -> HttpResponse:
    """Where my peer support stands, and what I can do."""
    return render(request, "pages/my_peer_support.jinja", {"mine": queries.own_page(request.actor)})


def my_offer(request: Request, offer: str) -> HttpResponse:
    """Someone I could meet, in their own words."""
    found, profile = queries.own_offer(request.actor, offer)
    return render(request, "pages/my_offer.jinja", {"offer": found, "profile": profile})


def answer_offer(request: Request, offer: str, answer: str) -> HttpResponse:
    """Yes, no, someone else or not yet: one press, no reason."""
    if answer not in TO_OFFER:
        raise Http404
    found, _ = queries.own_offer(request.actor, offer)
    do, done = TO_OFFER[answer]
    return do_now(request, do, found, then=_home(), done=done)


def say(request: Request, answer: str) -> HttpResponse:
    """Whether I would like peer support: yes, no or not yet."""
    if answer not in TO_SUPPORT:
        raise Http404
    referral = queries.own_referral(request.actor)
    word, done = TO_SUPPORT[answer]
    return do_now(request, referrals.write_choice, referral, then=_home(), done=done, **_said(referral, word))


def wait(request: Request) -> HttpResponse:
    """Not now: until a day I choose."""
    return form_page(
        request,
        "pages/wait.jinja",
        form=forms.WaitUntil,
        do=referrals.hold_referral,
        to=queries.own_referral(request.actor),
        then=_home(),
        done="We will wait. Your place is kept.",
    )


def ready(request: Request) -> HttpResponse:
    """I am ready again."""
    referral = queries.own_referral(request.actor)
    return do_now(
        request, referrals.resume_referral, referral, then=_home(), done="Welcome back. We carry on from here."
    )


def stop(request: Request) -> HttpResponse:
    """Stop, or keep going: two plain choices, and no reason asked."""
    mine = queries.own_page(request.actor)
    if mine.state not in STOPPABLE:
        raise NotAllowed("have something to stop")
    if request.method != "POST":
        return render(request, "pages/stop.jinja", {"mine": mine})
    done = "You have stopped. Nothing else about your care changes. You can come back any day."
    if mine.relationship and mine.relationship.status != "ended":
        return do_now(request, support.stop_support, mine.relationship, then=_home(), done=done)
    for shown in mine.offers:  # the peer worker's place is free again
        matching.person_says_no(request.actor, queries.own_offer(request.actor, shown.id)[0])
    details = _said(mine.referral, "no")
    return do_now(request, referrals.write_choice, mine.referral, then=_home(), done=done, **details)


STOPPABLE = ("asked", "looking", "choosing", "on_hold", "starting", "meeting", "on_break")


def help_now(request: Request) -> HttpResponse:
    """Who answers now, day or night."""
    if not policies.may_see_own(request.actor):
        raise NotAllowed("have pages of their own")
    return render(request, "pages/help_now.jinja", {})


def _said(referral: Any, answer: str) -> dict[str, Any]:
    """A choice the person makes about having peer support, on their own page."""
    called = referral.person.called
    return {"about": "peer_support", "answer": answer, "how": "online", "said_on": clock.today(), "said_by": called}


def _home() -> str:
    return reverse("pages:my_peer_support")
