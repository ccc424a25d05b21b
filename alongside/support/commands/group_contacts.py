"""Contacts made in groups: written by a group's register, so that nobody types them twice."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.ids import new_id
from alongside.support import policies
from alongside.support.commands.contacts import write_contact
from alongside.support.models import MET, Contact

OPEN = ("accepted", "matched")  # requests that somebody said yes to, and that have not ended
IN_A_GROUP = "3"  # MHS201 CareContPatientTherMode


@command("contact.made_in_group", "wrote down a contact made in a group", allow=policies.may_record_in_group)
def record_group_contact(
    act: Act,
    referral: Any,
    *,
    starts_at: datetime,
    minutes: int,
    mechanism: str,
    location: str,
    place: str = "",
    workers: Iterable[str],
    origin: str,
    replaces: Contact | None = None,
) -> Contact:
    """One person's coming to a group, as a contact of their open request (MHSDS therapy mode 3).

    It belongs to no relationship, whoever ran the group: what two people agreed, when they last met and who is
    overdue are about their own meetings. `workers` are ids of those who were there; `origin` names the register.
    `replaces` is the contact it corrects. The caller has asked for the person's yes. No words are kept.
    """
    if referral.status not in OPEN and not replaces:
        raise Refused("This request is not open, so there is no contact to write for it.")
    if replaces:
        _no_longer(replaces)
    return write_contact(
        act,
        Contact(referral=referral, once=new_id(), replaces=replaces, origin=origin),
        starts_at=starts_at,
        attendance=MET,
        minutes=minutes,
        mechanism=mechanism,
        location=location,
        place=place,
        planned="Y",
        therapy_mode=IN_A_GROUP,
        workers=workers,
        others=(),
    )


@command("contact.not_made_in_group", "took back a contact made in a group", allow=policies.may_take_back_in_group)
def take_back_group_contact(act: Act, contact: Contact) -> Contact:
    """The register says now that they were not there, or that this is not counted as a contact."""
    if contact.copied_at:
        raise Refused(
            f"{contact.referral.person.called}’s coming is already in the trust’s own record. Take it out there and "
            "untick it under “Not yet copied”. Then change the register."
        )
    _no_longer(contact)
    return contact


def _no_longer(contact: Contact) -> None:
    if not contact.is_current:
        raise Refused("This contact was corrected or taken back already.")
    contact.is_current = False
    contact.save()
