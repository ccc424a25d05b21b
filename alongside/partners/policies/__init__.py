"""The policies of links with others: the directory, and what is agreed with partners."""

from alongside.partners.policies.agreements import (
    is_of_partner,
    may_end_account,
    may_end_by_itself,
    may_keep_accounts,
    may_keep_partners,
    may_see_partners,
    may_tell_of_end,
    partner_accounts,
    partner_organisations,
    visible_actions,
    visible_agreements,
)
from alongside.partners.policies.directory import (
    may_add_entry,
    may_ask_owner,
    may_bring_in,
    may_keep_any,
    may_keep_entry,
    may_read,
    owns_it,
    public_entries,
    visible_entries,
)

__all__ = [
    "is_of_partner",
    "may_add_entry",
    "may_ask_owner",
    "may_bring_in",
    "may_end_account",
    "may_end_by_itself",
    "may_keep_accounts",
    "may_keep_any",
    "may_keep_entry",
    "may_keep_partners",
    "may_read",
    "may_see_partners",
    "may_tell_of_end",
    "owns_it",
    "partner_accounts",
    "partner_organisations",
    "public_entries",
    "visible_actions",
    "visible_agreements",
    "visible_entries",
]
