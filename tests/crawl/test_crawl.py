"""Every persona follows every link: no error, no accessibility failure, nothing too wide for a small phone.

A list is opened in each of its forms. A record is opened from each form of a list, so that every state is seen, and
from EACH other pages. At the end, every page that the service has must have been reached by somebody, through a link
or a button.

The personas are shared out between the processes of the tests; whichever comes to the end last has the last word.
"""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qs, urldefrag, urlsplit

import pytest
from django.urls import Resolver404, resolve

from alongside.cli import registers
from alongside.demo.personas import PARTS
from alongside.ui import gallery
from tests import browser as kit

PERSONAS = ["", *(key for key, *_ in PARTS)]
EACH = 3  # pages of one kind, about different things
SMALL_PHONE = {"width": 320, "height": 700}
GALLERY = [f"/demo/gallery/{'' if which == 'parts' else which + '/'}" for which in gallery.PAGES]  # one of everything
ELSEWHERE = re.compile(r"^/(leave|assets)/")
FILE = re.compile(
    r"[./](csv|ics|xlsx|txt|pdf|jwt|xml|atom)(/?$|\?)|[?&]as=xlsx\b|^/badges/(keys|issuer|revoked)$|/feed/$"
)
reached: set[str] = set()


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda key: key or "visitor")
def test_every_link_when_followed_leads_to_a_good_page(chromium, address, together, persona):
    window = kit.visit(chromium, address)
    if persona:
        window.sign_in(persona)
    to_visit, seen, wrong = [(path, "") for path in (["/"] if persona else ["/demo/", *GALLERY])], set(), []
    opened: Counter = Counter()
    while to_visit:
        path, source = to_visit.pop(0)
        if path in seen or enough(path, source, opened):
            continue
        seen.add(path)
        reached.add(route_of(path))
        if FILE.search(path):
            status = window.page.request.get(address + path).status
        else:
            answer = window.page.goto(address + path)
            assert answer is not None
            status = answer.status
            reached.add(route_of(window.page.url.removeprefix(address)))
            reached.update(route_of(button) for button in addresses(window, "form[action]", "action"))
            wrong += look_at(window)
            to_visit += [(link, path) for link in addresses(window, "a[href]", "href") if link not in seen]
        if status != 200:
            wrong.append(f"{path} answered {status}")
    window.page.context.close()
    wrong += [f"nobody reached {name}" for name in missed_by_all(together, persona)]
    assert not wrong, "\n".join(wrong)


def route_of(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return path


def is_about_something(path: str) -> bool:
    """There is an id in it: this page is one of many of its kind."""
    return bool(re.search(r"/[0-9a-z]{16}/", path))


def enough(path: str, source: str, opened: Counter) -> bool:
    """Whether pages like this one have been opened often enough; counts this one if not."""
    route = route_of(path)
    if FILE.search(path):
        limits = {(route, "file"): 1}
    elif not is_about_something(path):
        kind = form_of(path)
        limits = {} if kind in ("", "show", "only") else {(route, kind): 1 if "&" in kind else EACH}
    elif form_of(source) in ("show", "only"):
        limits = {(route, source): 1}
    else:
        limits = {route: EACH, (route, source): 1}
    if any(opened[key] >= limit for key, limit in limits.items()):
        return True
    opened.update(limits.keys())
    return False


def form_of(path: str) -> str:
    """What is asked of a list: `only` and `show` choose the state of what is in it."""
    return "&".join(sorted(parse_qs(urlsplit(path).query)))


def look_at(window: kit.Visit) -> list[str]:
    """What is wrong with this page."""
    wrong = complaint(window.looks_right)
    window.page.set_viewport_size(SMALL_PHONE)
    wrong += complaint(window.looks_right_when_narrow)
    window.page.set_viewport_size(kit.DESKTOP)
    window.complaints.clear()
    return wrong


def complaint(look) -> list[str]:
    try:
        look()
    except AssertionError as problem:
        return [str(problem)]
    return []


def addresses(window: kit.Visit, what: str, attribute: str) -> list[str]:
    """The service's own addresses on this page, without the way out of it."""
    found = window.page.eval_on_selector_all(what, f"all => all.map(each => each.{attribute})")
    own = [urldefrag(link).url.removeprefix(window.address) for link in found if link.startswith(window.address + "/")]
    return [path for path in dict.fromkeys(own) if not ELSEWHERE.search(path)]


# What nobody's links or buttons lead to, by why.
UNLINKED = {
    # Only on the day of a meeting in person that is still to come: late on a day there is none.
    "support:start_from_meeting",
    # The sign-in library's, at the right moment only; tests/accounts and the stories of signing in open them.
    *("account_change_password", "account_confirm_login_code", "account_inactive", "account_reauthenticate"),
    *("account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_deactivate_totp", "mfa_download_recovery_codes", "mfa_edit_webauthn"),
    *("mfa_generate_recovery_codes", "mfa_list_webauthn", "mfa_reauthenticate"),
    *("mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_view_recovery_codes"),
    # The trust's own sign-in, when the settings name one.
    *("openid_connect_callback", "openid_connect_login", "socialaccount_login_cancelled", "socialaccount_login_error"),
    # Closed here: addresses and accounts are the service's to open.
    *("account_confirm_email", "account_email", "account_email_verification_sent", "account_signup"),
    *("socialaccount_connections", "socialaccount_signup"),
    # The way out, and the page's own JavaScript.
    *("ui:leave", "ui:keep_draft"),
    # Where a form leads once it is sent.
    *("referrals:ask_sent", "referrals:refer_step"),
    # A spreadsheet on its way in: nobody sends one here; tests/journeys/test_bringing_in_a_spreadsheet.py does.
    *("spreadsheets:check_again", "spreadsheets:columns", "spreadsheets:different", "spreadsheets:leave_out"),
    *("spreadsheets:problems", "spreadsheets:rows_in", "spreadsheets:value", "spreadsheets:workbook"),
    # For a state that nothing opened here is in; the unit tests press them.
    *("accounts:reopen_account", "accounts:reopen_place", "pages:ready", "pages:say", "support:undo_contact"),
    *("referrals:end_identifier", "referrals:remove_other_contact"),
    *("pages:come_back", "pages:end_my_break", "pages:my_before", "pages:my_handover", "pages:my_part"),
    *("pages:move_my_step", "pages:take_back_my_change", "support:answer_concern", "support:tell_another"),
    *("support:answer_handover", "support:withdraw_handover", "support:end_break", "support:take_back_change"),
    *("support:death", "support:take_back_death", "support:tell_worker_done", "support:end_feed"),
    *("support:take_step", "support:untake_step", "support:remove_step", "support:see_failure", "support:see_reply"),
    *("support:send_again", "support:visit", "support:visit_safe", "support:extend_visit"),
    # What a room opens with the code of a date, and where that leads; tests/groups/test_feedback.py does.
    *("groups:say_here", "groups:said_here"),
    # For a state of a group, a shift or a proposal that nothing opened here is in; the stories of a ward's gap, a swap,
    # cover found, a ward's register, and a shift from asking to hours press them, and the unit tests do.
    *("bank:agree_swap", "bank:decline_swap", "bank:my_swap", "bank:stop_swap", "bank:approve_shift"),
    *("bank:refuse_shift", "bank:hand_back_for", "bank:keep_shift", "bank:say_worked", "bank:query_pay"),
    *("bank:proposal", "bank:discard_proposal", "bank:stop_proposal", "bank:override", "bank:end_opt_out"),
    *("bank:close_pay_week", "groups:add_group_step", "groups:start_group", "groups:run_again"),
    *("groups:put_back_date", "groups:did_not_go_ahead", "groups:register_saved", "groups:take_back_register"),
    *("groups:my_cover", "groups:say_yes_to_cover", "groups:say_no_to_cover", "groups:not_this_time"),
    *("groups:coming_after_all", "workforce:take_back_away"),
    # For a state of supervision, of being well or of first months that nothing opened here is in; the stories of
    # supervision that slips, a supervisor on leave, an adjustment and month four press them, and the unit tests do.
    *(
        "supervision:agree_to_agreement",
        "supervision:ask_again",
        "supervision:ask_another",
        "supervision:confirm_there",
    ),
    *("supervision:hold_session", "supervision:put_back_on", "supervision:put_back_step", "supervision:take_back_ask"),
    *("supervision:take_back_asking", "supervision:this_week_after_all", "supervision:unshow_entry"),
    # For a state of an ask, a talk or a place that nothing opened here is in, and where a form leads once it is sent.
    *("outreach:ask_inside_step", "outreach:finish_ask", "outreach:give_talk", "outreach:give_thanks"),
    *("outreach:put_back_talk", "outreach:said_of_talk", "partners:bring_back_entry", "partners:look_over"),
    *("support:show_signpost",),
    # The person here was shown nothing, keeps apart from nobody and has no seal; who was asked what they opened a
    # record for is not who reads here. The stories of a signpost, of a strategy kept and of two lives, and the unit
    # tests, do these.
    *("support:keep_strategy", "support:let_go_strategy", "support:my_side_of_it", "support:say_my_signpost"),
    *(
        "support:remove_my_signpost",
        "support:take_back_my_apart",
        "support:take_back_apart",
        "support:undo_about_person",
    ),
    *("referrals:unseal_my_record", "referrals:unseal_record", "support:take_back_team_work"),
    *("pages:answer_opening", "pages:close_opening_question", "pages:opening_question", "pages:openings_asked"),
    *("pages:read_opening_answer", "pages:openings_of"),
    # By the code of a talk that is over and still asks; tests/outreach and the story of a teaching request open it.
    "outreach:say_of_talk",
    # Doors for calendars and for GOV.UK Notify, which hold a token.
    *("support:calendar_feed", "support:receipt_received", "support:text_received"),
    *("workforce:end_keep_away", "workforce:show_profile", "workforce:taking_on_again", "workforce:take_up_again"),
    # For other sites and their machines, and what only an email or a certificate leads to.
    *("pages:news_feed", "pages:robots", "pages:sitemap", "pages:film_captions", "pages:film_file", "pages:picture"),
    *("training:badge_issuer", "training:keys", "training:revoked_badges"),
    *("candidates:confirm_alert", "candidates:end_alert", "pages:take_back_story"),
    *("training:check", "training:check_certificate", "training:check_in"),
    # Where a form of the public site leads once it is sent.
    *("candidates:alert_sent", "candidates:interest_sent", "candidates:question_sent"),
    # Nobody here is in the middle of an application: tests/journeys/test_from_visitor_to_first_day.py is.
    *("recruitment:application", "recruitment:application_check", "recruitment:application_copy"),
    *("recruitment:application_file", "recruitment:application_helps", "recruitment:application_history"),
    *("recruitment:application_question", "recruitment:application_reach", "recruitment:application_right_to_work"),
    *("recruitment:application_sure_place", "recruitment:application_training", "recruitment:application_way"),
    *("recruitment:application_years", "recruitment:answer_file", "recruitment:remove_file"),
    *("recruitment:change_history", "recruitment:remove_history", "recruitment:send_application"),
    *("recruitment:see_changes", "recruitment:take_back", "recruitment:withdraw"),
    # Nor picks a time, has an offer, is in their first weeks or reads to the end; the same story and its neighbours
    # test_checks_to_first_day.py and test_two_shortlisters_disagree.py do.
    *("recruitment:pick_time", "recruitment:none_work", "recruitment:give_back_time", "recruitment:my_offer"),
    *("recruitment:accept_offer", "recruitment:say_no_to_offer", "recruitment:my_first_weeks"),
    *("recruitment:cancel_slot", "recruitment:move_slot", "recruitment:interview", "recruitment:write_notes"),
    *("recruitment:make_offer", "recruitment:more_time", "recruitment:not_this_time", "recruitment:put_in_reserve"),
    *("recruitment:take_back_offer", "recruitment:ask_referee", "recruitment:agree_adjustments"),
    *("recruitment:start_work", "recruitment:tick_item", "recruitment:untick_item"),
    *("recruitment:begin_reading", "recruitment:finish_reading", "recruitment:finish_shortlisting"),
    *("recruitment:agree_score", "recruitment:ask_third", "recruitment:settle_score"),
    # Nor claims training elsewhere; tests/journeys/test_training_elsewhere_recognised.py does.
    *("training:own_claim", "training:save_claim", "training:send_claim", "training:withdraw_claim"),
    *("training:add_evidence", "training:remove_evidence", "training:give_badge", "training:remove_badge"),
    *("training:answer_claim", "training:appeal_claim", "training:finish_gap", "training:claim_paper"),
    # For a state of a course, a piece, a route or a text that nothing here is in; the unit tests press them.
    *("training:choose_places", "training:open_cohort", "training:start_cohort", "training:letter"),
    *("training:take_place", "training:turn_down_place", "training:wait_again", "training:keep_reflection"),
    *("training:agree_result", "training:tell_result", "training:look_again", "training:assess"),
    *("training:piece_file", "training:my_piece_file", "training:hide_certificate", "training:end_issuer"),
    *("candidates:my_route", "candidates:not_now_route", "candidates:put_in_place", "candidates:start_route"),
    *("candidates:stop_my_route", "pages:change_picture", "pages:remove_picture", "pages:show_story"),
    *("pages:show_text", "pages:throw_away_text", "pages:write_story_again"),
}


def missed_by_all(together: Path, persona: str) -> list[str]:
    """Leave word of what this process reached. The last persona to come to an end is told what all of them missed."""
    with kit.locked(together / "lock"):
        (together / f"{persona or 'visitor'}.json").write_text(json.dumps(sorted(reached)))
        found = [json.loads(file.read_text()) for file in together.glob("*.json")]
    if len(found) < len(PERSONAS):
        return []
    return sorted({row["name"] for row in registers.urls()}.difference(UNLINKED, *found))
