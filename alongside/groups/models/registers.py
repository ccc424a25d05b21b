"""The register of one date: entered once, it is the attendance, the contacts and the count."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.groups.models.programmes import GroupDate


class Register(Record):
    """One date as it was held. A correction is a new row; the one before stays, no longer current.

    `participants` is what is sent nationally as the group session (MHS301): everybody who is not counted as a contact,
    or nobody where the team we run it with counts it.
    """

    date = models.ForeignKey(GroupDate, on_delete=models.PROTECT, related_name="registers")
    once = models.CharField(max_length=32, unique=True, help_text="Of the page it came from: sent twice, kept once")
    minutes = models.PositiveSmallIntegerField()
    unnamed = models.PositiveSmallIntegerField(default=0, help_text="Came, and are counted without a name")
    came = models.PositiveSmallIntegerField(help_text="Everybody who came: by name and without")
    contacts = models.PositiveSmallIntegerField(default=0, help_text="How many of them are counted as contacts")
    participants = models.PositiveSmallIntegerField(help_text="MHS301: number of participants sent; see above")
    reflection = models.TextField(blank=True, help_text="Shared by those who ran it; optional")
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=150)
    saved_by_user = models.CharField(max_length=16)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["date"], condition=Q(is_current=True), name="one_register_a_date"),
            models.CheckConstraint(name="register_counts_no_more", condition=Q(contacts__lte=models.F("came"))),
        ]


class Attendance(Record):
    """One person who came, by name, and the contact it became, where it did."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="attendances")
    contact = models.OneToOneField(
        "support.Contact", on_delete=models.PROTECT, null=True, blank=True, related_name="attendance_of"
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["register", "person"], name="came_once")]


class After(Record):
    """How somebody who ran a date is after it: theirs, seen by nobody else unless they share it."""

    AUDIT_PRIVATE: ClassVar = frozenset({"wants_talk"})

    date = models.ForeignKey(GroupDate, on_delete=models.PROTECT, related_name="afters")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    wants_talk = models.BooleanField(default=False, help_text="Would like somebody to talk it over with")
    words = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["date", "worker"], name="after_a_date_once")]
