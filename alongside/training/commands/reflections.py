"""A piece thought over after a module: private until its writer shares it, and theirs to take back."""

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import notices, policies
from alongside.training.models import Module, Place, Reflection


@command("reflection.written", "wrote a piece", allow=policies.may_write_piece)
def write_reflection(act: Act, place: Place, *, module: Module, words: str, share: bool = False) -> Reflection:
    """Kept as their own, or shared with the trainers of the course at once. There is one for each module."""
    if place.status not in (Place.Status.TAKEN, Place.Status.FINISHED):
        raise Refused("Pieces are written by those who have a place on the course.")
    if module.programme_id != place.cohort.programme_id:
        raise Refused("This module is of another programme.")
    piece = Reflection.objects.filter(place=place, module=module).first() or Reflection(place=place, module=module)
    piece.words, piece.saved_at = words, act.at
    piece.save()
    if share and piece.shared_at is None:
        share_reflection(act, piece)
    return piece


@command("reflection.shared", "shared a piece with the trainers", allow=policies.may_write_piece)
def share_reflection(act: Act, piece: Reflection) -> None:
    if not piece.words.strip():
        raise Refused("There are no words to share yet.")
    piece.shared_at = piece.shared_at or act.at
    piece.save()
    notices.tell_trainers(act, piece.place.cohort, "A piece was shared with you", "Somebody shared a piece with you.")


@command("reflection.kept", "kept a piece to themself again", allow=policies.may_write_piece)
def keep_reflection(act: Act, piece: Reflection) -> None:
    piece.shared_at = None
    piece.save()


@command("reflection.answered", "answered a piece", allow=policies.may_reply_to_piece)
def reply_reflection(act: Act, piece: Reflection, *, reply: str) -> None:
    """A trainer’s words, beside the trainee’s."""
    if not reply.strip():
        raise Refused("Write something first.")
    piece.reply, piece.replied_by, piece.replied_at = reply, act.actor.name, act.at
    piece.save()
    notices.tell(act, piece.place, f"reply-{piece.module_id}", f"{act.actor.name} answered your piece.")
