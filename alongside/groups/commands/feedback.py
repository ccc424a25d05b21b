"""What members say of a group, written down so that nothing says who said it.

Every change here has an audit row with an actor and a moment, which would name the member. So the member's page asks
the policy for them (`say_what_i_think`), and then the command is called by a process called "Somebody in a group", at
noon of the day: the feedback and its audit row hold the day, the group and the answers, and no name but one that the
member wrote themself. Whoever was in the room says it in the same way by the code of that date, with an account or
without; of where they sent it from nothing is kept but a count of tries, for an hour, under a hash. What is typed is
never kept as a draft, because drafts belong to somebody. What remains: rows of the audit are numbered in the order they
were written, so whoever reads the whole database may know between which two other changes somebody spoke; and words can
give their writer away, which the page says before they are sent.
"""

from dataclasses import dataclass
from typing import Any

from alongside.core import clock
from alongside.core.actors import Actor, process
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.groups import policies
from alongside.groups.models import Feedback, Group, GroupDate
from alongside.groups.queries import feedback as queries

SOMEBODY = process("Somebody in a group")


@command("feedback.given", "said what they think of a group", allow=policies.may_write_feedback, locks=("group",))
def give_feedback(
    act: Act, *, group: Group, felt: str = "", words: str = "", name: str = "", date: Any = None, in_room: bool = False
) -> Feedback:
    """Of one `date` or of the group as a whole. A date to which few came is not kept, because it would say who. The
    same words again are refused, unless they were said `in_room`, where two may well say the same."""
    if not felt and not words.strip():
        raise Refused("Say how it was, or write something.")
    day = clock.today()
    if words and not in_room and Feedback.objects.filter(group=group, given_on=day, words=words, felt=felt).exists():
        raise Refused("We have this already. Thank you.")
    if date not in queries.recent_dates(group):
        date = None
    return Feedback.objects.create(
        group=group, date=date, felt=felt, words=words.strip(), name=name.strip(), given_on=day
    )


@command("feedback.read", "read what members said of a group", allow=policies.may_read_feedback)
def read_feedback(act: Act, group: Group) -> Group:
    """All that nobody had read."""
    unread = Feedback.objects.filter(group=group, read_at=None)
    if not unread.update(read_at=act.at, read_by=act.actor.name[:150]):
        raise Refused("Everything here is read already.")
    return group


@dataclass(frozen=True)
class AsNobody:
    """`give_feedback` for a member's own page: they must be, or have been, in the group, and are then forgotten."""

    action = give_feedback.action

    def allowed(self, actor: Actor, group: Any = None) -> bool:
        return group is not None and policies.may_say_what_i_think(actor, group)

    def __call__(self, actor: Actor, group: Group, /, **said: Any) -> Feedback:
        if not self.allowed(actor, group):
            raise NotAllowed("say what they think of a group they were never in")
        return _at_noon(group=group, **said)


@dataclass(frozen=True)
class InTheRoom:
    """`give_feedback` for whoever was given a date's code, with an account or without: the code is the permission, and
    who opened it is never asked. No name goes with it."""

    action = give_feedback.action

    def allowed(self, _actor: Actor, date: Any = None) -> bool:
        return isinstance(date, GroupDate)

    def __call__(self, _actor: Actor, date: GroupDate, /, *, felt: str, words: str) -> Feedback:
        return _at_noon(group=date.group, date=date, felt=felt, words=words, in_room=True)


def _at_noon(**said: Any) -> Feedback:
    """By nobody, and at no moment: see above."""
    with clock.at(clock.noon(clock.today())):
        return give_feedback(SOMEBODY, **said)


say_what_i_think: Any = AsNobody()
say_in_the_room: Any = InTheRoom()
