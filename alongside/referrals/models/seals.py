"""Records that are sealed, and who opened one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.referrals.models.people import Person


class Seal(Record):
    """A record that is sealed, for any reason or none. It is opened by named roles only: see `SealOpened`.

    Whoever walks with the person, and the person, see it as ever. To everybody else it is as if it were not there.
    """

    AUDIT_PRIVATE: ClassVar = frozenset({"person"})  # that a record was sealed is in the audit, and not whose

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seals")
    sealed_at = models.DateTimeField()
    said_by = models.CharField(max_length=120, help_text="Who asked for it; no reason is asked")
    written_by = models.CharField(max_length=150)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_said_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_at=None), name="sealed_once_at_a_time")
        ]


class SealOpened(Record):
    """Somebody of a named role opened a sealed record: why, and until when it stays open to them. Others are told."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seal_openings")
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-opened_at"]
        constraints: ClassVar = [
            models.CheckConstraint(name="seal_opening_ends", condition=Q(until__gt=models.F("opened_at")))
        ]
