"""The directory: who else can help, for whom, where and how to reach them; and when somebody last made sure of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core.states import Record


def empty_list() -> list[Any]:
    return []


class Entry(Record):
    """One service, agency, trust or charity. It goes stale six months after it was last checked; its owner is asked."""

    class Kind(models.TextChoices):
        CHARITY = "charity", "Charity or community group"
        PEER_LED = "peer_led", "Led by people with lived experience"
        NHS = "nhs", "NHS service"
        COUNCIL = "council", "Council or other public service"
        HELPLINE = "helpline", "Helpline"
        OTHER = "other", "Something else"

    class Joining(models.TextChoices):
        SELF = "self", "People can get in touch themselves"
        REFERRED = "referred", "Somebody has to refer them"
        EITHER = "either", "Either way"

    name = models.CharField(max_length=160)
    search_name = models.CharField(max_length=200, db_index=True, help_text="Lower case, without accents")
    search_text = models.TextField(help_text="All it is found by: words, and |t:a topic| |a:an area| |l:a language|")
    kind = models.CharField(max_length=8, choices=Kind)
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    what = models.TextField(help_text="What they do, in plain words")
    for_whom = models.CharField(max_length=300, blank=True)
    topics = models.JSONField(default=empty_list, help_text="Words people look for, like: money, housing, parents")
    everywhere = models.BooleanField(default=False, help_text="By phone or online, wherever somebody lives")
    postcode_areas = models.JSONField(default=empty_list, help_text="Beginnings of postcodes, like CT or ME7")
    where = models.CharField(max_length=300, blank=True, help_text="An address or a place, in words")
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    website = models.URLField(blank=True)
    how = models.CharField(max_length=300, blank=True, help_text="How to get in touch, and what happens then")
    joining = models.CharField(max_length=8, choices=Joining, default=Joining.SELF)
    access = models.CharField(max_length=300, blank=True, help_text="Steps, hearing loop, quiet room, toilets, parking")
    cost = models.CharField(max_length=120, blank=True, help_text="Empty: not known. Free is written Free")
    languages = models.JSONField(default=empty_list, help_text="ISO 639-1 codes; bfi for British Sign Language")
    for_crisis = models.BooleanField(default=False, help_text="They help at once, day or night or at stated times")
    opening = models.CharField(max_length=200, blank=True, help_text="When they are open, in words")
    shown_public = models.BooleanField(default=True, help_text="On the public site; else only for colleagues")
    owner = models.ForeignKey(
        "accounts.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who keeps it true",
    )
    checked_on = models.DateField(null=True, blank=True, help_text="Empty: nobody made sure of it yet")
    checked_by = models.CharField(max_length=150, blank=True)
    asked_owner_at = models.DateTimeField(null=True, blank=True, help_text="Asked to check, since it was last checked")
    origin = models.CharField(max_length=200, blank=True, help_text="The file, the sheet and the row it came from")
    added_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True, help_text="No longer there, or not for our people")

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(name="entry_can_be_reached", condition=~Q(phone="", email="", website="", where=""))
        ]
        indexes: ClassVar = [
            models.Index(fields=["ended_on", "checked_on"], name="entry_by_check"),
            models.Index(fields=["ended_on", "name", "id"], name="entry_by_name"),
        ]
