"""The row of links under the header: one table of which role goes where."""

from collections.abc import Iterable

from django.urls import NoReverseMatch, reverse

STAFF = (
    *("peer_worker", "lead", "coordinator", "team_manager", "governance", "administrator"),
    *("editor", "trainer", "recruiter", "panel", "route_lead", "ward", "bank", "supervisor"),
)
PLANS = ("lead", "coordinator")

# (words, URL name, the roles that see it), in order; "visitor" is anyone on the public site. Five short words fit on a
# phone; later ones go under More.
ENTRIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Get support", "pages:getting_support", ("visitor",)),
    ("Become a peer support worker", "pages:becoming", ("visitor",)),
    ("Where we work", "pages:where_we_work", ("visitor",)),
    ("Stories", "pages:stories", ("visitor",)),
    ("Jobs", "recruitment:jobs", ("visitor",)),
    ("Contact us", "pages:contact", ("visitor",)),
    ("Today", "pages:today", ("peer_worker", *PLANS, "team_manager")),
    ("Overview", "pages:overview", PLANS),
    ("My people", "support:my_people", ("peer_worker",)),
    ("Offers", "matching:my_offers", ("peer_worker",)),
    ("Groups", "groups:groups", ("peer_worker", "ward", *PLANS, "team_manager")),
    ("Shifts", "bank:my_shifts", ("peer_worker",)),
    ("Shifts", "bank:ward_shifts", ("ward",)),
    ("Staff bank", "bank:board", ("bank", *PLANS, "team_manager")),
    ("Pay", "bank:pay_weeks", ("bank", "lead")),
    ("Who lacks what", "workforce:who_lacks_what", ("bank",)),
    ("Supervision", "supervision:my_supervision", ("peer_worker",)),
    ("People I supervise", "supervision:people_i_supervise", ("supervisor", "team_manager")),
    ("Supervision", "supervision:overview", PLANS),
    ("Well at work", "supervision:well_at_work", ("peer_worker",)),
    ("Requests", "referrals:requests", PLANS),
    ("Waiting", "referrals:waiting", PLANS),
    ("Find", "pages:find", ("peer_worker", *PLANS, "team_manager")),
    ("Matching", "matching:whole_list", PLANS),
    ("Team", "workforce:workers", (*PLANS, "team_manager")),
    ("Refer", "referrals:refer", ("referrer", "partner")),
    ("My referrals", "referrals:my_referrals", ("referrer",)),
    ("People we referred", "referrals:my_referrals", ("partner",)),
    ("Directory", "partners:directory", ("peer_worker", *PLANS, "team_manager", "referrer", "ward")),
    ("What helped me", "support:strategies", ("peer_worker", *PLANS)),
    ("Talks and teaching", "outreach:talks", ("peer_worker", *PLANS)),
    ("Ask for a talk", "outreach:ask_inside", ("team_manager", "referrer", "ward")),
    ("Beyond the trust", "outreach:contributions", ("peer_worker", *PLANS)),
    ("Partners", "partners:partners", (*PLANS, "administrator")),
    ("Home", "pages:my_peer_support", ("person",)),
    ("Groups", "groups:my_groups", ("person",)),
    ("My goals", "pages:my_goals", ("person",)),
    ("My record", "pages:my_record", ("person",)),
    ("Get help now", "pages:help_now", ("person",)),
    ("My journey", "pages:my_journey", ("candidate",)),
    ("Messages", "candidates:my_messages", ("candidate",)),
    ("What helps me", "candidates:my_adjustments", ("candidate",)),
    ("Training", "training:cohorts", ("trainer", "lead")),
    ("Vacancies", "recruitment:vacancies", ("recruiter", "lead")),
    ("To read", "recruitment:my_reading", ("panel", "recruiter", *PLANS, "peer_worker", "team_manager")),
    ("Checks", "recruitment:checks", ("recruiter", "lead")),
    ("Candidates", "candidates:candidates", ("recruiter", "trainer", *PLANS)),
    ("Routes", "candidates:routes", ("route_lead", *PLANS)),
    ("Questions asked", "candidates:enquiries", ("recruiter", *PLANS)),
    ("Claims", "training:claims", ("trainer", "lead")),
    ("Ready to work", "candidates:pool", ("recruiter", *PLANS)),
    ("Posts", "workforce:posts", ("recruiter", *PLANS)),
    ("Public pages", "pages:text_pages", ("editor", "lead")),
    ("My profile", "workforce:my_profile", ("peer_worker",)),
    ("Tell someone", "support:tell_someone", STAFF),
    ("Worries", "support:concerns", PLANS),
    ("My calendar", "support:my_calendar", ("peer_worker",)),
    ("Messages", "support:messages", ("peer_worker", *PLANS)),
    ("To copy", "support:to_copy", ("peer_worker", "lead", "coordinator")),
    ("Records opened", "pages:openings", ("governance",)),
    ("Sealed records", "referrals:sealed_records", ("lead", "governance")),
    ("What changed", "pages:audit", ("governance",)),
    ("Spreadsheets", "spreadsheets:bring_in", ("lead",)),
    ("Staff accounts", "accounts:staff", ("administrator", "lead")),
    ("Settings", "accounts:settings", ("administrator", "lead")),
)


def url_or_none(name: str, *args: object, **kwargs: object) -> str | None:
    """The address of a page, or None while that page is not built or not switched on."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return None


def navigation(roles: Iterable[str], current_path: str) -> list[dict[str, object]]:
    """Rows of {text, url, current} for these roles; the entry whose address best begins the current one is current."""
    held = set(roles)
    rows = [
        (words, url) for words, name, seen_by in ENTRIES if held.intersection(seen_by) and (url := url_or_none(name))
    ]
    here = max((url for _, url in rows if current_path.startswith(url)), key=len, default=None)
    return [{"text": words, "url": url, "current": url == here} for words, url in rows]
