"""Someone on the way to becoming a peer worker: questions, interest, messages, what helps them, routes, the pool."""

from alongside.candidates.models.adjustments import Adjustment
from alongside.candidates.models.candidates import Alert, Candidate, Message, Qualification
from alongside.candidates.models.enquiries import Enquiry
from alongside.candidates.models.routes import Route, RouteDay, RouteKind

__all__ = ["Adjustment", "Alert", "Candidate", "Enquiry", "Message", "Qualification", "Route", "RouteDay", "RouteKind"]
