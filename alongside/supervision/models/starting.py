"""The first months of somebody new: steps held as data, each with a day by which, and who sees to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class StarterStepKind(Record):
    """One step of this service's first months: induction, the first-month meetings, probation, preceptorship."""

    class Phase(models.TextChoices):
        INDUCTION = "induction", "Induction"
        FIRST_MONTH = "first_month", "The first month"
        PROBATION = "probation", "Probation"
        PRECEPTORSHIP = "preceptorship", "Preceptorship"

    class Who(models.TextChoices):
        WORKER = "worker", "The new worker"
        LINE = "line", "Their line manager"
        PEER = "peer", "Their peer supervisor"
        LEAD = "lead", "The peer support lead"

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    phase = models.CharField(max_length=13, choices=Phase)
    who = models.CharField(max_length=6, choices=Who, help_text="Who sees to it")
    due_days = models.PositiveSmallIntegerField(help_text="So many days after their first day")
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True, help_text="Not asked of those who start after this day")

    class Meta:
        ordering: ClassVar = ["due_days", "position", "name"]


class StarterStep(Record):
    """One step of one worker."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="starter_steps")
    kind = models.ForeignKey(StarterStepKind, on_delete=models.PROTECT, related_name="steps")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_by = models.CharField(max_length=150, blank=True)
    left_out_at = models.DateTimeField(null=True, blank=True, help_text="Not needed for this worker")
    words = models.CharField(max_length=300, blank=True, help_text="Why it was left out, or moved")

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker", "kind"], name="one_step_of_a_kind"),
            models.CheckConstraint(name="step_done_or_left_out", condition=Q(done_on=None) | Q(left_out_at=None)),
        ]


class CareerStep(Record):
    """A step a peer worker may take: senior, supervisor, lead. What it asks, as data of this service."""

    slug = models.SlugField(max_length=30, unique=True)
    name = models.CharField(max_length=80)
    band = models.CharField(max_length=10, blank=True)
    about = models.TextField(help_text="What it is, and what it asks")
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]


class Portfolio(Record):
    """One thing a worker can show for a competence of the framework, in their words. Theirs until they show it."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="portfolio")
    competence_code = models.CharField(max_length=20, help_text="Of the framework held as data; empty: learning only")
    title = models.CharField(max_length=160)
    words = models.TextField(blank=True, help_text="A reflection: never about a person who could be known by it")
    happened_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of learning, for the learning record")
    shown_to = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    shown_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True, help_text="What the one they showed it to said")
    answered_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-happened_on", "id"]
