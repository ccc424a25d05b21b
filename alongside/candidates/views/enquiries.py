"""Asking us something in public, and the questions as those who answer them see them."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.candidates.commands import enquiries as commands
from alongside.candidates.forms import enquiries as forms
from alongside.candidates.queries import enquiries as queries
from alongside.core import clock
from alongside.core.limits import tried_too_often
from alongside.ui.pages import Request, do_now, form_page, public
from alongside.ui.sheets import Columns, list_page

DRAFT = "question"
FROM_ONE_PLACE, FROM_ONE_BROWSER, MINUTES = 40, 10, 60  # tries; a hospital is one place to us
TOO_MANY = (
    "Many questions have come from where you are in the last hour, so we cannot take this one now. "
    "What you wrote is kept: send it again in an hour, or ring us."
)
QUESTIONS: Columns = {
    "Name": "name",
    "About": "about",
    "How": "how",
    "Received": "received_at",
    "To answer by": "reply_by",
    "Late": lambda row: "Yes" if row.late else "No",
    "In the hands of": "owner",
    "Now": "status_words",
    "Answered": "answered_at",
    "Answered by": "answered_by",
    "How to reach them": "reach",
}


@public
def ask_question(request: Request) -> HttpResponse:
    """One page, without an account: what it is about, the question, and a way to answer."""
    request.audience = "public"
    if request.method == "POST" and _too_many(request):
        asked = forms.AskQuestion(request.POST)
        asked.full_clean()
        asked.add_error(None, TOO_MANY)
        return render(request, "candidates/ask_question.jinja", {"form": asked, **_promise()}, status=429)
    return form_page(
        request,
        "candidates/ask_question.jinja",
        form=forms.AskQuestion,
        do=commands.ask_question,
        then=lambda enquiry: f"{reverse('candidates:question_sent')}?by={enquiry.reply_by}",
        initial={"about": request.GET.get("about") if request.GET.get("about") in forms.ABOUT else None},
        draft=DRAFT,
        **_promise(),
    )


def _promise() -> dict[str, Any]:
    return {"reply_by": commands.answer_by(clock.today())}


def _too_many(request: Request) -> bool:
    """Counted by address, and by browser session where there is one. Generous: nobody is stopped by mistakes."""
    if tried_too_often(request, "question", most=FROM_ONE_PLACE, minutes=MINUTES):
        return True
    session = request.session.session_key
    return bool(session) and tried_too_often(request, f"question {session}", most=FROM_ONE_BROWSER, minutes=MINUTES)


@public
def question_sent(request: Request) -> HttpResponse:
    """Thank you, and the day by which a person answers."""
    request.audience = "public"
    try:
        by = date.fromisoformat(request.GET.get("by", ""))
    except ValueError:
        by = commands.answer_by(clock.today())
    return render(request, "candidates/question_sent.jinja", {"reply_by": by})


def enquiries(request: Request) -> HttpResponse:
    """What waits to be answered, the longest first; late ones say so."""
    show = request.GET.get("show", "")
    asked = forms.FilterEnquiries(request.GET or None)
    about = asked.cleaned_data["about"] if asked.is_valid() else ""
    rows = queries.enquiries(request.actor, show, about or "")
    counts = queries.enquiry_counts(request.actor)
    pills = [
        {
            "text": words,
            "url": f"?show={key}" if key else request.path,
            "count": counts.get(key),
            "current": key == show,
        }
        for key, words in queries.SHOWN.items()
    ]
    return list_page(
        request,
        "candidates/enquiries.jinja",
        rows,
        QUESTIONS,
        called="Questions asked",
        aloud=queries.enquiry_rows,
        pill_links=pills,
        filter_form=asked,
        may_write=commands.write_enquiry.allowed(request.actor),
    )


def write_enquiry(request: Request) -> HttpResponse:
    """Somebody rang, wrote or came by."""
    return form_page(
        request,
        "candidates/write_enquiry.jinja",
        form=forms.WriteEnquiry,
        do=commands.write_enquiry,
        then=_after_writing,
        done="Written down.",
        draft="enquiry:new",
    )


def _after_writing(enquiry: Any) -> str:
    return reverse("candidates:enquiries") if enquiry.answered_at else _page(enquiry)


def enquiry(request: Request, enquiry: str) -> HttpResponse:
    """One question: what was asked, how to reach them, and answering it here."""
    found = queries.get_enquiry(request.actor, enquiry)
    form = partial(forms.AnswerEnquiry, email=found.email)
    context: dict[str, Any] = {"enquiry": found, "late": queries.is_late(found, clock.today())}
    if found.status != found.Status.OPEN:
        return render(request, "candidates/enquiry.jinja", context)
    return form_page(
        request,
        "candidates/enquiry.jinja",
        form=form,
        do=commands.answer_enquiry,
        to=found,
        then=reverse("candidates:enquiries"),
        done=f"Answered. {found.name} has heard from us.",
        initial={"how": "email" if found.email else None},
        draft=f"answer:{found.pk}",
        **context,
    )


def take_enquiry(request: Request, enquiry: str) -> HttpResponse:
    found = queries.get_enquiry(request.actor, enquiry)
    return do_now(request, commands.take_enquiry, found, then=_page(found), done="It is in your hands.")


def pass_enquiry(request: Request, enquiry: str) -> HttpResponse:
    found = queries.get_enquiry(request.actor, enquiry)
    return form_page(
        request,
        "candidates/pass_enquiry.jinja",
        form=partial(forms.PassEnquiry, people=queries.who_may_answer()),
        do=commands.pass_enquiry,
        to=found,
        then=reverse("candidates:enquiries"),
        done="Passed on. They are told.",
        enquiry=found,
    )


def close_enquiry(request: Request, enquiry: str) -> HttpResponse:
    found = queries.get_enquiry(request.actor, enquiry)
    return form_page(
        request,
        "candidates/close_enquiry.jinja",
        form=forms.CloseEnquiry,
        do=commands.close_enquiry,
        to=found,
        then=reverse("candidates:enquiries"),
        done="Closed.",
        enquiry=found,
    )


def reopen_enquiry(request: Request, enquiry: str) -> HttpResponse:
    found = queries.get_enquiry(request.actor, enquiry)
    return do_now(request, commands.reopen_enquiry, found, then=_page(found), done="It is open again, with a new day.")


def _page(enquiry: Any) -> str:
    return reverse("candidates:enquiry", args=[enquiry.pk])
