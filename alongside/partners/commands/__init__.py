"""Everything that happens to the directory and with partner organisations."""

from alongside.partners.commands.accounts import end_partner_account, open_partner_account
from alongside.partners.commands.agreements import (
    agree_with,
    change_agreement,
    draft_agreement,
    end_agreement,
    finish_action,
    renew_agreement,
    reopen_action,
    run_out,
    take_back_action,
    tell_agreement_ends,
    write_meeting,
)
from alongside.partners.commands.directory import (
    add_entry,
    ask_owner,
    bring_back_entry,
    change_entry,
    check_entry,
    end_entry,
)

__all__ = [
    "add_entry",
    "agree_with",
    "ask_owner",
    "bring_back_entry",
    "change_agreement",
    "change_entry",
    "check_entry",
    "draft_agreement",
    "end_agreement",
    "end_entry",
    "end_partner_account",
    "finish_action",
    "open_partner_account",
    "renew_agreement",
    "reopen_action",
    "run_out",
    "take_back_action",
    "tell_agreement_ends",
    "write_meeting",
]
