"""Everything that staff see of one candidate on their page."""

from typing import Any

from alongside.candidates import policies
from alongside.candidates.models import Candidate
from alongside.candidates.queries.adjustments import adjustments_for
from alongside.candidates.queries.known import qualification_of
from alongside.candidates.queries.messages import messages_of
from alongside.candidates.queries.routes import kinds_to_ask, routes_of
from alongside.core.actors import Actor
from alongside.core.notices import failed


def candidate_page(actor: Actor, candidate: Candidate) -> dict[str, Any]:
    """The context of the page: the record, messages, what helps, routes, what is ready, and emails that failed."""
    return {
        "candidate": candidate,
        "said": messages_of(candidate, as_candidate=False),
        "helps": adjustments_for(candidate),
        "routes": routes_of(candidate),
        "kinds": kinds_to_ask(candidate),
        "ready": qualification_of(candidate),
        "failures": list(failed().filter(about_id=candidate.pk)),
        "looks_after": policies.may_look_after(actor, candidate),
    }
