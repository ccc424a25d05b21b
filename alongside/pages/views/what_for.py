"""What was this record opened for? Asked kindly of whoever opened it; the answers, for governance."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.pages import commands, forms
from alongside.pages.queries import openings as queries
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

QUESTIONS: Columns = {
    "Who": "who",
    "When": "first_at",
    "People's records": "records",
    "Where it stands": "status_words",
    "What they say": "answer",
    "In their words": "words",
}


def openings_asked(request: Request) -> HttpResponse:
    """What I am asked, and what I answered."""
    rows = queries.own_questions(request.actor)
    waiting = [row for row in rows if row.status == "asked"]
    shown = {"waiting": waiting, "answered": [row for row in rows if row not in waiting]}
    return render(request, "pages/openings_asked.jinja", {**shown, "answers": queries.ANSWERS, "other": queries.OTHER})


def answer_opening(request: Request, question: str) -> HttpResponse:
    """One answer: a tap on the list of questions sends it here, or it is written out."""
    found = queries.get_own_question(request.actor, question)
    return form_page(
        request,
        "pages/answer_opening.jinja",
        form=forms.AnswerOpening,
        initial={"answer": found.answer, "words": found.words},
        do=commands.answer_opening,
        to=found,
        then=reverse("pages:openings_asked"),
        done="Thank you. That is all we wanted to know.",
        row=queries.own_question_row(request.actor, question),
    )


def opening_questions(request: Request) -> HttpResponse:
    """Every question, and what became of it."""
    asked = forms.FilterQuestions(request.GET or None)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    return list_page(
        request,
        "pages/opening_questions.jinja",
        queries.opening_questions(request.actor, **chosen),
        QUESTIONS,
        called="Asked about records opened",
        aloud=queries.question_rows,
        filter_form=asked,
    )


def opening_question(request: Request, question: str) -> HttpResponse:
    """One question: the openings, the answer, what was decided."""
    return render(request, "pages/opening_question.jinja", {"found": queries.question_page(request.actor, question)})


def read_opening_answer(request: Request, question: str) -> HttpResponse:
    found = queries.get_question(request.actor, question)
    then = reverse("pages:opening_question", args=[question])
    return do_now(request, commands.read_opening_answer, found, then=then, done="They can see that you have read it.")


def close_opening_question(request: Request, question: str) -> HttpResponse:
    """What governance decided."""
    found = queries.get_question(request.actor, question)
    return form_page(
        request,
        "pages/close_opening_question.jinja",
        form=forms.CloseQuestion,
        do=commands.close_opening_question,
        to=found,
        then=reverse("pages:opening_questions"),
        done="Closed.",
        found=queries.question_page(request.actor, question),
    )
