"""The few tables that belong to no slice: the audit, the openings log, messages, kept answers, job runs."""

from typing import ClassVar

from django.db import models

from alongside.core.ids import new_id


class AuditEvent(models.Model):
    """Append-only by trigger. No foreign keys, so the log never blocks or follows a deletion."""

    act_id = models.CharField(max_length=16, db_index=True)
    action = models.CharField(max_length=80)
    at = models.DateTimeField(db_index=True)
    actor_name = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=16, blank=True, db_index=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=16)
    changes = models.JSONField(default=dict)
    reason = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject")]


class Opening(models.Model):
    """Somebody opened, exported, printed or searched for a person's record. Append-only by trigger."""

    class How(models.TextChoices):
        OPENED = "opened", "opened the record"
        PRINTED = "printed", "printed"
        EXPORTED = "exported", "exported"
        SEARCHED = "searched", "searched by name"

    at = models.DateTimeField(db_index=True)
    how = models.CharField(max_length=10, choices=How)
    actor_name = models.CharField(max_length=150)
    actor_id = models.CharField(max_length=16, blank=True, db_index=True)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=16, blank=True)
    words = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="opening_by_subject")]


class Notice(models.Model):
    """A message, written inside the command that caused it and delivered afterwards. Never clinical words."""

    class Channel(models.TextChoices):
        EMAIL = "email", "Email"
        TEXT = "text", "Text message"

    class FailedAs(models.TextChoices):
        """Why it was given up, in words for whoever rings instead."""

        WRONG = "wrong", "The number or address does not work"
        REFUSED = "refused", "It was not taken at the other end"
        TRIED = "tried", "We tried many times, and it did not get through"
        LATE = "late", "It could not be sent in time"
        CHANGED = "changed", "How to reach them changed before it went"

    id = models.CharField(primary_key=True, max_length=16, default=new_id, editable=False)
    act_id = models.CharField(max_length=16)
    written_at = models.DateTimeField()
    channel = models.CharField(max_length=5, choices=Channel)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    calendar = models.TextField(blank=True, help_text="An iCalendar invitation to go with it")
    once = models.CharField(
        max_length=80, null=True, blank=True, unique=True, help_text="What it says, named: never written twice"
    )
    about_id = models.CharField(
        max_length=16, blank=True, db_index=True, help_text="The person's record it is written to; stopped with them"
    )
    send_before = models.DateTimeField(null=True, blank=True, help_text="After this it says nothing any more")
    urgent = models.BooleanField(default=False, help_text="A text that goes at night too")
    stopped_at = models.DateTimeField(null=True, blank=True, help_text="It is not to be sent any more")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="Given up: someone is shown it, and may ring")
    failed_as = models.CharField(max_length=7, choices=FailedAs, blank=True)
    seen_by = models.CharField(max_length=150, blank=True, help_text="Who saw that it could not be sent")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(sent_at=None, stopped_at=None, failed_at=None),
                name="notice_waiting",
            ),
            models.Index(
                fields=["failed_at"], condition=models.Q(failed_at__isnull=False, seen_by=""), name="notice_unseen"
            ),
        ]


class Draft(models.Model):
    """Answers kept while a form is being filled in: bound to one user, or to one browser session."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id, editable=False)
    key = models.CharField(max_length=120)
    owner = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "key"], name="one_draft_each")]


class JobRun(models.Model):
    """When a job last ran, how long it took and what went wrong."""

    name = models.CharField(max_length=120, db_index=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)


class KeptFile(models.Model):
    """A file somebody gave us, in the database: one transaction and one backup. Never shown inside a page of ours."""

    id = models.CharField(primary_key=True, max_length=16, default=new_id, editable=False)
    name = models.CharField(max_length=200, help_text="What it is called, without its folder")
    kind = models.CharField(max_length=60, help_text="Its media type, found from its bytes and never from its name")
    size = models.PositiveIntegerField(help_text="Bytes")
    data = models.BinaryField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=150)
