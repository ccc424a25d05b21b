"""Choosing fairly: two who score alone and then together, times to meet, and notes against each criterion."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.recruitment.models.applications import Application
from alongside.recruitment.models.vacancies import Criterion, PanelMember, Vacancy


class Reading(Record):
    """One shortlister's reading of one application: under way, finished, or stepped aside from without a reason."""

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="readings")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="readings")
    finished_at = models.DateTimeField(null=True, blank=True)
    stepped_aside_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["member", "application"], name="one_reading_each"),
            models.CheckConstraint(
                name="read_or_stepped_aside", condition=Q(finished_at=None) | Q(stepped_aside_at=None)
            ),
        ]


class Score(Record):
    """0 not shown, 1 partly, 2 shown, 3 shown well; and why, in a sentence the person could read."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400, blank=True)
    scored_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reading", "criterion"], name="one_score_a_criterion"),
            models.CheckConstraint(name="score_is_0_to_3", condition=Q(score__lte=3)),
        ]


class Agreed(Record):
    """The score that stands for one criterion of one application, after talking where the two differed."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="agreed")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=400, help_text="Why, in a sentence the person could read")
    agreed_at = models.DateTimeField()
    agreed_by = models.CharField(max_length=150)
    was_settled = models.BooleanField(default=False, help_text="The two could not agree: a third person decided")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "criterion"], name="one_agreed_score"),
            models.CheckConstraint(name="agreed_is_0_to_3", condition=Q(score__lte=3)),
        ]


class Slot(Record):
    """A time at which the panel can meet someone. The candidate picks."""

    class How(models.TextChoices):
        IN_PERSON = "in_person", "In person"
        VIDEO = "video", "By video"
        PHONE = "phone", "By phone"

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="slots")
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="slot"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    how = models.CharField(max_length=9, choices=How, default=How.IN_PERSON)
    where = models.CharField(max_length=200, blank=True)
    join_link = models.URLField(blank=True, max_length=500)
    sequence = models.PositiveSmallIntegerField(default=0, help_text="How often the invitation changed (RFC 5545)")
    taken_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    questions_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="slot_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at")))
        ]


class InterviewNote(Record):
    """What one member of the panel noted of one criterion when they met."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="interview_notes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "criterion", "member"], name="one_note_each"),
            models.CheckConstraint(name="note_score_is_0_to_3", condition=Q(score=None) | Q(score__lte=3)),
        ]
