"""What is agreed with another organisation; meetings with them and what came of those."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class PartnerAgreement(Stateful):
    """Who, what is shared and why, until when. It is about organisations, never about one person."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being talked about"
        IN_FORCE = "in_force", "In force"
        ENDED = "ended", "Ended"

    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.IN_FORCE, Status.ENDED},
        Status.IN_FORCE: {Status.ENDED},
        Status.ENDED: {Status.IN_FORCE},  # renewed
    }

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="agreements")
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    title = models.CharField(max_length=160)
    purpose = models.TextField(help_text="What the two want to do together, and for whom")
    what_is_shared = models.TextField(help_text="Which information passes, which way, and what never does")
    their_contact = models.CharField(max_length=160, blank=True, help_text="Who to speak to there")
    our_contact = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="Empty: until one of us ends it")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=300, blank=True, help_text="The names on both sides")
    ended_at = models.DateTimeField(null=True, blank=True)
    ending_said_at = models.DateTimeField(null=True, blank=True, help_text="Our contact was told that it ends soon")

    class Meta:
        ordering: ClassVar = ["title", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="partner_agreement_in_force_has_start",
                condition=~Q(status="in_force") | Q(starts_on__isnull=False, agreed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="partner_agreement_ends_after_start",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]


class PartnerMeeting(Record):
    """A meeting with another organisation: when, who was there and what was said."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    who = models.CharField(max_length=300, help_text="Who was there")
    words = models.TextField(blank=True)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-held_on", "id"]


class PartnerAction(Record):
    """Something one side said it would do."""

    meeting = models.ForeignKey(PartnerMeeting, on_delete=models.PROTECT, related_name="actions")
    words = models.CharField(max_length=300)
    who = models.CharField(max_length=160, help_text="Theirs or ours, in words")
    ours = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
