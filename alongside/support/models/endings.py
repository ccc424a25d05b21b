"""Endings: prepared from the start and made together; and the news of a death, told by a person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record
from alongside.support.models.relationships import Relationship

# Why it ends, in the words people choose from, by the national closure reason behind each (MHSDS MHS101).
ENDED_TOGETHER = {
    "02": "We did what we set out to do",
    "08": "They go on with something else, like a group, a course or another service",
    "03": "They are moving away",
    "04": "It has done what it can, for now",
}
CLOSED_BY_SERVICE = {
    "05": "They did not come, and we could not reach them",
    "01": "They are in hospital, or cared for somewhere else",
    "03": "They moved away",
    "08": "Another service supports them now",
    "04": "Peer support is not what helps them now",
}


class Ending(Record):
    """Getting ready to end, one for each relationship. Everything is for the two of them; nothing must be filled in."""

    relationship = models.OneToOneField(Relationship, on_delete=models.PROTECT, related_name="ending")
    started_at = models.DateTimeField(help_text="When getting ready began")
    started_by = models.CharField(max_length=150)
    told_on = models.DateField(null=True, blank=True, help_text="When the two talked about the ending: the notice")
    last_meeting_on = models.DateField(null=True, blank=True)
    looked_back = models.TextField(blank=True, help_text="What happened, looked at together")
    strengths = models.TextField(blank=True, help_text="What the person is good at, in their words")
    next_supports = models.TextField(blank=True, help_text="Other people and places to turn to")
    thanks_from_person = models.TextField(blank=True)
    thanks_from_worker = models.TextField(blank=True)
    feedback_asked_on = models.DateField(null=True, blank=True)
    feedback = models.TextField(blank=True, help_text="Given by the person, or written on their word")
    feedback_by = models.CharField(max_length=120, blank=True)


class News(Record):
    """Someone died. A person tells the worker, face to face or by phone; no message does."""

    relationship = models.OneToOneField(Relationship, on_delete=models.PROTECT, related_name="news")
    teller = models.ForeignKey(
        "accounts.User", on_delete=models.PROTECT, related_name="+", help_text="Who will tell the peer worker"
    )
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=150)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the peer worker had heard it from a person")
    told_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="news_told_by_someone", condition=Q(told_at=None) | ~Q(told_by=""))
        ]
