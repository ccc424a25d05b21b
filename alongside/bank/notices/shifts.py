"""What is told of a shift to the ward, the bank and its worker: no names in subjects, no reasons, with invitations."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.accounts.queries import current_service, holders
from alongside.accounts.roles import BANK, LEAD
from alongside.bank import queries
from alongside.bank.models import Override, Shift, ShiftOffer
from alongside.core import notices
from alongside.core.commands import Act
from alongside.formats import ical
from alongside.ui import dates

SIGN_OFF = "Say no as often as you like. It never counts against you."


def tell_asked(act: Act, shift: Shift) -> None:
    """Those who run the bank read it and approve it."""
    _tell_bank(act, shift, "A shift waits to be approved", f"{_of(shift)} was asked for.")


def tell_changed(act: Act, shift: Shift) -> None:
    """Whoever asked, where somebody else changed it."""
    _tell_asker(act, shift, "A shift was changed", f"A shift that you asked for was changed: {_of(shift)}.")


def tell_set_aside(act: Act, override: Override) -> None:
    """The worker: what was in the way, and the rest they are given instead. Saying yes is still theirs."""
    rest = f" Rest is given instead: {override.rest_words}." if override.rest_words else ""
    by = f" By {dates.day(override.rest_by)}." if override.rest_by else ""
    text = f"You may take {_of(override.shift)}, if you like, though: {override.words}.{rest}{by}\n\n{SIGN_OFF}"
    _tell(act, override.worker.user, "A shift that you may take", text, "bank:my_shifts", before=override.shift)


def tell_decided(act: Act, shift: Shift) -> None:
    """The ward, unless it was the asker who decided."""
    if shift.status == Shift.Status.APPROVED:
        _tell_asker(act, shift, "A shift is approved", f"{_of(shift)} is approved. It is offered next.")
    else:
        words = f"{_of(shift)} was not approved: {shift.because}\n\nYou can change it and ask again."
        _tell_asker(act, shift, "A shift was not approved", words)


def tell_offered(act: Act, shift: Shift, offers: Iterable[ShiftOffer]) -> None:
    """Each who was offered it, with the way to answer."""
    for offer in offers:
        user = offer.worker.user
        text = f"{_of(shift)}: would you like it? The first yes gets it.\n\n{SIGN_OFF}"
        _tell(act, user, "A shift is offered to you", text, "bank:my_shifts", before=shift)


def tell_filled(act: Act, shift: Shift) -> None:
    """The worker, with an invitation for their calendar; and the ward."""
    _invite(act, shift, shift.worker, "A shift is yours", f"{_of(shift)} is yours. It is in your calendar.")
    _tell_asker(act, shift, "A shift is filled", f"Somebody has taken {_of(shift)}.")


def tell_handed_back(act: Act, shift: Shift, worker: Any, *, late: bool) -> None:
    """The worker's calendar lets it go. The ward and the bank hear that it is looked for again, never why."""
    words = f"{_of(shift)} is no longer yours. Nothing else changes, and nobody was told why."
    _invite(act, shift, worker, "A shift is no longer yours", words, cancelled=True)
    again = f"{_of(shift)} is being offered again. We tell you when somebody has it."
    _tell_asker(act, shift, "A shift is offered again", again)
    subject = "A shift is empty again, and soon" if late else "A shift is empty again"
    _tell_bank(act, shift, subject, f"{_of(shift)} was handed back and is offered again.")


def tell_moved(act: Act, shift: Shift) -> None:
    """The ward, where nobody has it yet. Whoever is offered it reads its time there."""
    _tell_asker(act, shift, "A shift has moved with its group", f"A shift has moved with its group: {_of(shift)}.")


def ask_to_keep(act: Act, shift: Shift) -> None:
    """Whoever has it, kindly, with the day by which; the ward and the bank hear that they are asked."""
    now = f"Its group has moved, and with it the shift would be on {queries.when(queries.at_new_time(shift))}"
    by = f"{dates.day(shift.keep_by)} at {dates.time(shift.keep_by)}"
    text = f"{_of(shift)}, is yours. {now}. Could you do that too? Keep it at the new time, or hand it back: both are"
    text += f" fine. If we hear nothing by {by}, we offer it to others.\n\n{SIGN_OFF}"
    user = shift.worker.user if shift.worker else None
    _tell(act, user, "A shift of yours may move", text, "bank:my_shift", shift.pk)
    asked = f"{_of(shift)}. {now}. Whoever has it is asked whether they keep it, until {by}."
    _tell_asker(act, shift, "A shift may move with its group", asked)
    _tell_bank(act, shift, "A shift may move with its group", asked)


def tell_stays(act: Act, shift: Shift) -> None:
    """The group moved back before they had answered."""
    text = f"The group has moved back. {_of(shift)}, is yours as it was. You need not answer."
    _tell(act, shift.worker.user if shift.worker else None, "A shift of yours stays", text, "bank:my_shift", shift.pk)


def tell_kept(act: Act, shift: Shift) -> None:
    """Their calendar moves it; the ward and the bank need not look for anybody."""
    _invite(act, shift, shift.worker, "A shift of yours has moved", f"{_of(shift)} is yours. It is in your calendar.")
    _tell_asker(act, shift, "A shift is kept at its new time", f"{_of(shift)} is still filled, at its new time.")
    _tell_bank(act, shift, "A shift is kept at its new time", f"{_of(shift)} is still filled, at its new time.")


def tell_cancelled(act: Act, shift: Shift, worker: Any, instead: Shift | None) -> None:
    """The worker who had it, at once; with what they are offered instead. And the ward, unless it said so itself."""
    words = f"{_of(shift)} is cancelled. It is not because of you."
    if instead:
        words += f"\n\n{_of(instead)} is offered to you instead, if you would like it."
    _invite(act, shift, worker, "A shift of yours is cancelled", words, cancelled=True)
    tell_asker_cancelled(act, shift)


def tell_asker_cancelled(act: Act, shift: Shift) -> None:
    why = f" {shift.because}" if shift.because else ""
    _tell_asker(act, shift, "A shift is cancelled", f"{_of(shift)} is cancelled.{why}")


def tell_no_longer_needed(act: Act, shift: Shift, offers: Iterable[ShiftOffer]) -> None:
    """Those who had not answered yet need not."""
    for offer in offers:
        words = f"{_of(shift)} is no longer needed. You need not answer."
        _tell(act, offer.worker.user, "A shift is no longer needed", words, "bank:my_shifts")


def tell_at_risk(act: Act, shift: Shift) -> None:
    """Once for each shift."""
    words = f"Nobody has {_of(shift)} yet, and it is near. See who could, and what is in the way."
    _tell_bank(act, shift, "A shift is at risk", words, once=f"{queries.AT_RISK}{shift.pk}")


def tell_empty(act: Act, shift: Shift) -> None:
    _tell_asker(act, shift, "Nobody could take a shift", f"Nobody could take {_of(shift)}. We are sorry.")


def tell_worked(act: Act, shift: Shift) -> None:
    words = f"The hours of {_of(shift)} are said. Please confirm them, so that they are paid this week."
    _tell_asker(act, shift, "Hours wait to be confirmed", words)


def tell_confirmed(act: Act, shift: Shift, *, differ: bool) -> None:
    """The worker, with what to do where they are other hours than they said, or look wrong."""
    user = shift.worker.user if shift.worker else None
    if not differ:
        words = f"The ward confirmed your hours of {_of(shift)}. They go to payroll with the file of the week."
        _tell(act, user, "Your hours are confirmed", words, "bank:my_shift", shift.pk)
    else:
        words = f"The ward confirmed other hours than you said for {_of(shift)}. If they are wrong, say so on its page."
        _tell(act, user, "Hours were confirmed that differ", words, "bank:my_shift", shift.pk)


def tell_not_worked(act: Act, shift: Shift) -> None:
    words = f"The ward says that {_of(shift)} was not worked. If it was, say your hours on its page."
    _tell(
        act,
        shift.worker.user if shift.worker else None,
        "A shift is written as not worked",
        words,
        "bank:my_shift",
        shift.pk,
    )


# How ---------------------------------------------------------------------------------------------------------------


def _of(shift: Shift) -> str:
    return f"{shift.ward.name}, {queries.when(shift)}"


def _tell(
    act: Act, user: Any, subject: str, text: str, page: str, *args: Any, before: Shift | None = None, **how: Any
) -> None:
    if user and user.pk != act.actor.user_id:
        notices.write(
            act,
            to=user.email,
            subject=subject,
            text=f"{text}\n\n{settings.PUBLIC_ADDRESS}{reverse(page, args=args)}\n",
            send_before=before.starts_at if before else None,
            **how,
        )


def _tell_asker(act: Act, shift: Shift, subject: str, text: str) -> None:
    _tell(act, shift.asked_by_user, subject, text, "bank:ward_shifts")


def _tell_bank(act: Act, shift: Shift, subject: str, text: str, *, once: str = "") -> None:
    """Those who run the bank; the lead where nobody does."""
    for n, user in enumerate(holders(BANK) or holders(LEAD)):
        how = {"once": f"{once}-{n}" if n else once} if once else {}
        _tell(act, user, subject, text, "bank:shift", shift.pk, before=shift, **how)


def _invite(act: Act, shift: Shift, worker: Any, subject: str, text: str, *, cancelled: bool = False) -> None:
    """To the worker even when they did it themself: their calendar must hear of it."""
    if worker.user is None:
        return
    service = current_service()
    organiser = (service.email if service else "") or settings.SERVER_EMAIL
    event = queries.event_of(shift, cancelled=cancelled)
    calendar = ical.meeting(event, written_at=act.at, organiser=organiser, guest=worker.user.email)
    notices.write(
        act,
        to=worker.user.email,
        subject=subject,
        text=f"{text}\n\n{settings.PUBLIC_ADDRESS}{reverse('bank:my_shifts')}\n",
        send_before=shift.ends_at,
        calendar=calendar.decode(),
    )
