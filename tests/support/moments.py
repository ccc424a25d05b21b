"""Meetings and contacts to test with, made without commands."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from alongside.core import clock
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.referrals.models import Need
from alongside.support.models import RHYTHMS, Agreement, Contact, ContactStaff, Meeting, Relationship


def in_days(days: float, hour: int | None = None) -> datetime:
    """A moment that many days from now by the clock on the wall, on the hour."""
    wall = timezone.make_naive(clock.now()) + timedelta(days=days)
    wall = wall.replace(hour=wall.hour if hour is None else hour, minute=0, second=0, microsecond=0)
    return timezone.make_aware(wall)


def make_meeting(relationship: Relationship, starts_at: datetime | None = None, **fields: Any) -> Meeting:
    """A walk of 45 minutes, tomorrow at ten unless another time is given."""
    with unguarded():
        return Meeting.objects.create(
            **{
                "relationship": relationship,
                "starts_at": starts_at or in_days(1, 10),
                "minutes": 45,
                "mechanism": "01",
                "location": "N01",
                "place": "Riverside Park",
                **fields,
            }
        )


def make_contact(relationship: Relationship, starts_at: datetime | None = None, **fields: Any) -> Contact:
    """An attended walk, three days ago unless another time is given."""
    with unguarded():
        contact = Contact.objects.create(
            **{
                "referral": relationship.referral,
                "relationship": relationship,
                "starts_at": starts_at or in_days(-3),
                "minutes": 45,
                "attendance": "5",
                "mechanism": "01",
                "location": "N01",
                "place": "Riverside Park",
                "planned": "Y",
                "interpreter": "4",
                "recorded_at": clock.now(),
                "recorded_by": "Imani Calder",
                "recorded_by_user": relationship.worker.user_id,
                "once": new_id(),
                **fields,
            }
        )
        ContactStaff.objects.create(contact=contact, worker=relationship.worker, starts_at=contact.starts_at)
        if contact.attended and contact.is_current:
            relationship.first_met_at = min(relationship.first_met_at or contact.starts_at, contact.starts_at)
            relationship.last_met_at = max(relationship.last_met_at or contact.starts_at, contact.starts_at)
            relationship.save()
    return contact


def make_need(person: Any, words: str = "Text first, then ring") -> Need:
    with unguarded():
        return Need.objects.create(
            person=person, kind="adjustment", words=words, review_on=clock.today() + timedelta(days=300)
        )


def make_agreement(relationship: Relationship, **fields: Any) -> Agreement:
    with unguarded():
        made = Agreement.objects.create(
            **{
                "relationship": relationship,
                "agreed_on": clock.today(),
                "purpose": "To get out more",
                "limits_told": True,
                "how_often": "Every week",
                "where": "Outside if it is dry",
                "length_name": "10 contacts",
                "planned_contacts": 10,
                "planned_end_on": clock.today() + timedelta(days=63),
                "said_by": "Leona",
                "written_by": "Imani Calder",
                "written_at": clock.now(),
                **fields,
            }
        )
        newest = relationship.agreements.order_by("-written_at", "-pk").first()
        kept = {
            "agreed_on": newest.agreed_on,
            "planned_end_on": newest.planned_end_on,
            "rhythm_days": RHYTHMS.get(newest.how_often),
        }
        Relationship.objects.filter(pk=relationship.pk).update(**kept)
        for name, value in kept.items():
            setattr(relationship, name, value)
    return made


def facts(**changes: Any) -> dict[str, Any]:
    """What recording an attended walk yesterday asks for."""
    return {
        "once": new_id(),
        "starts_at": in_days(-1),
        "attendance": "5",
        "mechanism": "01",
        "location": "N01",
        "minutes": 45,
        **changes,
    }
