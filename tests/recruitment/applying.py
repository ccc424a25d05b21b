"""Set-up for stories of applying and choosing: a vacancy with two questions, applicants, and those who read."""

from datetime import timedelta
from typing import Any

from alongside.candidates.models import Candidate, Qualification
from alongside.core import clock
from alongside.core.commands import Act
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.recruitment.commands.equality import make_counts
from alongside.recruitment.models import (
    Answer,
    Application,
    Criterion,
    HistoryItem,
    PanelMember,
    Question,
    Reading,
    Score,
    Vacancy,
)
from tests.world import World, make_candidate, make_user

WORDS = "I sat with my neighbour most evenings, and let him talk."


def make_vacancy(world: World, *, status: str = "open", **fields: Any) -> Vacancy:
    """Peer support worker on Acute: two essentials, one desirable, two questions; open for another week, or closed."""
    moment = clock.now()
    closed = status in ("closed", "finished")
    with unguarded():
        vacancy = Vacancy.objects.create(
            **{
                "status": status,
                "title": "Peer support worker, acute wards",
                "pathway": world.acute,
                "salary_from": 24000,
                "salary_to": 26000,
                "hours": 22.5,
                "recruiter": world.users["recruiter"],
                "opened_at": moment - timedelta(days=20),
                "closes_at": moment - timedelta(days=1) if closed else moment + timedelta(days=7),
                "closed_at": moment - timedelta(days=1) if closed else None,
                "shortlisted_by": clock.today() + timedelta(days=9),
                "hear_by": clock.today() + timedelta(days=10),
                **fields,
            }
        )
        own = _criterion(vacancy, "Own experience of mental health difficulty", is_lived_experience=True, position=1)
        listens = _criterion(vacancy, "Listens well", position=2)
        _criterion(vacancy, "Has worked with groups", is_essential=False, position=3)
        _criterion(vacancy, "Our training", how="certificate", position=4)
        for position, (prompt, criterion) in enumerate(
            (("What does your own experience bring?", own), ("How do you listen to people?", listens)), start=1
        ):
            question = Question.objects.create(
                vacancy=vacancy, prompt=prompt, position=position, max_words=20, starters=["What helped me most was…"]
            )
            question.criteria.add(criterion)
        make_counts(Act(world.lead, moment), vacancy)
    return vacancy


def _criterion(vacancy: Vacancy, words: str, **fields: Any) -> Criterion:
    return Criterion.objects.create(vacancy=vacancy, words=words, **fields)


def read_criteria(vacancy: Vacancy) -> list[Criterion]:
    return list(vacancy.criteria.filter(how="form"))


def qualify(candidate: Candidate, kind: str = "training") -> Qualification:
    with unguarded():
        return Qualification.objects.create(
            candidate=candidate,
            kind=kind,
            title="Peer support training",
            reached_on=clock.today(),
            told_at=clock.now() - timedelta(minutes=5),
            source_id=new_id(),
        )


def make_application(
    world: World, vacancy: Vacancy, candidate: Candidate, *, status: str = "started", **fields: Any
) -> Application:
    """An application with every part done, in whichever state."""
    moment = clock.now()
    milestones: dict[str, Any] = {} if status == "started" else {"sent_at": moment - timedelta(days=2)}
    with unguarded():
        application = Application.objects.create(
            **{
                "vacancy": vacancy,
                "candidate": candidate,
                "number": 100 + Application.objects.filter(vacancy=vacancy).count(),
                "status": status,
                "started_at": moment - timedelta(days=3),
                "saved_at": moment - timedelta(days=2),
                "seen_vacancy_at": moment - timedelta(days=3),
                "right_to_work": True,
                **milestones,
                **fields,
            }
        )
        for question in vacancy.questions.all():
            Answer.objects.create(application=application, question=question, words=WORDS, saved_at=moment)
        HistoryItem.objects.create(application=application, what="Cared for my mother", years="2015 to 2019")
    return application


def make_applicant(world: World, which: int, vacancy: Vacancy, **fields: Any) -> Application:
    """Somebody else, trained, who sent an application."""
    user = make_user(f"applicant{which}@example.net", f"Applicant{which} Someone", "candidate", own=True)
    world.users[f"applicant{which}"] = user
    candidate = make_candidate(world, f"applicant{which}")
    qualify(candidate)
    return make_application(world, vacancy, candidate, **{"status": "sent", **fields})


def make_panel(world: World, vacancy: Vacancy, *, third: bool = True) -> tuple[PanelMember, ...]:
    """Piet and Imani read; Marcia settles."""
    rows = [("panel", {}), ("peer_worker", {"is_peer": True})]
    if third:
        rows.append(("lead", {"shortlists": False, "settles": True}))
    with unguarded():
        return tuple(
            PanelMember.objects.create(vacancy=vacancy, user=world.users[name], **fields) for name, fields in rows
        )


def make_reading(member: PanelMember, application: Application, scores: dict[Criterion, int], *, done: bool = True):
    moment = clock.now()
    with unguarded():
        reading = Reading.objects.create(member=member, application=application, finished_at=moment if done else None)
        for criterion, score in scores.items():
            Score.objects.create(
                reading=reading, criterion=criterion, score=score, words=f"It shows {score}.", scored_at=moment
            )
    return reading
