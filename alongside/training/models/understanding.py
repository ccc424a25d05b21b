"""Showing understanding: pieces thought over in private, and two trainers who look at each principle."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.training.models.cohorts import Place
from alongside.training.models.programmes import Module, Principle


class Reflection(Record):
    """What a trainee thought after a module. Private to them and their trainers, and to trainers only once shared."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="reflections")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_by = models.CharField(max_length=150, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "module"], name="one_piece_a_module")]


class Assessment(Stateful):
    """One go at showing understanding. It counts once the trainee has been told."""

    class Status(models.TextChoices):
        SENT = "sent", "Being read"
        AGREED = "agreed", "Agreed, not yet told"
        TOLD = "told", "Told"

    class Result(models.TextChoices):
        MET = "met", "Shown"
        NOT_YET = "not_yet", "Not yet"

    TRANSITIONS: ClassVar = {Status.SENT: {Status.AGREED}, Status.AGREED: {Status.SENT, Status.TOLD}}

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="assessments")
    attempt = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=6, choices=Status, default=Status.SENT)
    words = models.TextField(help_text="What the trainee wrote or said, or where it can be seen")
    file = models.ForeignKey("core.KeptFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    result = models.CharField(max_length=7, choices=Result, blank=True)
    feedback = models.TextField(blank=True, help_text="For the trainee: what was shown, and what to try next")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.CharField(max_length=150, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["attempt"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "attempt"], name="one_assessment_an_attempt"),
            models.CheckConstraint(
                name="assessment_agreed_has_result",
                condition=Q(status="sent") | (~Q(result="") & Q(agreed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="assessment_told_has_moment", condition=~Q(status="told") | Q(told_at__isnull=False)
            ),
        ]


class Judgement(Record):
    """What one trainer saw of one principle. Trainers see each other's only when both are in."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="judgements")
    principle = models.ForeignKey(Principle, on_delete=models.PROTECT, related_name="+")
    trainer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    met = models.BooleanField()
    words = models.TextField(blank=True)
    judged_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "principle", "trainer"], name="one_judgement_each")
        ]
