"""A candidate, what is said between them and us, and what they have shown. Never anything about their health."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


class Candidate(Stateful):
    """Someone on the way to becoming a peer worker. No link to a person supported is stored anywhere."""

    class Status(models.TextChoices):
        NEW = "new", "Said hello"
        IN_TOUCH = "in_touch", "In touch"
        RESTING = "resting", "Resting"
        IN_POST = "in_post", "Working as a peer worker"
        LEFT = "left", "Stopped"

    TRANSITIONS: ClassVar = {
        Status.NEW: {Status.IN_TOUCH, Status.RESTING, Status.LEFT},
        Status.IN_TOUCH: {Status.RESTING, Status.IN_POST, Status.LEFT},
        Status.RESTING: {Status.IN_TOUCH, Status.LEFT},
        Status.IN_POST: {Status.IN_TOUCH},  # a job that ended: they may look again
        Status.LEFT: {Status.IN_TOUCH},
    }

    once = models.CharField(max_length=16, unique=True, help_text="The form's own token: sent twice, kept once")
    user = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="candidate_record"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.NEW)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    search_name = models.CharField(max_length=200, db_index=True)
    email = models.EmailField()
    phone = models.CharField(max_length=30, blank=True)
    contact_by = models.CharField(max_length=8, default="email", help_text="email, text, phone: how they like to hear")
    contact_words = models.CharField(max_length=160, blank=True, help_text="Like: a text first, after 11am")
    heard_from = models.CharField(max_length=120, blank=True, help_text="How they came to hear of us")
    trained_elsewhere = models.BooleanField(default=False, help_text="They say so; a claim is decided in training")
    words = models.TextField(blank=True, help_text="What they would like to ask or tell, in their own words")
    interested_at = models.DateTimeField()
    reply_by = models.DateField(help_text="By when we said we would be in touch")
    owner = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    in_touch_at = models.DateTimeField(null=True, blank=True)
    resting_at = models.DateTimeField(null=True, blank=True)
    in_post_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    alerts_since = models.DateTimeField(
        null=True, blank=True, help_text="They said: tell me of vacancies. Empty: they did not, or no longer"
    )
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When the lead was told that we are late")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="candidate_state_has_moment",
                condition=Q(status="new")
                | Q(status="in_touch", in_touch_at__isnull=False)
                | Q(status="resting", resting_at__isnull=False)
                | Q(status="in_post", in_post_at__isnull=False)
                | Q(status="left", left_at__isnull=False),
            )
        ]
        indexes: ClassVar = [models.Index(fields=["status", "interested_at"], name="candidate_by_status")]

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Message(Record):
    """One message between a candidate and the service. Both sides see all of them."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="messages")
    from_candidate = models.BooleanField()
    author = models.CharField(max_length=150)
    author_user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    words = models.TextField()
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the other side opened it")
    once = models.CharField(max_length=40, unique=True, help_text="The form's own token, or what it says, named")

    class Meta:
        ordering: ClassVar = ["written_at", "id"]
        indexes: ClassVar = [models.Index(fields=["candidate", "written_at"], name="message_by_candidate")]


class Qualification(Record):
    """A candidate has shown understanding of peer support: by our training, or by what counts as the same.

    Training writes it; vacancies ask for it. It counts from the moment the candidate is told.
    """

    class Kind(models.TextChoices):
        TRAINING = "training", "Our training"
        EQUIVALENT = "equivalent", "Training elsewhere that counts here"

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="qualifications")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=160, help_text="The programme, or the course elsewhere")
    reached_on = models.DateField()
    told_at = models.DateTimeField(help_text="When the candidate was told, and so may apply")
    source_id = models.CharField(max_length=16, unique=True, help_text="The assessment or the claim it rests on")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["reached_on", "id"]


class Alert(Stateful):
    """An address that asked to be told of dates or jobs, and said so twice: once here, once from their own mailbox."""

    class Status(models.TextChoices):
        ASKED = "asked", "Not yet confirmed"
        ON = "on", "On"
        OFF = "off", "Off"

    class About(models.TextChoices):
        JOBS = "jobs", "Jobs"
        TRAINING = "training", "Training dates"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.ON, Status.OFF},
        Status.ON: {Status.OFF},
        Status.OFF: {Status.ASKED},
    }

    email = models.EmailField()
    about = models.CharField(max_length=8, choices=About)
    status = models.CharField(max_length=5, choices=Status, default=Status.ASKED)
    token = models.CharField(max_length=43, unique=True, help_text="The secret of its links in emails")
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["email", "about"], name="one_alert_of_a_kind")]
