"""What a worker's time goes on, logged in two taps, so that drift from peer work is seen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class WorkKind(Record):
    """A kind of work: peer work, what belongs to it, or what is not (observations, escorting, others' admin)."""

    class Counts(models.TextChoices):
        PEER = "peer", "Peer work"
        AROUND = "around", "Around it: notes, travel, training, supervision"
        OTHER = "other", "Not peer work"

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    counts = models.CharField(max_length=6, choices=Counts)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]


class TimeSpent(Record):
    """So many minutes of one day on one kind of work, as the worker says. A mistake is taken back, not changed."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="time_spent")
    kind = models.ForeignKey(WorkKind, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-on", "-written_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="time_spent_is_some_of_a_day", condition=Q(minutes__gte=5, minutes__lte=960))
        ]
        indexes: ClassVar = [models.Index(fields=["worker", "on"], name="time_spent_by_worker")]
