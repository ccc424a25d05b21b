"""Posts from an idea to a person, and vacancies from the advert to the first day."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from alongside.accounts.models import Site
from alongside.candidates.queries import qualification_of
from alongside.core import clock
from alongside.demo.story.checking import are_checked
from alongside.demo.story.days import at, workdays, working
from alongside.demo.story.joining import Joining
from alongside.demo.story.telling import Life
from alongside.recruitment import commands, policies, queries
from alongside.recruitment.models import Application, Vacancy
from alongside.recruitment.models.equality import QUESTIONS
from alongside.recruitment.queries.shortlist import scored_criteria
from alongside.workforce import commands as workforce

STAGES = ("idea", "case", "funded", "filled", "vacant")
BY_NAME = "candidate__search_name"  # application numbers are drawn by chance
STARTERS = ["Something I learned the hard way is …", "Somebody once …"]
CASE = "People leave the ward, and meet nobody who has done it before them."


def posts(joining: Joining) -> list[Life]:
    return [develops(joining, row) for row in joining.words["posts"]]


def develops(joining: Joining, row: list[Any]) -> Life:
    """One post, through every stage up to the one it is in."""
    title, pathway, band, wte, stage, days_in, money, ends, turn = row
    places = list(joining.telling.pathways.values())
    reached = ("idea", "case", "funded", "filled", "vacant")[: 1 + STAGES.index(stage)]
    moments = [joining.days.ago(days_in + 21 * (len(reached) - 1 - number), "09:50") for number in range(len(reached))]
    yield moments[0]
    lead = joining.telling.actor("lead")
    post = workforce.add_post(
        lead, title=title, pathway=places[pathway % len(places)], wte=Decimal(wte), band=band,
        whose_turn=turn if stage == "idea" else "",
    )  # fmt: skip
    until = joining.days.today + timedelta(days=ends) if ends else None
    moves = {
        "case": lambda: workforce.make_case(lead, post, case_words=CASE, whose_turn=turn),
        "funded": lambda: workforce.fund_post(lead, post, funded_by=money or "Core", funding_ends_on=until),
        "filled": lambda: workforce.fill_post(lead, post),
        "vacant": lambda: workforce.vacate_post(lead, post, words="They moved to another trust."),
    }
    for moment, step in zip(moments[1:], reached[1:], strict=True):
        yield moment
        moves[step]()


@dataclass(frozen=True)
class Job:
    """A vacancy: its pathway by number, days ago it opened and closed (below 0: days to come), who applies by name,
    and how far it has come: done, checks, reading, open, draft."""

    pathway: int
    opened: int
    closes: int
    applicants: tuple[str, ...]
    stage: str
    contract: str = "permanent"


def jobs(joining: Joining, first: tuple[str, ...], second: tuple[str, ...]) -> list[Life]:
    """`first` and `second`: who was on the first two courses. The candidate among the personas is in the second."""
    grace = joining.persona("candidate")
    others = tuple(name for name in second if name != grace)
    return [
        hires(joining, Job(0, 300, 280, first[:6], "done")),
        hires(joining, Job(1, 62, 41, (grace, *others[:3], *first[4:5]), "checks")),
        hires(joining, Job(2, 27, 6, (*others[2:6], *first[5:8]), "reading")),
        hires(joining, Job(3, 12, -9, (*others[5:7], *first[6:8]), "open", contract="fixed")),
        hires(joining, Job(4, 3, -20, (), "draft")),
    ]


def hires(joining: Joining, job: Job) -> Life:
    """One vacancy, as far as it has come."""
    telling = joining.telling
    pathway = list(telling.pathways.values())[job.pathway % len(telling.pathways)]
    team = next((team for team in telling.teams.values() if team.pathway_id == pathway.pk), None)
    yield joining.days.ago(job.opened + 30, "09:30")
    recruiter, lead = telling.actor("recruiter"), telling.actor("lead")
    post = workforce.add_post(
        lead, title="Peer support worker", pathway=pathway, team=team, wte=Decimal("0.60"), band="3"
    )
    workforce.make_case(lead, post, case_words=CASE, whose_turn="finance")
    workforce.fund_post(lead, post, funded_by="Core")
    yield joining.days.ago(job.opened, "10:00")
    vacancy = _write(joining, job, post, pathway, team)
    if job.stage == "draft":
        return
    commands.open_vacancy(recruiter, vacancy)
    ready = [name for name in job.applicants if name in joining.candidates]
    applicants = [name for name in ready if qualification_of(joining.candidates[name])]
    for number, name in enumerate(applicants):
        yield joining.days.ago(job.opened - 1 - number, f"{14 + number}:20")
        _applies(joining, vacancy, name, sends=job.stage != "open" or number > 0)
    if job.stage == "open":
        return
    if not applicants:  # a small story: nobody had finished the training yet
        yield joining.days.ago(job.closes, "17:00")
        commands.withdraw_vacancy(recruiter, vacancy, because="Nobody applied.")
        return
    yield joining.days.ago(job.closes, "17:00")
    commands.close_vacancy(recruiter, vacancy)
    yield joining.days.ago(job.closes - 1, "17:20")
    commands.begin_reading(recruiter, vacancy)
    yield joining.days.ago(job.closes - 3, "14:00")
    _reads(joining, vacancy, whole=job.stage != "reading")
    if job.stage == "reading":
        return
    yield joining.days.ago(job.closes - 7, "15:30")
    commands.finish_shortlisting(recruiter, vacancy, meet_at_most=4)
    yield from _meets(joining, job, vacancy)


def _write(joining: Joining, job: Job, post: Any, pathway: Any, team: Any) -> Vacancy:
    words, recruiter = joining.words["vacancy"], joining.telling.actor("recruiter")
    day = joining.days.today
    closes = joining.days.ago(job.closes, "23:00") if job.closes > 0 else at(day - timedelta(days=job.closes), "23:59")
    hear = working(day - timedelta(days=job.closes - 12))
    vacancy = commands.add_vacancy(
        recruiter, title=f"Peer support worker, {pathway.name}", pathway=pathway, team=team, post=post,
        site=(team and team.site) or Site.objects.first(), band="3", salary_from=24937, salary_to=26598,
        hours=Decimal("22.5"), places=2 if job.stage in ("done", "checks") else 1, contract=job.contract,
        contract_until=day + timedelta(days=365) if job.contract == "fixed" else None,
        closes_at=closes, hear_by=hear, shortlisted_by=working(hear - timedelta(days=5)), interviews_from=hear,
        informal_name="Peer support lead", informal_contact="01632 960 147",
        **{name: words[name] for name in (
            "lede", "about", "would_do", "not_asked", "support_words", "benefits_words", "hours_words",
            "lived_experience", "interview_questions",
        )},
    )  # fmt: skip
    for line, essential, how in words["criteria"]:
        commands.add_criterion(recruiter, vacancy, words=line, is_essential=essential, how=how)
    for prompt, hint in words["questions"]:
        commands.add_question(
            recruiter, vacancy, prompt=prompt, hint=hint, starters=["Something I learned the hard way is …"]
        )
    named: tuple[tuple[str, dict[str, Any]], ...] = (
        ("panel", {"interviews": True}),
        ("coordinator", {"interviews": False}),
        ("second-peer-worker", {"shortlists": False, "is_peer": True}),
        ("lead", {"shortlists": False, "interviews": False, "settles": True}),
    )
    for key, does in named:
        commands.name_panel(recruiter, vacancy, user=joining.telling.user(key), **does)
    return vacancy


def _applies(joining: Joining, vacancy: Vacancy, name: str, *, sends: bool) -> None:
    own, candidate, chance = joining.actor(name), joining.candidates[name], joining.chance
    application = commands.start_application(own, vacancy=vacancy, candidate=candidate)
    questions = list(vacancy.questions.all())
    for number, question in enumerate(questions if sends else questions[:1]):
        words = chance.choice(joining.words["vacancy"]["answers"][number])
        commands.save_answer(own, application, question=question, words=words)
    for what, where, years in chance.sample(joining.words["history"], 2):
        commands.add_history(own, application, what=what, where=where, years=years)
    if not sends:
        return
    commands.say_right_to_work(own, application, right_to_work=True)
    commands.say_sure_interview(own, application, interview_if_meets=chance.random() < 0.4)
    commands.send_application(own, application, equality=_said(joining))


def _said(joining: Joining) -> dict[str, str]:
    """Most answer most of the equality questions."""
    return {row.code: joining.chance.choice(row.choices)[0] for row in QUESTIONS if joining.chance.random() < 0.8}


def _reads(joining: Joining, vacancy: Vacancy, *, whole: bool) -> None:
    """Two read each application. Not yet whole: one of them has three to go, and one pair will have to talk."""
    criteria, chance = list(scored_criteria(vacancy)), joining.chance
    best = {row.pk: chance.choice((2, 2, 3, 3, 1)) for row in vacancy.applications.order_by(BY_NAME)}
    for own in vacancy.applications.filter(candidate=joining.candidates.get(joining.persona("candidate"))):
        best[own.pk] = 3  # whoever looks as the candidate finds their checks under way
    for key in ("coordinator", "panel"):
        reader = joining.telling.actor(key)
        mine = list(
            policies.own_readings(reader).filter(application__vacancy=vacancy).order_by(f"application__{BY_NAME}")
        )
        for place, reading in enumerate(mine):
            if key == "panel" and not whole and place >= max(1, len(mine) - 3):
                return
            scores = {}
            for number, row in enumerate(criteria):
                far = not whole and key == "panel" and place == 0 and number == 1
                mark = (best[reading.application_id] + 2) % 4 if far else best[reading.application_id]
                scores[row.pk] = (mark, chance.choice(joining.words["reasons"][mark]))
            commands.score_application(reader, reading, scores=scores)
        if mine:
            commands.finish_reading(reader, vacancy)


def _meets(joining: Joining, job: Job, vacancy: Vacancy) -> Life:
    """Times are picked, people meet, and everyone hears; whoever is offered the job says yes."""
    telling, recruiter = joining.telling, joining.telling.actor("recruiter")
    day = workdays(working(joining.days.today - timedelta(days=job.closes - 16)), 1)
    starts = [at(day, f"{hour:02}:00") for hour in (9, 10, 11, 12, 14, 15)]
    commands.add_slots(
        recruiter, vacancy, starts=starts, minutes=45, how="in_person", where="The garden room, second door"
    )
    to_meet = vacancy.applications.filter(status=Application.Status.TO_MEET)
    met = list(to_meet.select_related("candidate").order_by(BY_NAME))
    free = list(vacancy.slots.order_by("starts_at"))
    for place, application in enumerate(met):
        yield joining.days.ago(job.closes - 9, f"{16 + place}:40")
        own = joining.actor(application.candidate.full_name)
        commands.pick_time(own, application, slot=free[place], equality=_said(joining))
    yield at(day, "17:00")
    heard = list(queries.criteria_to_meet(vacancy))
    for application in met:
        for key in ("panel", "second-peer-worker"):
            notes = {row.pk: (joining.chance.choice((2, 3)), joining.one("notes")) for row in heard}
            commands.write_notes(telling.actor(key), application, notes=notes)
    yield at(workdays(day, 2), "11:00")
    words = joining.words["vacancy"]
    grace = joining.persona("candidate")
    met.sort(key=lambda row: row.candidate.full_name != grace)
    by = workdays(clock.today(), 5)
    for application in met[:2]:
        commands.make_offer(recruiter, application, by=by, words=words["offer"])
    for application in met[2:3]:
        until = joining.days.today + timedelta(days=90) if job.stage != "done" else clock.today() + timedelta(days=90)
        commands.put_in_reserve(recruiter, application, until=until, words=words["reserve"])
    for application in met[3:]:
        commands.say_not_this_time(recruiter, application, words=words["not_this_time"])
    yield at(workdays(day, 3), "19:15")
    for application in met[:2]:
        commands.accept_offer(joining.actor(application.candidate.full_name), application, equality=_said(joining))
    yield from are_checked(joining, met[:2], whole=job.stage == "done")
