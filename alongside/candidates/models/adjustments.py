"""What helps a candidate take part: asked at each stage, agreed with a named person, in place by a day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.candidates.models.candidates import Candidate
from alongside.core.states import Stateful


class Adjustment(Stateful):
    """One thing that helps, for one stage. Never a reason, never health; never used to judge."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked"
        AGREED = "agreed", "Agreed"
        IN_PLACE = "in_place", "In place"
        NOT_POSSIBLE = "not_possible", "Something else instead"
        WITHDRAWN = "withdrawn", "Taken back"

    class Stage(models.TextChoices):
        INTEREST = "interest", "Talking with us"
        ROUTE = "route", "A placement, volunteering or involvement"
        TRAINING = "training", "Training"
        APPLICATION = "application", "Applying"
        INTERVIEW = "interview", "Meeting us"
        CHECKS = "checks", "Employment checks"
        WORK = "work", "Work"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.AGREED, Status.NOT_POSSIBLE, Status.WITHDRAWN},
        Status.AGREED: {Status.IN_PLACE, Status.NOT_POSSIBLE, Status.WITHDRAWN},
        Status.IN_PLACE: {Status.AGREED, Status.WITHDRAWN},  # back: it is not there after all
        Status.NOT_POSSIBLE: {Status.AGREED, Status.WITHDRAWN},
    }
    AUDIT_PRIVATE: ClassVar = frozenset({"stage"})

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="adjustments")
    stage = models.CharField(max_length=11, choices=Stage)
    status = models.CharField(max_length=12, choices=Status, default=Status.ASKED)
    words = models.CharField(max_length=300, help_text="What would help, in their words or ours")
    carry = models.BooleanField(default=False, help_text="They said: pass this on to the next stage")
    follows = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The same thing at the stage before, carried because they said so",
    )
    asked_at = models.DateTimeField()
    talked_on = models.DateField(null=True, blank=True, help_text="When a named person spoke with them about it")
    with_whom = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.DateField(null=True, blank=True, help_text="The day by which it will be in place")
    agreed_words = models.CharField(max_length=300, blank=True, help_text="What was agreed, or what instead and why")
    in_place_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True, help_text="When the candidate said it really is there")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="adjustment_in_place_has_moment", condition=~Q(status="in_place") | Q(in_place_at__isnull=False)
            ),
            models.CheckConstraint(
                name="adjustment_agreed_has_a_person", condition=~Q(status="agreed") | Q(with_whom__isnull=False)
            ),
        ]
