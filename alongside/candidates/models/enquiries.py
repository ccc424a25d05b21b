"""A question somebody asked us, by whichever way: in one person's hands, with a day by which it is answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Stateful


class Enquiry(Stateful):
    class Status(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed without an answer"

    class About(models.TextChoices):
        SUPPORT = "support", "Getting peer support"
        BECOMING = "becoming", "Becoming a peer support worker"
        TRAINING = "training", "Training"
        JOBS = "jobs", "A job"
        PARTNERS = "partners", "Working together"
        TEACHING = "teaching", "Lived experience for colleagues or students"
        OTHER = "other", "Something else"

    class How(models.TextChoices):
        FORM = "form", "On the website"
        PHONE = "phone", "By phone"
        EMAIL = "email", "By email"
        IN_PERSON = "in_person", "In person"

    TRANSITIONS: ClassVar = {
        Status.OPEN: {Status.ANSWERED, Status.CLOSED},
        Status.ANSWERED: {Status.OPEN},  # they asked again, or it was a mistake
        Status.CLOSED: {Status.OPEN},
    }

    once = models.CharField(max_length=16, unique=True, help_text="The form's own token: sent twice, kept once")
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    about = models.CharField(max_length=8, choices=About)
    how = models.CharField(max_length=9, choices=How, default=How.FORM)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    words = models.TextField()
    heard_from = models.CharField(max_length=120, blank=True, help_text="How they came to hear of us")
    received_at = models.DateTimeField()
    reply_by = models.DateField()
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.TextField(blank=True, help_text="What we answered, or why there was nothing to answer")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_how = models.CharField(max_length=9, choices=How, blank=True)
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When the lead was told that it is late")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="enquiry_answered_has_moment",
                condition=Q(status="open", answered_at=None) | (~Q(status="open") & Q(answered_at__isnull=False)),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["status", "reply_by"], name="enquiry_by_due")]
