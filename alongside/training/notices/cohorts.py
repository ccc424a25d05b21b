"""What trainers hear of their course, and what those hear who asked to be told of training dates."""

from django.conf import settings
from django.urls import reverse

from alongside.candidates import queries as candidates
from alongside.core import notices
from alongside.core.commands import Act
from alongside.training.models import Cohort


def tell_trainers(act: Act, cohort: Cohort, subject: str, words: str) -> None:
    """By email, unless they did it themself."""
    link = f"{settings.PUBLIC_ADDRESS}{reverse('training:cohort', args=[cohort.pk])}"
    for trainer in cohort.trainers.filter(ended_on=None).select_related("user").order_by("pk"):
        if trainer.user_id != act.actor.user_id:
            notices.write(act, to=trainer.user.email, subject=subject, text=f"{words}\n\nSee it here: {link}\n")


def tell_dates_are_out(act: Act, cohort: Cohort) -> None:
    """To everyone who asked to hear of training dates, with the way out."""
    link = f"{settings.PUBLIC_ADDRESS}{reverse('training:course', args=[cohort.pk])}"
    for address in candidates.alert_addresses("training"):
        notices.write(
            act,
            to=address.email,
            subject="New training dates",
            text=f"The next dates are out:\n{link}\n\nNo more of these: {address.stop_url}\n",
            once=f"dates:{cohort.pk}:{address.id}",
        )
