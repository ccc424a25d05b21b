"""Everybody's own account: their name and how they sign in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts import commands, queries
from alongside.accounts.forms import staff as forms
from alongside.ui.pages import Request, for_partners, form_page


@for_partners
def my_account(request: Request) -> HttpResponse:
    actor = request.actor
    return render(
        request,
        "accounts/my_account.jinja",
        {
            "account": queries.own_account(actor),
            "security": queries.own_security(actor),
            "sign_ins": queries.sign_ins_of(actor, actor.user_id, limit=5),
        },
    )


@for_partners
def change_own_name(request: Request) -> HttpResponse:
    account = queries.own_account(request.actor)
    there = reverse("accounts:my_account")
    return form_page(
        request,
        "ui/question.jinja",
        form=forms.OwnName,
        initial={"name": account.name, "phone": account.phone},
        do=commands.change_own_name,
        to=account,
        then=there,
        done="Saved.",
        title="Your name and number",
        back={"text": "My account", "url": there},
        submit_text="Save",
    )
