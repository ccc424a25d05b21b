"""Users and their roles; organisations, pathways, teams, wards and sites; the settings of the service."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from alongside.core.ids import new_id
from alongside.core.nhs import codes
from alongside.core.states import Record


class User(AbstractBaseUser):
    """A sign-in. A worker, a person and a candidate are records elsewhere; each slice holds its own link to a user."""

    class Kind(models.TextChoices):
        STAFF = "staff", "Staff"
        OWN = "own", "Their own account"

    AUDIT_PRIVATE: ClassVar = frozenset({"last_login"})

    id = models.CharField(primary_key=True, max_length=16, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=5, choices=Kind)
    is_active = models.BooleanField(default=True)
    last_day = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=30, blank=True)

    objects: ClassVar = BaseUserManager["User"]()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class SignIn(Record):
    """A sign-in that worked or did not, or a change of how. Plumbing: written by the sign-in library's signals."""

    at = models.DateTimeField(db_index=True)
    email = models.CharField(max_length=254)
    user_id = models.CharField(max_length=16, blank=True)
    worked = models.BooleanField()
    how = models.CharField(max_length=40, blank=True)
    address = models.GenericIPAddressField(null=True)


class Organisation(Record):
    class Kind(models.TextChoices):
        TRUST = "trust", "NHS trust"
        CHARITY = "charity", "Charity or voluntary organisation"
        COUNCIL = "council", "Council"
        OTHER = "other", "Another organisation"

    name = models.CharField(max_length=120, unique=True)
    ods_code = models.CharField(max_length=9, blank=True)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TRUST)
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Pathway(Record):
    """A line of services for one kind of need."""

    name = models.CharField(max_length=80, unique=True)
    about = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Site(Record):
    name = models.CharField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    area = models.CharField(max_length=80, help_text="The place people know it by, like Thanet")
    address = models.CharField(max_length=200, blank=True)
    ods_code = models.CharField(max_length=9, blank=True)
    location_type = models.CharField(max_length=3, choices=codes.LOCATION.choices(), default="E01")
    is_open = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class Team(Record):
    """A care team that peer workers belong to, with its national team type and intended age group."""

    name = models.CharField(max_length=80, unique=True)
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="teams")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams", null=True, blank=True)
    local_id = models.CharField(max_length=20, blank=True, help_text="Its identifier in the trust's own system")
    team_type = models.CharField(max_length=3, choices=codes.TEAM_TYPE.choices())
    age_group = models.CharField(max_length=2, choices=codes.AGE_GROUP.choices())
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Ward(Record):
    name = models.CharField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="wards")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="wards", null=True, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleHolding(Record):
    """One role, held by one user for one part of the service, between dates. No place named: the whole service."""

    class Role(models.TextChoices):
        LEAD = "lead", "Peer support lead"
        COORDINATOR = "coordinator", "Coordinator"
        PEER_WORKER = "peer_worker", "Peer worker"
        TEAM_MANAGER = "team_manager", "Team manager"
        REFERRER = "referrer", "Referrer"
        PERSON = "person", "Person"
        GOVERNANCE = "governance", "Governance"
        ADMINISTRATOR = "administrator", "Administrator"
        EDITOR = "editor", "Editor of the public pages"
        TRAINER = "trainer", "Trainer"
        RECRUITER = "recruiter", "Recruiter"
        PANEL = "panel", "Shortlists and interviews"
        ROUTE_LEAD = "route_lead", "Arranges placements, volunteering or involvement"
        CANDIDATE = "candidate", "Candidate"
        WARD = "ward", "Ward or team colleague"
        BANK = "bank", "Runs the staff bank"
        SUPERVISOR = "supervisor", "Supervises peer workers"
        PARTNER = "partner", "Refers from a partner organisation"

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    role = models.CharField(max_length=14, choices=Role)
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ward = models.ForeignKey(Ward, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Of a partner only"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="role_held_for_one_place",
                condition=Q(pathway=None, team=None) | Q(pathway=None, ward=None) | Q(team=None, ward=None),
            ),
            models.CheckConstraint(
                name="partner_is_of_an_organisation",
                condition=Q(role="partner", organisation__isnull=False, pathway=None, team=None, ward=None)
                | (~Q(role="partner") & Q(organisation=None)),
            ),
            models.CheckConstraint(
                name="role_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on"))
            ),
        ]


class Duty(Record):
    """When somebody answers what worries others: these weekdays, between these times, the lowest `position` first.

    No pathway named: for the whole service. A turn that ends at or before it starts goes on past midnight.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="duties")
    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=1)
    days = models.JSONField(default=list, help_text="Weekdays on which the turn starts: mon, tue, …")
    starts = models.TimeField()
    ends = models.TimeField()
    ended_on = models.DateField(null=True, blank=True, help_text="No longer on the list from this day")

    class Meta:
        ordering: ClassVar = ["position", "id"]


def default_list() -> list[Any]:
    return []


def default_post_days() -> dict[str, int]:
    return {"idea": 180, "case": 60, "funded": 30, "advertised": 90, "vacant": 60}


class Service(Record):
    """The one peer support service this installation serves: what differs between trusts, as data."""

    profile = models.CharField(max_length=40, help_text="The profile it was first described by")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    requests_read = models.CharField(
        max_length=200, help_text="When requests are read, in words, like: Monday to Friday, 9am to 5pm"
    )
    values = models.JSONField(default=default_list, help_text="[{name, words}]")
    help_now = models.JSONField(default=default_list, help_text="[{name, number, words}]: crisis numbers, first first")
    lengths = models.JSONField(
        default=default_list, help_text="[{name, contacts | months | neither for open}]: planned lengths on offer"
    )
    themes = models.JSONField(
        default=default_list,
        help_text="[{name, kind: experience | interest | about}]: what a worker may offer to share",
    )
    unread_after_working_days = models.PositiveSmallIntegerField(default=1)
    quiet_after_days = models.PositiveSmallIntegerField(default=21)
    long_wait_weeks = models.PositiveSmallIntegerField(default=8)
    offer_reply_days = models.PositiveSmallIntegerField(default=7)
    undo_minutes = models.PositiveSmallIntegerField(default=10)
    suppress_under = models.PositiveSmallIntegerField(default=5)
    review_needs_months = models.PositiveSmallIntegerField(default=12)
    answer_minutes = models.PositiveSmallIntegerField(
        default=15, help_text="How long each person on duty has to answer a worry before the next is told"
    )
    duty_phone = models.CharField(max_length=30, blank=True, help_text="The line that somebody always answers")
    safeguarding_link = models.URLField(blank=True, help_text="Where the trust takes safeguarding concerns")
    incident_link = models.URLField(blank=True, help_text="Where the trust takes incidents")
    ending_notice_weeks = models.PositiveSmallIntegerField(default=4, help_text="Notice of a planned ending")
    remind_hours = models.PositiveSmallIntegerField(
        default=24, help_text="How long before a meeting people are reminded"
    )
    enquiry_days = models.PositiveSmallIntegerField(default=3, help_text="Working days to answer a question")
    interest_days = models.PositiveSmallIntegerField(default=5, help_text="Working days to call someone interested")
    check_news_days = models.PositiveSmallIntegerField(
        default=7, help_text="A candidate hears from us at least this often while checks go on"
    )
    post_stage_days = models.JSONField(
        default=default_post_days, help_text="{state of a post: days after which it has been there too long}"
    )
    directory_months = models.PositiveSmallIntegerField(
        default=6, help_text="An entry of the directory that nobody checked for so long is stale"
    )
    adjustment_days = models.PositiveSmallIntegerField(
        default=28, help_text="Days to put an agreed adjustment in place, unless another day was agreed"
    )
    seal_hours = models.PositiveSmallIntegerField(
        default=4, help_text="How long a sealed record stays open to whoever opened it"
    )
    many_openings = models.PositiveSmallIntegerField(
        default=15, help_text="So many records opened in an hour are asked about"
    )
    ask_unexplained = models.BooleanField(
        default=True, help_text="Ask about a record opened with nothing here that says what it was for"
    )
    ask_same_name = models.BooleanField(default=True, help_text="Ask about a record of somebody with the same surname")
    trust_record_name = models.CharField(max_length=60, default="the trust's own record")

    @property
    def organisation_name(self) -> str:
        return self.organisation.name

    @property
    def service_name(self) -> str:
        return self.name
