"""What the service gave to peer support beyond the trust, as a record and a page for each year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


class Contribution(Record):
    """A network, a consultation, research, something published, a talk or a visit; and what came of it."""

    class Kind(models.TextChoices):
        NETWORK = "network", "A network"
        CONSULTATION = "consultation", "A consultation"
        RESEARCH = "research", "Research"
        PUBLICATION = "publication", "Something published"
        TALK = "talk", "A talk or a workshop"
        VISIT = "visit", "A visit, here or there"

    kind = models.CharField(max_length=12, choices=Kind)
    title = models.CharField(max_length=200)
    with_whom = models.CharField(max_length=200, blank=True, help_text="Like: the regional peer network")
    about = models.TextField(blank=True)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True, help_text="Empty: one day, or still going on")
    ongoing = models.BooleanField(default=False)
    link = models.URLField(blank=True)
    outcome = models.TextField(blank=True, help_text="What came of it")
    minutes = models.PositiveIntegerField(null=True, blank=True, help_text="Time given, all together")
    shown_public = models.BooleanField(default=False, help_text="On the public page of the year")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-began_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="contribution_ends_after_start",
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("began_on")),
            )
        ]


class Contributor(Record):
    """A worker who took part, and is content to be named with it."""

    contribution = models.ForeignKey(Contribution, on_delete=models.PROTECT, related_name="people")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="contributions")
    named = models.BooleanField(default=False, help_text="Their own yes to their name on the public page")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contribution", "worker"], name="in_a_contribution_once")
        ]
