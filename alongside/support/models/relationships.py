"""The relationship itself: who walks with whom, since when, what they agreed, and the breaks they take."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful

RHYTHMS = {"Every week": 7, "Every two weeks": 14, "Every four weeks": 28, "When we both want to": None}


class MayRead(models.TextChoices):
    """What the next peer worker may read of what came before: the person decides."""

    NOTHING = "nothing", "Nothing: begin afresh"
    AGREED = "agreed", "What we agreed, and my goals"
    ALL = "all", "Everything that was written"


class Relationship(Stateful):
    """One person and one worker, walking together for one request, from introduction to ending."""

    class Status(models.TextChoices):
        INTRODUCED = "introduced", "Before the first meeting"
        MEETING = "meeting", "Meeting"
        ON_BREAK = "on_break", "On a break"
        ENDED = "ended", "Ended"

    class EndedBy(models.TextChoices):
        """Who brought it to its end."""

        PERSON = "person", "The person"
        BOTH = "both", "Both together"
        SERVICE = "service", "The service"

    class EndedAs(models.TextChoices):
        """What the end was."""

        WELL = "well", "Ended well"
        STOPPED = "stopped", "Stopped, as the person chose"
        CHANGED = "changed", "They asked for another peer worker"
        HANDED_OVER = "handed_over", "Handed over to another peer worker"
        CLOSED = "closed", "Closed by the service"
        DIED = "died", "The person died"

    TRANSITIONS: ClassVar = {
        Status.INTRODUCED: {Status.MEETING, Status.ON_BREAK, Status.ENDED},
        # back: the first contact was taken back or corrected
        Status.MEETING: {Status.INTRODUCED, Status.ON_BREAK, Status.ENDED},
        Status.ON_BREAK: {Status.INTRODUCED, Status.MEETING, Status.ENDED},
        # back: a death was written by mistake, or the person thought again before anything came of it
        Status.ENDED: {Status.INTRODUCED, Status.MEETING},
    }

    referral = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="relationships")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="relationships")
    status = models.CharField(max_length=10, choices=Status, default=Status.INTRODUCED)
    introduced_at = models.DateTimeField()
    first_met_at = models.DateTimeField(null=True, blank=True)
    last_met_at = models.DateTimeField(null=True, blank=True, help_text="The newest contact that took place")
    # What the newest agreement says, kept here by `agree`, so that the lists of a large service need not look for it.
    agreed_on = models.DateField(null=True, blank=True, help_text="When they last agreed")
    rhythm_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="How often they agreed to meet")
    planned_end_on = models.DateField(null=True, blank=True, help_text="The ending they agreed")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The one before it: with another peer worker, or before they came back",
    )
    may_read = models.CharField(
        max_length=7,
        choices=MayRead,
        default=MayRead.NOTHING,
        help_text="What this worker may read of the ones before, as the person chose",
    )
    change_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="When the person asked for another peer worker; no reason is asked"
    )
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from: the file, the sheet and the row"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=7, choices=EndedBy, blank=True)
    ended_as = models.CharField(max_length=11, choices=EndedAs, blank=True)
    ended_said_by = models.CharField(max_length=120, blank=True)
    ended_written_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral"], condition=~Q(status="ended"), name="one_open_relationship_per_referral"
            ),
            models.CheckConstraint(
                name="relationship_meeting_has_moment", condition=~Q(status="meeting") | Q(first_met_at__isnull=False)
            ),
            models.CheckConstraint(
                name="relationship_ended_has_moment", condition=~Q(status="ended") | Q(ended_at__isnull=False)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["worker", "status"], name="relationship_by_worker"),
            models.Index(fields=["status", "last_met_at"], name="relationship_by_last_met"),
        ]


class Agreement(Record):
    """What the two agreed. A change is a new row; the newest counts and the others stay."""

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="agreements")
    agreed_on = models.DateField()
    purpose = models.TextField(help_text="What it is for, in their words")
    boundaries = models.TextField(blank=True)
    limits_told = models.BooleanField(help_text="The limits of confidentiality were told first")
    may_share = models.TextField(blank=True, help_text="What may be shared, with whom and for what")
    how_often = models.CharField(max_length=80)
    where = models.CharField(max_length=160)
    length_name = models.CharField(max_length=60)
    planned_contacts = models.PositiveSmallIntegerField(null=True, blank=True)
    planned_end_on = models.DateField(null=True, blank=True)
    ending_talk_on = models.DateField(null=True, blank=True, help_text="When they will first talk about the ending")
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()


class Break(Record):
    """A break that the person chose, or that the two agreed. Their place is kept. No reason is asked."""

    relationship = models.ForeignKey(Relationship, on_delete=models.PROTECT, related_name="breaks")
    starts_on = models.DateField()
    until = models.DateField(
        null=True, blank=True, help_text="The first day they may meet again; empty: until they say"
    )
    ended_on = models.DateField(null=True, blank=True, help_text="The day it really ended")
    said_by = models.CharField(max_length=120)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["relationship"], condition=Q(ended_on=None), name="one_break_at_a_time")
        ]
