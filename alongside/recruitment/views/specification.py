"""The parts of a vacancy that are lists: what is looked for, what is asked, and who reads and meets."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.recruitment import commands, queries
from alongside.recruitment.forms import specification as forms
from alongside.ui.pages import Request, do_now, form_page


def specification(request: Request, vacancy: str) -> HttpResponse:
    """What is looked for, and what is asked."""
    return render(request, "recruitment/specification.jinja", {"page": queries.vacancy_page(request.actor, vacancy)})


def _specification(vacancy_id: str) -> str:
    return reverse("recruitment:specification", args=[vacancy_id])


def add_criterion(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    initial = {"how": "form", "is_essential": True}
    return _part(request, "add_criterion", forms.ACriterion, commands.add_criterion, row, row, initial)


def change_criterion(request: Request, criterion: str) -> HttpResponse:
    row = queries.get_criterion(request.actor, criterion)
    initial = {name: getattr(row, name) for name in ("words", "how", "is_essential")}
    form, do = forms.ACriterion, commands.change_criterion
    return _part(request, "change_criterion", form, do, row, row.vacancy, initial, criterion=row)


def remove_criterion(request: Request, criterion: str) -> HttpResponse:
    row = queries.get_criterion(request.actor, criterion)
    then = _specification(row.vacancy_id)
    return do_now(request, commands.remove_criterion, row.vacancy, then=then, done="Taken away.", criterion=row)


def add_question(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    form = partial(forms.AQuestion, criteria=list(row.criteria.all()))
    return _part(request, "add_question", form, commands.add_question, row, row, {"max_words": 300})


def change_question(request: Request, question: str) -> HttpResponse:
    row = queries.get_vacancy_question(request.actor, question)
    initial = {
        **{name: getattr(row, name) for name in ("prompt", "hint", "max_words")},
        "starters": "\n".join(row.starters),
        "criteria": [criterion.pk for criterion in row.criteria.all()],
    }
    form = partial(forms.AQuestion, criteria=list(row.vacancy.criteria.all()))
    return _part(request, "change_question", form, commands.change_question, row, row.vacancy, initial, question=row)


def remove_question(request: Request, question: str) -> HttpResponse:
    row = queries.get_vacancy_question(request.actor, question)
    then = _specification(row.vacancy_id)
    return do_now(request, commands.remove_question, row.vacancy, then=then, done="Taken away.", question=row)


def change_meeting(request: Request, vacancy: str) -> HttpResponse:
    row = queries.get_vacancy(request.actor, vacancy)
    initial = {
        "interview_questions": "\n".join(row.interview_questions),
        "questions_days": row.questions_days,
        "bar": str(row.bar),
    }
    form = partial(forms.Meeting, is_draft=row.status == "draft")
    return _part(request, "change_meeting", form, commands.change_vacancy, row, row, initial)


def _part(
    request: Request, template: str, form: Any, do: Any, to: Any, vacancy: Any, initial: dict[str, Any], **more: Any
) -> HttpResponse:
    return form_page(
        request,
        f"recruitment/{template}.jinja",
        form=form,
        initial=initial,
        do=do,
        to=to,
        then=_specification(vacancy.pk),
        done="Saved.",
        vacancy=vacancy,
        **more,
    )


def panel(request: Request, vacancy: str) -> HttpResponse:
    """Who is named, and naming somebody."""
    page = queries.vacancy_page(request.actor, vacancy)
    return form_page(
        request,
        "recruitment/panel.jinja",
        form=partial(forms.NamePanel, users=queries.panel_choices()),
        initial={"does": ["shortlists", "interviews"]},
        do=commands.name_panel,
        to=page.vacancy,
        then=reverse("recruitment:panel", args=[vacancy]),
        done="Named.",
        page=page,
    )


def end_panel_member(request: Request, member: str) -> HttpResponse:
    row = queries.get_panel_member(request.actor, member)
    then = reverse("recruitment:panel", args=[row.vacancy_id])
    return do_now(request, commands.end_panel_member, row, then=then, done="Taken off.")
