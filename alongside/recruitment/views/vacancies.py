"""Vacancies, as those who keep them write, open, watch, close and finish with them."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from alongside.accounts.queries import open_pathways, rows_to_choose
from alongside.core.commands import Command
from alongside.core.errors import NotAllowed
from alongside.recruitment import commands, policies, queries
from alongside.recruitment.forms import vacancies as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce import queries as workforce

COLUMNS: Columns = {
    "Vacancy": "title",
    "Where": "place",
    "State": "state",
    "Who sees it": "audience",
    "Closes": "closes_at",
    "Applied": "applied",
    "Being written": "began",
    "Places": "places",
    "Recruiter": "recruiter",
}
PILLS = (("", "Not over"), ("draft", "Being written"), ("open", "Open"), ("closed", "Closed"))
OVER = (("finished", "Finished"), ("withdrawn", "Withdrawn"))
FACTS = ("title", "band", "salary_from", "salary_to", "hours", "hours_words", "contract", "contract_until", "places")
WORK = (
    *("lede", "about", "support_words", "benefits_words", "needs_training"),
    *("informal_name", "informal_contact", "reference", "apply_link"),
)
DATES = ("close_after", "audience", "public_from", "shortlisted_by", "hear_by", "interviews_from", "starts_around")


def vacancies(request: Request) -> HttpResponse:
    if not policies.may_see_vacancies(request.actor):
        raise NotAllowed("vacancies")
    narrow = forms.NarrowVacancies(request.GET, pathways=open_pathways())
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    status = chosen.get("status") if chosen.get("status") in dict(PILLS + OVER) else ""
    rows = queries.vacancies(
        request.actor, status=status or "", pathway=chosen.get("pathway") or "", sort=request.GET.get("sort", "")
    )
    return list_page(
        request,
        "recruitment/vacancies.jinja",
        rows,
        COLUMNS,
        called="Vacancies",
        showing=[words for value, words in (*PILLS, *OVER) if value and value == status],
        filter_form=narrow,
        statuses=(*PILLS, *OVER),
        status=status or "",
        reading=queries.last_reading(request.actor),
    )


def vacancy(request: Request, vacancy: str) -> HttpResponse:
    return render(request, "recruitment/vacancy.jinja", {"page": queries.vacancy_page(request.actor, vacancy)})


def add_vacancy(request: Request) -> HttpResponse:
    return form_page(
        request,
        "recruitment/add_vacancy.jinja",
        form=_facts(request),
        initial=_from_post(request),
        do=commands.add_vacancy,
        then=lambda made: reverse("recruitment:vacancy", args=[made.pk]),
        done="Begun. Write the parts below; nobody sees it until you open it.",
        draft="add-vacancy",
    )


def _facts(request: Request) -> Any:
    return partial(
        forms.Facts,
        posts=workforce.posts_to_advertise(request.actor),
        pathways=workforce.pathways_for_posts(request.actor),
        teams=workforce.teams_for_posts(request.actor),
        sites=[(row, row.name) for row in rows_to_choose("sites").values()],
    )


def _from_post(request: Request) -> dict[str, Any]:
    """What a post says already, where the page was opened from it."""
    for post, _ in workforce.posts_to_advertise(request.actor):
        if post.pk == request.GET.get("post"):
            return {
                "post": post.pk,
                "title": "Peer support worker",
                "pathway": post.pathway_id,
                "team": post.team_id or "",
                "band": post.band,
                "hours": f"{min(float(post.wte), 1) * 37.5:g}",
            }
    return {}


def change_vacancy(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    form = _facts(request)
    posts = [*form.keywords["posts"], *([(row.post, row.post.title)] if row.post else [])]
    initial = {name: getattr(row, name) for name in FACTS} | {
        name: getattr(row, f"{name}_id") or "" for name in ("post", "pathway", "team", "site")
    }
    return _change(request, row, "change_vacancy", partial(form, posts=list(dict(posts).items())), initial)


def change_work(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    initial = {name: getattr(row, name) for name in WORK}
    initial |= {name: "\n".join(getattr(row, name)) for name in ("would_do", "not_asked")}
    return _change(request, row, "change_work", forms.Work, initial, draft=f"vacancy-work:{row.pk}")


def change_dates(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    initial = {name: getattr(row, name) for name in DATES}
    initial["closes_on"] = timezone.localdate(row.closes_at) if row.closes_at else None
    return _change(request, row, "change_dates", forms.Dates, initial)


def _change(
    request: Request, row: Any, template: str, form: Any, initial: dict[str, Any], draft: str = ""
) -> HttpResponse:
    return form_page(
        request,
        f"recruitment/{template}.jinja",
        form=partial(form, is_draft=row.status == "draft"),
        initial=initial,
        do=commands.change_vacancy,
        to=row,
        then=_page(row),
        done="Saved.",
        draft=draft,
        vacancy=row,
    )


def _page(row: Any) -> str:
    return reverse("recruitment:vacancy", args=[row.pk])


# Opening, closing and what follows ---------------------------------------------------------------------------------


def open_vacancy(request: Request, vacancy: str) -> HttpResponse:
    return _now(request, vacancy, commands.open_vacancy, "It is open. Those who asked to be told will hear.")


def close_vacancy(request: Request, vacancy: str) -> HttpResponse:
    return _now(request, vacancy, commands.close_vacancy, "Closed. Those who shortlist have been told.")


def finish_vacancy(request: Request, vacancy: str) -> HttpResponse:
    return _now(request, vacancy, commands.finish_vacancy, "Finished. Everyone has heard.")


def _now(request: Request, vacancy: str, do: Command, done: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    return do_now(request, do, row, then=_page(row), done=done)


def reopen_vacancy(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    return form_page(
        request,
        "recruitment/reopen_vacancy.jinja",
        form=forms.Reopen,
        initial={"changed_words": "There is more time to apply."},
        do=commands.reopen_vacancy,
        to=row,
        then=_page(row),
        done="It is open again.",
        vacancy=row,
    )


def withdraw_vacancy(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    return form_page(
        request,
        "recruitment/withdraw_vacancy.jinja",
        form=forms.Withdraw,
        do=commands.withdraw_vacancy,
        to=row,
        then=_page(row),
        done="Withdrawn. Everyone who applied has been told.",
        vacancy=row,
    )
