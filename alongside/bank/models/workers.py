"""Who is on the staff bank, what they said about when and where they like to work, and the rules of the bank."""

from datetime import time
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


def empty_list() -> list[Any]:
    return []


def usual_stops() -> list[str]:
    return ["overlap", "rest", "weekly_rest", "longest_shift"]


class BankRules(Record):
    """The rules of this service's bank. One row, made when the service is described and changed on screen.

    `stops` names the rules of working time that nobody can be offered past without an override; the others warn.
    Rules: overlap, rest, weekly_rest, average, night, longest_shift, local_cap, own_limit,
    break (see solvers/hours.py).
    """

    offer_hours = models.PositiveSmallIntegerField(default=24, help_text="How long each round of offers stays open")
    asked_at_once = models.PositiveSmallIntegerField(
        default=10, help_text="So many are asked at a time, those with the least bank work lately first"
    )
    visible_days = models.PositiveSmallIntegerField(default=28, help_text="Shifts are shown this far ahead")
    fallback_days = models.PositiveSmallIntegerField(
        default=21, help_text="The other grade is offered too when the shift is nearer than this"
    )
    at_risk_hours = models.PositiveSmallIntegerField(default=48, help_text="Nobody yet, and nearer than this: at risk")
    notice_hours = models.PositiveSmallIntegerField(
        default=4, help_text="A ward that cancels with less notice than this bears the cost"
    )
    cut_off_day = models.PositiveSmallIntegerField(default=0, help_text="0 is Monday, after the week worked")
    cut_off_time = models.TimeField(default=time(9), help_text="Confirmed later than this: paid a week later")
    stops = models.JSONField(default=usual_stops, help_text="Rules that stop an offer; the others warn")
    average_hours = models.DecimalField(max_digits=4, decimal_places=1, default=48)
    average_weeks = models.PositiveSmallIntegerField(default=17)
    rest_hours = models.DecimalField(max_digits=4, decimal_places=1, default=11)
    longest_shift_hours = models.DecimalField(max_digits=4, decimal_places=1, default=13)
    local_cap_hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="In any week, all posts together"
    )
    break_minutes = models.PositiveSmallIntegerField(default=20, help_text="For a shift longer than six hours")
    half_days = models.JSONField(
        default=dict, help_text="{am: [from, to], pm: …}: when the half days of a substantive post are worked"
    )


class BankWorker(Record):
    """A worker on the bank: their grade, what they are good at, and what they said for themself."""

    AUDIT_PRIVATE: ClassVar = frozenset({"own_limit_hours", "free", "likes"})

    worker = models.OneToOneField("workforce.Worker", on_delete=models.PROTECT, related_name="bank")
    band = models.CharField(max_length=10, default="3", help_text="Agenda for Change band of their bank posting")
    skills = models.JSONField(default=empty_list, help_text="Like: art, walking group, Makaton")
    joined_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    own_limit_hours = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, help_text="A week, all posts together: their own wish"
    )
    free = models.JSONField(
        default=empty_list, help_text="Half days they are free, like sat-pm; mon-eve; sun-night. Empty: ask me any time"
    )
    likes = models.JSONField(default=empty_list, help_text="Ids of wards they like to work on")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="bank_ends_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=models.F("joined_on"))
            )
        ]


class OptOut(Record):
    """A worker's own written choice to work more than 48 hours a week on average, and its end (Working Time
    Regulations 1998, regs 4 and 5). They may take it back; nobody may ask it of them."""

    worker = models.ForeignKey("workforce.Worker", on_delete=models.PROTECT, related_name="opt_outs")
    signed_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day it holds, once they took it back")
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["worker"], condition=Q(ends_on=None), name="one_opt_out_at_a_time")
        ]
