"""Everything that can happen to a person's record and to a request."""

from alongside.referrals.commands.asking import change_request, receive_request, refer_person
from alongside.referrals.commands.choices import add_sharing, withdraw_sharing, write_choice
from alongside.referrals.commands.people import (
    add_identifier,
    add_need,
    add_other_contact,
    change_person,
    end_identifier,
    end_need,
    open_person_account,
    remove_other_contact,
    review_need,
    say_no_needs,
)
from alongside.referrals.commands.repeats import not_same_person, same_person
from alongside.referrals.commands.triage import (
    accept_referral,
    answer_question,
    ask_referrer,
    close_referral,
    decline_referral,
    hold_referral,
    mark_matched,
    raise_unread,
    read_request,
    reopen_referral,
    resume_referral,
    return_to_waiting,
)

__all__ = [
    "accept_referral",
    "add_identifier",
    "add_need",
    "add_other_contact",
    "add_sharing",
    "answer_question",
    "ask_referrer",
    "change_person",
    "change_request",
    "close_referral",
    "decline_referral",
    "end_identifier",
    "end_need",
    "hold_referral",
    "mark_matched",
    "not_same_person",
    "open_person_account",
    "raise_unread",
    "read_request",
    "receive_request",
    "refer_person",
    "remove_other_contact",
    "reopen_referral",
    "resume_referral",
    "return_to_waiting",
    "review_need",
    "same_person",
    "say_no_needs",
    "withdraw_sharing",
    "write_choice",
]
