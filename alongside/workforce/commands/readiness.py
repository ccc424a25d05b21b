"""What a worker holds and until when, the kinds that are asked for, and the days they are away."""

from datetime import date, timedelta

from django.utils.text import slugify

from alongside.accounts.models import Ward
from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.workforce import notices, policies
from alongside.workforce.models import Away, Credential, CredentialKind, Worker

# Kinds ---------------------------------------------------------------------------------------------------------------


@command("credential_kind.added", "added something that workers hold", allow=policies.may_keep_kinds)
def add_credential_kind(
    act: Act,
    *,
    name: str,
    lacking: str,
    for_ward: bool = False,
    months: int | None = None,
    bank_needs: bool = True,
    slug: str = "",
) -> CredentialKind:
    """Ask for something new. `lacking` says what stands in the way without it; `months`: in date this long.

    `slug` is a lasting short name; without one it is made of `name`.
    """
    slug = slug or slugify(name)[:30]
    if CredentialKind.objects.filter(slug=slug).exists():
        raise Refused("There is one with a name like this already. Change that one, or choose another name.")
    return CredentialKind.objects.create(
        slug=slug,
        name=name,
        lacking=lacking,
        for_ward=for_ward,
        months=months,
        bank_needs=bank_needs,
        position=CredentialKind.objects.count(),
    )


@command("credential_kind.changed", "changed something that workers hold", allow=policies.may_keep_kinds)
def change_credential_kind(
    act: Act,
    kind: CredentialKind,
    *,
    name: str,
    lacking: str,
    months: int | None = None,
    bank_needs: bool = True,
    is_asked: bool = True,
) -> CredentialKind:
    """What is written down already keeps its last day. With `is_asked` False, it is asked for no longer, from today."""
    kind.name, kind.lacking, kind.months, kind.bank_needs = name, lacking, months, bank_needs
    kind.ended_on = None if is_asked else kind.ended_on or clock.today()
    kind.save()
    return kind


# What a worker holds -------------------------------------------------------------------------------------------------


@command("credential.written", "wrote down what a worker holds", allow=policies.may_write_credential)
def write_credential(
    act: Act, worker: Worker, *, kind: CredentialKind, done_on: date, ward: Ward | None = None
) -> Credential:
    """They have had it since `done_on`; the kind says how long it counts. `ward`: for what is held ward by ward."""
    if kind.ended_on is not None and kind.ended_on <= clock.today():
        raise Refused(f"{kind.name} is no longer asked for.")
    if done_on > clock.today():
        raise Refused("The day is still to come. Write it down when it has been.")
    if kind.for_ward and ward is None:
        raise Refused(f"{kind.name} is for one ward. Choose the ward.")
    if Credential.objects.filter(worker=worker, kind=kind, ward=_of(kind, ward), done_on=done_on, taken_back_at=None):
        raise Refused("This is written down already, with the same day.")
    return Credential.objects.create(
        worker=worker,
        kind=kind,
        ward=_of(kind, ward),
        done_on=done_on,
        until=clock.months_after(done_on, kind.months) if kind.months else None,
        written_by=act.actor.name,
        written_at=act.at,
    )


def _of(kind: CredentialKind, ward: Ward | None) -> Ward | None:
    return ward if kind.for_ward else None


@command("credential.taken_back", "took back what a worker holds", allow=policies.may_take_back_credential)
def take_back_credential(act: Act, credential: Credential) -> Credential:
    """It was not so after all: what was written before it counts again."""
    if credential.taken_back_at is not None:
        raise Refused("This was taken back already.")
    credential.taken_back_at = act.at
    credential.save()
    return credential


@command("credential.ending_said", "said that what a worker holds ends soon", allow=policies.may_say_ending)
def say_ending(act: Act, credential: Credential) -> Credential:
    """Once, to the worker and to their manager."""
    if credential.ending_said_at is not None:
        raise Refused("This was said already.")
    credential.ending_said_at = act.at
    credential.save()
    notices.tell_ending(act, credential)
    return credential


# Days away -----------------------------------------------------------------------------------------------------------


@command("away.said", "wrote down days away", allow=policies.may_say_away)
def say_away(act: Act, worker: Worker, *, starts_on: date, ends_on: date) -> Away:
    """They are not there from `starts_on` to `ends_on`, both included. Why is not asked.

    Days that touch what is written down already become one row with it.
    """
    if ends_on < starts_on:
        raise Refused("The last day is before the first. Check the two dates.")
    if ends_on - starts_on > timedelta(days=366):
        raise Refused("That is longer than a year. Check the two dates.")
    if starts_on < clock.today() and not policies.is_theirs(act.actor, worker):
        raise Refused("These days are over, or have begun. Only they can write down days that are past.")
    one_day = timedelta(days=1)
    while touching := list(
        worker.away.filter(taken_back_at=None, starts_on__lte=ends_on + one_day, ends_on__gte=starts_on - one_day)
    ):
        starts_on = min(starts_on, *(row.starts_on for row in touching))
        ends_on = max(ends_on, *(row.ends_on for row in touching))
        for row in touching:
            row.taken_back_at = act.at
            row.save()
    return Away.objects.create(
        worker=worker, starts_on=starts_on, ends_on=ends_on, written_by=act.actor.name, written_at=act.at
    )


@command("away.taken_back", "took back days away", allow=policies.may_take_back_away, locks=("worker",))
def take_back_away(act: Act, away: Away) -> Away:
    """They are there after all."""
    if away.taken_back_at is not None:
        raise Refused("This was taken back already.")
    away.taken_back_at = act.at
    away.save()
    return away
