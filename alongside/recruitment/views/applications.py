"""Applying, as small rooms with a door out of each: the task list, and one question a page."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.candidates import commands as candidates
from alongside.core import files
from alongside.recruitment import commands, queries
from alongside.recruitment.forms import applications as forms
from alongside.ui import drafts
from alongside.ui.pages import Request, do_now, form_page, public

TYPED = "answer"  # how the drafts of answers are named: answer:application:question


@public
def apply(request: Request, vacancy_id: str) -> HttpResponse:
    """Who may apply, and how to begin; everybody else is shown their way, never a dead end."""
    page = queries.apply_page(request.actor, vacancy_id)
    if page.application is not None:
        return redirect("recruitment:application", page.application.pk)
    if request.method == "POST" and page.candidate is not None:
        begun = commands.start_application(request.actor, vacancy=page.vacancy, candidate=page.candidate)
        return redirect("recruitment:application", begun.pk)
    return render(request, "recruitment/apply.jinja", {"page": page, "vacancy": page.vacancy})


def application(request: Request, application_id: str) -> HttpResponse:
    """The task list; once it was sent, what was sent and where it stands."""
    found = queries.get_application_to_write(request.actor, application_id)
    if found.status != found.Status.STARTED:
        return redirect("recruitment:application_copy", found.pk)
    tasks = queries.task_list(found, typed=typed_in(request, found.pk))
    return render(request, "recruitment/application.jinja", {"tasks": tasks, "vacancy": found.vacancy})


def _key(application_id: str, question_id: str) -> str:
    return f"{TYPED}:{application_id}:{question_id}"


def typed_in(request: Request, application_id: str) -> set[str]:
    """Questions with words that were typed and not saved as the answer yet."""
    kept = drafts.unfinished(request, f"{TYPED}:{application_id}:")
    return {draft.key.rsplit(":", 1)[1] for draft in kept}


def application_question(request: Request, application_id: str, question_id: str) -> HttpResponse:
    """One question. What is typed is kept every few seconds; every button saves; too long is said, and nothing cut."""
    found = queries.get_application_to_write(request.actor, application_id)
    question = queries.get_asked(found, question_id)
    key = _key(found.pk, question.pk)
    if request.method == "POST":
        drafts.keep(request, key, drafts.answers_of(request.POST))
        if drafts.LATER in request.POST:
            messages.success(request, "Kept for you. Come back when you like.")
            return redirect("recruitment:application", found.pk)
    answer = queries.answer_to(found, question)
    asked = list(found.vacancy.questions.all())
    place = asked.index(question)
    after = asked[place + 1] if place + 1 < len(asked) else None
    then = (
        reverse("recruitment:application_question", args=[found.pk, after.pk])
        if after
        else reverse("recruitment:application", args=[found.pk])
    )
    return form_page(
        request,
        "recruitment/application_question.jinja",
        form=partial(forms.WriteAnswer, prompt=question.prompt, hint=question.hint, most=question.max_words),
        do=commands.save_answer,
        to=found,
        details={"question": question},
        initial={"words": answer.words},
        then=then,
        draft=key,
        application=found,
        question=question,
        answer=answer,
        number=place + 1,
        many=len(asked),
        skip_to=then,
        saved_at=found.saved_at,
    )


def application_file(request: Request, application_id: str, question_id: str) -> HttpResponse:
    """Answer one question with a sound recording or a file."""
    found = queries.get_application_to_write(request.actor, application_id)
    question = queries.get_asked(found, question_id)
    return form_page(
        request,
        "recruitment/application_file.jinja",
        form=forms.GiveFile,
        do=commands.attach_answer,
        to=found,
        details={"question": question},
        then=reverse("recruitment:application_question", args=[found.pk, question.pk]),
        done="We have your file.",
        application=found,
        question=question,
    )


def remove_file(request: Request, application_id: str, question_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    question = queries.get_asked(found, question_id)
    then = reverse("recruitment:application_question", args=[found.pk, question.pk])
    return do_now(request, commands.remove_file, found, then=then, done="The file is gone.", question=question)


def answer_file(request: Request, application_id: str, question_id: str) -> HttpResponse:
    """The file that answers a question, for whoever may read the application. Its own name stays with its writer."""
    file = queries.answer_file(request.actor, application_id, question_id)
    return files.answer(file, inline=file.kind.startswith("audio/"))


def application_reach(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    return render(request, "recruitment/application_reach.jinja", {"application": found})


def application_training(request: Request, application_id: str) -> HttpResponse:
    """What they have shown already, or the ways to it."""
    found = queries.get_application_to_write(request.actor, application_id)
    shown = queries.qualification_of(found.candidate)
    return render(request, "recruitment/application_training.jinja", {"application": found, "shown": shown})


def application_right_to_work(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_part.jinja",
        form=forms.RightToWork,
        do=commands.say_right_to_work,
        to=found,
        initial={"right_to_work": _yes_no(found.right_to_work)},
        then=reverse("recruitment:application", args=[found.pk]),
        application=found,
        title="Right to work",
    )


def application_sure_place(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_part.jinja",
        form=forms.SurePlace,
        do=commands.say_sure_interview,
        to=found,
        initial={"interview_if_meets": _yes_no(found.interview_if_meets)},
        then=reverse("recruitment:application", args=[found.pk]),
        application=found,
        title="A sure place at interview",
    )


def _yes_no(said: bool | None) -> str:
    return "" if said is None else "yes" if said else "no"


def application_way(request: Request, application_id: str) -> HttpResponse:
    """Say it, send a file, or answer on paper or by phone: an adjustment like any other."""
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_way.jinja",
        form=forms.ChooseWay,
        do=commands.choose_way,
        to=found,
        initial={"written": found.written},
        then=reverse("recruitment:application", args=[found.pk]),
        done="Saved. It never changes how your answers are read.",
        application=found,
        helps=queries.adjustments_for(found.candidate, "application"),
    )


def application_helps(request: Request, application_id: str) -> HttpResponse:
    """What would help when they meet us: never seen by those who score."""
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_helps.jinja",
        form=forms.WhatHelps,
        do=candidates.ask_adjustment,
        to=found.candidate,
        details={"stage": "interview"},
        then=reverse("recruitment:application_helps", args=[found.pk]),
        done="Saved. We will agree it with you.",
        application=found,
        helps=queries.adjustments_for(found.candidate, "interview"),
    )


def application_history(request: Request, application_id: str) -> HttpResponse:
    """Work or life: what is there, and one thing more."""
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_history.jinja",
        form=forms.HistoryLine,
        do=commands.add_history,
        to=found,
        then=reverse("recruitment:application_history", args=[found.pk]),
        done="Saved. You can add another.",
        draft=f"{TYPED}:{found.pk}:history",
        application=found,
        items=list(found.history.all()),
    )


def change_history(request: Request, application_id: str, item_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    item = queries.get_history_item(found, item_id)
    return form_page(
        request,
        "recruitment/application_part.jinja",
        form=forms.HistoryLine,
        do=commands.change_history,
        to=item,
        initial={"what": item.what, "where": item.where, "years": item.years, "words": item.words},
        then=reverse("recruitment:application_history", args=[found.pk]),
        application=found,
        title="Change what you did",
    )


def remove_history(request: Request, application_id: str, item_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    then = reverse("recruitment:application_history", args=[found.pk])
    return do_now(request, commands.remove_history, found, then=then, done="Taken away.", item_id=item_id)


def application_years(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    return form_page(
        request,
        "recruitment/application_part.jinja",
        form=forms.Years,
        do=commands.say_years,
        to=found,
        initial={"history_words": found.history_words},
        then=reverse("recruitment:application_history", args=[found.pk]),
        draft=f"{TYPED}:{found.pk}:years",
        application=found,
        title="About the years",
    )


def see_changes(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_application_to_write(request.actor, application_id)
    return do_now(request, commands.see_changes, found, then=reverse("recruitment:application", args=[found.pk]))
