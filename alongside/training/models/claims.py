"""Training elsewhere: a claim with evidence, decided by a named person against the same principles."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.training.models.programmes import Principle, Programme


class Claim(Stateful):
    class Status(models.TextChoices):
        STARTED = "started", "Not sent yet"
        SENT = "sent", "Being read"
        MORE_ASKED = "more_asked", "We asked a question"
        ACCEPTED = "accepted", "It counts here"
        GAP = "gap", "It counts, with a little more"
        DECLINED = "declined", "Not yet"
        APPEALED = "appealed", "Being looked at again"
        WITHDRAWN = "withdrawn", "Taken back"

    TRANSITIONS: ClassVar = {
        Status.STARTED: {Status.SENT, Status.WITHDRAWN},
        Status.SENT: {Status.MORE_ASKED, Status.ACCEPTED, Status.GAP, Status.DECLINED, Status.WITHDRAWN},
        Status.MORE_ASKED: {Status.SENT, Status.WITHDRAWN},
        Status.GAP: {Status.ACCEPTED, Status.APPEALED, Status.WITHDRAWN},
        Status.DECLINED: {Status.APPEALED},
        Status.APPEALED: {Status.ACCEPTED, Status.GAP, Status.DECLINED},
        Status.ACCEPTED: {Status.DECLINED},  # withdrawn for a reason: what it rested on was not so
    }

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="claims")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+", help_text="Counts as this")
    status = models.CharField(max_length=10, choices=Status, default=Status.STARTED)
    provider = models.CharField(max_length=160)
    course = models.CharField(max_length=160)
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    finished_on = models.DateField(null=True, blank=True)
    framework = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True, help_text="How they showed understanding, in their words")
    credential = models.TextField(blank=True, help_text="The Open Badge they gave, as they gave it")
    credential_found = models.JSONField(default=dict, help_text="What checking the badge found: issuer, valid, when")
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    decide_by = models.DateField(null=True, blank=True)
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reasons = models.TextField(blank=True)
    gap_words = models.TextField(blank=True, help_text="The little more that is needed, and how")
    gap_done_at = models.DateTimeField(null=True, blank=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    first_decided_by = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whoever decided first never decides the appeal",
    )
    first_reasons = models.TextField(blank=True)
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When the lead was told that it is late")

    class Meta:
        ordering: ClassVar = ["started_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="claim_decided_has_a_person",
                condition=~Q(status__in=["accepted", "gap", "declined", "appealed"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["candidate", "programme"],
                condition=Q(status__in=["started", "sent", "more_asked", "gap", "appealed"]),
                name="one_open_claim",
            ),
        ]


class Evidence(Record):
    """A file that goes with a claim. Seen by the candidate and whoever decides."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="evidence")
    file = models.OneToOneField("core.KeptFile", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=160, blank=True)


class Finding(Record):
    """What whoever decided found of one principle."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="findings")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()
    words = models.TextField(blank=True)
    found_at = models.DateTimeField()
    found_by = models.CharField(max_length=150)
    on_appeal = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "principle", "on_appeal"], name="one_finding_a_principle")
        ]
