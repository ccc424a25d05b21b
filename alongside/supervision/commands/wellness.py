"""A worker's wellness plan: written, shown to one person part by part, unshown at once. See own_words.py."""

from alongside.accounts.models import User
from alongside.core.commands import Act
from alongside.core.errors import NotAllowed, Refused
from alongside.supervision import notices, queries
from alongside.supervision.commands.own_words import own_words
from alongside.supervision.models import PlanSection, PlanShare


@own_words
def keep_section(act: Act, user: User, *, heading: str, words: str = "", section: PlanSection | None = None) -> str:
    """Write one part of one's own plan, or change it. Returns its id."""
    worker = queries.worker_of(user)
    if worker is None:
        raise Refused("Your record as a worker is not made yet. Ask the lead to add you to the team.")
    if section is None:
        section = PlanSection(worker=worker, position=worker.plan.count())
    _theirs(user, section)
    section.heading, section.words, section.changed_at = heading.strip(), words.strip(), act.at
    section.save()
    return section.pk


@own_words
def remove_section(act: Act, user: User, *, section: PlanSection) -> None:
    """Take a part out of the plan. Nothing of it is left, with anybody."""
    _theirs(user, section)
    PlanSection.objects.filter(pk=section.pk).delete()


@own_words
def show_section(act: Act, user: User, *, section: PlanSection, to: User) -> None:
    """Show one part to one person, as it is and as it changes, until it is unshown."""
    _theirs(user, section)
    if to.pk not in {one.pk for one, _ in queries.whom_to_ask(act.actor)}:
        raise Refused("It cannot be shown to them here. Choose somebody else.")
    _, is_new = PlanShare.objects.get_or_create(section=section, user=to, defaults={"since": act.at})
    if is_new:
        notices.tell_shown(act, to)


@own_words
def unshow_section(act: Act, user: User, *, share: PlanShare) -> None:
    """From this moment they do not see it. Nothing says that they ever did."""
    _theirs(user, share.section)
    PlanShare.objects.filter(pk=share.pk).delete()


def _theirs(user: User, section: PlanSection) -> None:
    if section.worker.user_id != user.pk:
        raise NotAllowed("This belongs to somebody else")
