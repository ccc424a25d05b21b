"""People in a group: how they came, what they said yes to, and what they thought of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record, Stateful
from alongside.groups.models.programmes import Group, GroupDate


class Membership(Stateful):
    """One person and one group. Leaving needs no reason, and none is kept."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked to join"
        WAITING = "waiting", "Waiting for a place"
        JOINED = "joined", "In the group"
        LEFT = "left", "No longer in it"
        NOT_THIS = "not_this", "Not this group"

    class How(models.TextChoices):
        SELF = "self", "They asked"
        REFERRAL = "referral", "Someone asked with them"
        TURNED_UP = "turned_up", "They came along"

    TRANSITIONS: ClassVar = {
        Status.ASKED: {Status.WAITING, Status.JOINED, Status.NOT_THIS, Status.LEFT},
        Status.WAITING: {Status.JOINED, Status.LEFT, Status.NOT_THIS},
        Status.JOINED: {Status.LEFT},
        Status.LEFT: {Status.JOINED, Status.WAITING, Status.ASKED},
        Status.NOT_THIS: {Status.ASKED, Status.JOINED, Status.WAITING},
    }

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("referrals.Person", on_delete=models.PROTECT, related_name="groups")
    status = models.CharField(max_length=8, choices=Status, default=Status.ASKED)
    how = models.CharField(max_length=9, choices=How)
    since = models.DateTimeField(help_text="In this state since this moment: the order of those who wait")
    said_by = models.CharField(max_length=120, help_text="Who said so: the person, or somebody for them")
    written_by = models.CharField(max_length=150)
    words = models.TextField(blank=True, help_text="What the person would like those who run it to know")
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="Said yes to how we are together")
    on_list = models.BooleanField(default=True, help_text="False: not named on the register, counted only")
    name_shown = models.BooleanField(default=False, help_text="The others may see their first name")
    as_contact = models.BooleanField(
        null=True, blank=True, help_text="Their yes or no to coming being written in their record; empty: not asked"
    )
    as_contact_said_at = models.DateTimeField(null=True, blank=True)
    not_at = models.ForeignKey(
        GroupDate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="not_coming",
        help_text="The one date to which they said they cannot come; no reason is asked",
    )

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["group", "person"], name="in_a_group_once")]
        indexes: ClassVar = [models.Index(fields=["group", "status", "since"], name="membership_by_group")]


class Feedback(Record):
    """What somebody said of a group. Nothing here says who, unless they wrote their name themself."""

    class Felt(models.TextChoices):
        GOOD = "good", "It was good to be there"
        MIXED = "mixed", "Some of it"
        NOT_FOR_ME = "not_for_me", "It was not for me"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="feedback")
    date = models.ForeignKey(GroupDate, on_delete=models.PROTECT, null=True, blank=True, related_name="feedback")
    felt = models.CharField(max_length=10, choices=Felt, blank=True)
    words = models.TextField(blank=True)
    name = models.CharField(max_length=120, blank=True, help_text="Only if they wanted to say who they are")
    given_on = models.DateField(help_text="The day only: a moment could say who")
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="feedback_says_something", condition=~Q(felt="") | ~Q(words=""))
        ]
