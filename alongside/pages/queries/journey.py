"""A candidate's journey: the steps of every slice along one line, and whose turn it is."""

from dataclasses import dataclass
from typing import Any

from alongside.candidates import queries as candidates
from alongside.core.actors import Actor


@dataclass(frozen=True)
class Journey:
    """What the page shows."""

    candidate: Any


def my_journey(actor: Actor) -> Journey:
    """The signed-in candidate's own. Raises DoesNotExist for anyone else."""
    return Journey(candidates.own_candidate(actor))
