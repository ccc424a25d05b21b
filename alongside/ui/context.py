"""What every page knows without asking: the service, who is looking, for whom it is drawn, and where they can go."""

from typing import Any

from django.http import HttpRequest

from alongside.ui.navigation import STAFF, navigation


def page_context(request: HttpRequest) -> dict[str, Any]:
    """A context processor. `request.service` and `request.actor` are set by middleware of the slices below; either
    may be missing (an error page, the first start), and the page is then a public one called "Peer support"."""
    actor = getattr(request, "actor", None)
    roles = tuple(getattr(actor, "roles", None) or ())
    audience = getattr(request, "audience", None) or audience_of(roles)
    return {
        "service": getattr(request, "service", None),
        "look": getattr(request, "look", None),
        "actor": actor,
        "audience": audience,
        "navigation": navigation(("visitor",) if audience == "public" else roles, request.path),
    }


def audience_of(roles: tuple[str, ...]) -> str:
    """For whom a page is drawn: staff, referrer, person, candidate or public."""
    own = (("person", ("person",)), ("candidate", ("candidate",)))
    for audience, held in (("staff", STAFF), ("referrer", ("referrer", "partner")), *own):
        if set(roles).intersection(held):
            return audience
    return "public"
