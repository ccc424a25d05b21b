"""Pages of groups for those at work: the list, one group, planning it, and who usually runs it."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts.queries import open_pathways
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed
from alongside.groups import commands, policies, queries
from alongside.groups.forms import groups as forms
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce import queries as workforce

FIRST = "what"
TEMPLATE = "groups/add_group.jinja"
COLUMNS: Columns = {
    "Group": "name", "Pathway": "pathway", "Where": "where", "State": "state_words", "Next date": "next_at",
    "In it": "joined", "Places": "size", "Waiting": "waiting", "Asked": "asked", "Who runs it": "runs",
    "Coming": "pattern", "Joining": "joining", "Who can find it": "shown",
}  # fmt: skip


def groups(request: Request) -> HttpResponse:
    narrow = forms.NarrowGroups(request.GET, pathways=open_pathways(), wards=queries.ward_choices(request.actor))
    chosen = {name: said or "" for name, said in narrow.cleaned_data.items()} if narrow.is_valid() else {}
    return list_page(
        request,
        "groups/groups.jinja",
        queries.groups(request.actor, **chosen),
        COLUMNS,
        called="Groups",
        filter_form=narrow,
        narrowed=any(chosen.values()),
        may_add=policies.may_add_group(request.actor),
    )


def group(request: Request, group_id: str) -> HttpResponse:
    return render(request, "groups/group.jinja", {"page": queries.group_page(request.actor, group_id)})


# Planning it ---------------------------------------------------------------------------------------------------------


def add_group(request: Request) -> HttpResponse:
    return add_group_step(request, FIRST)


def add_group_step(request: Request, step: str) -> HttpResponse:
    """One page of planning a group, or the answers to check."""
    if not commands.add_group.allowed(request.actor):
        raise NotAllowed("group.added")
    return journey_page(request, _journey(request), step, start=reverse("groups:groups"))


def _journey(request: Request) -> Journey:
    what = partial(forms.WhatItIs, places=queries.place_choices(request.actor))
    return Journey(
        name="add-group",
        url="groups:add_group_step",
        steps=(
            Step(FIRST, what, "What is it?", TEMPLATE),
            Step("people", forms.HowPeopleJoin, "How do people join?", TEMPLATE),
            Step("running", forms.RunningIt, "Who runs it, and how?", TEMPLATE),
            Step("counted", forms.HowItIsCounted, "How is it counted?", TEMPLATE),
        ),
        finish=_finish,
        button="Plan the group",
        check_heading="Check and plan",
        done="Planned. Now give it its dates and those who run it. Nobody can find it until you start it.",
    )


def _finish(request: Request, answers: Answers) -> str:
    belongs = answers.pop("belongs")
    made = commands.add_group(request.actor, **answers, **queries.place_of(belongs))
    return _page(made.pk)


def change_group(request: Request, group_id: str) -> HttpResponse:
    found = queries.get_group(request.actor, group_id)
    fields = [name for name in forms.WholeGroup.base_fields if name != "belongs"]
    return form_page(
        request,
        "groups/change_group.jinja",
        form=partial(
            forms.WholeGroup,
            places=queries.place_choices(request.actor),
            resolve=queries.place_of,
        ),
        initial={name: getattr(found, name) for name in fields} | {"belongs": queries.said_of(found)},
        do=commands.change_group,
        to=found,
        then=_page(found.pk),
        done="Saved. Dates that are planned already stay as they are.",
        group=found,
    )


def start_group(request: Request, group_id: str) -> HttpResponse:
    return _now(request, group_id, commands.start_group, "Started. People can come from now on.")


def end_group(request: Request, group_id: str) -> HttpResponse:
    found = queries.get_group(request.actor, group_id)
    if not commands.end_group.allowed(request.actor, found):
        raise NotAllowed("group.ended")
    if request.method == "POST":
        done = "Ended. Whoever is in it or runs it has been told. It can run again."
        return do_now(request, commands.end_group, found, then=_page(group_id), done=done)
    return render(request, "groups/end_group.jinja", {"page": queries.group_page(request.actor, group_id)})


def run_again(request: Request, group_id: str) -> HttpResponse:
    return _now(request, group_id, commands.run_again, "It runs again. Now give it its dates.")


def _now(request: Request, group_id: str, do: Command, done: str) -> HttpResponse:
    return do_now(request, do, queries.get_group(request.actor, group_id), then=_page(group_id), done=done)


# Who usually runs it -------------------------------------------------------------------------------------------------


def say_usually_runs(request: Request, group_id: str) -> HttpResponse:
    found = queries.get_group(request.actor, group_id)
    workers = workforce.workers_near(found.pathway_id, found.team_id)
    return form_page(
        request,
        "groups/say_usually_runs.jinja",
        form=partial(forms.UsuallyRuns, workers=workers),
        do=commands.say_usually_runs,
        to=found,
        then=_page(found.pk),
        done="Added, also to the dates to come. They have been told.",
        group=found,
    )


def no_longer_usually_runs(request: Request, runs_id: str) -> HttpResponse:
    found = queries.get_runs(request.actor, runs_id)
    done = "Done. They are off the dates to come."
    return do_now(request, commands.no_longer_usually_runs, found, then=_page(found.group_id), done=done)


def _page(group_id: str) -> str:
    return reverse("groups:group", args=[group_id])
