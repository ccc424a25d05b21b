"""A cohort of a programme: its sessions and trainers, the places in it, who came, and who gets a kind call."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.training.models.programmes import Mode, Module, Programme


class Cohort(Stateful):
    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open for interest"
        CHOOSING = "choosing", "Choosing"
        OFFERING = "offering", "Places offered"
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"
        CANCELLED = "cancelled", "Cancelled"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.OPEN, Status.CANCELLED},
        Status.OPEN: {Status.CHOOSING, Status.CANCELLED},
        Status.CHOOSING: {Status.OPEN, Status.OFFERING, Status.CANCELLED},
        Status.OFFERING: {Status.RUNNING, Status.CANCELLED},
        Status.RUNNING: {Status.FINISHED, Status.CANCELLED},
        Status.FINISHED: {Status.RUNNING},
    }

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    name = models.CharField(max_length=80, help_text="Like: Spring 2027")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    mode = models.CharField(max_length=9, choices=Mode, default=Mode.ONLINE)
    where = models.CharField(max_length=160, blank=True)
    size = models.PositiveSmallIntegerField(help_text="Places")
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    answered_by = models.DateField(null=True, blank=True, help_text="By when everyone has an answer")
    starts_on = models.DateField()
    finishes_on = models.DateField()
    access_words = models.TextField(blank=True, help_text="How the place and the platform can be reached and used")
    chosen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_cohort_of_a_name"),
            models.CheckConstraint(name="cohort_has_places", condition=Q(size__gte=1)),
            models.CheckConstraint(
                name="cohort_cancelled_has_moment",
                condition=~Q(status="cancelled") | Q(cancelled_at__isnull=False),
            ),
        ]


class CohortTrainer(Record):
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="trainers")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    leads = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cohort", "user"], name="one_turn_of_a_trainer")]


class Session(Record):
    """One date of a cohort. Its joining link is shown only to those with a place and its trainers."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    module = models.ForeignKey(Module, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    title = models.CharField(max_length=120)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=9, choices=Mode, default=Mode.ONLINE)
    where = models.CharField(max_length=160, blank=True)
    join_link = models.URLField(blank=True, max_length=500)
    trainer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sequence = models.PositiveSmallIntegerField(default=0, help_text="How often the invitation changed (RFC 5545)")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    code = models.CharField(max_length=6, blank=True, help_text="The code on the screen that says: I am here")
    code_until = models.DateTimeField(null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at")))
        ]


class Place(Stateful):
    """One candidate and one cohort: from asking for a place to finishing, or another answer, always with a reason."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for a place"
        OFFERED = "offered", "Offered a place"
        WAITING = "waiting", "On the waiting list"
        TAKEN = "taken", "Has a place"
        FINISHED = "finished", "Finished"
        NOT_THIS_TIME = "not_this_time", "Not this time"
        TURNED_DOWN = "turned_down", "Said no to the place"
        LAPSED = "lapsed", "The offer ran out"
        WITHDRAWN = "withdrawn", "Stopped"
        DEFERRED = "deferred", "Moved to a later course"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {
            Status.OFFERED, Status.WAITING, Status.NOT_THIS_TIME, Status.WITHDRAWN, Status.DEFERRED,
        },
        Status.WAITING: {Status.OFFERED, Status.NOT_THIS_TIME, Status.WITHDRAWN, Status.DEFERRED},
        Status.OFFERED: {
            Status.TAKEN, Status.TURNED_DOWN, Status.LAPSED, Status.WITHDRAWN, Status.DEFERRED, Status.NOT_THIS_TIME,
        },
        Status.TAKEN: {Status.FINISHED, Status.WITHDRAWN, Status.DEFERRED, Status.NOT_THIS_TIME},  # or: called off
        Status.FINISHED: {Status.TAKEN},
        Status.LAPSED: {Status.WAITING},
        Status.NOT_THIS_TIME: {Status.WAITING},
    }  # fmt: skip

    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.PROTECT, related_name="places")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="places")
    status = models.CharField(max_length=13, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    words = models.TextField(blank=True, help_text="Why they would like to come, in their words")
    meets = models.JSONField(default=dict, help_text="{criterion: 0 to 3}, as a trainer read it")
    read_by = models.CharField(max_length=150, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    waiting_order = models.PositiveIntegerField(null=True, blank=True, help_text="1 is next")
    offered_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField(blank=True, help_text="Why not this time, for the candidate to read")
    deferred_to = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deferred_from"
    )

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["candidate", "cohort"], name="one_place_of_a_candidate"),
            models.CheckConstraint(
                name="place_state_has_moment",
                condition=Q(status="asked")
                | Q(status="waiting", waiting_since__isnull=False)
                | Q(status="offered", offered_at__isnull=False, answer_by__isnull=False)
                | Q(status="taken", taken_at__isnull=False)
                | Q(status="finished", finished_at__isnull=False)
                | Q(
                    status__in=["not_this_time", "turned_down", "lapsed", "withdrawn", "deferred"],
                    ended_at__isnull=False,
                ),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["cohort", "status"], name="place_by_cohort"),
            models.Index(fields=["status", "answer_by"], name="place_by_answer"),
        ]


class Attendance(Record):
    """How one person took part in one session. No row: not marked."""

    class Mark(models.TextChoices):
        HERE = "here", "Here"
        LATE = "late", "Late"
        AWAY = "away", "Away"
        CAUGHT_UP = "caught_up", "Caught up"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    mark = models.CharField(max_length=9, choices=Mark)
    told_us = models.BooleanField(null=True, blank=True, help_text="Away: did they let us know?")
    by_code = models.BooleanField(default=False, help_text="They said so themselves, by the code on the screen")
    caught_up_words = models.CharField(max_length=200, blank=True)
    marked_at = models.DateTimeField()
    marked_by = models.CharField(max_length=150)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "session"], name="one_mark_a_session")]


class KindCall(Stateful):
    """A call to someone who may be drifting, while there is still time. What was said is theirs and is not kept."""

    class Status(models.TextChoices):
        DUE = "due", "To be made"
        MADE = "made", "Made"
        NOT_NEEDED = "not_needed", "Not needed"

    TRANSITIONS: ClassVar = {Status.DUE: {Status.MADE, Status.NOT_NEEDED}}

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="calls")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    caller = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    because = models.CharField(max_length=120)
    done_at = models.DateTimeField(null=True, blank=True)
    plan = models.CharField(max_length=200, blank=True, help_text="What was agreed to do, to be read by the trainee")
    raised_at = models.DateTimeField(null=True, blank=True, help_text="When the lead was told that nobody has called")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place"], condition=Q(status="due"), name="one_kind_call_at_a_time")
        ]
