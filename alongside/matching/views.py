"""The pages of matching: the whole list, one person, a worker's offers, and an answer on the person's word."""

import functools

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alongside.matching import commands, forms, queries
from alongside.support import commands as support
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.words import plural


def whole_list(request: Request) -> HttpResponse:
    """Everyone ready at once. Each ticked row is offered by its own command; a refused one stays, with the reason."""
    plan = queries.whole_list(request.actor)
    ticked, refused = [row.referral_id for row in plan.rows], {}
    form = forms.WholeList(request.POST, plan=plan) if request.method == "POST" else None
    if form is not None and "update" in request.POST:
        ticked, form = request.POST.getlist("ticked"), None
    elif form is not None and form.is_valid():
        chosen = queries.chosen(request.actor, plan, form.cleaned_data["ticked"])
        refused = commands.offer_many(request.actor, chosen)
        if went := len(chosen) - len(refused):
            messages.success(
                request, f"{plural(went, 'peer worker')} asked. Nobody sees a profile before they say yes."
            )
        if not refused:
            return redirect("matching:whole_list")
        plan = queries.whole_list(request.actor)
        ticked = [row.referral_id for row in plan.rows if row.referral_id in refused]
    context = {"plan": plan, "form": form, "ticked": ticked, "refused": refused, "places": plan.places(ticked)}
    return render(request, "matching/whole_list.jinja", context, status=422 if refused or form is not None else 200)


def person(request: Request, referral: str) -> HttpResponse:
    """Who might walk with one person; offering one of them."""
    page = queries.shortlist(request.actor, referral, everyone="everyone" in request.GET)
    return form_page(
        request,
        "matching/person.jinja",
        form=functools.partial(forms.Offer, find=functools.partial(queries.offer_page, request.actor, referral)),
        do=commands.offer_profile,
        to=page.referral,
        then=reverse("matching:person", args=[referral]),
        done=f"Asked. {page.referral.person.called} sees the profile once the peer worker has said yes.",
        page=page,
    )


def profile(request: Request, referral: str, worker: str) -> HttpResponse:
    """The profile as the person would see it, before it is offered."""
    page = queries.offer_page(request.actor, referral, worker)
    if page.profile is None:
        raise Http404
    return render(request, "matching/profile.jinja", {"page": page})


def answer_for_person(request: Request, offer: str) -> HttpResponse:
    """Write down what the person said about a profile, on their word."""
    found = queries.get_offer(request.actor, offer)
    called = found.referral.person.called
    return form_page(
        request,
        "matching/answer_for_person.jinja",
        form=functools.partial(forms.AnswerForPerson, called=called),
        do=commands.ANSWERS.get(request.POST.get("answer", ""), commands.person_says_yes),
        to=found,
        then=reverse("matching:whole_list"),
        done=f"Saved. {called}’s answer is written down.",
        offer=found,
    )


def take_back(request: Request, offer: str) -> HttpResponse:
    found = queries.get_offer(request.actor, offer)
    then = reverse("matching:person", args=[found.referral_id])
    return do_now(request, commands.withdraw_offer, found, then=then, done="Taken back. The place is free again.")


def my_offers(request: Request) -> HttpResponse:
    """What a peer worker is asked about their own profile."""
    return render(request, "matching/my_offers.jinja", {"page": queries.offers_for_worker(request.actor)})


def say_yes(request: Request, offer: str) -> HttpResponse:
    found = queries.get_asked(request.actor, offer)
    done = "Thank you. They can look at your profile now, and choose."
    return do_now(request, commands.worker_says_yes, found, then=reverse("matching:my_offers"), done=done)


def say_no(request: Request, offer: str) -> HttpResponse:
    found = queries.get_asked(request.actor, offer)
    done = "Thank you for saying. Not this time is fine, and nobody asks why."
    return do_now(request, commands.worker_says_no, found, then=reverse("matching:my_offers"), done=done)


def say_i_know(request: Request, offer: str) -> HttpResponse:
    """The worker knows whoever it is: to everybody else it is as if they had said not this time."""
    found = queries.get_asked(request.actor, offer)
    do, person = support.say_i_know, found.referral.person
    done = "That is fine, and nobody asks why. You are kept apart: only you see that."
    return do_now(request, do, found.worker, then=reverse("matching:my_offers"), done=done, person=person)
