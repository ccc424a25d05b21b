"""The front door: the public site's first page for a visitor, and where each kind of reader begins."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from alongside.accounts.roles import (
    ADMINISTRATOR,
    BANK,
    CANDIDATE,
    EDITOR,
    GOVERNANCE,
    PANEL,
    PARTNER,
    PERSON,
    RECRUITER,
    REFERRER,
    ROUTE_LEAD,
    SUPERVISOR,
    TRAINER,
    WARD,
)
from alongside.pages import policies
from alongside.pages.views.site import front_page
from alongside.ui.pages import Request, public

# Where each kind of reader begins, the first that fits: whoever has a day here sees it before anything else.
FIRST_PAGES = (
    (tuple(policies.may_see_today.roles), "pages:today"),
    ((RECRUITER,), "recruitment:vacancies"),
    ((BANK,), "bank:board"),
    ((WARD,), "groups:groups"),
    ((SUPERVISOR,), "supervision:people_i_supervise"),
    ((TRAINER,), "training:cohorts"),
    ((ROUTE_LEAD,), "candidates:routes"),
    ((PANEL,), "recruitment:my_reading"),
    ((EDITOR,), "pages:text_pages"),
    ((REFERRER, PARTNER), "referrals:my_referrals"),
    ((GOVERNANCE,), "pages:audit"),
    ((ADMINISTRATOR,), "accounts:staff"),
    ((PERSON,), "pages:my_peer_support"),
    ((CANDIDATE,), "pages:my_journey"),
)


@public
def home(request: Request) -> HttpResponse:
    """For a visitor: what peer support is, and how to ask. For anyone signed in: their own first page."""
    if request.actor.user_id:
        for roles, first in FIRST_PAGES:
            if request.actor.has(*roles):
                return redirect(reverse(first))
        return redirect(reverse("accounts:my_account"))
    return front_page(request)
