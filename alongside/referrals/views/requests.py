"""Triage: the list of requests, one request, and what can be done with it.

Opening a request changes nothing but the log of records opened. "I am reading this" is a button of its own, so that
two people do not ring at once; doing anything else with a request marks it read as well.
"""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts import queries as accounts
from alongside.core import audit, clock
from alongside.core.errors import NotAllowed
from alongside.referrals import commands, queries
from alongside.referrals.forms import people as people_forms
from alongside.referrals.forms import triage as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Person": "name",
    "Needs": lambda row: [need.words for need in row.needs],
    "Asked": "received_at",
    "By whom": "from_whom",
    "Where it is": "status_words",
    "Read by": "read_by",
    "On hold until": "on_hold_until",
    "Urgent": "urgent",
    "Possible repeat": lambda row: row.repeat or None,
    "Would like to hear more first": lambda row: row.hear_more or None,
}


def requests(request: Request) -> HttpResponse:
    """What is new, what waits for an answer, what may be a repeat; or those not taken on."""
    if not queries.may_list(request.actor):
        raise NotAllowed("requests")
    rows = queries.requests(request.actor)
    only = request.GET.get("only", "")
    kinds = {
        "new": ("New", [row for row in rows if row.unread]),
        "late": ("Unread too long", [row for row in rows if row.late]),
        "asked": ("Waiting for an answer", [row for row in rows if row.question_open]),
        "repeats": ("Possible repeats", [row for row in rows if row.repeat]),
    }
    shown = kinds[only][1] if only in kinds else rows
    if only == "declined":
        shown = queries.requests(request.actor, "declined")
    here = reverse("referrals:requests")
    pills = [{"text": "All", "url": here, "count": len(rows), "current": only not in (*kinds, "declined")}]
    pills += [
        {"text": words, "url": f"{here}?only={key}", "count": len(some), "current": only == key}
        for key, (words, some) in kinds.items()
    ]
    pills.append({"text": "Not taken on", "url": f"{here}?only=declined", "current": only == "declined"})
    return list_page(
        request,
        "referrals/requests.jinja",
        shown,
        COLUMNS,
        called="Requests",
        size=25,
        pill_links=pills,
        late=len(kinds["late"][1]),
        total=len(rows),
    )


def request(request: Request, referral: str) -> HttpResponse:
    """Everything about one request."""
    found = queries.request_page(request.actor, referral)
    how = "printed" if "print" in request.GET else "opened"
    audit.opened(request.actor, found.referral.person, how, at=clock.now())
    return render(request, "referrals/request.jinja", {"found": found, "referral": found.referral})


def _address(referral: str) -> str:
    return reverse("referrals:request", args=[referral])


def read_request(request: Request, referral: str) -> HttpResponse:
    """I am reading this."""
    found = queries.get_request(request.actor, referral)
    return do_now(
        request, commands.read_request, found, then=_address(referral), done="It says that you are reading it."
    )


def accept_referral(request: Request, referral: str) -> HttpResponse:
    """Which pathway, which team, and whether it is urgent."""
    found = queries.get_request(request.actor, referral)
    form = partial(
        forms.Accept,
        pathways=accounts.open_pathways(),
        teams=accounts.open_teams(),
        find_pathway=partial(accounts.get_pathway, request.actor),
        find_team=partial(accounts.get_team, request.actor),
    )
    return form_page(
        request,
        "referrals/accept_referral.jinja",
        form=form,
        do=commands.accept_referral,
        to=found,
        then=partial(_after_accepting, request),
        done=f"{found.person.called} is on the waiting list.",
        initial={"pathway": found.pathway_id, "host_team": found.host_team_id},
        referral=found,
    )


def _after_accepting(request: Request, found: Any) -> str:
    """Back to the request, unless it went to a pathway of somebody else's."""
    mine = commands.accept_referral.allowed(request.actor, found)
    return _address(found.pk) if mine else reverse("referrals:requests")


def ask_referrer(request: Request, referral: str) -> HttpResponse:
    """A question to whoever asked."""
    found = queries.get_request(request.actor, referral)
    done = "Asked. They see the question on their page." if found.referrer_id else "Kept. Now ring or write to them."
    return form_page(
        request,
        "referrals/ask_referrer.jinja",
        form=forms.AskReferrer,
        do=commands.ask_referrer,
        to=found,
        then=_address(referral),
        done=done,
        draft=f"ask_referrer:{referral}",
        referral=found,
    )


def write_answer(request: Request, referral: str, question: str) -> HttpResponse:
    """What the referrer said when they rang or wrote, written down by triage."""
    found, asked = queries.get_asked(request.actor, referral, question)
    return form_page(
        request,
        "referrals/write_answer.jinja",
        form=forms.Answer,
        do=commands.answer_question,
        to=asked,
        then=_address(referral),
        done="The answer is written down.",
        referral=found,
        question=asked,
    )


def decline_referral(request: Request, referral: str) -> HttpResponse:
    """A kind reason, and where else to turn."""
    found = queries.get_request(request.actor, referral)
    return form_page(
        request,
        "referrals/decline_referral.jinja",
        form=forms.Decline,
        do=commands.decline_referral,
        to=found,
        then=_address(referral),
        done="Not taken on. Whoever asked is told what you wrote.",
        draft=f"decline_referral:{referral}",
        referral=found,
    )


def write_choice(request: Request, referral: str) -> HttpResponse:
    """Their own yes, no or not yet."""
    found = queries.get_referral(request.actor, referral)
    return form_page(
        request,
        "referrals/write_choice.jinja",
        form=forms.TheirAnswer,
        do=commands.write_choice,
        to=found,
        then=_back(request, found),
        done="Written down.",
        initial={"said_by": found.person.full_name},
        referral=found,
        back_to=_back(request, found),
        person=found.person,
    )


def hold_referral(request: Request, referral: str) -> HttpResponse:
    """They would like to wait."""
    found = queries.get_referral(request.actor, referral)
    return form_page(
        request,
        "referrals/hold_referral.jinja",
        form=forms.Hold,
        do=commands.hold_referral,
        to=found,
        then=_back(request, found),
        done="On hold. It comes back by itself.",
        referral=found,
        back_to=_back(request, found),
    )


def resume_referral(request: Request, referral: str) -> HttpResponse:
    found = queries.get_referral(request.actor, referral)
    return do_now(request, commands.resume_referral, found, then=_back(request, found), done="Off hold.")


def close_referral(request: Request, referral: str) -> HttpResponse:
    """They said no, or it ends for another reason before anybody met."""
    found = queries.get_request(request.actor, referral)
    return form_page(
        request,
        "referrals/close_referral.jinja",
        form=forms.Close,
        do=commands.close_referral,
        to=found,
        then=_address(referral),
        done=f"Closed. {found.person.called} can ask again at any time.",
        referral=found,
    )


def reopen_referral(request: Request, referral: str) -> HttpResponse:
    found = queries.get_request(request.actor, referral)
    return do_now(request, commands.reopen_referral, found, then=_address(referral), done="Open again.")


def change_request(request: Request, referral: str) -> HttpResponse:
    """What they hope for, would like and would not like."""
    found = queries.get_referral(request.actor, referral)
    musts = [want["theme"] for want in found.wants if want.get("must")]
    return form_page(
        request,
        "referrals/change_request.jinja",
        form=partial(people_forms.ChangeRequest, themes=queries.theme_names()),
        do=commands.change_request,
        to=found,
        then=_back(request, found),
        done="Changed.",
        draft=f"change_request:{referral}",
        initial={
            "hopes": found.hopes,
            "hopes_by": found.hopes_by or found.person.called,
            "wants": [want["theme"] for want in found.wants],
            "musts": musts,
            "wants_words": found.wants_words,
            "ruled_out": found.ruled_out,
            "ruled_out_words": found.ruled_out_words,
            "days": found.days,
        },
        person=found.person,
        back_to=_back(request, found),
    )


def compare_people(request: Request, referral: str, other: str) -> HttpResponse:
    """Two records side by side, and the one question: are they one person?"""
    new, old, why = queries.get_pair(request.actor, referral, other)
    audit.opened(request.actor, old, "opened", at=clock.now())
    return form_page(
        request,
        "referrals/compare_people.jinja",
        form=forms.SamePerson,
        do=commands.same_person,
        to=queries.get_request(request.actor, referral),
        details={"existing": old},
        then=_address(referral),
        done="Joined. This request is on the record that was here before.",
        new=new,
        old=old,
        why=why,
        referral_id=referral,
    )


def not_same_person(request: Request, referral: str, other: str) -> HttpResponse:
    _, old, _ = queries.get_pair(request.actor, referral, other)
    found = queries.get_request(request.actor, referral)
    return do_now(request, commands.not_same_person, found, then=_address(referral), done="Kept apart.", existing=old)


def _back(request: Request, found: Any) -> str:
    """To the request for those who triage it, else to the person's record."""
    if commands.accept_referral.allowed(request.actor, found):
        return _address(found.pk)
    return reverse("referrals:person", args=[found.person_id])
