"""Asking for peer support, in public: what it is, one question a page, and what happens next."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts.queries import open_teams
from alongside.referrals import commands, queries
from alongside.referrals.forms import ask as forms
from alongside.referrals.forms.answers import NO_NEEDS, needs_from
from alongside.ui import drafts
from alongside.ui.journeys import Answers, Journey, Step, journey_page
from alongside.ui.pages import Request, public

DRAFT = "ask"
TEMPLATE = "referrals/ask_step.jinja"
ASKED_BY = {forms.SELF: ("self", "B1"), forms.CARER: ("self", "B1"), forms.SOMEONE: ("carer", "B2")}


@public
def ask(request: Request) -> HttpResponse:
    """What peer support is, when requests are read, and where help is now."""
    begun = bool(drafts.load(request, DRAFT))
    return render(
        request, "referrals/ask.jinja", {"begun": begun, "first": reverse("referrals:ask_step", args=["who"])}
    )


@public
def ask_step(request: Request, step: str) -> HttpResponse:
    """One question, or the answers to check."""
    kept = drafts.load(request, DRAFT)
    return journey_page(request, ask_journey(kept), step, start=reverse("referrals:ask"))


@public
def ask_sent(request: Request) -> HttpResponse:
    """What happens next, and when."""
    return render(request, "referrals/ask_sent.jinja")


def ask_journey(kept: dict[str, dict[str, list[str]]]) -> Journey:
    """The questions, worded for whoever asks: the draft says who that is."""
    mine = kept.get("who", {}).get("who", [""])[0] in (forms.SELF, forms.CARER, "")
    chosen = kept.get("wants", {}).get("wants", [])
    return Journey(
        name=DRAFT,
        url="referrals:ask_step",
        steps=tuple(_steps(mine, chosen)),
        finish=_finish,
        button="Send",
        check_heading="Check what you said, then send it",
    )


def _steps(mine: bool, chosen: list[str]) -> list[Step]:
    themes = queries.theme_names()
    their = "your" if mine else "their"
    them = "you" if mine else "them"

    def step(name: str, form: Callable[..., Any], heading: str, when: Callable = lambda a: True, **rest: Any) -> Step:
        return Step(name, form, heading, **{"template": TEMPLATE, "when": when, **rest})

    return [
        step("who", forms.who(), "Who would like peer support?"),
        step("agreed", forms.agreed(), "Have they said yes?", _for_another),
        step("not-yet", forms.never(), "Please ask them first", _not_asked, template="referrals/ask_not_yet.jinja"),
        step("asker", forms.asker(work=False), "Who are you?", _is(forms.SOMEONE)),
        step("asker-work", forms.asker(work=True), "Who are you?", _is(forms.WORK)),
        step("source", forms.source(open_teams()), "About your work", _is(forms.WORK)),
        step("name", forms.name(mine), f"What is {their} name?"),
        step("birth", forms.birth(mine), f"{their.capitalize()} date of birth and NHS number"),
        step("area", forms.area(mine), f"Where do {'you' if mine else 'they'} live?"),
        step("reach", forms.reach(mine), f"How can we reach {them}?"),
        step("safely", forms.safely(mine), f"When and how is it safe to get in touch with {them}?"),
        step("other", forms.other(mine), "Is there someone else we may contact?"),
        step("language", forms.language(mine), "Language"),
        step("needs", forms.needs(mine), f"What helps {them}?"),
        step("hopes", forms.hopes(mine), "What do you hope for?" if mine else "What do they hope for?"),
        step("wants", forms.wants(mine, themes), f"Who would {'you' if mine else 'they'} like to walk with?"),
        step("musts", forms.musts(mine, chosen), f"What matters most to {them}?", lambda a: bool(a.get("wants"))),
        step("not-wanted", forms.not_wanted(mine, themes), f"What would {'you' if mine else 'they'} not like?"),
        step("days", forms.days(mine), "Days and times"),
        step("safety", forms.safety(), "A safe visit", _is(forms.WORK)),
    ]


def _is(who: str) -> Callable[[Answers], bool]:
    return lambda answers: answers.get("who") == who


def _for_another(answers: Answers) -> bool:
    return answers.get("who") in (forms.SOMEONE, forms.WORK)


def _not_asked(answers: Answers) -> bool:
    return answers.get("told_consent") == forms.NOT_ASKED


def _finish(request: Request, answers: Answers) -> str:
    commands.receive_request(request.actor, **request_from(answers))
    return reverse("referrals:ask_sent")


def request_from(answers: Answers) -> dict[str, Any]:
    """The journey's answers as the command's keywords."""
    given = dict(answers)
    who = given.pop("who")
    given["asked_by"], source = ASKED_BY.get(who, ("professional", ""))
    given["source"] = source or given["source"]
    given["support_for"] = "carer" if who == forms.CARER else "person"
    if given["asked_by"] == "self":
        given.pop("told_consent", None)
    given["host_team_id"] = given.pop("host_team", None)
    return tidy(given)


def tidy(given: dict[str, Any]) -> dict[str, Any]:
    """Several answers that make one: needs, wishes, another number, someone else who may be contacted."""
    take = given.pop
    needs, musts = take("needs", None) or [], take("musts", None) or []
    given["needs_asked"] = NO_NEEDS in needs
    given["needs"] = needs_from(needs, take("needs_words", ""))
    given["wants"] = [{"theme": theme, "must": theme in musts} for theme in given.get("wants") or []]
    given["days"] = forms.slots(given.get("days") or [], take("times", None) or [])
    number, issuer = take("identifier", ""), take("identifier_issuer", "")
    given["identifiers"] = [(issuer, number)] if number else []
    name, relation, phone, what_for = (take(f"other_{part}", "") for part in ("name", "relation", "phone", "for"))
    other = {"name": name or relation, "relation": relation, "phone": phone, "what_for": what_for}
    given["other_contacts"] = [other] if name or phone else []
    return given
