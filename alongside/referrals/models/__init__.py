"""The person supported, what they need and choose, and each request for peer support."""

from alongside.referrals.models.people import Identifier, Need, NotSame, OtherContact, Person
from alongside.referrals.models.requests import Choice, How, Question, Referral, Sharing, empty_list
from alongside.referrals.models.seals import Seal, SealOpened

__all__ = [
    "Choice",
    "How",
    "Identifier",
    "Need",
    "NotSame",
    "OtherContact",
    "Person",
    "Question",
    "Referral",
    "Seal",
    "SealOpened",
    "Sharing",
    "empty_list",
]
