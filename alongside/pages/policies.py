"""Who may read across the slices: their day, what they find, the numbers, their own peer support, governance’s logs."""

from alongside.accounts.roles import COORDINATOR, EDITOR, GOVERNANCE, LEAD, PEER_WORKER, PERSON, TEAM_MANAGER
from alongside.core.actors import ANYONE, PROCESS
from alongside.core.policies import allow

may_read_logs = allow(GOVERNANCE)
may_see_overview = allow(LEAD, COORDINATOR)
may_find = allow(PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER)
may_see_today = allow(PEER_WORKER, LEAD, COORDINATOR, TEAM_MANAGER)
may_see_own = allow(PERSON)
may_edit_site = allow(EDITOR, LEAD)
may_write_site = allow(EDITOR, LEAD, PROCESS)  # a profile brings the first words with it
may_raise_due = allow(PROCESS)
may_take_back = allow(ANYONE)  # the command asks for the secret of their own link
