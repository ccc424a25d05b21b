"""A record sealed, for any reason or none; opened by named roles with a reason; unsealed on the person's word."""

from datetime import timedelta

from alongside.accounts.queries import current_service
from alongside.core import audit
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.models import Opening
from alongside.referrals import notices, policies
from alongside.referrals.models import Person, Seal, SealOpened


@command("record.sealed", "sealed a person's record", allow=policies.may_seal)
def seal_record(act: Act, person: Person, *, said_by: str = "") -> Seal:
    """From now on it is as if it were not there, but for the person and whoever walks with them. No reason is asked.
    Meetings and messages between the two go on as ever."""
    if person.seals.filter(ended_at=None).exists():
        raise Refused("This record is sealed already.")
    return Seal.objects.create(
        person=person, sealed_at=act.at, said_by=said_by.strip() or person.called, written_by=act.actor.name
    )


@command("record.seal_opened", "opened a sealed record", allow=policies.may_open_sealed)
def open_sealed(act: Act, person: Person, *, reason_given: str) -> SealOpened:
    """For the service's few hours. The others of the named roles are told at once, and the person can read it."""
    if not reason_given.strip():
        raise Refused("Write what it is for. The person can read it.")
    service = current_service()
    opened = SealOpened.objects.create(
        person=person,
        user_id=act.actor.user_id,
        reason=reason_given.strip(),
        opened_at=act.at,
        until=act.at + timedelta(hours=service.seal_hours if service else 4),
    )
    audit.opened(act.actor, person, Opening.How.OPENED, at=act.at, words="A sealed record")
    notices.tell_sealed_opened(act)
    return opened


@command("record.unsealed", "unsealed a person's record", allow=policies.may_seal)
def unseal_record(act: Act, person: Person, *, said_by: str = "") -> Seal:
    """Only because the person said so. It is then as any other."""
    seal = person.seals.filter(ended_at=None).first()
    if seal is None:
        raise Refused("This record is not sealed.")
    seal.ended_at, seal.ended_said_by = act.at, said_by.strip() or person.called
    seal.save()
    return seal
