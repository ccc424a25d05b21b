"""How the services that Alongside can be set up as differ, for those who keep the public site."""

from django.http import HttpResponse
from django.shortcuts import render

from alongside.pages.queries import services
from alongside.ui.pages import Request


def what_differs(request: Request) -> HttpResponse:
    """Each thing that a profile says, beside what the others say of it."""
    actor = request.actor
    rows, names = services.differences(actor), services.services(actor)
    return render(request, "pages/what_differs.jinja", {"rows": rows, "services": names})
