"""The staff bank: its workers and rules, shifts and offers, swaps, weeks of pay and proposals."""

from alongside.bank.models.pay import PayLine, PayWeek
from alongside.bank.models.proposals import Proposal, ProposalLine
from alongside.bank.models.shifts import Override, Shift, ShiftOffer, Swap
from alongside.bank.models.workers import BankRules, BankWorker, OptOut

__all__ = [
    "BankRules", "BankWorker", "OptOut", "Override", "PayLine", "PayWeek", "Proposal", "ProposalLine", "Shift",
    "ShiftOffer", "Swap",
]  # fmt: skip
