"""Workers, their posts and assignments, what they hold and when they are away."""

from alongside.workforce.models.posts import Assignment, Post, PostMove
from alongside.workforce.models.readiness import Away, Credential, CredentialKind
from alongside.workforce.models.workers import KeptAway, Offering, RatherNot, Worker, empty_list

__all__ = [
    "Assignment", "Away", "Credential", "CredentialKind", "KeptAway", "Offering", "Post", "PostMove", "RatherNot",
    "Worker", "empty_list",
]  # fmt: skip
