"""Another service shown to a person: helped to get in touch, went, and was it any use. Only with their yes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Stateful


class Signpost(Stateful):
    """One entry of the directory and one person, for one request. Kept because they said yes to its being kept."""

    class Status(models.TextChoices):
        SHOWN = "shown", "Shown"
        HELPED = "helped", "Helped to get in touch"
        WENT = "went", "Went"
        NOT_THIS = "not_this", "Not this one"

    class Useful(models.TextChoices):
        YES = "yes", "Yes, it helped"
        SOME = "some", "Some of it"
        NO = "no", "It was not for me"

    TRANSITIONS: ClassVar = {
        Status.SHOWN: {Status.HELPED, Status.WENT, Status.NOT_THIS},
        Status.HELPED: {Status.WENT, Status.NOT_THIS, Status.SHOWN},
        Status.WENT: {Status.HELPED},  # by mistake
        Status.NOT_THIS: {Status.SHOWN, Status.HELPED, Status.WENT},  # minds change
    }
    AUDIT_PRIVATE: ClassVar = frozenset({"entry", "useful"})  # what is taken away is not to be read there either

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="signposts")
    entry = models.ForeignKey("partners.Entry", on_delete=models.PROTECT, related_name="signposts")
    status = models.CharField(max_length=8, choices=Status, default=Status.SHOWN)
    shown_on = models.DateField()
    shown_by = models.CharField(max_length=150)
    helped_on = models.DateField(null=True, blank=True)
    went_on = models.DateField(null=True, blank=True)
    useful = models.CharField(max_length=4, choices=Useful, blank=True)
    words = models.TextField(blank=True, help_text="What it was like, in the person's words")
    may_tell = models.BooleanField(default=False, help_text="Their yes to the directory counting how useful it was")
    said_by = models.CharField(max_length=120, help_text="Who said yes to its being kept")
    written_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-shown_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["referral", "entry"], name="signposted_once_for_a_request"),
            models.CheckConstraint(
                name="signpost_went_has_day", condition=~Q(status="went") | Q(went_on__isnull=False)
            ),
        ]
