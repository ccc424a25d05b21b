"""Staff pages about candidates: the lists, one candidate, and what is done for them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from alongside.candidates import commands, forms, policies, queries
from alongside.core.commands import Command
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

SHOWING = {
    "everyone": "All",
    "waiting": "Not yet called",
    "late": "We are late",
    "messages": "Messages to read",
    "mine": "Mine",
    "resting": "Resting",
    "in_post": "Working with us",
    "left": "Stopped",
}
COLUMNS: Columns = {
    "Candidate": "name",
    "Where they are": "state_words",
    "Since": "since",
    "Hears by": "reply_by",
    "Late": lambda row: row.late or None,
    "In whose hands": "owner",
    "Messages to read": lambda row: row.messages or None,
    "May apply": lambda row: row.may_apply or None,
}
READY: Columns = {
    "Candidate": "name",
    "What they have shown": "title",
    "Ready since": "ready_since",
    "Weeks": "weeks",
    "Wants to be told of jobs": lambda row: row.wants_news or None,
    "In whose hands": "owner",
}
OWED: Columns = {
    "Candidate": "candidate",
    "What helps": lambda row: row.adjustment.words,
    "For": lambda row: row.adjustment.stage_words,
    "Where it is": lambda row: row.adjustment.state_words,
    "By": lambda row: row.adjustment.by,
    "Late": lambda row: row.adjustment.late or None,
    "Who puts it in place": lambda row: row.adjustment.with_whom,
}
# What one press does for a candidate, by the word in the address: the command, and what is said afterwards.
TO_CANDIDATE: dict[str, tuple[Command, str]] = {
    "in-touch": (commands.say_in_touch, "Thank you. It says that we are in touch."),
    "rest": (commands.rest, "They rest. Nobody reminds them."),
    "come-back": (commands.come_back, "They are back, from where they were."),
    "stop": (commands.leave, "They have stopped. What they reached stays theirs."),
    "news": (commands.want_alerts, "They will be told of new jobs."),
    "no-news": (commands.no_alerts, "They will not be told of jobs."),
    "read": (commands.read_messages, "Marked as read."),
    "looking": (commands.mark_looking_again, "They look for a job again."),
    "open-account": (commands.open_candidate_account, "Their page is open. The way to sign in is on its way to them."),
}


def candidates(request: Request) -> HttpResponse:
    """Everybody the reader may see, and what waits for somebody."""
    people = queries.owners()
    asked = forms.FilterCandidates(request.GET, people=people)
    chosen = asked.cleaned_data if asked.is_valid() else {}
    showing = chosen.get("showing") or "everyone"
    found = queries.candidates(
        request.actor, showing=showing, owner=chosen.get("owner") or "", name=chosen.get("name") or ""
    )
    here = reverse("candidates:candidates")
    return list_page(
        request,
        "candidates/candidates.jinja",
        found,
        COLUMNS,
        called="Candidates",
        aloud=queries.candidate_rows,
        filter_form=asked,
        pill_links=_pills(here, SHOWING, showing, "showing"),
        may_write=policies.may_write_candidate(request.actor),
    )


def pool(request: Request) -> HttpResponse:
    """Who is ready to work, since when, and who wants to be told of jobs."""
    only = request.GET.get("only", "")
    found = queries.pool(request.actor, wants_news=only == "news")
    pills = _pills(reverse("candidates:pool"), {"": "All", "news": "Want to be told of jobs"}, only, "only")
    return list_page(
        request,
        "candidates/pool.jinja",
        found,
        READY,
        called="Ready to work",
        aloud=queries.ready_rows,
        pill_links=pills,
    )


def owed(request: Request) -> HttpResponse:
    """What helps, and is not there yet: what is due first."""
    only = request.GET.get("only", "")
    found = queries.owed(request.actor, late=only == "late", mine=only == "mine")
    words = {"": "All", "late": "Late", "mine": "Mine"}
    return list_page(
        request,
        "candidates/owed.jinja",
        found,
        OWED,
        called="What helps candidates",
        aloud=queries.owed_rows,
        pill_links=_pills(reverse("candidates:owed"), words, only, "only"),
    )


def candidate(request: Request, candidate_id: str) -> HttpResponse:
    """One candidate: where they are, what is said, what helps them, their routes; and a message to them."""
    found = queries.get_candidate(request.actor, candidate_id)
    if request.method == "GET":
        queries.log_opening(request.actor, found, printed="print" in request.GET)
    return form_page(
        request,
        "candidates/candidate.jinja",
        form=forms.WriteMessage,
        do=commands.send_message,
        to=found,
        then=_address(found.pk),
        done=f"Sent. {found.first_name} is told that there is news.",
        draft=f"candidate-message:{found.pk}",
        **queries.candidate_page(request.actor, found),
    )


def write_candidate(request: Request) -> HttpResponse:
    """Somebody who rang or came by."""
    return form_page(
        request,
        "candidates/write_candidate.jinja",
        form=forms.WriteCandidate,
        do=commands.write_candidate,
        then=lambda made: _address(made.pk),
        done="Written down, and in your hands.",
        draft="write-candidate",
    )


def change_candidate(request: Request, candidate_id: str) -> HttpResponse:
    found = queries.get_candidate(request.actor, candidate_id)
    names = ("first_name", "last_name", "phone", "contact_by", "contact_words")
    return _form(
        request,
        "change_candidate",
        found,
        forms.ChangeCandidate,
        commands.change_candidate,
        done="Changed.",
        initial={name: getattr(found, name) for name in names},
    )


def pass_candidate(request: Request, candidate_id: str) -> HttpResponse:
    found = queries.get_candidate(request.actor, candidate_id)
    form = partial(forms.PassOn, people=queries.owners(), find=queries.user_to_name, keyword="owner")
    done = "Passed on. They are told."
    return _form(request, "pass_candidate", found, form, commands.pass_candidate, done=done)


def answer_candidate(request: Request, candidate_id: str, answer: str) -> HttpResponse:
    """One press: in touch, rest, back, stopped, news of jobs, read, an account."""
    if answer not in TO_CANDIDATE:
        raise Http404
    do, done = TO_CANDIDATE[answer]
    found = queries.get_candidate(request.actor, candidate_id)
    return do_now(request, do, found, then=_address(found.pk), done=done)


def ask_for_adjustment(request: Request, candidate_id: str) -> HttpResponse:
    """What would help them, at any stage: asked with them."""
    found = queries.get_candidate(request.actor, candidate_id)
    done = "Written down. Agree it with a person and a day next."
    return _form(request, "ask_for_adjustment", found, forms.AskAdjustment, commands.ask_adjustment, done=done)


def agree_adjustment(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.get_adjustment(request.actor, adjustment_id)
    form = partial(forms.AgreeAdjustment, people=queries.in_charge_choices(), find=queries.user_to_name)
    return form_page(
        request,
        "candidates/agree_adjustment.jinja",
        form=form,
        do=commands.agree_adjustment,
        to=found,
        then=_address(found.candidate_id),
        done="Agreed. The candidate sees who, and by when.",
        initial={
            "with_whom": found.with_whom_id or request.actor.user_id,
            "by": found.by if found.status == "agreed" else None,
            "agreed_words": found.agreed_words,
        },
        adjustment=found,
    )


def not_possible(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.get_adjustment(request.actor, adjustment_id)
    return form_page(
        request,
        "candidates/not_possible.jinja",
        form=forms.NotPossible,
        do=commands.say_not_possible,
        to=found,
        then=_address(found.candidate_id),
        done="Said. The candidate reads why, and what instead.",
        adjustment=found,
    )


def put_in_place(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.get_adjustment(request.actor, adjustment_id)
    done = "In place. The candidate is asked whether it really is there."
    return do_now(request, commands.put_in_place, found, then=_address(found.candidate_id), done=done)


def take_back_adjustment(request: Request, adjustment_id: str) -> HttpResponse:
    found = queries.get_adjustment(request.actor, adjustment_id)
    return do_now(request, commands.withdraw_adjustment, found, then=_address(found.candidate_id), done="Taken back.")


def _form(
    request: Request, name: str, found: Any, form: Callable[..., Any], do: Command, *, done: str, **rest: Any
) -> HttpResponse:
    """A page with one form about a candidate, that goes back to them."""
    return form_page(
        request,
        f"candidates/{name}.jinja",
        form=form,
        do=do,
        to=found,
        then=_address(found.pk),
        done=done,
        candidate=found,
        **rest,
    )


def _pills(here: str, words: dict[str, str], chosen: str, called: str) -> list[dict[str, Any]]:
    return [
        {"text": said, "url": f"{here}?{called}={key}" if key else here, "current": key == chosen}
        for key, said in words.items()
    ]


def _address(candidate_id: str) -> str:
    return reverse("candidates:candidate", args=[candidate_id])
