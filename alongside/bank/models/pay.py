"""Weeks of pay: whose hours went to payroll, split as payroll needs them; corrections go with a later week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.bank.models.shifts import Shift
from alongside.core.states import Record


class PayWeek(Record):
    """One week's file, Monday to Sunday, made once after its cut-off. What it held never changes."""

    starts_on = models.DateField(unique=True, help_text="A Monday")
    closes_at = models.DateTimeField(help_text="The cut-off: confirmed later goes with the next week")
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["-starts_on"]


class PayLine(Record):
    """One shift's minutes in one week's file. A correction is the difference: lines of a shift add up to what is true.

    Minutes are whole and without breaks: `plain`, `saturday_or_night` and `sunday_or_holiday`, each counted once.
    """

    week = models.ForeignKey(PayWeek, on_delete=models.PROTECT, related_name="lines")
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="pay_lines")
    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="+")
    worked_from = models.DateTimeField(help_text="As it was when the week closed")
    worked_until = models.DateTimeField()
    worked_break = models.PositiveSmallIntegerField(default=0)
    plain = models.SmallIntegerField(default=0)
    saturday_or_night = models.SmallIntegerField(default=0)
    sunday_or_holiday = models.SmallIntegerField(default=0)
    is_correction = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["worker__last_name", "shift__starts_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["week", "shift", "worker"], name="one_pay_line_a_week"),
            models.CheckConstraint(
                name="pay_line_is_not_less_than_nothing",
                condition=Q(is_correction=True) | Q(plain__gte=0, saturday_or_night__gte=0, sunday_or_holiday__gte=0),
            ),
        ]
