"""The person's own goals, with the small steps and the numbers they give themself."""

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class Goal(Stateful):
    """A goal of the person's, in their words: theirs to add, change, reach or drop."""

    class Status(models.TextChoices):
        WORKING = "working", "Working on it"
        REACHED = "reached", "Reached"
        DROPPED = "dropped", "Let go"

    TRANSITIONS: ClassVar = {
        Status.WORKING: {Status.REACHED, Status.DROPPED},
        Status.REACHED: {Status.WORKING},
        Status.DROPPED: {Status.WORKING},
    }

    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="goals")
    words = models.CharField(max_length=300)
    status = models.CharField(max_length=7, choices=Status, default=Status.WORKING)
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class Step(Record):
    """A small step towards a goal, as the person named it. Taken away, it is deleted: it was only ever a plan."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    words = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    done_on = models.DateField(null=True, blank=True)
    written_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["position", "id"]


class OwnNumber(Record):
    """Where the person puts themself on their way to a goal, from 0 to 10. Never worked out, never compared."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveSmallIntegerField(validators=[MaxValueValidator(10)])
    said_on = models.DateField()
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["said_on", "written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="own_number_from_0_to_10", condition=Q(number__gte=0, number__lte=10))
        ]
