"""Bring a checked sheet into the directory: all of it, or nothing. Each entry says which row it came from."""

from django.db import transaction

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed, Refused
from alongside.partners import commands
from alongside.partners.imports.check import check
from alongside.partners.imports.read import Read


def apply(actor: Actor, read: Read) -> int:
    """Returns how many rows went in. Checked once more first: others may have changed the directory meanwhile.

    Refused, in words that name the row, and then nothing went in.
    """
    found = check(actor, read)
    if found.problems:
        raise Refused("Some cells need a look, so nothing was brought in. Correct them in the file, and send it again.")
    with transaction.atomic():
        for line in found.ready:
            origin = f"Row {line.row} of {found.sheet} in {found.name}"[:200]
            try:
                if line.entry is None:
                    commands.add_entry(actor, origin=origin, reason=origin, **line.said)
                else:
                    commands.change_entry(actor, line.entry, origin=origin, reason=origin, **line.said)
            except NotAllowed:
                raise
            except Refused as refusal:
                raise Refused(f"{origin}: {refusal} Nothing was brought in.") from refusal
    return len(found.ready)
