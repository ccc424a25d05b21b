"""A worker's own wellness plan and private check-ins: optional, never a condition of work, shown only by them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class PlanSection(Record):
    """One part of a worker's wellness plan, under a heading of their own or one that was suggested."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="plan")
    heading = models.CharField(max_length=120)
    words = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["position", "id"]


class PlanShare(Record):
    """One section shown to one person. Unshared, the row is gone: nothing is left to find."""

    section = models.ForeignKey(PlanSection, on_delete=models.CASCADE, related_name="shares")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["section", "user"], name="section_shared_once")]


class CheckIn(Record):
    """How am I, in twenty seconds. Seen by nobody unless they send it to somebody, and then by those two."""

    AUDIT_PRIVATE: ClassVar = frozenset({"feeling", "on"})

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="check_ins")
    on = models.DateField()
    feeling = models.PositiveSmallIntegerField(help_text="1 very hard, to 5 very well")
    words = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    sent_to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-written_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="check_in_feeling_in_range", condition=Q(feeling__gte=1, feeling__lte=5)),
            models.CheckConstraint(
                name="check_in_sent_to_somebody", condition=Q(sent_to=None, sent_at=None) | Q(sent_to__isnull=False)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "on"], name="check_in_by_worker")]
