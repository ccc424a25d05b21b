"""What people are told about a request. Never a name in a subject line, never a word about anybody's health."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from alongside.accounts.notices import FOR_NOW
from alongside.accounts.queries import current_service, holders
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.notices import write
from alongside.referrals.models import Person, Referral
from alongside.referrals.policies import OPENERS, TRIAGE


def tell_received(act: Act, referral: Referral) -> None:
    """To whoever asked."""
    read = f"Someone reads it {_hours()}. Nobody watches requests at night or at weekends."
    _to_asker(act, referral, "We have your request", f"Thank you. We have your request.\n\n{read}", FOR_NOW)


def tell_accepted(act: Act, referral: Referral) -> None:
    """To whoever asked: it is taken on."""
    said = (
        "Thank you for waiting. We have read your request and taken it on.\n\n"
        "Next, we get in touch to talk. Nobody has to decide anything before that."
    )
    _to_asker(act, referral, "About your request", said)


def tell_declined(act: Act, referral: Referral) -> None:
    """To whoever asked. What was written for them is on their page when they have one; else it is in the message."""
    if referral.referrer_id:
        said = "We have read your request. We cannot take it on this time. Sign in to read why, and where else to turn."
    else:
        said = "\n\n".join(
            words
            for words in (
                "We have read your request. We cannot take it on this time.",
                referral.declined_words,
                referral.elsewhere and f"Where else you can turn:\n{referral.elsewhere}",
                "You can ask us again at any time.",
            )
            if words
        )
    _to_asker(act, referral, "About your request", said, FOR_NOW)


def tell_asked(act: Act, referral: Referral) -> None:
    """To the referrer: there is a question. Without an account, it is asked by phone or email by whoever wrote it."""
    if referral.referrer_id:
        said = f"We have a question about one of your referrals. It takes a minute:\n{_link('referrals:my_referrals')}"
        write(act, to=_asker_address(referral), subject="A question about your referral", text=said)


def tell_unread(act: Act, referral: Referral) -> None:
    """To the lead and the coordinators: a request waits to be read."""
    said = f"A request has not been read yet. It has waited longer than we promise.\n\n{_link('referrals:requests')}"
    for address in _triage_addresses(referral):
        write(act, to=address, subject="A request is waiting to be read", text=said)


def _to_asker(act: Act, referral: Referral, subject: str, *parts: str) -> None:
    if referral.referrer_id:
        parts = (*parts[:1], f"What became of your referrals:\n{_link('referrals:my_referrals')}")
    themself = referral.asked_by == Referral.AskedBy.SELF
    write(
        act,
        to=_asker_address(referral),
        subject=subject,
        text="\n\n".join(parts),
        about_id=referral.person_id if themself else "",
    )


def _asker_address(referral: Referral) -> str:
    """Whoever asked, by email. The person themself only when they chose email: another way may not be safe to use."""
    if referral.asked_by == Referral.AskedBy.SELF:
        person = referral.person
        return person.email if person.contact_by == Person.ContactBy.EMAIL else ""
    return referral.asker_email


def _triage_addresses(referral: Referral) -> list[str]:
    """The addresses of those who triage this request, today."""
    today = clock.today()
    place = Q(holdings__pathway=None, holdings__team=None, holdings__ward=None)
    if referral.pathway_id:
        place |= Q(holdings__pathway=referral.pathway_id) | Q(holdings__team=referral.host_team_id)
    else:
        place = Q()
    found = get_user_model().objects.filter(
        Q(holdings__ends_on=None) | Q(holdings__ends_on__gte=today),
        Q(last_day=None) | Q(last_day__gte=today),
        place,
        is_active=True,
        holdings__role__in=TRIAGE,
        holdings__starts_on__lte=today,
    )
    return sorted(set(found.values_list("email", flat=True)))


def tell_sealed_opened(act: Act) -> None:
    """To the others of the named roles: that it was, by whom, and never whose."""
    text = (
        f"{act.actor.name} opened a sealed record, and wrote down what for. It closes again by itself.\n\n"
        f"See it: {settings.PUBLIC_ADDRESS}{reverse('referrals:sealed_records')}\n"
    )
    for user in holders(*OPENERS):
        if user.pk != act.actor.user_id:
            write(act, to=user.email, subject="A sealed record was opened", text=text)


def _hours() -> str:
    service = current_service()
    return service.requests_read if service else "on working days"


def _link(name: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse(name)}"
