"""What people are told of a place in a group: that there is news, never which group and nothing of why they come."""

from django.conf import settings

from alongside.accounts.queries import current_service
from alongside.core import notices
from alongside.core.commands import Act
from alongside.groups.models import Membership
from alongside.support.notices import tell_person

NEWS = "News for you"


def tell_place(act: Act, membership: Membership) -> None:
    """There is a place for them, by the way they chose. Where that is not a message, the service is asked to ring."""
    _tell(act, membership, "There is a place for you in the group you asked about. You do not have to do anything.")


def tell_not_this_group(act: Act, membership: Membership) -> None:
    _tell(
        act,
        membership,
        "The group you asked about is not the one for now, and that says nothing about you. Talk with us: there may be "
        "another that suits you better.",
    )


def tell_asked(act: Act, membership: Membership) -> None:
    """Those who usually run it hear that somebody asks; where nobody does, the service's shared address."""
    runs = membership.group.runs.filter(ends_on=None, worker__user__is_active=True).order_by("starts_on", "pk")
    addresses = list(runs.values_list("worker__user__email", flat=True))
    text = f"Someone would like to join a group you run.\n\nSee who, and answer: {_link(membership)}\n"
    for address in dict.fromkeys(addresses or [_shared()]):
        notices.write(act, to=address, subject="Someone would like to join a group", text=text)


def _tell(act: Act, membership: Membership, words: str) -> None:
    """Nothing to whoever did it themself, and nothing about somebody who has died."""
    person, service = membership.person, current_service()
    if person.died_on or (person.user_id and person.user_id == act.actor.user_id):
        return
    ring = f" or ring {service.phone}" if service and service.phone else ""
    hello = f"Hello from {service.name if service else 'us'}."
    text = f"{hello} {words} See it on your page{ring}."
    once = f"group:{membership.pk}:{act.id}"
    if not tell_person(act, person, text, subject=NEWS, once=once):
        notices.write(
            act,
            to=_shared(),
            subject="Someone waits to hear about a group",
            text=(
                "Something has changed for someone in a group, and they did not choose to hear by message. Please ring "
                f"or tell them.\n\nSee who: {_link(membership)}\n"
            ),
        )


def _shared() -> str:
    service = current_service()
    return service.email if service else ""


def _link(membership: Membership) -> str:
    return f"{settings.PUBLIC_ADDRESS}/groups/members/{membership.pk}/"
