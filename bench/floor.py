"""What a page costs before it asks anything: the same middleware, sign-in and layout, its rows by hand-written SQL.

These are addresses of the measured service only: `bench.settings` puts them before the product's own.
"""

from datetime import timedelta

from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.utils import timezone

from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.ui.pages import Request, for_partners
from bench.lists import FLOORS

WALK = (
    "support_relationship s JOIN referrals_referral r ON r.id = s.referral_id JOIN referrals_person p ON "
    "p.id = r.person_id JOIN workforce_worker w ON w.id = s.worker_id"
)
# Each: the statements whose rows the page shows. me is the user, q what was asked for.
ROWS: dict[str, tuple[str, ...]] = {
    "today": (
        (
            f"SELECT p.first_name, p.last_name, m.starts_at FROM {WALK} JOIN support_meeting m ON "
            "m.relationship_id = s.id "
            "WHERE w.user_id = %(me)s AND m.status = 'planned' AND m.starts_at < %(tomorrow)s ORDER BY m.starts_at"
        ),
        f"SELECT p.first_name, p.last_name, s.last_met_at FROM {WALK} WHERE w.user_id = %(me)s AND s.status <> 'ended'",
    ),
    "my-people": (
        f"SELECT p.first_name, p.last_name, s.last_met_at FROM {WALK} WHERE w.user_id = %(me)s AND s.status <> 'ended'",
        (
            "SELECT n.words, n.kind, n.review_on FROM referrals_need n WHERE n.ended_on IS NULL AND "
            "n.person_id IN (SELECT "
            f"p.id FROM {WALK} WHERE w.user_id = %(me)s AND s.status <> 'ended')"
        ),
    ),
    "everyone": (
        (
            f"SELECT p.first_name, p.last_name, s.last_met_at FROM {WALK} WHERE s.status IN ('introduced', 'meeting', "
            "'on_break') AND r.pathway_id = %(q)s ORDER BY s.last_met_at, s.id LIMIT 50"
        ),
        (
            f"SELECT count(*), '', '' FROM {WALK} WHERE s.status IN ('introduced', 'meeting', 'on_break') AND "
            "r.pathway_id = %(q)s"
        ),
    ),
    "find-name": (
        (
            "SELECT first_name, last_name, birth_date FROM referrals_person WHERE search_name LIKE "
            "'%%' || %(q)s || '%%' "
            "ORDER BY search_name, id LIMIT 20"
        ),
    ),
    "find-number": ("SELECT first_name, last_name, birth_date FROM referrals_person WHERE nhs_number = %(q)s",),
    "relationship": (
        f"SELECT p.first_name, p.last_name, s.last_met_at FROM {WALK} WHERE s.id = %(q)s",
        (
            "SELECT c.recorded_by, c.attendance, c.starts_at FROM support_contact c WHERE "
            "c.relationship_id = %(q)s AND "
            "c.is_current ORDER BY c.starts_at DESC LIMIT 20"
        ),
        "SELECT purpose, how_often, agreed_on FROM support_agreement WHERE relationship_id = %(q)s",
        "SELECT place, status, starts_at FROM support_meeting WHERE relationship_id = %(q)s AND status = 'planned'",
    ),
    "contacts": (
        (
            "SELECT c.recorded_by, c.words, c.starts_at FROM support_contact c WHERE c.relationship_id = %(q)s AND "
            "c.is_current ORDER BY c.starts_at DESC LIMIT 50"
        ),
    ),
    "shortlist": (
        (
            "SELECT a.number, a.status, a.sent_at FROM recruitment_application a WHERE a.vacancy_id = %(q)s "
            "ORDER BY a.number LIMIT 25"
        ),
        (
            "SELECT r.application_id, s.criterion_id, s.score FROM recruitment_score s JOIN recruitment_reading r ON "
            "r.id = s.reading_id JOIN recruitment_application a ON a.id = r.application_id WHERE a.vacancy_id = %(q)s"
        ),
    ),
    "application": (
        "SELECT w.words, '', w.saved_at FROM recruitment_answer w WHERE w.application_id = %(q)s",
        (
            "SELECT s.criterion_id, s.score, s.words FROM recruitment_score s JOIN recruitment_reading r ON "
            "r.id = s.reading_id WHERE r.application_id = %(q)s"
        ),
    ),
    "reading": (
        (
            "SELECT a.number, '', r.finished_at FROM recruitment_reading r JOIN recruitment_application a ON "
            "a.id = r.application_id JOIN recruitment_panelmember m ON m.id = r.member_id WHERE m.user_id = %(me)s "
            "ORDER BY a.number LIMIT 25"
        ),
    ),
    "person": (
        "SELECT first_name, last_name, birth_date FROM referrals_person WHERE id = %(q)s",
        "SELECT words, kind, review_on FROM referrals_need WHERE person_id = %(q)s AND ended_on IS NULL",
        "SELECT number, issuer, '' FROM referrals_identifier WHERE person_id = %(q)s",
        "SELECT status, asker_name, received_at FROM referrals_referral WHERE person_id = %(q)s",
        (
            "SELECT c.about, c.answer, c.said_on FROM referrals_choice c JOIN referrals_referral r "
            "ON r.id = c.referral_id "
            "WHERE r.person_id = %(q)s"
        ),
    ),
    "form": (f"SELECT p.first_name, p.last_name, s.last_met_at FROM {WALK} WHERE s.id = %(q)s",),
    "overview": (
        "SELECT status, count(*), '' FROM referrals_referral GROUP BY status",
        "SELECT status, count(*), '' FROM support_relationship GROUP BY status",
        (
            "SELECT attendance, count(*), '' FROM support_contact WHERE is_current AND starts_at >= %(month)s GROUP BY "
            "attendance"
        ),
        "SELECT 'quiet', count(*), '' FROM support_relationship WHERE status = 'meeting' AND last_met_at < %(quiet)s",
    ),
    "waiting": (
        (
            "SELECT p.first_name, p.last_name, r.received_at FROM referrals_referral r JOIN referrals_person p "
            "ON p.id = r.person_id WHERE r.status = 'accepted' ORDER BY r.urgent_by, r.received_at LIMIT 50"
        ),
    ),
    "to-copy": (
        (
            f"SELECT p.first_name, p.last_name, c.starts_at FROM {WALK} JOIN support_contact c ON "
            "c.relationship_id = s.id "
            "WHERE c.is_current AND c.copied_at IS NULL AND w.user_id = %(me)s ORDER BY c.starts_at LIMIT 50"
        ),
    ),
}


@for_partners
def floor(request: Request, which: str) -> HttpResponse:
    now = timezone.now()
    said = {
        "me": request.user.pk,
        "q": request.GET.get("q", ""),
        "tomorrow": now + timedelta(days=1),
        "month": now - timedelta(days=30),
        "quiet": now - timedelta(days=21),
        "quarter": now.date() - timedelta(days=91),
    }
    rows: list[tuple] = []
    with connection.cursor() as cursor:
        for sql in (ROWS | FLOORS)[which]:
            cursor.execute(sql, said)
            rows += cursor.fetchall()
    return render(request, "bench/floor.jinja", {"rows": rows})


def save(request: Request) -> HttpResponse:
    """A contact like the newest one, who was there, and its audit row: three inserts and a redirect, nothing asked."""
    relationship, now, contact = request.GET["q"], timezone.now(), new_id()
    with unguarded(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO support_contact (id, once, referral_id, relationship_id, starts_at, minutes, attendance, "
            "mechanism, location, place, subject, interpreter, adjustment_made, needs_met, planned, cancellation, "
            "therapy_mode, social, emotional, practical, words, words_are, recorded_at, recorded_by, recorded_by_user, "
            "origin, time_known, is_current, copied_by) SELECT %s, %s, referral_id, id, %s, 45, "
            "'5', '02', '', '', '01', "
            "'4', '', '[]', 'N', '', '1', %s, %s, %s, '', 'none', %s, 'floor', '', '', %s, %s, '' FROM "
            "support_relationship WHERE id = %s",
            [contact, new_id(), now, False, False, False, now, True, True, relationship],
        )
        cursor.execute(
            "INSERT INTO support_contactstaff (id, contact_id, worker_id) SELECT %s, %s, worker_id FROM "
            "support_relationship WHERE id = %s",
            [new_id(), contact, relationship],
        )
        cursor.execute(
            "INSERT INTO core_auditevent (act_id, action, at, actor_name, actor_id, subject_type, subject_id, changes, "
            "reason) VALUES (%s, 'contact.recorded', %s, 'floor', %s, 'support.contact', %s, '{}', '')",
            [new_id(), now, request.user.pk, contact],
        )
    return redirect("/today/")


urlpatterns = [
    path("floor/save/", save),
    path("floor/<slug:which>/", floor),
    path("", include("alongside.config.urls")),
]
