"""A candidate as such: in touch, in whose hands, resting, working, stopped, back again."""

from alongside.accounts.models import User
from alongside.candidates import notices, policies
from alongside.candidates.commands.routes import stop_route
from alongside.candidates.models import Candidate
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.core.names import searchable

Status = Candidate.Status


@command("candidate.in_touch", "got in touch with a candidate", allow=policies.may_look_after)
def say_in_touch(act: Act, candidate: Candidate) -> Candidate:
    """We have spoken or written with them: the promise of a first answer is kept."""
    if candidate.status == Status.IN_TOUCH:
        raise Refused("Somebody is in touch with them already.")
    _in_touch(act, candidate)
    candidate.owner_id = candidate.owner_id or act.actor.user_id or None
    candidate.save()
    return candidate


@command("candidate.changed", "changed how to reach a candidate", allow=policies.may_rest)
def change_candidate(
    act: Act,
    candidate: Candidate,
    *,
    first_name: str,
    last_name: str,
    phone: str = "",
    contact_by: str = "email",
    contact_words: str = "",
) -> Candidate:
    """Name, number, and how they like to hear from us. By the candidate themself, or for them."""
    candidate.first_name, candidate.last_name = first_name, last_name
    candidate.search_name = searchable(candidate.full_name)
    candidate.phone, candidate.contact_by, candidate.contact_words = phone, contact_by, contact_words
    candidate.save()
    return candidate


@command("candidate.passed", "passed a candidate to someone", allow=policies.may_look_after)
def pass_candidate(act: Act, candidate: Candidate, *, owner: User) -> Candidate:
    """Whose hands they are in, from now on."""
    if candidate.owner_id == owner.pk:
        raise Refused(f"They are in {owner.name}’s hands already.")
    candidate.owner = owner
    candidate.save()
    notices.tell_owner(act, candidate, "A candidate is in your hands", "Somebody passed a candidate to you.")
    return candidate


@command("candidate.rested", "took a rest", allow=policies.may_rest)
def rest(act: Act, candidate: Candidate) -> Candidate:
    """A rest, as long as they like. No reason is asked, and nothing is lost."""
    candidate.move_to(Status.RESTING)
    candidate.resting_at = act.at
    candidate.save()
    return candidate


@command("candidate.came_back", "came back", allow=policies.may_rest)
def come_back(act: Act, candidate: Candidate) -> Candidate:
    """After a rest, or after stopping: from where they were."""
    if candidate.status not in (Status.RESTING, Status.LEFT):
        raise Refused("They are here already.")
    _in_touch(act, candidate)
    candidate.save()
    notices.tell_owner(act, candidate, "A candidate is back", "Somebody who rested or stopped has come back.")
    return candidate


@command("candidate.left", "stopped", allow=policies.may_rest)
def leave(act: Act, candidate: Candidate) -> Candidate:
    """They stop. No reason is asked; what they reached stays theirs; they may come back. Alerts stop too."""
    candidate.move_to(Status.LEFT)
    candidate.left_at, candidate.alerts_since = act.at, None
    candidate.save()
    for route in candidate.routes.filter(status__in=("asked", "arranged", "under_way")):
        stop_route(act, route)
    return candidate


@command("candidate.started_work", "began to work as a peer worker", allow=policies.may_mark_in_post)
def mark_in_post(act: Act, candidate: Candidate) -> Candidate:
    """They have their first day. They leave the pool until they look again."""
    if candidate.status == Status.IN_POST:
        raise Refused("They work with us already.")
    if candidate.status != Status.IN_TOUCH:
        _in_touch(act, candidate)
    candidate.move_to(Status.IN_POST)
    candidate.in_post_at, candidate.alerts_since = act.at, None
    candidate.save()
    return candidate


@command("candidate.looks_again", "looks for a peer worker’s job again", allow=policies.may_rest)
def mark_looking_again(act: Act, candidate: Candidate) -> Candidate:
    if candidate.status != Status.IN_POST:
        raise Refused("They are not in a job with us, so there is nothing to change.")
    _in_touch(act, candidate)
    candidate.save()
    return candidate


@command("candidate.raised", "was told of a late answer", allow=policies.may_raise)
def raise_candidate(act: Act, candidate: Candidate) -> Candidate:
    """We said we would be in touch by a day that has passed: the lead and whoever has them are told, once."""
    if candidate.raised_at:
        raise Refused("This was raised already.")
    candidate.raised_at = act.at
    candidate.save()
    notices.raise_candidate(act, candidate)
    return candidate


def _in_touch(act: Act, candidate: Candidate) -> None:
    candidate.move_to(Status.IN_TOUCH)
    candidate.in_touch_at = act.at
