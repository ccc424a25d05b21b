"""A shift from a ward's asking to its confirmed hours; who it was offered to; and swaps."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful


def empty_list() -> list[Any]:
    return []


class Shift(Stateful):
    """One shift of one worker on one ward, most often to help run a group."""

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting to be approved"
        NOT_APPROVED = "not_approved", "Not approved"
        APPROVED = "approved", "Approved, not offered yet"
        OFFERED = "offered", "Offered"
        FILLED = "filled", "Filled"
        WORKED = "worked", "Worked, the ward has not confirmed yet"
        CONFIRMED = "confirmed", "Hours confirmed"
        NOT_WORKED = "not_worked", "Not worked"
        EMPTY = "empty", "Nobody could"
        CANCELLED = "cancelled", "Cancelled"

    class Round(models.TextChoices):
        """The set order of offers."""

        NONE = "", "Not offered yet"
        PREFERRED = "preferred", "The person the ward asked for"
        INDUCTED = "inducted", "Those who know the ward"
        ALL = "all", "Everyone who may"
        CHOSEN = "chosen", "Those somebody chose"

    class CancelledBy(models.TextChoices):
        WARD = "ward", "The ward"
        WORKER = "worker", "The peer worker"
        BANK = "bank", "The bank"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.APPROVED, Status.NOT_APPROVED, Status.CANCELLED},
        Status.NOT_APPROVED: {Status.ASKED},
        Status.APPROVED: {Status.OFFERED, Status.FILLED, Status.CANCELLED, Status.EMPTY},
        Status.OFFERED: {Status.FILLED, Status.APPROVED, Status.CANCELLED, Status.EMPTY},
        # back: the worker cannot come after all
        Status.FILLED: {Status.WORKED, Status.CONFIRMED, Status.APPROVED, Status.CANCELLED, Status.NOT_WORKED},
        Status.WORKED: {Status.CONFIRMED, Status.NOT_WORKED, Status.FILLED},
        Status.CONFIRMED: {Status.WORKED},  # by mistake, or with wrong hours: confirmed again
        Status.NOT_WORKED: {Status.WORKED},
        Status.EMPTY: set(),
        Status.CANCELLED: set(),
    }
    HELD: ClassVar = (Status.FILLED, Status.WORKED, Status.CONFIRMED)

    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, related_name="shifts")
    group_date = models.ForeignKey(
        "groups.GroupDate", on_delete=models.PROTECT, null=True, blank=True, related_name="shifts"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.ASKED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    break_minutes = models.PositiveSmallIntegerField(default=0, help_text="Unpaid")
    band = models.CharField(max_length=10, default="3")
    fallback_band = models.CharField(max_length=10, blank=True, help_text="Offered too when the shift is near")
    skills = models.JSONField(default=empty_list, help_text="All of them are needed")
    preferred = models.ForeignKey(
        "workforce.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="preferred_for"
    )
    what_for = models.CharField(max_length=160, help_text="Like: Art and talk, with the occupational therapist")
    with_whom = models.CharField(max_length=120, blank=True, help_text="The colleague on the ward")
    weight = models.PositiveSmallIntegerField(default=5, help_text="How much it matters that it is filled, 1 to 9")
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    asked_by_user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.CharField(max_length=150, blank=True)
    because = models.CharField(max_length=200, blank=True, help_text="Why it was not approved, cancelled or not worked")
    round = models.CharField(max_length=9, choices=Round, blank=True)
    round_ends_at = models.DateTimeField(null=True, blank=True)
    worker = models.ForeignKey(
        "workforce.Worker", on_delete=models.PROTECT, null=True, blank=True, related_name="shifts"
    )
    filled_at = models.DateTimeField(null=True, blank=True)
    handed_back_by = models.ForeignKey(
        "workforce.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who cannot come after all, until somebody else has it. No reason is kept",
    )
    asked_starts_at = models.DateTimeField(
        null=True, blank=True, help_text="The date it serves was moved: the new time, until its worker has answered"
    )
    asked_ends_at = models.DateTimeField(null=True, blank=True)
    keep_by = models.DateTimeField(null=True, blank=True, help_text="Not answered by then, it is offered again")
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=6, choices=CancelledBy, blank=True)
    late_notice = models.BooleanField(default=False, help_text="Cancelled with less notice than the rules ask")
    worked_from = models.DateTimeField(null=True, blank=True)
    worked_until = models.DateTimeField(null=True, blank=True)
    worked_break = models.PositiveSmallIntegerField(null=True, blank=True)
    worked_said_by = models.CharField(max_length=150, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="shift_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.CheckConstraint(
                name="shift_filled_has_worker",
                condition=~Q(status__in=["filled", "worked", "confirmed"]) | Q(worker__isnull=False),
            ),
            models.CheckConstraint(
                name="shift_open_has_no_worker",
                condition=~Q(status__in=["asked", "approved", "offered", "empty"]) | Q(worker=None),
            ),
            models.CheckConstraint(
                name="shift_confirmed_has_hours",
                condition=~Q(status="confirmed")
                | Q(worked_from__isnull=False, worked_until__gt=models.F("worked_from")),
            ),
            models.CheckConstraint(
                name="shift_asked_to_move_has_times",
                condition=Q(keep_by=None, asked_starts_at=None, asked_ends_at=None)
                | Q(keep_by__isnull=False, asked_ends_at__gt=models.F("asked_starts_at")),
            ),
            models.CheckConstraint(
                name="shift_cancelled_has_moment",
                condition=~Q(status="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_at", "status"], name="shift_by_start"),
            models.Index(fields=["worker", "starts_at"], name="shift_by_worker"),
            models.Index(fields=["ward", "starts_at"], name="shift_by_ward"),
        ]


class ShiftOffer(Stateful):
    """One shift offered to one worker. A no never counts against anybody; the first yes gets it."""

    class Status(models.TextChoices):
        OPEN = "open", "Waiting for an answer"
        TAKEN = "taken", "Yes"
        NO = "no", "Not this time"
        GONE = "gone", "Gone to somebody else, or taken back"

    TRANSITIONS: ClassVar = {
        Status.OPEN: {Status.TAKEN, Status.NO, Status.GONE},
        Status.NO: {Status.TAKEN, Status.GONE},  # thought again while it was still there
        Status.TAKEN: {Status.GONE},
        Status.GONE: {Status.OPEN},  # the shift is offered again
    }

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="offers")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="shift_offers")
    status = models.CharField(max_length=5, choices=Status, default=Status.OPEN)
    round = models.CharField(max_length=9, choices=Shift.Round)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["offered_at", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["shift", "worker"], name="one_shift_offer_each")]
        indexes: ClassVar = [models.Index(fields=["worker", "status"], name="shift_offer_by_worker")]


class Swap(Stateful):
    """A worker asks a colleague to take their shift, or to change one for another. It is theirs until it is done."""

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting for your colleague"
        DONE = "done", "Swapped"
        NO = "no", "Not this time"
        STOPPED = "stopped", "Taken back"

    TRANSITIONS: ClassVar = {Status.ASKED: {Status.DONE, Status.NO, Status.STOPPED}}

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="swaps")
    by = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="swaps_asked")
    to = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="swaps_put")
    in_return = models.ForeignKey(
        Shift, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Their shift, for this one"
    )
    status = models.CharField(max_length=7, choices=Status, default=Status.ASKED)
    words = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shift"], condition=Q(status="asked"), name="one_swap_at_a_time")
        ]


class Override(Record):
    """A rule of working time that somebody allowed to set aside for one shift: why, and the rest given for it."""

    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="overrides")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=14, help_text="A rule of solvers/hours.py")
    words = models.CharField(max_length=200, help_text="What stood in the way, as it was said")
    reason = models.TextField()
    rest_words = models.TextField(blank=True, help_text="Compensatory rest: how much and when (regs 21 and 24)")
    rest_by = models.DateField(null=True, blank=True, help_text="Given by this day")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
