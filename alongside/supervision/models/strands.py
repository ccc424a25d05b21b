"""Three strands of supervision: who is in each, how often, what was agreed, and who covers for a supervisor."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class Strand(models.TextChoices):
    LINE = "line", "Line management"
    CLINICAL = "clinical", "Clinical supervision"
    PEER = "peer", "Peer supervision"


class Rhythm(Record):
    """How often a strand happens in this service, unless somebody agreed otherwise for themself."""

    strand = models.CharField(max_length=8, choices=Strand, unique=True)
    weeks = models.PositiveSmallIntegerField(help_text="At least once in so many weeks")
    minutes = models.PositiveSmallIntegerField(default=60)
    grace_days = models.PositiveSmallIntegerField(default=7, help_text="Overdue when so many days past its weeks")
    needed = models.BooleanField(default=True, help_text="Every peer worker should have it")


class Supervision(Stateful):
    """One strand between a supervisor and one worker, or a group of them. Its agreement is read by those in it only."""

    class Status(models.TextChoices):
        RUNNING = "running", "Going on"
        ENDED = "ended", "Ended"

    TRANSITIONS: ClassVar = {Status.RUNNING: {Status.ENDED}, Status.ENDED: {Status.RUNNING}}

    strand = models.CharField(max_length=8, choices=Strand)
    status = models.CharField(max_length=7, choices=Status, default=Status.RUNNING)
    supervisor = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="supervises")
    group_name = models.CharField(max_length=80, blank=True, help_text="Empty: one to one")
    weeks = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Agreed otherwise than the rhythm")
    agreement = models.TextField(blank=True, help_text="How we do this together: read by those in it only")
    agreement_changed_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="The supervisor said yes to the agreement; empty when it changes"
    )
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="supervision_ended_has_day", condition=~Q(status="ended") | Q(ended_on__isnull=False)
            )
        ]


class Supervisee(Record):
    """A worker in a supervision, since and until. Each says yes to the agreement as it stands."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="people")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="supervised")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField(
        null=True, blank=True, help_text="Said yes to the agreement; empty when it changes"
    )
    asked_at = models.DateTimeField(
        null=True, blank=True, help_text="Asked for a session sooner; empty once one is planned"
    )
    asked_words = models.TextField(blank=True, help_text="What they asked with: read by the two only")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["supervision", "worker"], condition=Q(until=None), name="in_a_supervision_once"
            )
        ]


class Cover(Record):
    """Who supervises in between, while the supervisor is away. They read what is written while they cover, no more."""

    supervision = models.ForeignKey(Supervision, on_delete=models.PROTECT, related_name="covers")
    by = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="covers_supervision")
    starts_on = models.DateField()
    ends_on = models.DateField()
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="cover_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on")))
        ]
