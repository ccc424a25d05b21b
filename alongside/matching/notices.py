"""Messages about offers. No names of people, nothing clinical, and never why."""

from django.conf import settings
from django.urls import reverse

from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.matching.models import Offer


def _link(name: str, *args: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse(name, args=args)


def _worker(offer: Offer) -> str:
    return offer.worker.user.email if offer.worker.user else ""


def _person(offer: Offer) -> str:
    """Only somebody's own account, which they chose to open, is a safe place to write to."""
    return offer.referral.person.user.email if offer.referral.person.user else ""


def _offerer(offer: Offer) -> str:
    return offer.offered_by_user.email if offer.offered_by_user else ""


def ask_worker(act: Act, offer: Offer) -> None:
    write(
        act,
        to=_worker(offer),
        subject="May we offer your profile to someone?",
        text=(
            "We think you may be a good person to walk with someone who is waiting. May we show them your profile?\n\n"
            f"See what they hope for, and answer yes or not this time: {_link('matching:my_offers')}\n\n"
            "You do not have to say why."
        ),
    )


def ask_person(act: Act, offer: Offer) -> None:
    write(
        act,
        to=_person(offer),
        about_id=offer.referral.person_id,
        subject="There is someone for you to meet, if you like",
        text=(
            "A peer worker has said yes to being shown to you. Have a look, and choose: yes, not this time, or not yet."
            f"\n\n{settings.PUBLIC_ADDRESS}\n\nYou do not have to say why."
        ),
    )


def tell_worker_said_yes(act: Act, offer: Offer) -> None:
    write(
        act,
        to=_worker(offer),
        subject="They would like to meet you",
        text=f"You can plan the first meeting now: {settings.PUBLIC_ADDRESS}",
    )


def tell_worker_not_this_time(act: Act, offer: Offer) -> None:
    """The same words whether the person chose otherwise or the offer was taken back."""
    write(
        act,
        to=_worker(offer),
        subject="Your profile is no longer being offered",
        text="It will not be this time, and that says nothing about you. Your place is free again.",
    )


def tell_person_taken_back(act: Act, offer: Offer) -> None:
    write(
        act,
        to=_person(offer),
        about_id=offer.referral.person_id,
        subject="A change to what we offered you",
        text="The profile we showed you is no longer on offer. We are looking for someone else who may suit you.",
    )


def tell_offerer(act: Act, offer: Offer) -> None:
    """There is something for them to do, unless they are the one who has just done it."""
    if act.actor.user_id != offer.offered_by_user_id:
        write(
            act,
            to=_offerer(offer),
            subject="A profile you offered has moved on",
            text=f"See what is next: {_link('matching:person', offer.referral_id)}",
        )


def remind(act: Act, offer: Offer) -> None:
    """To whoever's turn it is, and to whoever offered it, who may ring."""
    ask = ask_worker if offer.status == Offer.Status.ASKED_WORKER else ask_person
    ask(act, offer)
    write(
        act,
        to=_offerer(offer),
        subject="A profile you offered has had no answer yet",
        text=f"You could ask again, or take it back: {_link('matching:person', offer.referral_id)}",
    )
