"""Staff accounts: who has one, what they may do, and until when. An administrator keeps them."""

import functools
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts import commands, queries
from alongside.accounts.forms import staff as forms
from alongside.ui.pages import Request, do_now, form_page
from alongside.ui.sheets import Columns, list_page

COLUMNS: Columns = {
    "Name": "name",
    "Email": "email",
    "Roles": "roles",
    "Second step set up": "has_second_factor",
    "Last signed in": "last_signed_in",
    "Last day": "last_day",
    "Open": "is_open",
}
SCOPES = ("pathways", "teams", "wards")


def staff(request: Request) -> HttpResponse:
    queries.accounts_may_be_seen(request.actor)
    asked = forms.FilterAccounts(request.GET)
    asked.is_valid()
    said = {name: asked.cleaned_data.get(name) or "" for name in ("search", "role")}
    rows = queries.accounts(request.actor, **said, show=asked.cleaned_data.get("show") or "open")
    may_open = commands.open_account.allowed(request.actor)
    return list_page(
        request,
        "accounts/staff.jinja",
        rows,
        COLUMNS,
        called="Staff accounts",
        filter_form=asked,
        may_open=may_open,
    )


def account(request: Request, account: str) -> HttpResponse:
    found = queries.get_account(request.actor, account)
    return render(
        request,
        "accounts/account.jinja",
        {
            "account": found,
            "is_open": queries.may_sign_in(found),
            "roles": queries.roles_of(request.actor, account),
            "sign_ins": queries.sign_ins_of(request.actor, account),
            "may_change": commands.change_account.allowed(request.actor, found),
            "may_give": commands.give_role.allowed(request.actor, found),
        },
    )


def open_account(request: Request) -> HttpResponse:
    return form_page(
        request,
        "ui/question.jinja",
        form=forms.Account,
        do=commands.open_account,
        then=lambda made: reverse("accounts:give_role", args=[made.pk]),
        done="The account is open, and we have written to them. Now say what they do.",
        title="Open an account",
        lede="They get an email that says how to sign in. What they may see comes with a role, which is next.",
        back={"text": "Staff accounts", "url": reverse("accounts:staff")},
        submit_text="Open the account",
    )


def _back(account: Any) -> dict[str, str]:
    return {"text": account.name, "url": reverse("accounts:account", args=[account.pk])}


def change_account(request: Request, account: str) -> HttpResponse:
    found = queries.get_account(request.actor, account)
    back = _back(found)
    return form_page(
        request,
        "ui/question.jinja",
        form=forms.Account,
        initial={"name": found.name, "email": found.email, "phone": found.phone},
        do=commands.change_account,
        to=found,
        then=back["url"],
        done="Saved.",
        title=f"Change {found.name}’s account",
        back=back,
        submit_text="Save",
    )


def close_account(request: Request, account: str) -> HttpResponse:
    found = queries.get_account(request.actor, account)
    back = _back(found)
    return form_page(
        request,
        "ui/question.jinja",
        form=forms.LastDay,
        initial={"last_day": found.last_day},
        do=commands.close_account,
        to=found,
        then=back["url"],
        done="Saved. What they wrote and did stays.",
        title=f"When does {found.name} leave?",
        lede="They cannot sign in after their last day. What they wrote and did stays on record.",
        back=back,
        submit_text="Save",
    )


def reopen_account(request: Request, account: str) -> HttpResponse:
    found = queries.get_account(request.actor, account)
    return do_now(request, commands.reopen_account, found, then=_back(found)["url"], done="The account is open again.")


def give_role(request: Request, account: str) -> HttpResponse:
    found = queries.get_account(request.actor, account)
    back = _back(found)
    rows = {kind: queries.rows_to_choose(kind) for kind in SCOPES}
    return form_page(
        request,
        "ui/question.jinja",
        form=functools.partial(forms.GiveRole, rows=rows),
        do=commands.give_role,
        to=found,
        then=back["url"],
        done="The role is given.",
        title=f"What does {found.name} do?",
        back=back,
        submit_text="Give this role",
    )


def end_role(request: Request, holding: str) -> HttpResponse:
    found = queries.get_holding(request.actor, holding)
    back = _back(found.user)
    return form_page(
        request,
        "ui/question.jinja",
        form=forms.LastDay,
        do=commands.end_role,
        to=found,
        then=back["url"],
        done="Saved.",
        title=f"End {found.user.name}’s role as {found.get_role_display().lower()}",
        back=back,
        submit_text="End this role",
    )
