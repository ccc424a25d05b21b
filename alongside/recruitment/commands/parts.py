"""The parts of a vacancy: what is looked for, what is asked, and who reads and meets."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Max

from alongside.accounts.models import User
from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.recruitment.models import Criterion, PanelMember, Question, Vacancy
from alongside.recruitment.policies import vacancies as policies

Status = Vacancy.Status

# What is looked for and what is asked ------------------------------------------------------------------------------


@command("criterion.added", "added what is looked for", allow=policies.may_change_vacancy)
def add_criterion(act: Act, vacancy: Vacancy, *, words: str, is_essential: bool = True, how: str = "form") -> Criterion:
    """One line of the person specification. `how` it is found out: form, interview or certificate."""
    _unread(vacancy)
    return Criterion.objects.create(
        vacancy=vacancy, words=words, is_essential=is_essential, how=how, position=_last(vacancy.criteria)
    )


@command("criterion.changed", "changed what is looked for", allow=policies.may_change_part, locks=("vacancy",))
def change_criterion(
    act: Act, criterion: Criterion, *, words: str, is_essential: bool = True, how: str = "form"
) -> Criterion:
    """Lived experience stays essential and first, however it is worded and found out."""
    _unread(criterion.vacancy)
    criterion.words, criterion.how = words, how
    criterion.is_essential = is_essential or criterion.is_lived_experience
    criterion.save()
    if criterion.is_lived_experience:
        criterion.vacancy.lived_experience = words
        criterion.vacancy.save()
    return criterion


@command("criterion.removed", "took away what was looked for", allow=policies.may_change_vacancy)
def remove_criterion(act: Act, vacancy: Vacancy, *, criterion: Criterion) -> Vacancy:
    """Not lived experience: it is looked for first in every vacancy."""
    _unread(vacancy)
    if criterion.is_lived_experience:
        raise Refused("Lived experience is looked for first in every job. You can change its words.")
    vacancy.criteria.filter(pk=criterion.pk).delete()
    return vacancy


@command("question.added", "added a question to an application", allow=policies.may_change_vacancy)
def add_question(
    act: Act,
    vacancy: Vacancy,
    *,
    prompt: str,
    hint: str = "",
    starters: Sequence[str] = (),
    max_words: int = 300,
    criteria: Sequence[Criterion] = (),
) -> Question:
    """`starters`: ways to begin an answer. `criteria`: those that the answer shows."""
    _unread(vacancy)
    question = Question.objects.create(
        vacancy=vacancy,
        prompt=prompt,
        hint=hint,
        starters=list(starters),
        max_words=max_words,
        position=_last(vacancy.questions),
    )
    question.criteria.set(_of(vacancy, criteria))
    return question


@command("question.changed", "changed a question of an application", allow=policies.may_change_part, locks=("vacancy",))
def change_question(
    act: Act,
    question: Question,
    *,
    prompt: str,
    hint: str = "",
    starters: Sequence[str] = (),
    max_words: int = 300,
    criteria: Sequence[Criterion] = (),
) -> Question:
    _unread(question.vacancy)
    question.prompt, question.hint = prompt, hint
    question.starters, question.max_words = list(starters), max_words
    question.save()
    question.criteria.set(_of(question.vacancy, criteria))
    return question


@command("question.removed", "took away a question of an application", allow=policies.may_change_vacancy)
def remove_question(act: Act, vacancy: Vacancy, *, question: Question) -> Vacancy:
    _unread(vacancy)
    vacancy.questions.filter(pk=question.pk).delete()
    return vacancy


def _last(rows: Any) -> int:
    """The place after all that are there."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _of(vacancy: Vacancy, criteria: Sequence[Criterion]) -> list[Criterion]:
    return list(vacancy.criteria.filter(pk__in=[row.pk for row in criteria]))


def _unread(vacancy: Vacancy) -> None:
    if vacancy.status != Status.DRAFT:
        raise Refused("People apply by these words, so they stay as they are while the job is open and after.")


# Who reads, who settles, who meets ---------------------------------------------------------------------------------


@command("panel.named", "named somebody for a panel", allow=policies.may_change_vacancy)
def name_panel(
    act: Act,
    vacancy: Vacancy,
    *,
    user: User,
    shortlists: bool = True,
    interviews: bool = True,
    settles: bool = False,
    is_peer: bool = False,
) -> PanelMember:
    """Somebody on the staff who shortlists, meets people, or settles what two who shortlist cannot agree.

    Named again, what they do is written afresh.
    """
    _not_over(vacancy)
    if user.kind != User.Kind.STAFF or not user.is_active:
        raise Refused("Only somebody on the staff can be on a panel.")
    if not (shortlists or interviews or settles):
        raise Refused("Say what they do: shortlist, meet people, or settle.")
    if settles and shortlists:
        raise Refused("Whoever settles is somebody other than those who shortlist. Choose one of the two.")
    settling = vacancy.panel.filter(settles=True, ended_at=None).exclude(user=user)
    if settles and settling.exists():
        raise Refused("One person settles. Take the other off first.")
    member, _ = PanelMember.objects.update_or_create(
        vacancy=vacancy,
        user=user,
        defaults={
            "shortlists": shortlists,
            "interviews": interviews,
            "settles": settles,
            "is_peer": is_peer,
            "ended_at": None,
        },
    )
    return member


@command("panel.ended", "took somebody off a panel", allow=policies.may_change_part, locks=("vacancy",))
def end_panel_member(act: Act, member: PanelMember) -> PanelMember:
    """What they scored stays. Somebody else has to be named before people are met without them."""
    _not_over(member.vacancy)
    member.ended_at = act.at
    member.save()
    return member


def _not_over(vacancy: Vacancy) -> None:
    if vacancy.status in (Status.FINISHED, Status.WITHDRAWN):
        raise Refused("This vacancy is over, so its panel stays as it was.")
