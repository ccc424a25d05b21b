"""A workbook that somebody sent, from being read to brought in; its bytes; and the sheets we know from before."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful

FINISHED = ("not_readable", "brought_in", "failed", "left")


class Workbook(Stateful):
    """One file of a service's own rows. `report` is what the last check found; the file itself is a `Content`."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Being read"
        CHECKED = "checked", "Checked"
        NOT_READABLE = "not_readable", "Could not be read"
        BRINGING_IN = "bringing_in", "Being brought in"
        BROUGHT_IN = "brought_in", "Brought in"
        FAILED = "failed", "Nothing was brought in"
        LEFT = "left", "Left out"

    TRANSITIONS: ClassVar = {
        Status.WAITING: {Status.CHECKED, Status.NOT_READABLE, Status.LEFT},
        Status.CHECKED: {Status.WAITING, Status.BRINGING_IN, Status.LEFT},
        Status.NOT_READABLE: {Status.LEFT},
        Status.BRINGING_IN: {Status.BROUGHT_IN, Status.CHECKED, Status.FAILED},
        Status.FAILED: {Status.WAITING, Status.LEFT},
    }

    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    name = models.CharField(max_length=200, help_text="What the file is called, without its folder")
    size = models.PositiveIntegerField(help_text="Bytes")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    overrides = models.JSONField(default=dict, help_text="What was said about its sheets, columns and values")
    report = models.JSONField(default=dict, help_text="What the last check found; emptied with the file")
    taken = models.JSONField(default=list, help_text="Changed rows to take from the file: [sheet, row]")
    checked_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, help_text="Rows that came in, by kind")
    stayed_out = models.PositiveIntegerField(default=0, help_text="Rows that needed a look when the others came in")
    words = models.TextField(blank=True, help_text="Why it could not be read or brought in, or must be looked at again")
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often a worker began, and was perhaps lost")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="workbook_finished_has_moment",
                condition=Q(status__in=FINISHED, finished_at__isnull=False)
                | (~Q(status__in=FINISHED) & Q(finished_at=None)),
            ),
            models.CheckConstraint(
                name="workbook_checked_has_moment", condition=~Q(status="checked") | Q(checked_at__isnull=False)
            ),
            models.CheckConstraint(
                name="workbook_brought_in_was_asked_for",
                condition=~Q(status__in=["bringing_in", "brought_in"])
                | Q(asked_at__isnull=False, asked_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "sent_at"], name="workbook_by_status")]


class Content(Record):
    """A workbook's bytes, in the database: one transaction and one backup. Deleted when done, or after seven days."""

    workbook = models.OneToOneField(Workbook, on_delete=models.CASCADE, related_name="content")
    data = models.BinaryField(help_text="As it was sent; once brought in, the rows that stayed out")


class KnownSheet(Record):
    """How a sheet with these headers was read the last time somebody said so, for next month's file."""

    signature = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the headers, in any order")
    kind = models.CharField(max_length=20, null=True, blank=True, help_text="Empty for a sheet to leave out")
    columns = models.JSONField(default=dict, help_text="{header: field, or null to leave it out}")
    said_at = models.DateTimeField()
