"""Employment checks for both sides, and the first day."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.recruitment import commands, queries
from alongside.recruitment.forms import checks as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

SHOW = (
    ("", "Everyone"),
    ("ours", "Our turn"),
    ("theirs", "Their turn"),
    ("others", "With others"),
    ("late", "Late"),
    ("quiet", "No news"),
)
COLUMNS: Columns = {
    "Person": "name",
    "Post": "post",
    "Done": lambda row: sum(check.whose in ("done", "not_needed") for check in row.checks),
    "Of": lambda row: len(row.checks),
    "Still open": lambda row: [check.name for check in row.checks if check.whose not in ("done", "not_needed")],
    "Late": lambda row: [check.name for check in row.checks if check.late],
    "Days without news": "quiet_days",
    "First day": "starts_on",
    "What next": "next_words",
}

# Who keeps the checks ------------------------------------------------------------------------------------------------


def checks(request: Request) -> HttpResponse:
    """Everyone in checks. Whoever needs something is first."""
    show = request.GET.get("show", "")
    tracker = queries.tracker(request.actor, show)
    pills = [
        {
            "text": words,
            "count": tracker.counts[value],
            "current": value == show,
            "url": f"?show={value}" if value else reverse("recruitment:checks"),
        }
        for value, words in SHOW
    ]
    return list_page(
        request,
        "recruitment/checks.jinja",
        tracker.rows,
        COLUMNS,
        called="Employment checks",
        tracker=tracker,
        pill_links=pills,
        news_days=queries.news_days(),
    )


def checks_of(request: Request, application_id: str) -> HttpResponse:
    page = queries.person_page(request.actor, application_id)
    return render(request, "recruitment/checks_of.jinja", {"page": page})


def tell_news(request: Request, application_id: str) -> HttpResponse:
    page = queries.person_page(request.actor, application_id)
    return form_page(
        request,
        "recruitment/tell_news.jinja",
        form=forms.News,
        do=commands.tell_news,
        to=page.application,
        then=reverse("recruitment:checks"),
        done=f"{page.row.first_name} is told.",
        draft=f"news:{application_id}",
        page=page,
    )


def check(request: Request, check_id: str) -> HttpResponse:
    page = queries.check_page(request.actor, check_id)
    return render(request, "recruitment/check.jinja", {"page": page})


def clear_check(request: Request, check_id: str) -> HttpResponse:
    page = queries.check_page(request.actor, check_id)
    form = partial(forms.ClearCheck, evidence=page.evidence)
    return _about(request, page, "clear_check", form, commands.clear_check, "Clear. They are told that it is done.")


def pass_turn(request: Request, check_id: str) -> HttpResponse:
    page = queries.check_page(request.actor, check_id)
    return _about(request, page, "pass_turn", forms.PassTurn, commands.pass_turn, "Kept. They see whose turn it is.")


def _about(request: Request, page: queries.CheckPage, name: str, form: object, do: Command, done: str) -> HttpResponse:
    return form_page(
        request,
        f"recruitment/{name}.jinja",
        form=form,  # type: ignore[arg-type]
        do=do,
        to=page.row,
        then=reverse("recruitment:checks_of", args=[page.application.pk]),
        done=done,
        page=page,
    )


def not_needed(request: Request, check_id: str) -> HttpResponse:
    return _now(request, check_id, commands.say_not_needed, "Not needed for this job. They are told.")


def ask_to_talk(request: Request, check_id: str) -> HttpResponse:
    return _now(request, check_id, commands.ask_to_talk, "Their page says that you would like to talk, and no more.")


def reopen_check(request: Request, check_id: str) -> HttpResponse:
    return _now(request, check_id, commands.reopen_check, "Open again. They are told that we are sorry.")


def _now(request: Request, check_id: str, do: Command, done: str) -> HttpResponse:
    row = queries.get_check(request.actor, check_id)
    return do_now(request, do, row, then=reverse("recruitment:check", args=[check_id]), done=done)


def ask_referee(request: Request, referee_id: str) -> HttpResponse:
    return _referee(request, referee_id, commands.ask_referee, "asked_on", "Kept.")


def reference_came(request: Request, referee_id: str) -> HttpResponse:
    return _referee(request, referee_id, commands.say_reference_came, "came_on", "Kept. That it came, and no more.")


def _referee(request: Request, referee_id: str, do: Command, named: str, done: str) -> HttpResponse:
    found = queries.get_referee(request.actor, referee_id)
    return form_page(
        request,
        "recruitment/on_day.jinja",
        form=partial(forms.OnDay, named=named),
        do=do,
        to=found,
        then=reverse("recruitment:checks_of", args=[found.application_id]),
        done=done,
        referee=found,
        came=named == "came_on",
    )


def check_kinds(request: Request) -> HttpResponse:
    return render(request, "recruitment/check_kinds.jinja", {"kinds": queries.check_kinds(request.actor)})


def change_check_kind(request: Request, code: str) -> HttpResponse:
    kind = queries.get_check_kind(request.actor, code)
    plain = ("name", "about", "usual_days", "candidate_does", "others", "is_open")
    return form_page(
        request,
        "recruitment/change_check_kind.jinja",
        form=forms.CheckKind,
        initial={name: getattr(kind, name) for name in plain} | {"evidence": "\n".join(kind.evidence)},
        do=commands.change_check_kind,
        to=kind,
        then=reverse("recruitment:check_kinds"),
        done="Kept, for checks made from now on.",
        kind=kind,
    )


# The candidate -------------------------------------------------------------------------------------------------------


def my_checks(request: Request, application_id: str) -> HttpResponse:
    page = queries.my_checks(request.actor, application_id)
    return render(request, "recruitment/my_checks.jinja", {"page": page})


def do_my_part(request: Request, check_id: str) -> HttpResponse:
    return _mine(request, check_id, commands.do_my_part, "Thank you. It is our turn now.")


def ask_for_help(request: Request, check_id: str) -> HttpResponse:
    return _mine(request, check_id, commands.ask_for_help, "Thank you for asking. We find another way with you.")


def _mine(request: Request, check_id: str, do: Command, done: str) -> HttpResponse:
    row = queries.get_own_check(request.actor, check_id)
    then = reverse("recruitment:my_checks", args=[row.application_id])
    return do_now(request, do, row, then=then, done=done)


def name_referee(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_own_application(request.actor, application_id)
    return form_page(
        request,
        "recruitment/name_referee.jinja",
        form=forms.NameReferee,
        do=commands.name_referee,
        to=found,
        then=reverse("recruitment:my_checks", args=[application_id]),
        done="Thank you. We write to them.",
        application=found,
    )


def replace_referee(request: Request, referee_id: str) -> HttpResponse:
    found = queries.get_own_referee(request.actor, referee_id)
    return form_page(
        request,
        "recruitment/replace_referee.jinja",
        form=forms.NameReferee,
        do=commands.replace_referee,
        to=found,
        then=reverse("recruitment:my_checks", args=[found.application_id]),
        done="Thank you. We ask the new person.",
        referee=found,
    )


# The first day -------------------------------------------------------------------------------------------------------


def first_day(request: Request, application_id: str) -> HttpResponse:
    page = queries.first_day_page(request.actor, application_id)
    return render(request, "recruitment/first_day.jinja", {"page": page})


def plan_first_day(request: Request, application_id: str) -> HttpResponse:
    page = queries.first_day_page(request.actor, application_id)
    planned = page.first_day
    before = {
        "starts_on": planned.starts_on,
        "where": planned.where,
        "manager": planned.manager_id,
        "supervisor": planned.supervisor_id,
        "work_email": planned.work_email,
    } if planned else {}  # fmt: skip
    return form_page(
        request,
        "recruitment/plan_first_day.jinja",
        form=partial(forms.PlanFirstDay, staff=queries.staff_to_choose()),
        initial=before,
        do=commands.plan_first_day,
        to=page.application,
        then=reverse("recruitment:first_day", args=[application_id]),
        done="Kept. They are told the day and the place.",
        page=page,
    )


def agree_adjustments(request: Request, application_id: str) -> HttpResponse:
    page = queries.first_day_page(request.actor, application_id)
    then = reverse("recruitment:first_day", args=[application_id])
    return do_now(request, commands.agree_adjustments, queries.planned(page), then=then, done="Agreed with them.")


def start_work(request: Request, application_id: str) -> HttpResponse:
    page = queries.first_day_page(request.actor, application_id)
    return form_page(
        request,
        "recruitment/start_work.jinja",
        form=partial(forms.StartWork, teams=queries.teams_to_choose(page.application)),
        do=commands.start_work,
        to=page.application,
        then=reverse("recruitment:first_day", args=[application_id]),
        done=f"{page.first_name} has started. Welcome them.",
        page=page,
    )


def tick_item(request: Request, item_id: str) -> HttpResponse:
    return _tick(request, item_id, commands.tick_item)


def untick_item(request: Request, item_id: str) -> HttpResponse:
    return _tick(request, item_id, commands.untick_item)


def _tick(request: Request, item_id: str, do: Command) -> HttpResponse:
    item = queries.get_weeks_item(request.actor, item_id)
    if queries.is_in_own_weeks(request.actor, item):
        return do_now(request, do, item, then=reverse("recruitment:my_first_weeks"))
    return do_now(request, do, item, then=reverse("recruitment:first_day", args=[item.first_day.application_id]))


def my_first_weeks(request: Request) -> HttpResponse:
    """The new worker's own list; whoever did not begin here goes to their first page."""
    page = queries.my_first_weeks(request.actor)
    if page is None:
        return redirect("pages:home")
    return render(request, "recruitment/my_first_weeks.jinja", {"page": page})
