"""Who may say what they think of a group without a name, and who reads it."""

from django.db.models import QuerySet

from alongside.accounts.roles import PERSON
from alongside.core.actors import PROCESS, Actor
from alongside.core.policies import allow
from alongside.groups.models import Feedback, Group
from alongside.groups.policies.members import may_keep_members, member_groups, own_memberships


def was_in_it(actor: Actor, group: Group) -> bool:
    """a group they are in, or were in"""
    return own_memberships(actor).filter(group=group, status__in=("joined", "left")).exists()


may_say_what_i_think = allow(PERSON, when=was_in_it)
may_write_feedback = allow(PROCESS)  # nobody by name: see commands.feedback
may_read_feedback = may_keep_members


def visible_feedback(actor: Actor) -> QuerySet[Feedback]:
    """What was said of the groups they plan or run."""
    return Feedback.objects.filter(group__in=member_groups(actor).values("pk"))
