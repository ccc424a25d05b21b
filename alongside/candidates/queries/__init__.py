"""The queries of candidates, a file for each noun."""

from alongside.candidates.queries.adjustments import AdjustmentRow, adjustments_for, adjustments_of
from alongside.candidates.queries.days import working_days_after
from alongside.candidates.queries.known import get_candidate, own_candidate, qualification_of, qualified_since
from alongside.candidates.queries.routes import get_route
from alongside.candidates.queries.steps import Step

__all__ = [
    "AdjustmentRow",
    "Step",
    "adjustments_for",
    "adjustments_of",
    "get_candidate",
    "get_route",
    "own_candidate",
    "qualification_of",
    "qualified_since",
    "working_days_after",
]
