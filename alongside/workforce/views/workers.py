"""A peer worker's own profile and private list; the workers as their lead, coordinators and managers see them."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts.queries import open_pathways, open_teams
from alongside.core import clock
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce import commands, forms, policies, queries

MINE = "workforce:my_profile"
ROOM = (("", "Everyone"), ("free", "Have a place free"), ("full", "Full"), ("paused", "Not just now"))
A_PAGE = 25
EVERYBODY = 10_000  # on one page, to print
COLUMNS: Columns = {
    "Name": "name",
    "Team": "teams",
    "Hours a week": "hours",
    "Usually works": "days",
    "Places agreed": "agreed",
    "Places taken": "taken",
    "Places free": lambda row: row.free if row.room == "free" else 0,
    "Taking people on": "taking_on",
    "Leaves on": "leaves_on",
}

# A peer worker's own -------------------------------------------------------------------------------------------------


def my_profile(request: Request) -> HttpResponse:
    return render(request, "workforce/my_profile.jinja", {"profile": queries.own_profile(request.actor)})


def preview(request: Request) -> HttpResponse:
    """What people see, before anybody sees it."""
    profile = queries.own_profile(request.actor)
    shown = {"profile": queries.own_preview(request.actor), "is_shown": profile.is_shown}
    return render(request, "workforce/preview.jinja", shown)


def change_words(request: Request) -> HttpResponse:
    worker = queries.own_profile(request.actor).worker
    return form_page(
        request,
        "workforce/change_words.jinja",
        form=forms.Words,
        initial={"about": worker.about},
        do=commands.change_profile,
        to=worker,
        then=reverse(MINE),
        done="Saved. These are your words now.",
        draft="my-words",
    )


def change_practical(request: Request) -> HttpResponse:
    worker = queries.own_profile(request.actor).worker
    areas = sorted({*queries.area_names(), *worker.areas})
    now = {name: getattr(worker, name) for name in ("languages", "days", "areas", "rules_out")}
    return form_page(
        request,
        "workforce/change_practical.jinja",
        form=partial(forms.Practical, areas=areas, languages=worker.languages),
        initial=now,
        do=commands.change_profile,
        to=worker,
        then=reverse(MINE),
        done="Saved.",
    )


def add_offering(request: Request) -> HttpResponse:
    profile = queries.own_profile(request.actor)
    offered = {row.theme for row in (*profile.shared, *profile.not_shared)}
    return form_page(
        request,
        "workforce/add_offering.jinja",
        form=partial(forms.AddOffering, themes=[row for row in queries.theme_choices() if row[0] not in offered]),
        do=commands.add_offering,
        to=profile.worker,
        then=reverse(MINE),
        done="Added. You can withdraw it at any moment.",
    )


def change_offering(request: Request, offering: str) -> HttpResponse:
    row = queries.get_offering(request.actor, offering)
    return form_page(
        request,
        "workforce/change_offering.jinja",
        form=forms.ChangeOffering,
        initial={name: getattr(row, name) for name in ("words", "shown_to", "shown_until")},
        do=commands.change_offering,
        to=row.worker,
        details={"offering": row},
        then=reverse(MINE),
        done="Saved.",
        theme=row.theme,
    )


def withdraw_offering(request: Request, offering: str) -> HttpResponse:
    row = queries.get_offering(request.actor, offering)
    done = "Withdrawn. From now on nobody sees it."
    return do_now(request, commands.withdraw_offering, row.worker, then=reverse(MINE), done=done, offering=row)


def show_profile(request: Request) -> HttpResponse:
    return _mine_now(request, commands.show_profile, "Your profile can be shown to people now.")


def hide_profile(request: Request) -> HttpResponse:
    return _mine_now(request, commands.hide_profile, "Hidden. Nobody is shown your profile.")


def not_just_now(request: Request) -> HttpResponse:
    return _mine_now(request, commands.not_just_now, "Nobody new will be suggested. The people you meet stay with you.")


def taking_on_again(request: Request) -> HttpResponse:
    return _mine_now(request, commands.taking_on_again, "You can be suggested to new people again.")


def _mine_now(request: Request, do: Command, done: str) -> HttpResponse:
    return do_now(request, do, queries.own_profile(request.actor).worker, then=reverse(MINE), done=done)


def kept_away(request: Request) -> HttpResponse:
    """Read by its owner alone."""
    return form_page(
        request,
        "workforce/kept_away.jinja",
        form=partial(forms.KeepAway, teams=queries.all_team_choices(), wards=queries.ward_choices()),
        do=commands.keep_away,
        to=queries.own_profile(request.actor).worker,
        then=reverse("workforce:kept_away"),
        done="Kept. Only you see this.",
        kept=queries.kept_away(request.actor),
    )


def end_keep_away(request: Request, kept: str) -> HttpResponse:
    row = queries.get_kept_away(request.actor, kept)
    here = reverse("workforce:kept_away")
    return do_now(request, commands.end_keep_away, row.worker, then=here, done="Taken off.", kept_away=row)


# The lead, coordinators and team managers ----------------------------------------------------------------------------


def workers(request: Request) -> HttpResponse:
    if not policies.may_see_workers(request.actor):
        raise NotAllowed("workers")
    narrow = forms.Narrow(request.GET, pathways=open_pathways(), teams=open_teams())
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    rows = queries.workers(
        request.actor,
        name=chosen.get("name") or "",
        pathway=chosen.get("pathway") or "",
        team=chosen.get("team") or "",
        sort=request.GET.get("sort", "name"),
    )
    room = chosen.get("room") or ""
    found = [row for row in rows if room in ("", row.room)]
    return list_page(
        request,
        "workforce/workers.jinja",
        found,
        COLUMNS,
        called="Team",
        size=EVERYBODY if "print" in request.GET else A_PAGE,
        showing=[words for value, words in ROOM if value == room and room],
        filter_form=narrow,
        rooms=[(value, words, len([row for row in rows if value in ("", row.room)])) for value, words in ROOM],
        room=room,
        everyone=len(rows),
        places_free=sum(row.free for row in rows if row.room == "free"),
        may_add=policies.may_add(request.actor),
    )


def worker(request: Request, worker: str) -> HttpResponse:
    return render(request, "workforce/worker.jinja", {"page": queries.worker_page(request.actor, worker)})


def add_worker(request: Request) -> HttpResponse:
    return form_page(
        request,
        "workforce/add_worker.jinja",
        form=partial(forms.AddWorker, users=queries.user_choices()),
        do=commands.add_worker,
        then=lambda made: reverse("workforce:assign_worker", args=[made.pk]),
        done="Added. Now say where they work.",
    )


def change_worker(request: Request, worker: str) -> HttpResponse:
    row = queries.get_worker(request.actor, worker)
    asked = ("first_name", "last_name", "kind", "job_role", "work_phone", "local_id", "leaves_on")
    return form_page(
        request,
        "workforce/change_worker.jinja",
        form=partial(forms.ChangeWorker, users=queries.user_choices(row)),
        initial={**{name: getattr(row, name) for name in asked}, "user": row.user_id},
        do=commands.change_worker,
        to=row,
        then=reverse("workforce:worker", args=[worker]),
        done="Saved.",
        worker=row,
    )


def assign_worker(request: Request, worker: str) -> HttpResponse:
    row = queries.get_worker(request.actor, worker)
    return form_page(
        request,
        "workforce/assign_worker.jinja",
        form=partial(
            forms.AssignWorker,
            teams=queries.team_choices(request.actor),
            managers=queries.manager_choices(),
            posts=queries.posts_to_have(request.actor),
        ),
        initial={"kind": "substantive", "starts_on": clock.today()},
        do=commands.assign_worker,
        to=row,
        then=reverse("workforce:worker", args=[worker]),
        done="Saved.",
        worker=row,
    )


def end_assignment(request: Request, assignment: str) -> HttpResponse:
    row = queries.get_assignment(request.actor, assignment)
    return form_page(
        request,
        "workforce/end_assignment.jinja",
        form=forms.EndAssignment,
        initial={"ends_on": row.ends_on},
        do=commands.end_assignment,
        to=row,
        then=reverse("workforce:worker", args=[row.worker_id]),
        done="Saved.",
        assignment=row,
    )


def set_caseload(request: Request, worker: str) -> HttpResponse:
    row = queries.get_worker(request.actor, worker)
    return form_page(
        request,
        "workforce/set_caseload.jinja",
        form=forms.SetCaseload,
        initial={"agreed_caseload": row.agreed_caseload},
        do=commands.set_caseload,
        to=row,
        then=reverse("workforce:worker", args=[worker]),
        done="Saved.",
        worker=row,
    )
