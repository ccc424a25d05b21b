"""Routes: the kinds on offer, one route, and the list of them."""

from alongside.candidates import policies
from alongside.candidates.models import Route
from alongside.core.actors import Actor


def get_route(actor: Actor, id: str) -> Route:  # noqa: A002
    """A route the actor may see. Raises DoesNotExist."""
    return policies.visible_routes(actor).select_related("candidate__owner", "kind", "in_charge").get(pk=id)
