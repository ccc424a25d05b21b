"""What two workers are told of a swap, and the ward of who comes instead: no reasons, no names in subjects."""

from alongside.bank.models import Swap
from alongside.bank.notices.shifts import SIGN_OFF, _invite, _of, _tell, _tell_asker
from alongside.core.commands import Act


def tell_swap_asked(act: Act, swap: Swap) -> None:
    change = f" for {_of(swap.in_return)}" if swap.in_return else ""
    said = f"\n\n“{swap.words}”" if swap.words else ""
    text = f"{swap.by.first_name} asks whether you would take {_of(swap.shift)}{change}.{said}\n\n{SIGN_OFF}"
    _tell(act, swap.to.user, "A colleague asks to swap a shift", text, "bank:my_swap", swap.pk, before=swap.shift)


def tell_swapped(act: Act, swap: Swap) -> None:
    """Both calendars change, and the ward hears that somebody else comes."""
    pairs = [(swap.shift, swap.by, swap.to)]
    pairs += [(swap.in_return, swap.to, swap.by)] if swap.in_return else []
    for shift, left, joins in pairs:
        _invite(act, shift, left, "A shift is swapped", f"{_of(shift)} is no longer yours.", cancelled=True)
        _invite(act, shift, joins, "A shift is yours", f"{_of(shift)} is yours. It is in your calendar.")
        _tell_asker(act, shift, "Somebody else comes to a shift", f"{_of(shift)} is still filled, by somebody else.")


def tell_swap_declined(act: Act, swap: Swap) -> None:
    text = f"Your colleague cannot swap {_of(swap.shift)}. It is still yours. You can ask somebody else."
    _tell(act, swap.by.user, "A swap: not this time", text, "bank:my_shift", swap.shift_id)
