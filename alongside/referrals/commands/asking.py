"""Asking for peer support: for oneself, for someone one cares for or works with, or as a signed-in referrer.

Every request begins a person's record of its own. Whether the person is known already is looked at later, by triage:
so what an asker sees, and how long it takes, is the same either way.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from alongside.core import clock
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.names import searchable
from alongside.referrals import notices, policies
from alongside.referrals.commands.people import next_review
from alongside.referrals.models import Choice, How, Identifier, Need, OtherContact, Person, Referral

AskedBy = Referral.AskedBy
SELF = "B1"  # SourceOfReferralMH: self-referral


@command("request.received", "asked for peer support", allow=policies.may_ask)
def receive_request(act: Act, **answers: Any) -> Referral:
    """A request from the public pages, with the answers of `_begin`. Who asks for themself says yes by it."""
    referral = _begin(act, **answers)
    if referral.asked_by == AskedBy.SELF:
        Choice.objects.create(
            referral=referral,
            about=Choice.About.PEER_SUPPORT,
            answer=Choice.Answer.YES,
            how=How.ONLINE,
            said_on=clock.today(),
            said_by=referral.given_name,
            written_by="Themself, on this website",
            written_by_user=act.actor.user_id,
            written_at=act.at,
        )
    notices.tell_received(act, referral)
    return referral


@command("person.referred", "referred someone for peer support", allow=policies.may_refer)
def refer_person(act: Act, **answers: Any) -> Referral:
    """A referral from someone signed in, who then sees what became of it. Takes the same answers as `_begin`."""
    user = get_user_model().objects.get(pk=act.actor.user_id)
    given = {"asker_name": user.name, "asker_email": user.email, "asker_phone": getattr(user, "phone", ""), **answers}
    referral = _begin(act, asked_by=AskedBy.PROFESSIONAL, referrer=user, **given)
    notices.tell_received(act, referral)
    return referral


@command("request.asked_again", "asked for peer support again", allow=policies.may_ask_again)
def ask_again(act: Act, person: Person, *, hopes: str = "", wants_words: str = "", said_by: str = "") -> Referral:
    """Someone known comes back: a new request on their own record, which is a yes. Nothing is asked of the time before.

    What they would like in a peer worker, and the days that suit, begin as they were.
    """
    if person.died_on:
        raise Refused(f"{person.called} has died.")
    if person.referrals.exclude(status__in=["closed", "declined"]).exists():
        raise Refused("There is a request already, so nothing new was asked. We have it in hand.")
    last = person.referrals.order_by("-received_at", "-pk").first()
    kept = ("support_for", "wants", "ruled_out", "ruled_out_words", "days", "visit_safety")
    referral = Referral.objects.create(
        person=person,
        given_name=person.full_name,
        asked_by=AskedBy.SELF,
        source=SELF,
        received_at=act.at,
        hopes=hopes,
        hopes_by=(said_by or person.called) if hopes else "",
        wants_words=wants_words or (last.wants_words if last else ""),
        **({name: getattr(last, name) for name in kept} if last else {}),
    )
    own = bool(act.actor.user_id) and act.actor.user_id == person.user_id
    Choice.objects.create(
        referral=referral,
        about=Choice.About.PEER_SUPPORT,
        answer=Choice.Answer.YES,
        how=How.ONLINE if own else How.PHONE,
        said_on=clock.today(),
        said_by=said_by or person.called,
        written_by=act.actor.name,
        written_by_user=act.actor.user_id,
        written_at=act.at,
    )
    notices.tell_received(act, referral)
    return referral


def _begin(
    act: Act,
    *,
    asked_by: str,
    source: str,
    first_name: str,
    last_name: str,
    known_as: str = "",
    birth_date: date | None = None,
    nhs_number: str = "",
    phone: str = "",
    email: str = "",
    address: str = "",
    area: str = "",
    contact_by: str = "",
    contact_safely: str = "",
    language: str = "en",
    interpreter: bool = False,
    needs: Iterable[tuple[str, str]] = (),
    needs_asked: bool = False,
    other_contacts: Iterable[dict[str, Any]] = (),
    identifiers: Iterable[tuple[str, str]] = (),
    **request: Any,
) -> Referral:
    """Begin the person's record and the request.

    `needs` are (Need.Kind, words); `identifiers` are (issuer, number); `other_contacts` hold OtherContact's fields;
    whatever is left are the request's own fields, by name.
    """
    person = Person.objects.create(
        first_name=first_name,
        last_name=last_name,
        known_as=known_as,
        search_name=searchable(f"{first_name} {last_name} {known_as}"),
        birth_date=birth_date,
        nhs_number=nhs_number,
        phone=phone,
        email=email,
        address=address,
        area=area,
        contact_by=contact_by,
        contact_safely=contact_safely,
        language=language or "en",
        interpreter=interpreter,
        needs_asked_on=clock.today() if needs or needs_asked else None,
    )
    review_on = next_review()
    Need.objects.bulk_create(Need(person=person, kind=kind, words=words, review_on=review_on) for kind, words in needs)
    Identifier.objects.bulk_create(
        Identifier(person=person, issuer=issuer, number=number) for issuer, number in identifiers
    )
    OtherContact.objects.bulk_create(OtherContact(person=person, **contact) for contact in other_contacts)
    request.setdefault("hopes_by", person.called if request.get("hopes") else "")
    return Referral.objects.create(
        person=person, given_name=person.full_name, asked_by=asked_by, source=source, received_at=act.at, **request
    )


@command("request.changed", "changed what the request says", allow=policies.may_write_choice)
def change_request(
    act: Act,
    referral: Referral,
    *,
    hopes: str,
    hopes_by: str,
    wants: list[dict[str, Any]],
    wants_words: str,
    ruled_out: list[str],
    ruled_out_words: str,
    days: list[str],
) -> Referral:
    """What the person hopes for, and would and would not like in a peer worker. `wants` are {theme, must}."""
    referral.hopes, referral.hopes_by = hopes, hopes_by
    referral.wants, referral.wants_words = wants, wants_words
    referral.ruled_out, referral.ruled_out_words = ruled_out, ruled_out_words
    referral.days = days
    referral.save()
    return referral
