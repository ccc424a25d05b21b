"""Other services, agencies, trusts and charities: the directory, and what is agreed with partners."""

from alongside.partners.models.agreements import PartnerAction, PartnerAgreement, PartnerMeeting
from alongside.partners.models.directory import Entry

__all__ = ["Entry", "PartnerAction", "PartnerAgreement", "PartnerMeeting"]
