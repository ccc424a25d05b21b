"""A person and their request as a spreadsheet told them: what it knows is written, what it does not know stays empty.

No yes is written: it is asked at the next contact. Who asked, and from where, is not known of a row in a spreadsheet.
"""

from datetime import date

from django.utils import timezone

from alongside.accounts.models import Pathway, Team
from alongside.accounts.policies import may_bring_in
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.names import searchable
from alongside.referrals.models import Person, Referral

Status = Referral.Status
DIED = "06"  # national closure reason
BROUGHT_IN = "Brought in from a spreadsheet"

_STATUS = {
    "open": Status.MATCHED,
    "waiting": Status.ACCEPTED,
    "closed": Status.CLOSED,
    "declined": Status.DECLINED,
}


@command("person.brought_in", "brought in a person and their request", allow=may_bring_in, locks=("person", "referral"))
def bring_in_person(
    act: Act,
    *,
    origin: str,
    first_name: str,
    last_name: str,
    received_on: date,
    standing: str,
    nhs_number: str = "",
    birth_date: date | None = None,
    team: Team | None = None,
    pathway: Pathway | None = None,
    ended_on: date | None = None,
    closure_code: str = "",
    person: Person | None = None,
    referral: Referral | None = None,
) -> Referral:
    """Write one row of a sheet of people. `standing` is open, waiting, closed or declined.

    `person` is who they are here already, `referral` the request here that the row tells differently: both are then
    written as the row says, leaving alone what it does not know.
    """
    if standing == "closed" and not (ended_on and closure_code):
        raise Refused("Somebody whose support is closed needs the day and the reason.")
    if ended_on and ended_on < received_on:
        raise Refused("It ended before they were referred. Check the two dates.")
    person = _person(person, origin, first_name, last_name, nhs_number, birth_date)
    if referral is None:
        referral = Referral(person=person, given_name=person.full_name, asked_by="", source="", told_consent="")
        referral.status = _STATUS[standing]
    elif referral.status != _STATUS[standing]:
        referral.move_to(_STATUS[standing])
    referral.received_at = clock.noon(received_on)
    referral.host_team = team or referral.host_team
    referral.pathway = team.pathway if team else pathway or referral.pathway
    _milestones(act, referral, ended_on, closure_code)
    if referral.pathway is None and referral.status in (Status.MATCHED, Status.ACCEPTED):
        referral.status = Status.RECEIVED  # nobody can say yet where they belong
    referral.save()
    if closure_code == DIED and person.died_on is None:
        person.died_on, person.death_written_at = ended_on, act.at  # the latest it can have been: nothing is sent
        person.save(update_fields=["died_on", "death_written_at"])
    return referral


def _person(
    person: Person | None, origin: str, first_name: str, last_name: str, nhs_number: str, birth_date: date | None
) -> Person:
    known = person or Person(origin=origin)
    before = (known.first_name, known.last_name, known.nhs_number, known.birth_date)
    known.first_name, known.last_name = first_name, last_name
    known.nhs_number = nhs_number or known.nhs_number
    known.birth_date = birth_date or known.birth_date
    if person is None or before != (known.first_name, known.last_name, known.nhs_number, known.birth_date):
        known.search_name = searchable(f"{first_name} {last_name} {known.known_as}")
        known.save(force_insert=person is None)
    return known


def _milestones(act: Act, referral: Referral, ended_on: date | None, closure_code: str) -> None:
    """Each state's own moment: the day the row gives, and otherwise the day they were referred."""
    referral.read_at, referral.read_by = referral.read_at or act.at, referral.read_by or BROUGHT_IN
    if referral.status in (Status.MATCHED, Status.ACCEPTED, Status.CLOSED):
        referral.accepted_at = referral.accepted_at or referral.received_at
    if referral.status == Status.MATCHED:
        referral.matched_at = referral.matched_at or referral.received_at
    if referral.status == Status.DECLINED:
        referral.declined_at = referral.declined_at or clock.noon(ended_on or timezone.localdate(referral.received_at))
    if referral.status == Status.CLOSED:
        assert ended_on is not None
        referral.closed_at, referral.closure_code = clock.noon(ended_on), closure_code
