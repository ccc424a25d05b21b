"""Times to meet, the meeting itself, and the answer: for who keeps them, who meets people, and the candidate."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from alongside.core.commands import Command
from alongside.recruitment import commands, queries
from alongside.recruitment.forms import meeting as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

OUTCOMES: Columns = {
    "Person": "name",
    "Where it stands": "state",
    "Average of the notes": "average",
    "Noted by": "noted_by",
    "Waits for": "waits_for",
    "By": "by",
}

# Who keeps the vacancy -----------------------------------------------------------------------------------------------


def slots(request: Request, vacancy_id: str) -> HttpResponse:
    return render(request, "recruitment/slots.jinja", {"page": queries.slots_page(request.actor, vacancy_id)})


def add_slots(request: Request, vacancy_id: str) -> HttpResponse:
    page = queries.slots_page(request.actor, vacancy_id)
    return form_page(
        request,
        "recruitment/add_slots.jinja",
        form=forms.AddSlots,
        do=commands.add_slots,
        to=page.vacancy,
        then=reverse("recruitment:slots", args=[vacancy_id]),
        done="The times are there to be picked.",
        page=page,
    )


def move_slot(request: Request, slot_id: str) -> HttpResponse:
    slot = queries.get_slot(request.actor, slot_id)
    return form_page(
        request,
        "recruitment/move_slot.jinja",
        form=forms.MoveSlot,
        initial={
            "minutes": int((slot.ends_at - slot.starts_at).total_seconds() // 60),
            **{name: getattr(slot, name) for name in ("how", "where", "join_link")},
        },
        do=commands.move_slot,
        to=slot,
        then=reverse("recruitment:slots", args=[slot.vacancy_id]),
        done="Moved. Whoever has it has been told.",
        slot=slot,
    )


def cancel_slot(request: Request, slot_id: str) -> HttpResponse:
    slot = queries.get_slot(request.actor, slot_id)
    then = reverse("recruitment:slots", args=[slot.vacancy_id])
    return do_now(request, commands.cancel_slot, slot, then=then, done="Taken away. Whoever had it has been told.")


def outcomes(request: Request, vacancy_id: str) -> HttpResponse:
    """Everyone who was asked to meet us, and what each of them waits for."""
    vacancy = queries.get_met_vacancy(request.actor, vacancy_id)
    rows = queries.met(request.actor, vacancy)
    return list_page(
        request, "recruitment/outcomes.jinja", rows, OUTCOMES, called=f"Outcomes {vacancy.title}"[:31], vacancy=vacancy
    )


def make_offer(request: Request, application_id: str) -> HttpResponse:
    return _answer(request, application_id, "make_offer", forms.Offer, commands.make_offer, "Offered. They are told.")


def put_in_reserve(request: Request, application_id: str) -> HttpResponse:
    form, do = forms.Reserve, commands.put_in_reserve
    return _answer(request, application_id, "put_in_reserve", form, do, "On the reserve list. They are told.")


def not_this_time(request: Request, application_id: str) -> HttpResponse:
    form, do = forms.NotThisTime, commands.say_not_this_time
    return _answer(request, application_id, "not_this_time", form, do, "They are told, in your words.")


def more_time(request: Request, application_id: str) -> HttpResponse:
    return _answer(request, application_id, "more_time", forms.MoreTime, commands.give_more_time, "They are told.")


def take_back_offer(request: Request, application_id: str) -> HttpResponse:
    form, do = forms.NotThisTime, commands.take_back_offer
    return _answer(request, application_id, "take_back_offer", form, do, "Taken back. They are told, in your words.")


def _answer(request: Request, application_id: str, name: str, form: type, do: Command, done: str) -> HttpResponse:
    found = queries.get_to_decide(request.actor, application_id)
    return form_page(
        request,
        f"recruitment/{name}.jinja",
        form=form,
        do=do,
        to=found,
        then=reverse("recruitment:outcomes", args=[found.vacancy_id]),
        done=done,
        draft=f"outcome:{name}:{found.pk}",
        application=found,
        name=queries.name_of_applicant(found),
        missing=queries.what_is_missing(found),
    )


# Who meets people ----------------------------------------------------------------------------------------------------


def interview(request: Request, application_id: str) -> HttpResponse:
    """One meeting: who, when, the questions, what helps (for who puts it in place), and the notes."""
    page = queries.interview_page(request.actor, application_id)
    return render(request, "recruitment/interview.jinja", {"page": page})


def write_notes(request: Request, application_id: str) -> HttpResponse:
    page = queries.interview_page(request.actor, application_id)
    return form_page(
        request,
        "recruitment/write_notes.jinja",
        form=partial(forms.Notes, criteria=[line.criterion for line in page.lines]),
        initial=forms.noted(line.own for line in page.lines if line.own),
        do=commands.write_notes,
        to=page.application,
        then=reverse("recruitment:interview", args=[application_id]),
        done="Your notes are kept.",
        draft=f"notes:{application_id}",
        page=page,
    )


# The candidate -------------------------------------------------------------------------------------------------------


@sensitive_post_parameters()
def pick_time(request: Request, application_id: str) -> HttpResponse:
    """The times still free, or the one they have. Equality answers are never in a draft."""
    page = queries.pick_page(request.actor, application_id)
    if page.slot and "other" not in request.GET:
        return render(request, "recruitment/my_time.jinja", {"page": page})
    return form_page(
        request,
        "recruitment/pick_time.jinja",
        form=partial(forms.PickTime, slots=page.free, counted=page.counted),
        do=commands.pick_time,
        to=page.application,
        then=reverse("recruitment:pick_time", args=[application_id]),
        done="It is yours. An invitation for your calendar is on its way.",
        page=page,
    )


def give_back_time(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_own_application(request.actor, application_id)
    then = reverse("recruitment:pick_time", args=[application_id])
    return do_now(request, commands.give_back_time, found, then=then, done="It is free for others. Pick another.")


def none_work(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_own_application(request.actor, application_id)
    return form_page(
        request,
        "recruitment/none_work.jinja",
        form=forms.NoneWork,
        do=commands.none_work,
        to=found,
        then=reverse("pages:my_journey"),
        done="Thank you. We find other times, and tell you.",
        application=found,
    )


def my_offer(request: Request, application_id: str) -> HttpResponse:
    """The offer, with yes and no of the same size; once answered, what became of it."""
    found = queries.get_own_application(request.actor, application_id)
    return render(request, "recruitment/my_offer.jinja", {"application": queries.an_offer(found)})


@sensitive_post_parameters()
def accept_offer(request: Request, application_id: str) -> HttpResponse:
    found = queries.an_offer(queries.get_own_application(request.actor, application_id))
    return form_page(
        request,
        "recruitment/accept_offer.jinja",
        form=forms.AcceptOffer,
        do=commands.accept_offer,
        to=found,
        then=reverse("recruitment:my_checks", args=[application_id]),
        done="Thank you for saying yes.",
        application=found,
    )


def say_no_to_offer(request: Request, application_id: str) -> HttpResponse:
    found = queries.get_own_application(request.actor, application_id)
    then = reverse("recruitment:my_offer", args=[application_id])
    return do_now(request, commands.say_no_to_offer, found, then=then)
