"""The commands of the staff bank, a file for each noun."""

from alongside.bank.commands.claims import claim_shift, hand_back
from alongside.bank.commands.hours_worked import confirm_hours, say_not_worked, say_worked, unconfirm_hours
from alongside.bank.commands.moves import follow_date, keep_shift
from alongside.bank.commands.offers import offer_next, offer_to, say_no
from alongside.bank.commands.overrides import (
    override_rule,
)
from alongside.bank.commands.pay import (
    LOOKS_WRONG,
    close_pay_week,
    query_pay,
)
from alongside.bank.commands.proposals import (
    accept_lines,
    ask_proposal,
    begin_proposal,
    discard_proposal,
    say_failed,
    say_ready,
    stop_proposal,
)
from alongside.bank.commands.rules import (
    change_rules,
    write_rules,
)
from alongside.bank.commands.shifts import (
    approve_shift,
    ask_shift,
    cancel_shift,
    change_shift,
    give_up_on,
    refuse_shift,
    say_at_risk,
)
from alongside.bank.commands.swaps import agree_swap, ask_swap, decline_swap, stop_swap
from alongside.bank.commands.workers import (
    NOTICE_DAYS,
    change_bank_worker,
    end_opt_out,
    join_bank,
    leave_bank,
    say_likes,
    say_own_limit,
    say_when_free,
    sign_opt_out,
)

__all__ = [
    "LOOKS_WRONG",
    "NOTICE_DAYS",
    "accept_lines",
    "agree_swap",
    "approve_shift",
    "ask_proposal",
    "ask_shift",
    "ask_swap",
    "begin_proposal",
    "cancel_shift",
    "change_bank_worker",
    "change_rules",
    "change_shift",
    "claim_shift",
    "close_pay_week",
    "confirm_hours",
    "decline_swap",
    "discard_proposal",
    "end_opt_out",
    "follow_date",
    "give_up_on",
    "hand_back",
    "join_bank",
    "keep_shift",
    "leave_bank",
    "offer_next",
    "offer_to",
    "override_rule",
    "query_pay",
    "refuse_shift",
    "say_at_risk",
    "say_failed",
    "say_likes",
    "say_no",
    "say_not_worked",
    "say_own_limit",
    "say_ready",
    "say_when_free",
    "say_worked",
    "sign_opt_out",
    "stop_proposal",
    "stop_swap",
    "unconfirm_hours",
    "write_rules",
]
