"""Stories as editors keep them, and the page on which whoever told one takes it back."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core import clock
from alongside.core.errors import NotAllowed
from alongside.pages import commands, forms
from alongside.pages.forms.editor import in_a_year
from alongside.pages.queries import stories
from alongside.pages.queries.consents import WEBSITE, fingerprint_of, standing
from alongside.ui import drafts
from alongside.ui.pages import Request, do_now, form_page, public
from alongside.ui.sheets import Columns, list_page

STORIES: Columns = {
    "Title": "title",
    "Goes by": "shown_as",
    "Whose": "whose",
    "Now": "status_words",
    "Yes until": "yes_until",
    "To be read again": "review_on",
}


def staff_stories(request: Request) -> HttpResponse:
    """Every story, and whether somebody's yes stands for it."""
    if not commands.add_story.allowed(request.actor):
        raise NotAllowed("stories")
    rows = stories.staff_stories(request.actor)
    return list_page(request, "pages/editor/staff_stories.jinja", rows, STORIES, called="Stories")


def add_story(request: Request) -> HttpResponse:
    return form_page(
        request,
        "pages/editor/keep_story.jinja",
        form=partial(forms.KeepStory, new=True),
        do=commands.add_story,
        then=lambda story: _page(story),
        done="Kept. Nobody outside sees it before its teller has said yes.",
        draft="story:new",
    )


def staff_story(request: Request, story: str) -> HttpResponse:
    """One story: its words, every yes for it, and what can be done now."""
    found = stories.get_story(request.actor, story)
    shown = {
        "story": found,
        "consents": stories.consents_of(request.actor, found),
        "yes": standing(found, clock.today()),
        "whole_address": request.build_absolute_uri,
    }
    return render(request, "pages/editor/staff_story.jinja", shown)


def change_story(request: Request, story: str) -> HttpResponse:
    """Other words need a new yes, and the page says so before it is saved. What somebody else wrote meanwhile is shown
    beside what was typed, and only then written over."""
    found = stories.get_story(request.actor, story)
    names = ("title", "shown_as", "whose", "quote", "words", "picture", "position")
    was_shown = found.status == found.Status.SHOWN
    draft, now = f"story:{found.pk}", fingerprint_of(found)
    began = request.POST.getlist("based_on") or drafts.load(request, draft).get("based_on")

    def then(changed: Any) -> str:
        if was_shown and changed.status != changed.Status.SHOWN:
            words = "Saved. The words are others now, so it is off the site until their teller says yes to these."
        else:
            words = "Saved."
        messages.success(request, words)
        return _page(changed)

    return form_page(
        request,
        "pages/editor/keep_story.jinja",
        form=partial(forms.KeepStory, new=False),
        do=commands.change_story,
        to=found,
        then=then,
        initial={name: getattr(found, name) for name in names},
        details={"based_on": request.POST.get("based_on", "")},
        draft=draft,
        story=found,
        based_on=now,
        theirs=bool(began) and began != [now],
    )


def write_yes(request: Request, story: str) -> HttpResponse:
    """Their yes, beside the very words it is for."""
    found = stories.get_story(request.actor, story)
    return form_page(
        request,
        "pages/editor/write_yes.jinja",
        form=forms.WriteYes,
        do=commands.write_consent,
        to=found,
        then=_page(found),
        done="Written down. Now the story may be shown.",
        initial={"said_on": clock.today(), "places": [WEBSITE]},
        details={"agreed": request.POST.get("agreed", "")},
        story=found,
        agreed=fingerprint_of(found),
    )


def show_story(request: Request, story: str) -> HttpResponse:
    found = stories.get_story(request.actor, story)
    return do_now(request, commands.show_story, found, then=_page(found), done="It is on the site now.")


def write_story_again(request: Request, story: str) -> HttpResponse:
    found = stories.get_story(request.actor, story)
    return do_now(request, commands.write_story_again, found, then=_page(found), done="It is a draft again.")


def take_down_story(request: Request, story: str) -> HttpResponse:
    found = stories.get_story(request.actor, story)
    return form_page(
        request,
        "pages/editor/take_down_story.jinja",
        form=forms.TakeDown,
        do=commands.take_down_story,
        to=found,
        then=_page(found),
        done="It is off the site now.",
        story=found,
    )


def review_story(request: Request, story: str) -> HttpResponse:
    found = stories.get_story(request.actor, story)
    return form_page(
        request,
        "pages/editor/review_story.jinja",
        form=forms.ReadAgain,
        do=commands.review_story,
        to=found,
        then=_page(found),
        done="Thank you. It comes up again when that day comes.",
        initial={"review_on": in_a_year(clock.today())},
        story=found,
    )


def withdraw_yes(request: Request, consent: str) -> HttpResponse:
    """Its teller told an editor: the same as their own link."""
    found = stories.get_consent(request.actor, consent)
    done = "Taken back. The story is off the site."
    return do_now(request, commands.withdraw_consent, found, then=_page(found.story), done=done)


@public
def take_back_story(request: Request, token: str) -> HttpResponse:
    """By their own secret link, without an account: one button, and it is down. Opening the link changes nothing."""
    request.audience = "public"
    found = stories.consent_by_token(token)
    if request.method == "POST" and not found.withdrawn_at:
        commands.withdraw_consent(request.actor, found, token=token)
        return redirect(reverse("pages:take_back_story", args=[token]))
    shown = {"is_down": bool(found.withdrawn_at), "title_of_story": found.story.title}
    response = render(request, "pages/editor/take_back_story.jinja", shown)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"  # "no-referrer" would have the button's own request refused
    response["X-Robots-Tag"] = "noindex"
    return response


def _page(story: Any) -> str:
    return reverse("pages:staff_story", args=[story.pk])
