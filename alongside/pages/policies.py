"""Who may read across the slices: the lead's numbers, and governance's logs."""

from alongside.accounts.roles import GOVERNANCE, LEAD
from alongside.core.policies import allow

may_read_logs = allow(GOVERNANCE)
may_see_overview = allow(LEAD)
