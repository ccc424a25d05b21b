"""Everything that can happen to a person's record and to a request."""

from alongside.accounts.models import Pathway, Team
from alongside.core.commands import Act, command
from alongside.referrals import policies
from alongside.referrals.models import Referral

Status = Referral.Status


@command("referral.accepted", "accepted the request for peer support", allow=policies.may_triage)
def accept_referral(
    act: Act,
    referral: Referral,
    *,
    pathway: Pathway,
    host_team: Team | None = None,
    urgent_reason: str = "",
) -> Referral:
    """Take the request on: from here the person waits for a peer worker, in this pathway."""
    referral.move_to(Status.ACCEPTED)
    referral.pathway = pathway
    referral.host_team = host_team
    referral.urgent_reason = urgent_reason
    referral.accepted_at = act.at
    referral.read_at = referral.read_at or act.at
    referral.save()
    return referral
