"""A vacancy: written, opened when it is complete, changed in the open, closed on its day, and finished with."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from alongside.accounts.models import Pathway, Site, Team, User
from alongside.core.commands import Act, command
from alongside.core.errors import NotAllowed, Refused
from alongside.recruitment.commands.equality import make_counts
from alongside.recruitment.commands.slots import let_go_of_time
from alongside.recruitment.models import Application, Criterion, Vacancy
from alongside.recruitment.notices import vacancies as notices
from alongside.recruitment.policies import vacancies as policies
from alongside.recruitment.queries.missing import missing_of
from alongside.workforce import commands as workforce

Status, Audience = Vacancy.Status, Vacancy.Audience
LIVED_EXPERIENCE = (
    "Your own experience of mental health problems, and of finding your way through. You choose what to share."
)
# What the pages ask in parts; each part gives some of these, and leaves the rest.
FACTS = frozenset(
    {
        *("title", "lede", "reference", "post", "pathway", "team", "site", "band", "salary_from", "salary_to"),
        *("hours", "hours_words", "contract", "contract_until", "places", "about", "would_do", "not_asked"),
        *("support_words", "benefits_words", "needs_training", "informal_name", "informal_contact", "apply_link"),
        *("interview_questions", "questions_days", "bar", "lived_experience", "audience", "public_from", "closes_at"),
        *("close_after", "shortlisted_by", "interviews_from", "hear_by", "starts_around"),
    }
)
AT_THE_END = {Application.Status.NOT_THIS_TIME, Application.Status.WITHDRAWN, Application.Status.SAID_NO}
HIRED = {
    *(Application.Status.OFFERED, Application.Status.CHECKS, Application.Status.READY, Application.Status.IN_POST),
}
UNANSWERED = {Application.Status.SENT, Application.Status.TO_MEET, Application.Status.MET}


@command("vacancy.added", "began to write a vacancy", allow=policies.may_add_vacancy)
def add_vacancy(
    act: Act,
    *,
    title: str,
    pathway: Pathway,
    salary_from: int,
    salary_to: int,
    hours: Decimal,
    team: Team | None = None,
    site: Site | None = None,
    post: Any = None,
    **facts: Any,
) -> Vacancy:
    """A draft, from a post or free. `hours` a week; salaries in pounds a year, full time. `facts`: others of FACTS.

    Lived experience is its first criterion, in words that can be changed.
    """
    _only_facts(facts)
    _place(act, pathway, team)
    vacancy = Vacancy(
        title=title,
        pathway=pathway,
        team=team,
        site=site,
        post=post,
        salary_from=salary_from,
        salary_to=salary_to,
        hours=hours,
        lived_experience=facts.pop("lived_experience", "") or LIVED_EXPERIENCE,
        recruiter=User.objects.filter(pk=act.actor.user_id).first(),
        **facts,
    )
    _check(vacancy)
    vacancy.save()
    Criterion.objects.create(vacancy=vacancy, words=vacancy.lived_experience, is_lived_experience=True)
    return vacancy


@command("vacancy.changed", "changed a vacancy", allow=policies.may_change_vacancy)
def change_vacancy(act: Act, vacancy: Vacancy, *, changed_words: str = "", **facts: Any) -> Vacancy:
    """Change what is given of FACTS, leave the rest. While it is open, `changed_words` say what changed: whoever
    began before is shown them."""
    _only_facts(facts)
    if vacancy.status not in (Status.DRAFT, Status.OPEN, Status.CLOSED):
        raise Refused("This vacancy is over, so its words stay as they were.")
    for name, value in facts.items():
        setattr(vacancy, name, value)
    _place(act, vacancy.pathway, vacancy.team)
    _check(vacancy)
    if vacancy.status != Status.DRAFT:
        if not changed_words.strip():
            raise Refused("Say what changed, in a sentence: people who began before will read it.")
        if missing := missing_of(vacancy, act.at):
            raise Refused(f"It is open, so it cannot go without this: {'; '.join(missing)}.")
        vacancy.changed_at, vacancy.changed_words = act.at, changed_words.strip()
    vacancy.save()
    vacancy.criteria.filter(is_lived_experience=True).update(words=vacancy.lived_experience or LIVED_EXPERIENCE)
    return vacancy


@command("vacancy.opened", "opened a vacancy", allow=policies.may_change_vacancy, locks=("post",))
def open_vacancy(act: Act, vacancy: Vacancy) -> Vacancy:
    """People may apply from now on. Refuses until it is complete, saying what is missing.

    Its post is advertised from now on. Those who asked to be told are told when anybody may read it, by a job.
    """
    if vacancy.status != Status.DRAFT:
        raise Refused(f"This vacancy is {vacancy.get_status_display().lower()} already.")
    if missing := missing_of(vacancy, act.at):
        raise Refused(f"Before it can open: {'; '.join(missing)}.")
    vacancy.move_to(Status.OPEN)
    vacancy.opened_at = vacancy.opens_at = act.at
    vacancy.save()
    make_counts(act, vacancy)
    _advertise(act, vacancy)
    return vacancy


@command("vacancy.closed", "closed a vacancy", allow=policies.may_close_vacancy)
def close_vacancy(act: Act, vacancy: Vacancy) -> Vacancy:
    """No more applications; reading can begin. By hand before its day, or by a job on it."""
    vacancy.move_to(Status.CLOSED)
    vacancy.closed_at = act.at
    vacancy.closes_at = min(vacancy.closes_at or act.at, act.at)
    vacancy.save()
    notices.tell_closed(act, vacancy)
    return vacancy


@command("vacancy.closed_by_itself", "closed a vacancy whose day or number had come", allow=policies.may_mind_vacancies)
def close_if_due(act: Act, vacancy: Vacancy) -> Vacancy:
    """Looked at again under the lock: somebody may have given it more time."""
    if vacancy.status != Status.OPEN or not (_day_has_come(vacancy, act.at) or _number_has_come(vacancy)):
        raise Refused("This vacancy stays open for now.")
    return close_vacancy(act, vacancy)


@command("vacancy.reopened", "opened a vacancy again", allow=policies.may_change_vacancy, locks=("post",))
def reopen_vacancy(
    act: Act, vacancy: Vacancy, *, closes_at: datetime, close_after: int | None = None, changed_words: str
) -> Vacancy:
    """With more time, while nobody has been answered. What was sent stays."""
    if vacancy.status == Status.CLOSED and vacancy.applications.filter(answered_at__isnull=False).exists():
        raise Refused("Somebody has had their answer already. Finish this one, and open a new vacancy.")
    if closes_at <= act.at:
        raise Refused("The new closing date is in the past. Choose a later one.")
    vacancy.move_to(Status.OPEN)
    vacancy.closes_at, vacancy.close_after, vacancy.closed_at = closes_at, close_after, None
    if _number_has_come(vacancy):
        raise Refused("As many people have applied already. Give a higher number, or none.")
    vacancy.changed_at, vacancy.changed_words = act.at, changed_words
    vacancy.save()
    _advertise(act, vacancy)
    return vacancy


@command("vacancy.withdrawn", "withdrew a vacancy", allow=policies.may_change_vacancy, locks=("post",))
def withdraw_vacancy(act: Act, vacancy: Vacancy, *, because: str) -> Vacancy:
    """It will not be. Everyone who applied is told why, in these words, and their application ends."""
    if vacancy.applications.filter(status__in=HIRED).exists():
        raise Refused("Somebody has been offered this job, so it cannot be withdrawn. Talk with them first.")
    vacancy.move_to(Status.WITHDRAWN)
    vacancy.ended_at = act.at
    vacancy.save()
    for application in vacancy.applications.exclude(status__in=AT_THE_END).select_related("candidate"):
        _end(act, application, because)
        notices.tell_withdrawn(act, application, because)
    _stop_advertising(act, vacancy, "The vacancy was withdrawn")
    return vacancy


@command("vacancy.finished", "finished with a vacancy", allow=policies.may_change_vacancy, locks=("post",))
def finish_vacancy(act: Act, vacancy: Vacancy) -> Vacancy:
    """Everyone has heard. Where nobody was found, its post is not advertised any more."""
    waiting = vacancy.applications.filter(status__in=UNANSWERED).count()
    if vacancy.status == Status.CLOSED and waiting:
        raise Refused(f"{waiting} {'person has' if waiting == 1 else 'people have'} not had an answer yet.")
    vacancy.move_to(Status.FINISHED)
    vacancy.ended_at = act.at
    vacancy.save()
    if not vacancy.applications.filter(status__in=HIRED).exists():
        _stop_advertising(act, vacancy, "Nobody was found")
    return vacancy


@command("vacancy.told", "told those who asked of a vacancy", allow=policies.may_mind_vacancies)
def tell_of_vacancy(act: Act, vacancy: Vacancy) -> Vacancy:
    """The pool, and the addresses that asked for alerts: once each, when anybody may read it."""
    if vacancy.told_at is not None:
        raise Refused("They have been told already.")
    notices.tell_pool(act, vacancy)
    notices.tell_addresses(act, vacancy)
    vacancy.told_at = act.at
    vacancy.save()
    return vacancy


def _day_has_come(vacancy: Vacancy, at: datetime) -> bool:
    return vacancy.closes_at is not None and vacancy.closes_at <= at


def _number_has_come(vacancy: Vacancy) -> bool:
    sent = vacancy.applications.exclude(status=Application.Status.STARTED).count()
    return bool(vacancy.close_after) and sent >= (vacancy.close_after or 0)


def _end(act: Act, application: Application, because: str) -> None:
    let_go_of_time(act, application)
    started = application.status == Application.Status.STARTED
    application.move_to(Application.Status.WITHDRAWN if started else Application.Status.NOT_THIS_TIME)
    application.ended_at = application.answered_at = act.at
    application.outcome_words = f"This job was withdrawn: {because}"
    application.save()


def _advertise(act: Act, vacancy: Vacancy) -> None:
    post = vacancy.post
    if post is not None and post.status in (post.Status.FUNDED, post.Status.VACANT):
        workforce.advertise_post(act, post)


def _stop_advertising(act: Act, vacancy: Vacancy, words: str) -> None:
    post = vacancy.post
    others = Vacancy.objects.filter(post=post, status__in=[Status.OPEN, Status.CLOSED]).exclude(pk=vacancy.pk)
    if post is not None and post.status == post.Status.ADVERTISED and not others.exists():
        workforce.stop_advertising(act, post, words=words)


def _only_facts(facts: dict[str, Any]) -> None:
    if unknown := set(facts) - FACTS:
        raise TypeError(f"Not a fact of a vacancy: {', '.join(sorted(unknown))}")


def _place(act: Act, pathway: Pathway, team: Team | None) -> None:
    if not policies.may_keep_vacancies_of(act.actor, pathway.pk, team.pk if team else None):
        raise NotAllowed(f"{act.actor.name} may not keep vacancies of that pathway")
    if team is not None and team.pathway_id != pathway.pk:
        raise Refused(f"{team.name} belongs to another pathway. Choose its own pathway, or another team.")


def _check(vacancy: Vacancy) -> None:
    """What no vacancy may be, draft or not."""
    vacancy.reference = (vacancy.reference or "").strip() or None
    if vacancy.salary_to < vacancy.salary_from:
        raise Refused("The highest pay is less than the lowest. Check the two.")
    others = Vacancy.objects.exclude(pk=vacancy.pk)
    if vacancy.reference and others.filter(reference__iexact=vacancy.reference).exists():
        raise Refused(f"Another vacancy has the job number {vacancy.reference}. Check it on NHS Jobs.")
