"""Two records that may be one person: someone looks, and says. Nothing merges by itself."""

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.referrals import policies
from alongside.referrals.models import NotSame, Person, Referral

KEPT_IF_EMPTY = ("birth_date", "nhs_number", "phone", "email", "address", "area", "contact_by", "contact_safely")


@command("person.same", "said that two records are one person", allow=policies.may_triage, locks=("person", "existing"))
def same_person(act: Act, referral: Referral, *, existing: Person) -> Referral:
    """Move this request, and what came with it, to the record that was here before.

    The older record's details stand; only its empty ones are filled. The record left behind keeps what it said,
    points to the one that stands, and appears in no list.
    """
    left = referral.person
    if not policies.knows_them(act.actor, existing):
        raise NotAllowed("not a record of theirs")
    if left == existing or existing.same_as_id:
        raise Refused("These are one record already.")
    if existing.died_on:
        raise Refused("It is written here that this person has died. Speak to the lead before anything else.")
    if left.user_id:
        raise Refused("This record has an account of its own, so it must be the one that stays. Ask for help first.")
    if left.referrals.exclude(pk=referral.pk).exists():
        raise Refused("This record has other requests too, so it must be the one that stays. Start from the other one.")
    for name in KEPT_IF_EMPTY:
        if not getattr(existing, name):
            setattr(existing, name, getattr(left, name))
    existing.needs_asked_on = max(filter(None, (existing.needs_asked_on, left.needs_asked_on)), default=None)
    existing.save()
    _bring_over(left, existing)
    left.same_as = existing
    left.save()
    referral.person = existing
    referral.save()
    return referral


def _bring_over(left: Person, existing: Person) -> None:
    """Needs, numbers, contacts and sharing choices that the older record does not have."""
    has_needs = set(existing.needs.filter(ended_on=None).values_list("words", flat=True))
    left.needs.filter(ended_on=None).exclude(words__in=has_needs).update(person=existing)
    numbers = set(existing.identifiers.filter(ended_on=None).values_list("issuer", "number"))
    for identifier in left.identifiers.filter(ended_on=None):
        if (identifier.issuer, identifier.number) not in numbers:
            identifier.person = existing
            identifier.save()
    known = set(existing.other_contacts.filter(ended_on=None).values_list("name", flat=True))
    left.other_contacts.filter(ended_on=None).exclude(name__in=known).update(person=existing)
    said = set(existing.sharings.filter(withdrawn_on=None).values_list("shared_with", flat=True))
    left.sharings.filter(withdrawn_on=None).exclude(shared_with__in=said).update(person=existing)


@command("person.not_same", "said that two records are two people", allow=policies.may_triage, locks=("person",))
def not_same_person(act: Act, referral: Referral, *, existing: Person) -> NotSame:
    """They looked alike and are not: the two are not shown as a possible repeat again."""
    if not policies.knows_them(act.actor, existing):
        raise NotAllowed("not a record of theirs")
    said, _ = NotSame.objects.get_or_create(
        person=referral.person, other=existing, defaults={"said_at": clock.now(), "said_by": act.actor.name}
    )
    return said
