"""Who speaks at a talk: asked, answering, asked how it was, and thanked; and the list of what is owed."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from alongside.outreach import commands, queries
from alongside.outreach.forms import talks as forms
from alongside.outreach.queries.speaking import OWED
from alongside.outreach.views.asks import pills_of
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Who": "name",
    "Talk": "title",
    "When": "spoke_on",
    "Thanks to give": "thanks",
    "To ask how it was": lambda row: "Yes" if row.debrief else "",
}


def ask_speakers(request: Request, talk_id: str) -> HttpResponse:
    found = queries.get_planned_talk(request.actor, talk_id)
    could = queries.who_could_speak(request.actor, found)
    return form_page(
        request,
        "outreach/ask_speakers.jinja",
        form=partial(forms.AskSpeakers, workers=could),
        do=commands.ask_speakers,
        to=found,
        then=_page(found.pk),
        done="They are asked.",
        talk=found,
        could=could,
    )


def answer_talk(request: Request, speaker_id: str) -> HttpResponse:
    mine = queries.get_own_speaking(request.actor, speaker_id)
    answered = mine.status in (mine.Status.YES, mine.Status.NO)
    return form_page(
        request,
        "outreach/answer_talk.jinja",
        form=forms.AnswerTalk,
        do=commands.answer_talk,
        to=mine,
        then=_page(mine.talk_id),
        done="Thank you for answering.",
        initial={"answer": mine.status if answered else None, "sharing": mine.sharing, "needs": mine.needs},
        talk=mine.talk,
    )


def say_debriefed(request: Request, speaker_id: str) -> HttpResponse:
    found = queries.get_speaker(request.actor, speaker_id)
    return do_now(request, commands.say_debriefed, found, then=_back(request, found), done="Written down.")


def agree_thanks(request: Request, speaker_id: str) -> HttpResponse:
    found = queries.get_speaker(request.actor, speaker_id)
    pence = found.thanks_pence
    return form_page(
        request,
        "outreach/agree_thanks.jinja",
        form=forms.AgreeThanks,
        do=commands.agree_thanks,
        to=found,
        then=_page(found.talk_id),
        done="Written down.",
        initial={
            "thanks": found.thanks or "none",
            "pounds": f"{pence // 100}.{pence % 100:02d}" if pence else "",
            "minutes": found.thanks_minutes,
        },
        speaker=found,
    )


def give_thanks(request: Request, speaker_id: str) -> HttpResponse:
    found = queries.get_speaker(request.actor, speaker_id)
    return do_now(request, commands.give_thanks, found, then=_back(request, found), done="Given. They are told.")


def owed(request: Request) -> HttpResponse:
    """What those who spoke are still owed: thanks, and being asked how it was."""
    show = request.GET.get("show", "")
    return list_page(
        request,
        "outreach/owed.jinja",
        queries.owed(request.actor, show),
        COLUMNS,
        called="What speakers are owed",
        aloud=queries.owed_rows,
        pill_links=pills_of(request, OWED, show, {}),
    )


def _back(request: Request, speaker: Any) -> str:
    """To the list of what is owed when the button stood there, else to the talk."""
    return reverse("outreach:owed") if request.POST.get("from") == "owed" else _page(speaker.talk_id)


def _page(talk_id: str) -> str:
    return reverse("outreach:talk", args=[talk_id])
