"""The queries of training, a file for each noun."""

from alongside.training.queries.badges import BadgeFound, check_badge
from alongside.training.queries.issuers import (
    get_issuer,
    issuers,
    issuers_to_read,
    needs_to_trust,
    our_keys,
)
from alongside.training.queries.certificates import (
    Seen,
    certificates,
    get_certificate,
    get_own_certificate,
    grouped,
    issuer_profile,
    my_certificates,
    needs_to_see_certificates,
    paper,
    published_keys,
    revoked_list,
    seen_by_code,
    state_in_words,
    tidy_code,
)

__all__ = [
    "BadgeFound",
    "Seen",
    "certificates",
    "check_badge",
    "get_certificate",
    "get_issuer",
    "get_own_certificate",
    "grouped",
    "issuer_profile",
    "issuers",
    "issuers_to_read",
    "my_certificates",
    "needs_to_see_certificates",
    "needs_to_trust",
    "our_keys",
    "paper",
    "published_keys",
    "revoked_list",
    "seen_by_code",
    "state_in_words",
    "tidy_code",
]
