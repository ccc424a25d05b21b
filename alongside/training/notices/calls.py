"""What trainers are told: a kind call is theirs, a piece is waiting to be read."""

from django.conf import settings
from django.urls import reverse

from alongside.core import notices
from alongside.core.commands import Act
from alongside.training.models import Assessment, KindCall
from alongside.training.notices.claims import leads
from alongside.ui import dates


def tell_of_call(act: Act, call: KindCall) -> None:
    """To whoever is asked to call, unless they asked themself. No name: that is behind the sign-in."""
    if call.caller is None or call.caller_id == act.actor.user_id:
        return
    address = settings.PUBLIC_ADDRESS + reverse("training:cohort_grid", args=[call.place.cohort_id])
    notices.write(
        act,
        to=call.caller.email,
        subject="Somebody on your course may need a kind call",
        text=f"Would you make a kind call by {dates.day(call.due_on)}? See who, and how they like it:\n{address}\n",
        once=f"call:{call.pk}:{call.caller_id}",
    )


def tell_readers(act: Act, assessment: Assessment, what: str) -> None:
    """To every trainer of the course: `what` is in a sentence, without names."""
    address = settings.PUBLIC_ADDRESS + reverse("training:assess", args=[assessment.pk])
    for trainer in assessment.place.cohort.trainers.filter(ended_on=None).select_related("user"):
        if trainer.user_id != act.actor.user_id:
            notices.write(
                act,
                to=trainer.user.email,
                subject="Showing understanding: something for you",
                text=f"{what}\n\nSee it here: {address}\n",
            )


def raise_piece(act: Act, assessment: Assessment) -> None:
    """To the trainers and the leads: somebody waits to hear what their piece shows, and the day has passed."""
    what = "Somebody sent a piece that shows understanding. We said by when they would hear, and the day has passed."
    tell_readers(act, assessment, what)
    address = settings.PUBLIC_ADDRESS + reverse("training:assess", args=[assessment.pk])
    for lead in leads():
        text = f"{what}\n\nSee it here: {address}\n"
        notices.write(act, to=lead.email, subject="We are late with a piece", text=text)


def raise_call_late(act: Act, call: KindCall) -> None:
    """To the leads: nobody has made it by its day."""
    address = settings.PUBLIC_ADDRESS + reverse("training:cohort_grid", args=[call.place.cohort_id])
    text = f"A kind call was to be made by {dates.day(call.due_on)}, and nobody has said that it was.\n\n{address}\n"
    for lead in leads():
        notices.write(act, to=lead.email, subject="A kind call has not been made", text=text)
