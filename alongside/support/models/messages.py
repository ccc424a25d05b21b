"""Replies that came back to a reminder, and private calendars."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.support.models.meetings import Meeting


class Reply(Record):
    """What a person answered to a message, and whoever saw to it. `received` is the sender's own id: taken once.

    No person: it came from a number that we do not know, or that several people share.
    """

    person = models.ForeignKey(
        "referrals.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="replies"
    )
    number = models.CharField(max_length=30, blank=True, help_text="The number it came from")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    words = models.CharField(max_length=500)
    wants_change = models.BooleanField(default=False, help_text="They would like to change the meeting")
    wants_stop = models.BooleanField(default=False, help_text="They want no more reminders, and get none")
    received = models.CharField(max_length=60, unique=True)
    received_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    seen_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["received_at"], condition=Q(seen_at=None), name="reply_waiting"),
        ]


class Feed(Record):
    """A private calendar address of one user's meetings. Only a digest of its token is kept; taken back at once."""

    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="one_feed_at_a_time")
        ]
