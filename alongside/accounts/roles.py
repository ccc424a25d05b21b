"""The names of the roles, for policies to use."""

from alongside.accounts.models import RoleHolding

LEAD = RoleHolding.Role.LEAD.value
COORDINATOR = RoleHolding.Role.COORDINATOR.value
PEER_WORKER = RoleHolding.Role.PEER_WORKER.value
TEAM_MANAGER = RoleHolding.Role.TEAM_MANAGER.value
REFERRER = RoleHolding.Role.REFERRER.value
PERSON = RoleHolding.Role.PERSON.value
GOVERNANCE = RoleHolding.Role.GOVERNANCE.value
ADMINISTRATOR = RoleHolding.Role.ADMINISTRATOR.value
EDITOR = RoleHolding.Role.EDITOR.value
TRAINER = RoleHolding.Role.TRAINER.value
RECRUITER = RoleHolding.Role.RECRUITER.value
PANEL = RoleHolding.Role.PANEL.value
ROUTE_LEAD = RoleHolding.Role.ROUTE_LEAD.value
CANDIDATE = RoleHolding.Role.CANDIDATE.value
WARD = RoleHolding.Role.WARD.value
BANK = RoleHolding.Role.BANK.value
SUPERVISOR = RoleHolding.Role.SUPERVISOR.value
PARTNER = RoleHolding.Role.PARTNER.value

# Whoever sees other people's records signs in with a second factor: every role but these.
ONE_FACTOR_IS_ENOUGH = frozenset({PERSON, CANDIDATE})
