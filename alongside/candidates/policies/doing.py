"""Who may do what with candidates, their messages, what helps them, their routes, and addresses that want news."""

from alongside.accounts.roles import CANDIDATE, COORDINATOR, LEAD, RECRUITER, ROUTE_LEAD, TRAINER
from alongside.candidates.policies.seeing import EVERYONE, STAFF, is_in_charge, is_own, sees_candidate
from alongside.core.actors import ANYONE, PROCESS
from alongside.core.policies import allow

_staff = allow(*STAFF, when=sees_candidate)
_own = allow(CANDIDATE, when=is_own)

may_say_interest = allow(ANYONE)
may_write_candidate = allow(*EVERYONE)
may_look_after = allow(*EVERYONE)
may_rest = _own | allow(*EVERYONE)
may_raise = allow(PROCESS)

may_tell = _staff | allow(PROCESS)
may_send_message = _staff
may_write_message = _own
may_read_messages = _own | _staff

may_ask_adjustment = _own | _staff
may_agree_adjustment = _staff
may_check_adjustment = _own
may_withdraw_adjustment = _own | _staff
may_carry_adjustments = _own | _staff | allow(PROCESS)


may_ask_route = _own | _staff
may_arrange_route = allow(LEAD, COORDINATOR, RECRUITER) | allow(ROUTE_LEAD, when=is_in_charge)
may_stop_route = _own | may_arrange_route
may_change_kinds = allow(LEAD) | allow(PROCESS)

may_qualify = allow(LEAD, TRAINER, when=sees_candidate) | allow(PROCESS)
may_withdraw_qualification = allow(LEAD)
may_mark_in_post = allow(LEAD, RECRUITER) | allow(PROCESS)
may_want_alerts = _own | allow(*EVERYONE)

may_ask_for_alert = allow(ANYONE)

may_see_candidates = allow(*STAFF)
may_see_pool = allow(*EVERYONE)
may_see_routes = allow(*EVERYONE, ROUTE_LEAD)
may_see_kinds = allow(*EVERYONE, ROUTE_LEAD)
may_be_candidate = allow(CANDIDATE)
