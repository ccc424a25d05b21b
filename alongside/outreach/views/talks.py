"""Talks: the list, one talk, planning, moving, calling off, and how it went."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.accounts import queries as accounts
from alongside.core.errors import Refused
from alongside.outreach import commands, policies, queries
from alongside.outreach.forms import talks as forms
from alongside.outreach.views.asks import pills_of
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Talk": "title",
    "What": "kind",
    "For": "audience",
    "With": "who",
    "When": "starts_at",
    "Where": "where",
    "Now": "state_words",
    "Speaking": "speaking",
    "Asked": "asked",
    "Came": "head_count",
    "Planned by": "planned_by",
}
KEPT = ("title", "kind", "audience", "organisation_name", "where", "plan")


def talks(request: Request) -> HttpResponse:
    show = request.GET.get("show", "")
    narrow = forms.FilterTalks(request.GET or None)
    audience = (narrow.cleaned_data["audience"] if narrow.is_valid() else "") or ""
    plans = policies.may_plan_talk(request.actor)
    return list_page(
        request,
        "outreach/talks.jinja",
        queries.talks(request.actor, show, audience),
        COLUMNS,
        called="Talks and teaching",
        aloud=partial(queries.talk_rows, request.actor),
        pill_links=pills_of(request, queries.pills(request.actor), show, queries.talk_counts(request.actor)),
        filter_form=narrow,
        may_plan=plans,
        asked=queries.ask_counts(request.actor)[""] if plans else 0,
    )


def talk(request: Request, talk_id: str) -> HttpResponse:
    page = queries.talk_page(request.actor, talk_id)
    useful, words = None, []
    if page.talk.status == page.talk.Status.GIVEN:
        useful = queries.feedback_useful(request.actor, page.talk)
        words = list(queries.feedback_words(request.actor, page.talk)[:5])
    return render(request, "outreach/talk.jinja", {"page": page, "useful": useful, "words": words})


def plan(request: Request) -> HttpResponse:
    """From an ask (?ask=), for an awareness week (?week=), or by itself."""
    actor = request.actor
    ask = queries.get_ask(actor, request.GET["ask"]) if request.GET.get("ask") else None
    week = queries.get_week(actor, request.GET["week"]) if request.GET.get("week") else None
    if ask is not None and ask.status != ask.Status.AGREED:
        raise Refused("Agree to it first, so that they hear it from you.")
    return form_page(
        request,
        "outreach/plan.jinja",
        form=_form(request, forms.PlanTalk),
        do=commands.plan_talk,
        details={"ask": ask, "week": week},
        then=lambda made: _page(made.pk),
        done="Planned. Now ask who would like to speak.",
        initial=_from_ask(ask) if ask else {"kind": "week", "day": week.starts_on} if week else {"kind": "talk"},
        ask=ask,
        week=week,
    )


def _from_ask(ask: Any) -> dict[str, Any]:
    return {
        "kind": ask.kind,
        "audience": ask.audience,
        "organisation_name": ask.organisation_name,
        "team": ask.team_id,
        "where": ask.where,
        "day": ask.hoped_on,
    }


def change_talk(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    said = {name: getattr(found, name) for name in KEPT}
    return form_page(
        request,
        "outreach/change_talk.jinja",
        form=_form(request, forms.ChangeTalk),
        do=commands.change_talk,
        to=found,
        then=_page(found.pk),
        done="Saved. Those it concerns have been told, if the day, the time or the place is another.",
        initial={**said, "team": found.team_id, "day": starts.date(), "starts": starts.time(), "ends": ends.time()},
        talk=found,
    )


def _form(request: Request, form: Any) -> Any:
    return partial(form, teams=accounts.open_teams(), resolve=partial(accounts.get_team, request.actor))


def cancel_talk(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    return form_page(
        request,
        "outreach/cancel_talk.jinja",
        form=forms.CancelTalk,
        do=commands.cancel_talk,
        to=found,
        then=_page(found.pk),
        done="It does not go ahead. Those it concerns have been told.",
        undo=reverse("outreach:put_back_talk", args=[found.pk]),
        talk=found,
    )


def put_back_talk(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    done = "It goes ahead after all. Those it concerns have been told."
    return do_now(request, commands.put_back_talk, found, then=_page(found.pk), done=done)


def give_talk(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    return form_page(
        request,
        "outreach/give_talk.jinja",
        form=forms.HowItWent,
        do=commands.give_talk,
        to=found,
        then=_page(found.pk),
        done="Written down. Now ask those who spoke how it was for them.",
        undo=reverse("outreach:take_back_given", args=[found.pk]),
        draft=f"talk-given:{found.pk}",
        talk=found,
    )


def take_back_given(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    return do_now(request, commands.take_back_given, found, then=_page(found.pk), done="Taken back.")


def _page(talk_id: str) -> str:
    return reverse("outreach:talk", args=[talk_id])
