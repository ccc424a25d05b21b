"""Workers, peer or clinician; their profile and what they offer; whom they keep away from."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from alongside.core import clock
from alongside.core.nhs import codes
from alongside.core.states import Record


def empty_list() -> list[Any]:
    return []


class RatherNot(models.TextChoices):
    """What a worker may say they would rather not do, so that nobody asks it of them."""

    HOME = "home", "Meet at someone’s home"
    ALONE = "alone", "Meet with no colleague nearby"
    DRIVE = "drive", "Have people in my car"
    SMOKE = "smoke", "Meet where people smoke"
    PETS = "pets", "Meet where there are dogs or other animals"
    VIDEO = "video", "Meet by video"


class Worker(Record):
    """Anyone who takes part in the work. Nothing here says whether they were ever supported by us."""

    class Kind(models.TextChoices):
        PEER = "peer", "Peer worker"
        CLINICIAN = "clinician", "Clinician"

    AUDIT_PRIVATE: ClassVar = frozenset({"languages", "days", "areas", "rules_out", "not_this_week_until"})

    user = models.OneToOneField(
        "accounts.User", on_delete=models.PROTECT, null=True, blank=True, related_name="worker_record"
    )
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.PEER)
    job_role = models.CharField(max_length=5, choices=codes.JOB_ROLE.choices(), default="07050")
    local_id = models.CharField(max_length=20, blank=True, help_text="Their identifier in the trust's own system")
    work_phone = models.CharField(max_length=30, blank=True)
    origin = models.CharField(
        max_length=200, blank=True, help_text="Where it was brought in from: the file, the sheet and the row"
    )
    leaves_on = models.DateField(null=True, blank=True)

    about = models.TextField(blank=True, help_text="The profile people are shown, in the worker's own words")
    profile_shown_at = models.DateTimeField(null=True, blank=True, help_text="Empty: nobody is shown the profile")
    languages = models.JSONField(default=empty_list, help_text="ISO 639-1 codes; bfi for British Sign Language")
    days = models.JSONField(default=empty_list, help_text="Half days worked, like mon-am: slots of solvers.fit")
    areas = models.JSONField(default=empty_list, help_text="Places they can meet, by the names sites use")
    rules_out = models.JSONField(default=empty_list, help_text="Values of RatherNot")
    agreed_caseload = models.PositiveSmallIntegerField(default=0, help_text="Places agreed with their manager")
    taking_on = models.BooleanField(default=True, help_text="False: not just now, no reason asked")
    not_this_week_until = models.DateField(
        null=True, blank=True, help_text="Nothing new is put to them to the end of this day; no reason asked"
    )

    @property
    def wants_nothing_new(self) -> bool:
        """Whether they said "not this week", and the week is not over. Never shown: it reads as not available."""
        return self.not_this_week_until is not None and self.not_this_week_until >= clock.today()

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Offering(Record):
    """One experience or interest a worker offers to share: theirs, shown only as they say, withdrawn at once."""

    class ShownTo(models.TextChoices):
        MATCHING = "matching", "Only used to suggest me, shown to nobody"
        COORDINATORS = "coordinators", "The lead and coordinators"
        PEOPLE = "people", "People I am suggested to, and coordinators"

    AUDIT_PRIVATE: ClassVar = frozenset({"shown_to", "shown_until"})

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="offerings")
    theme = models.CharField(max_length=80)
    words = models.CharField(max_length=300, blank=True)
    shown_to = models.CharField(max_length=12, choices=ShownTo)
    shown_until = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["theme", "id"]


class KeptAway(Record):
    """A team, ward or name the worker is kept away from. Only they and the solver read this; no reason is kept.

    A row is removed when it is no longer wanted, so that nothing is left to find.
    """

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="kept_away")
    team = models.ForeignKey("accounts.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ward = models.ForeignKey("accounts.Ward", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="kept_away_from_one_thing",
                condition=Q(team__isnull=False, ward=None, name="")
                | Q(team=None, ward__isnull=False, name="")
                | (Q(team=None, ward=None) & ~Q(name="")),
            )
        ]
