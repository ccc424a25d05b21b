"""Groups: what each is for, its series of dates, and who runs every date."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.nhs import codes
from alongside.core.states import Record, Stateful


class Group(Stateful):
    """One programme, in plain words: what it is for, for whom, where, and by which rules it is counted."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being planned"
        RUNNING = "running", "Running"
        ENDED = "ended", "Ended"

    class Joining(models.TextChoices):
        OPEN = "open", "Anyone it is for may join"
        CLOSED = "closed", "The same people each time: places are given"

    class Pattern(models.TextChoices):
        DROP_IN = "drop_in", "Drop in: no need to say you are coming"
        SERIES = "series", "A series: people say they are coming"

    class Shown(models.TextChoices):
        NOBODY = "nobody", "Staff only"
        MEMBERS = "members", "People we support"
        PUBLIC = "public", "The public site too"

    class Sees(models.TextChoices):
        """What the people in it may see of each other on their own pages."""

        NOTHING = "nothing", "Nothing of each other"
        COUNT = "count", "How many there are"
        FIRST_NAMES = "first_names", "First names of those who said yes to it"

    class Counts(models.TextChoices):
        """How its dates are counted nationally: each person in one place only."""

        CONTACTS = "contacts", "Named people as contacts; the others in the group session"
        SESSION = "session", "Everybody in the group session, nobody as a contact"
        HOST = "host", "By the team we run it with, in their own record: we send nothing"

    TRANSITIONS: ClassVar = {
        Status.DRAFT: {Status.RUNNING, Status.ENDED},
        Status.RUNNING: {Status.ENDED},
        Status.ENDED: {Status.RUNNING},
    }

    name = models.CharField(max_length=80)
    purpose = models.TextField(help_text="What happens and what it is for, in plain words")
    for_whom = models.CharField(max_length=200)
    pathway = models.ForeignKey("accounts.Pathway", on_delete=models.PROTECT, related_name="groups")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="groups")
    status = models.CharField(max_length=7, choices=Status, default=Status.DRAFT)
    place = models.CharField(max_length=160, blank=True)
    location = models.CharField(max_length=3, choices=codes.LOCATION.choices(), default="E02")
    link = models.URLField(blank=True, help_text="For joining online; shown only to those who are in it")
    minutes = models.PositiveSmallIntegerField(default=60)
    size = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Places; empty: no limit")
    joining = models.CharField(max_length=6, choices=Joining, default=Joining.OPEN)
    pattern = models.CharField(max_length=7, choices=Pattern, default=Pattern.DROP_IN)
    materials = models.TextField(blank=True, help_text="What to bring and have ready")
    prepare = models.TextField(blank=True, help_text="What those who run it think of beforehand")
    debrief = models.TextField(blank=True, help_text="What they ask each other afterwards")
    together = models.TextField(blank=True, help_text="How we are together: what everyone agrees to")
    agreed_by = models.CharField(max_length=160, blank=True, help_text="Who agreed that it runs, and how")
    agreed_on = models.DateField(null=True, blank=True)
    needs_clinician = models.BooleanField(default=False, help_text="Every date is run with a clinical colleague")
    shown = models.CharField(max_length=7, choices=Shown, default=Shown.NOBODY)
    sees = models.CharField(max_length=11, choices=Sees, default=Sees.NOTHING)
    counts = models.CharField(max_length=8, choices=Counts, default=Counts.SESSION)
    session_type = models.CharField(
        max_length=2, choices=codes.GROUP_SESSION.choices(), default="03", help_text="MHS301: the kind of session"
    )
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="group_takes_some_time", condition=Q(minutes__gt=0)),
            models.CheckConstraint(
                name="group_ended_has_moment", condition=~Q(status="ended") | Q(ended_at__isnull=False)
            ),
        ]


class Runs(Record):
    """Who usually runs the group: put on every new date."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="runs")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="runs_groups")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "worker"], condition=Q(ends_on=None), name="runs_a_group_once")
        ]


class GroupDate(Stateful):
    """One date of a group. A date that did not go ahead is cancelled, which is not a date to which nobody came."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Did not go ahead"

    class CancelledBy(models.TextChoices):
        SKIPPED = "skipped", "Left out of the series"
        WARD = "ward", "The ward or place could not have it"
        US = "us", "We could not run it"
        NOBODY = "nobody", "Nobody could come"

    TRANSITIONS: ClassVar = {
        Status.PLANNED: {Status.HELD, Status.CANCELLED},
        Status.HELD: {Status.PLANNED},  # the register was taken back
        Status.CANCELLED: {Status.PLANNED},
    }

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="dates")
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True, help_text="Only where it is not the group's usual place")
    words = models.CharField(max_length=200, blank=True, help_text="What people should know about this date")
    changes = models.PositiveSmallIntegerField(default=0, help_text="How often it was moved: the calendar's SEQUENCE")
    prepared_at = models.DateTimeField(null=True, blank=True, help_text="Those who run it said they are prepared")
    prepared_by = models.CharField(max_length=150, blank=True)
    register_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="It passed without a register, and those who run it were asked, once"
    )
    gap_said_at = models.DateTimeField(
        null=True, blank=True, help_text="Nobody was found the day before, and those who keep it were told, once"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.CharField(max_length=7, choices=CancelledBy, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "starts_at"], name="one_date_at_a_time"),
            models.CheckConstraint(name="group_date_ends_after_start", condition=Q(ends_at__gt=models.F("starts_at"))),
            models.CheckConstraint(
                name="group_date_cancelled_has_moment",
                condition=~Q(status="cancelled") | (Q(cancelled_at__isnull=False) & ~Q(cancelled_by="")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "starts_at"], name="group_date_by_start")]


class DateWorker(Stateful):
    """Someone who runs one date: a peer worker or a clinical colleague. Both are credited when it was held."""

    class Status(models.TextChoices):
        ON = "on", "Runs it"
        CANNOT = "cannot", "Cannot come"

    TRANSITIONS: ClassVar = {Status.ON: {Status.CANNOT}, Status.CANNOT: {Status.ON}}

    date = models.ForeignKey(GroupDate, on_delete=models.PROTECT, related_name="workers")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="group_dates")
    status = models.CharField(max_length=6, choices=Status, default=Status.ON)
    since = models.DateTimeField(help_text="In this state since this moment")
    with_shift = models.BooleanField(
        default=False, help_text="They come with a shift of the staff bank, which is what their calendar holds"
    )
    was_there = models.BooleanField(null=True, blank=True, help_text="Said with the register; empty before it")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["date", "worker"], name="runs_a_date_once")]
        indexes: ClassVar = [models.Index(fields=["worker", "status"], name="date_worker_by_worker")]


class Cover(Stateful):
    """Somebody is looked for to run one date in another's place. The first yes has it."""

    class Status(models.TextChoices):
        OPEN = "open", "Looking for somebody"
        FOUND = "found", "Somebody said yes"
        STOPPED = "stopped", "No longer looked for"

    TRANSITIONS: ClassVar = {Status.OPEN: {Status.FOUND, Status.STOPPED}}

    date = models.ForeignKey(GroupDate, on_delete=models.PROTECT, related_name="covers")
    instead_of = models.ForeignKey(
        DateWorker, on_delete=models.PROTECT, null=True, blank=True, related_name="covers", help_text="Who cannot come"
    )
    kind = models.CharField(max_length=9, help_text="The kind of worker looked for: a Worker.Kind")
    status = models.CharField(max_length=7, choices=Status, default=Status.OPEN)
    words = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["instead_of"], condition=Q(status="open"), name="one_cover_at_a_time_for_each"
            )
        ]


class CoverAsk(Record):
    """One worker who was asked to cover, and what they said. No is never counted against anybody."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "Not this time"

    cover = models.ForeignKey(Cover, on_delete=models.PROTECT, related_name="asks")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="cover_asks")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["cover", "worker"], name="asked_to_cover_once")]

    @property
    def date(self) -> GroupDate:
        """The date it is about: locked with the ask, so that the first yes has it."""
        return self.cover.date
