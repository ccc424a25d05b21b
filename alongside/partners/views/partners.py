"""Pages of partner organisations: who they are, what is agreed, what was promised, and who may refer from there."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.core.commands import Command
from alongside.partners import commands, forms, queries
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

PARTNERS: Columns = {
    "Organisation": "name",
    "Kind": "kind",
    "Agreements in force": "in_force",
    "The next ends": "ends_on",
    "Overdue promises": "overdue",
    "Accounts": "accounts",
    "In the directory": "entries",
}
AGREEMENTS: Columns = {
    "Agreement": "title",
    "With": "organisation",
    "State": "status_words",
    "From": "starts_on",
    "Until": "ends_on",
    "Our contact": "our_contact",
    "Their contact": "their_contact",
    "What it is for": "purpose",
    "What is shared": "what_is_shared",
}


def partners(request: Request) -> HttpResponse:
    narrow = forms.NarrowPartners(request.GET)
    words = (narrow.cleaned_data.get("words") or "") if narrow.is_valid() else ""
    return list_page(
        request,
        "partners/partners.jinja",
        queries.partners(request.actor, words),
        PARTNERS,
        called="Partners",
        aloud=queries.partner_rows,
        filter_form=narrow,
        narrowed=bool(words),
    )


def partner(request: Request, partner_id: str) -> HttpResponse:
    return render(request, "partners/partner.jinja", {"page": queries.partner_page(request.actor, partner_id)})


def agreements(request: Request) -> HttpResponse:
    """Every agreement: what ends soonest first."""
    status, here = request.GET.get("status", ""), reverse("partners:agreements")
    pills = [
        {"text": words, "url": f"{here}?status={value}" if value else here, "current": status == value}
        for value, words in (("", "All"), *queries.AGREEMENT_STATES)
    ]
    return list_page(
        request,
        "partners/agreements.jinja",
        queries.agreements(request.actor, status),
        AGREEMENTS,
        called="Agreements with partners",
        aloud=queries.agreement_rows,
        pill_links=pills,
    )


def draft_agreement(request: Request, partner_id: str) -> HttpResponse:
    found = queries.get_partner(request.actor, partner_id)
    return form_page(
        request,
        "partners/draft_agreement.jinja",
        form=partial(forms.Agreement, ours=queries.our_people()),
        do=commands.draft_agreement,
        to=found,
        then=_page(found.pk),
        done="Written down. It is in force once both of you have agreed it.",
        initial={"our_contact": request.actor.user_id},
        draft=f"agreement:{found.pk}",
        partner=found,
    )


def change_agreement(request: Request, agreement_id: str) -> HttpResponse:
    found = queries.get_agreement(request.actor, agreement_id)
    names = ("title", "purpose", "what_is_shared", "their_contact", "starts_on", "ends_on")
    return form_page(
        request,
        "partners/change_agreement.jinja",
        form=partial(forms.Agreement, ours=queries.our_people()),
        do=commands.change_agreement,
        to=found,
        then=_page(found.organisation_id),
        done="Saved.",
        initial={"our_contact": found.our_contact_id or "", **{name: getattr(found, name) for name in names}},
        agreement=found,
    )


def agree_with(request: Request, agreement_id: str) -> HttpResponse:
    found = queries.get_agreement(request.actor, agreement_id)
    return form_page(
        request,
        "partners/agree_with.jinja",
        form=forms.AgreedBy,
        do=commands.agree_with,
        to=found,
        then=_page(found.organisation_id),
        done="It is in force.",
        initial={"starts_on": found.starts_on, "ends_on": found.ends_on},
        agreement=found,
    )


def renew_agreement(request: Request, agreement_id: str) -> HttpResponse:
    found = queries.get_agreement(request.actor, agreement_id)
    return form_page(
        request,
        "partners/renew_agreement.jinja",
        form=forms.RenewUntil,
        do=commands.renew_agreement,
        to=found,
        then=_page(found.organisation_id),
        done="Renewed.",
        agreement=found,
    )


def end_agreement(request: Request, agreement_id: str) -> HttpResponse:
    found = queries.get_agreement(request.actor, agreement_id)
    return do_now(request, commands.end_agreement, found, then=_page(found.organisation_id), done="Ended.")


def write_meeting(request: Request, partner_id: str) -> HttpResponse:
    found = queries.get_partner(request.actor, partner_id)
    return form_page(
        request,
        "partners/write_meeting.jinja",
        form=forms.Meeting,
        do=commands.write_meeting,
        to=found,
        then=_page(found.pk),
        done="Written down.",
        draft=f"partner_meeting:{found.pk}",
        partner=found,
    )


def finish_action(request: Request, action_id: str) -> HttpResponse:
    return _action(request, action_id, commands.finish_action, "Done.")


def reopen_action(request: Request, action_id: str) -> HttpResponse:
    return _action(request, action_id, commands.reopen_action, "Not done yet, then.")


def take_back_action(request: Request, action_id: str) -> HttpResponse:
    return _action(request, action_id, commands.take_back_action, "Taken back.")


def open_partner_account(request: Request, partner_id: str) -> HttpResponse:
    """Somebody there may refer in, and see what became of it. Nothing else."""
    found = queries.get_partner(request.actor, partner_id)
    return form_page(
        request,
        "partners/open_partner_account.jinja",
        form=forms.PartnerAccount,
        do=commands.open_partner_account,
        to=found,
        then=_page(found.pk),
        done="Opened. They have been told how to sign in.",
        partner=found,
    )


def end_partner_account(request: Request, account_id: str) -> HttpResponse:
    found = queries.get_partner_account(request.actor, account_id)
    done = "Ended, from now on. What they referred goes on."
    return do_now(request, commands.end_partner_account, found, then=_page(str(found.organisation_id)), done=done)


def _action(request: Request, action_id: str, do: Command, done: str) -> HttpResponse:
    found = queries.get_action(request.actor, action_id)
    return do_now(request, do, found, then=_page(found.meeting.organisation_id), done=done)


def _page(partner_id: str) -> str:
    return reverse("partners:partner", args=[partner_id])
