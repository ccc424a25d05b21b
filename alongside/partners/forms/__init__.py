"""The questions about the directory and about partner organisations."""

from alongside.partners.forms.agreements import (
    AgreedBy,
    Agreement,
    Meeting,
    NarrowPartners,
    PartnerAccount,
    RenewUntil,
)
from alongside.partners.forms.directory import HEADINGS, AboutEntry, NarrowDirectory, answers_of
from alongside.partners.forms.sheets import Apply, Send

__all__ = [
    "HEADINGS",
    "AboutEntry",
    "AgreedBy",
    "Agreement",
    "Apply",
    "Meeting",
    "NarrowDirectory",
    "NarrowPartners",
    "PartnerAccount",
    "RenewUntil",
    "Send",
    "answers_of",
]
