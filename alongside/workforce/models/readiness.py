"""What a worker may do now: training and checks in date, wards they were shown round, and days they are away."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.workforce.models.workers import Worker


class CredentialKind(Record):
    """Something a worker holds before some work: training, clear checks, a ward's induction, supervision lately."""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80, help_text="Like: Fire safety")
    lacking = models.CharField(
        max_length=120, help_text="What stands in the way without it, like: No supervision this quarter"
    )
    for_ward = models.BooleanField(default=False, help_text="Held ward by ward, like an induction")
    months = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In date this long; empty: for good")
    bank_needs = models.BooleanField(default=True, help_text="Needed for every shift of the staff bank")
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True, help_text="No longer asked for from this day")

    class Meta:
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Credential(Record):
    """One thing a worker holds, since a day and until a day. A new one is a new row; the newest counts."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="credentials")
    kind = models.ForeignKey(CredentialKind, on_delete=models.PROTECT, related_name="credentials")
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_on = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="The last day it counts; empty: for good")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True, help_text="It was not so after all")
    ending_said_at = models.DateTimeField(null=True, blank=True, help_text="They were told that it ends soon")

    class Meta:
        ordering: ClassVar = ["-done_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="credential_ends_after_start", condition=Q(until=None) | Q(until__gte=models.F("done_on"))
            )
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "kind", "until"], name="credential_by_worker")]


class Away(Record):
    """Days a worker is not there. Why is nowhere kept: leave, illness and a wish all look the same."""

    AUDIT_PRIVATE: ClassVar = frozenset({"starts_on", "ends_on"})

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="away")
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day away")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="away_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on")))
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "ends_on"], name="away_by_worker")]
