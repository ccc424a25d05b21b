"""The lists beside the support itself, each with its floor: supervision, what is a worker's own, links, talks."""

from collections.abc import Iterator
from typing import Any

PLACES = (
    "SELECT w.first_name, v.strand, (SELECT max(s.starts_at) FROM supervision_session s WHERE s.supervision_id = v.id "
    "AND s.status = 'held') FROM supervision_supervisee p JOIN supervision_supervision v ON v.id = p.supervision_id "
    "JOIN workforce_worker w ON w.id = p.worker_id"
)
# As in bench.floor: me is the user, q what was asked for.
FLOORS: dict[str, tuple[str, ...]] = {
    "supervision": (f"{PLACES} WHERE p.until IS NULL AND v.status = 'running' ORDER BY w.first_name LIMIT 150",),
    "supervised": (
        f"{PLACES} JOIN workforce_worker l ON l.id = v.supervisor_id WHERE l.user_id = %(me)s AND p.until IS NULL",
        (
            "SELECT s.status, s.supervision_id, s.starts_at FROM supervision_session s JOIN workforce_worker l ON "
            "l.id = s.led_by_id WHERE l.user_id = %(me)s ORDER BY s.starts_at DESC LIMIT 72"
        ),
    ),
    "my-supervision": (
        f"{PLACES} WHERE w.user_id = %(me)s AND p.until IS NULL",
        (
            "SELECT t.words, '', t.due_on FROM supervision_todo t JOIN workforce_worker w ON w.id = t.who_id WHERE "
            "w.user_id = %(me)s AND t.done_at IS NULL"
        ),
    ),
    "raised": (
        (
            "SELECT w.first_name, r.what, r.raised_at FROM supervision_raised r JOIN workforce_worker w ON "
            "w.id = r.worker_id WHERE r.closed_at IS NOT NULL ORDER BY r.raised_at DESC LIMIT 50"
        ),
    ),
    "well": (
        (
            "SELECT c.feeling, c.words, c.written_at FROM supervision_checkin c JOIN workforce_worker w ON "
            "w.id = c.worker_id WHERE w.user_id = %(me)s ORDER BY c.written_at DESC LIMIT 20"
        ),
    ),
    "plan": (
        (
            "SELECT s.heading, s.words, s.changed_at FROM supervision_plansection s JOIN workforce_worker w ON "
            "w.id = s.worker_id WHERE w.user_id = %(me)s ORDER BY s.position"
        ),
    ),
    "time": (
        (
            "SELECT w.first_name, w.last_name, sum(t.minutes) FROM supervision_timespent t JOIN workforce_worker w ON "
            'w.id = t.worker_id WHERE t."on" >= %(quarter)s GROUP BY w.id ORDER BY w.first_name LIMIT 50'
        ),
    ),
    "steps": (
        (
            "SELECT w.first_name, s.done_by, s.due_on FROM supervision_starterstep s JOIN workforce_worker w ON "
            "w.id = s.worker_id WHERE s.due_on >= %(quarter)s ORDER BY s.due_on LIMIT 500"
        ),
    ),
    "adjustments": (
        (
            "SELECT w.first_name, a.words, a.in_place_by FROM supervision_adjustment a JOIN workforce_worker w ON "
            "w.id = a.worker_id WHERE a.status <> 'ended' ORDER BY a.in_place_by LIMIT 500"
        ),
    ),
    "team-work": (
        (
            "SELECT w.first_name, t.kind, t.written_at FROM support_teamwork t JOIN workforce_worker w ON "
            'w.id = t.worker_id WHERE t."on" >= %(quarter)s ORDER BY t."on" DESC LIMIT 50'
        ),
        'SELECT kind, sum(minutes), team_id FROM support_teamwork WHERE "on" >= %(quarter)s GROUP BY kind, team_id',
    ),
    "directory": (
        (
            "SELECT name, what, checked_on FROM partners_entry WHERE ended_on IS NULL AND search_text LIKE "
            "'%%' || %(q)s || '%%' ORDER BY search_name LIMIT 50"
        ),
        (
            "SELECT count(*), '', '' FROM partners_entry WHERE ended_on IS NULL AND search_text LIKE "
            "'%%' || %(q)s || '%%'"
        ),
    ),
    "partners": (
        (
            "SELECT o.name, a.title, a.ends_on FROM accounts_organisation o JOIN partners_partneragreement a ON "
            "a.organisation_id = o.id ORDER BY o.name LIMIT 50"
        ),
    ),
    "referred": (
        (
            "SELECT p.first_name, p.last_name, r.received_at FROM referrals_referral r JOIN referrals_person p ON "
            "p.id = r.person_id WHERE r.referrer_id = %(me)s ORDER BY r.received_at DESC LIMIT 50"
        ),
    ),
    "strategies": (
        "SELECT title, words, changed_at FROM support_strategy WHERE status = 'shown' ORDER BY title LIMIT 50",
    ),
    "talks": (
        (
            "SELECT t.title, t.organisation_name, t.starts_at FROM outreach_talk t WHERE t.status = 'given' ORDER BY "
            "t.starts_at DESC LIMIT 50"
        ),
        "SELECT count(*), '', '' FROM outreach_talk WHERE status = 'given'",
    ),
    "weeks": (
        "SELECT name, starts_on, ends_on FROM outreach_awarenessweek ORDER BY starts_on DESC LIMIT 50",
        "SELECT title, organisation_name, starts_at FROM outreach_talk WHERE week_id IS NOT NULL ORDER BY starts_at",
    ),
    "asks": ("SELECT organisation_name, kind, asked_at FROM outreach_ask ORDER BY asked_at DESC LIMIT 50",),
    "contributions": ("SELECT title, outcome, began_on FROM outreach_contribution ORDER BY began_on DESC LIMIT 50",),
    "apart": (
        (
            "SELECT p.first_name, p.last_name, '' FROM support_apart a JOIN referrals_person p ON p.id = a.person_id "
            "WHERE a.declared_by_id = %(me)s LIMIT 50"
        ),
    ),
    "sealed": (
        (
            "SELECT p.first_name, o.reason, o.opened_at FROM referrals_sealopened o JOIN referrals_person p ON "
            "p.id = o.person_id ORDER BY o.opened_at DESC LIMIT 50"
        ),
    ),
}


def pages(port: int, lead: Any, workers: list[Any]) -> Iterator[tuple[str, list[Any], str, str, dict[str, str]]]:
    """(name, browsers, URL name, floor, what is asked) of each, for `bench.measure`."""
    from alongside.accounts.models import User
    from bench.browser import Browser

    supervisor = [Browser(User.objects.get(email="supervisor@example.org"), port)]
    partner = [Browser(User.objects.get(email="partner@example.org"), port)]
    everything, topic = [lead], {"topic": "money"}
    yield "Supervision of everybody", everything, "supervision:overview", "supervision", {}
    yield "People I supervise, 24 places", supervisor, "supervision:people_i_supervise", "supervised", {}
    yield "My supervision", workers, "supervision:my_supervision", "my-supervision", {}
    yield "What was raised, closed", everything, "supervision:raised", "raised", {"show": "closed"}
    yield "Well at work", workers, "supervision:well_at_work", "well", {}
    yield "My wellness plan", workers, "supervision:my_plan", "plan", {}
    yield "My time", workers, "supervision:my_time", "well", {}
    yield "Time use of everybody", everything, "supervision:time_use", "time", {}
    yield "First months of everybody", everything, "supervision:first_months", "steps", {}
    yield "What helps at work, of everybody", everything, "supervision:adjustments", "adjustments", {}
    yield "Work with teams of everybody", everything, "support:team_work_in_reach", "team-work", {"months": "3"}
    yield "The directory, filtered", workers, "partners:directory", "directory", topic | {"postcode": "CT1 2AB"}
    yield "Places that help, for anybody", everything, "partners:places_that_help", "directory", topic
    yield "The directory, to check", everything, "partners:to_check", "directory", {}
    yield "Partners", everything, "partners:partners", "partners", {}
    yield "People we referred, a partner", partner, "referrals:my_referrals", "referred", {}
    yield "What helped me, by topic", workers, "support:strategies", "strategies", {"topic": "sleep"}
    yield "Talks that were given", everything, "outreach:talks", "talks", {"show": "given"}
    yield "Awareness weeks", everything, "outreach:weeks", "weeks", {}
    yield "Asks for a peer’s voice", everything, "outreach:asks", "asks", {"show": "all"}
    yield "Beyond the trust", everything, "outreach:contributions", "contributions", {}
    yield "What I said I know", workers, "support:apart", "apart", {}
    yield "Who opened what is sealed", everything, "referrals:sealed_records", "sealed", {}
