"""Getting ready to end, ending well, closing; and a death, told by a person."""

from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.referrals import queries as referrals
from alongside.support import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page

KEPT = (
    *("told_on", "last_meeting_on", "looked_back", "strengths", "next_supports", "thanks_from_person"),
    *("thanks_from_worker", "feedback_asked_on", "feedback", "feedback_by"),
)


def prepare_ending(request: Request, relationship_id: str) -> HttpResponse:
    """What the two talk about on the way to a good ending. Nothing must be filled in."""
    found = queries.get_relationship(request.actor, relationship_id)
    person, ending = found.referral.person, queries.ending_of(found)
    return form_page(
        request,
        "support/prepare_ending.jinja",
        form=partial(forms.PrepareEnding, called=person.called),
        do=commands.change_ending,
        to=found,
        then=_page(found.pk),
        done="Saved. Come back to it whenever you both like.",
        initial={name: getattr(ending, name) for name in KEPT} if ending else None,
        draft=f"ending:{found.pk}",
        relationship=found,
        person=person,
    )


def end_well(request: Request, relationship_id: str) -> HttpResponse:
    """Both together."""
    found = queries.get_relationship(request.actor, relationship_id)
    person, ending = found.referral.person, queries.ending_of(found)
    return form_page(
        request,
        "support/end_well.jinja",
        form=partial(forms.EndWell, called=person.called, reasons=queries.reasons_together()),
        do=commands.end_well,
        to=found,
        then=_page(found.pk),
        done=f"Ended well. {person.called} can come back any day.",
        initial={"thanks_from_worker": ending.thanks_from_worker if ending else ""},
        relationship=found,
        person=person,
        steps=queries.steps_of(found, ending) if ending else (),
    )


def close_support(request: Request, relationship_id: str) -> HttpResponse:
    """The service closes it, because the two cannot go on."""
    found = queries.get_relationship(request.actor, relationship_id)
    return form_page(
        request,
        "support/close_support.jinja",
        form=partial(forms.CloseSupport, reasons=queries.reasons_of_service()),
        do=commands.close_support,
        to=found,
        then=_page(found.pk),
        done="Closed. They can ask again any day.",
        relationship=found,
        person=found.referral.person,
    )


def record_death(request: Request, person_id: str) -> HttpResponse:
    """Everything stops at once. A person tells the peer worker."""
    person = referrals.get_person(request.actor, person_id)
    walked = queries.walked_until(person)
    workers = [relationship.worker.first_name for relationship in walked]
    tellers = queries.tellers(request.actor)
    return form_page(
        request,
        "support/record_death.jinja",
        form=partial(forms.RecordDeath, called=person.called, tellers=tellers, workers=workers),
        do=commands.record_death,
        to=person,
        then=reverse("support:death", args=[person.pk]),
        done="Written down. Nothing more is sent or booked.",
        person=person,
        workers=workers,
    )


def death(request: Request, person_id: str) -> HttpResponse:
    """What has stopped, and who is still to be told."""
    person = referrals.get_person(request.actor, person_id)
    if not person.died_on:
        raise Http404
    return render(request, "support/death.jinja", {"person": person, "news": queries.news_of(request.actor, person)})


def take_back_death(request: Request, person_id: str) -> HttpResponse:
    """It was written by mistake."""
    person = referrals.get_person(request.actor, person_id)
    done = "Taken back. Tell whoever was told, in person or by phone. Book the next meeting together."
    then = reverse("referrals:person", args=[person.pk])
    return do_now(request, commands.take_back_death, person, then=then, done=done)


def tell_worker_done(request: Request, news_id: str) -> HttpResponse:
    """I have told them, in person or by phone."""
    news = queries.get_news(request.actor, news_id)
    return do_now(
        request, commands.say_worker_told, news, then=reverse("pages:today"), done="Thank you. Look after yourself too."
    )


def _page(relationship_id: str) -> str:
    return reverse("support:relationship", args=[relationship_id])
