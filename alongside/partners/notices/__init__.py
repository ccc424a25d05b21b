"""What owners of entries and our contacts of agreements are told: that something wants a look. Never of a person."""

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.partners.models import Entry, PartnerAgreement
from alongside.ui.dates import full_date


def ask_owner(act: Act, entry: Entry) -> None:
    """Once for each time it goes stale."""
    if entry.owner is None:
        return
    page = f"{settings.PUBLIC_ADDRESS}{reverse('partners:entry', args=[entry.pk])}"
    checked = f"was last checked on {full_date(entry.checked_on)}" if entry.checked_on else "has not been checked yet"
    text = (
        f"You keep {entry.name} in our directory. It {checked}. Is it still right? A call or a look at their website "
        f"is enough. If nothing changed, it takes one press.\n\nIt is here: {page}\n"
    )
    notices.write(act, to=entry.owner.email, subject="Is this still right in our directory?", text=text)


def tell_agreement_ends(act: Act, agreement: PartnerAgreement) -> None:
    """To our contact; without one, to the service's own address."""
    service = current_service()
    contact = agreement.our_contact
    to = contact.email if contact and contact.is_active else (service.email if service else "")
    page = f"{settings.PUBLIC_ADDRESS}{reverse('partners:partner', args=[agreement.organisation_id])}"
    assert agreement.ends_on is not None
    text = (
        f"An agreement with {agreement.organisation.name} ends on {full_date(agreement.ends_on)}: {agreement.title}. "
        f"Talk with them about whether to renew it.\n\nIt is here: {page}\n"
    )
    notices.write(act, to=to, subject="An agreement with a partner ends soon", text=text)
