"""Posts: the board and the table of them, one post with its history, and each move it can make."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.core.errors import NotAllowed
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page
from alongside.workforce import commands, forms, policies, queries

COLUMNS: Columns = {
    "Post": "title",
    "Pathway": "pathway",
    "Team": "team",
    "Stage": "stage",
    "Since": "since_on",
    "Days": "days",
    "Band": "band",
    "Share of full time": "wte",
    "Who pays": "funded_by",
    "Money ends": "funding_ends_on",
    "Whose turn": "whose_turn",
    "What it waits for": "note",
}


def posts(request: Request) -> HttpResponse:
    """The board. On a phone it shows one stage, chosen by ?stage=."""
    _for_those_who_see(request)
    board = queries.post_board(request.actor)
    stages = [stage for stage, _, _ in board.stages]
    shown = {
        "board": board,
        "groups": queries.GROUPS,
        "stage": request.GET.get("stage") if request.GET.get("stage") in stages else stages[0],
        "may_add": policies.may_add_post(request.actor),
    }
    return render(request, "workforce/posts.jinja", shown)


def posts_table(request: Request) -> HttpResponse:
    _for_those_who_see(request)
    pathways = [(row.pk, name) for row, name in queries.pathways_for_posts(request.actor)]
    narrow = forms.NarrowPosts(request.GET, pathways=pathways)
    chosen = narrow.cleaned_data if narrow.is_valid() else {}
    show = chosen.get("show") or ""
    rows = queries.posts(
        request.actor,
        pathway=chosen.get("pathway") or "",
        status=chosen.get("status") or "",
        show=show,
        sort=request.GET.get("sort", ""),
    )
    group = queries.GROUPS.get(show)
    return list_page(
        request,
        "workforce/posts_table.jinja",
        rows,
        COLUMNS,
        called="Posts",
        showing=[group[0].capitalize()] if group else [],
        filter_form=narrow,
        group=group,
        groups=queries.GROUPS,
        show=show,
    )


def _for_those_who_see(request: Request) -> None:
    if not policies.may_see_posts(request.actor):
        raise NotAllowed("posts")


def post(request: Request, post: str) -> HttpResponse:
    return render(request, "workforce/post.jinja", {"page": queries.post_page(request.actor, post)})


def _about_post(request: Request) -> Any:
    return partial(
        forms.AddPost,
        pathways=queries.pathways_for_posts(request.actor),
        teams=queries.teams_for_posts(request.actor),
    )


def add_post(request: Request) -> HttpResponse:
    return form_page(
        request,
        "workforce/add_post.jinja",
        form=_about_post(request),
        initial={"pathway": request.GET.get("pathway", "")},
        do=commands.add_post,
        then=lambda made: reverse("workforce:post", args=[made.pk]),
        done="Written down. It is an idea until you make the case.",
        draft="add-post",
    )


def change_post(request: Request, post: str) -> HttpResponse:
    row = queries.get_post(request.actor, post)
    asked = ("title", "wte", "band", "funded_by", "funding_ends_on", "case_words", "whose_turn")
    return form_page(
        request,
        "workforce/change_post.jinja",
        form=_about_post(request),
        initial={
            **{name: getattr(row, name) for name in asked},
            "pathway": row.pathway_id,
            "team": row.team_id or "",
        },
        do=commands.change_post,
        to=row,
        then=reverse("workforce:post", args=[post]),
        done="Saved.",
        post=row,
    )


def make_case(request: Request, post: str) -> HttpResponse:
    return _ask(request, post, "make_case", forms.MakeCase, commands.make_case, "The case is made.")


def think_again(request: Request, post: str) -> HttpResponse:
    return _ask(request, post, "think_again", forms.ThinkAgain, commands.think_again, "It is an idea again.")


def fund_post(request: Request, post: str) -> HttpResponse:
    return _ask(request, post, "fund_post", forms.FundPost, commands.fund_post, "Funded. Next: write the advert.")


def stop_advertising(request: Request, post: str) -> HttpResponse:
    stop, form = commands.stop_advertising, forms.StopAdvertising
    return _ask(request, post, "stop_advertising", form, stop, "No longer advertised.")


def vacate_post(request: Request, post: str) -> HttpResponse:
    return _ask(request, post, "vacate_post", forms.VacatePost, commands.vacate_post, "It is vacant.")


def give_up_post(request: Request, post: str) -> HttpResponse:
    return _ask(request, post, "give_up_post", forms.GiveUpPost, commands.give_up_post, "Given up.")


def _ask(request: Request, post: str, template: str, form: Any, do: Command, done: str) -> HttpResponse:
    row = queries.get_post(request.actor, post)
    return form_page(
        request,
        f"workforce/{template}.jinja",
        form=form,
        initial={"case_words": row.case_words, "funded_by": row.funded_by, "funding_ends_on": row.funding_ends_on},
        do=do,
        to=row,
        then=reverse("workforce:post", args=[post]),
        done=done,
        post=row,
    )


def fill_post(request: Request, post: str) -> HttpResponse:
    return _now(request, post, commands.fill_post, "It is filled.")


def take_up_again(request: Request, post: str) -> HttpResponse:
    return _now(request, post, commands.take_up_again, "It is an idea again.")


def _now(request: Request, post: str, do: Command, done: str) -> HttpResponse:
    row = queries.get_post(request.actor, post)
    return do_now(request, do, row, then=reverse("workforce:post", args=[post]), done=done)
