"""One vacancy that very many applied for, made straight in the tables: two people have read nearly all of it."""

from datetime import timedelta
from random import Random

from django.utils import timezone

from alongside.accounts.models import Pathway, RoleHolding, User
from alongside.candidates.models import Candidate, Qualification
from alongside.core.guard import unguarded
from alongside.core.ids import new_id
from alongside.recruitment.models import (
    Answer,
    Application,
    Criterion,
    PanelMember,
    Question,
    Reading,
    Score,
    Vacancy,
)

APPLIED, LEFT = 500, 20  # how many applied; how many the first reader has yet to score
WORDS = "I sat beside somebody who did not want to talk, and after a while we talked about the dog. " * 6
LINES = ("You have your own experience", "You listen", "You know what you would share", "You have been in a group")


def fill(scale: float) -> str:
    """The vacancy, its panel and everyone who applied. Says how many."""
    random, now = Random(500), timezone.now().replace(microsecond=0)
    many = max(30, round(APPLIED * scale))
    with unguarded():
        vacancy = Vacancy.objects.create(
            title="Peer support worker",
            status="closed",
            pathway=Pathway.objects.order_by("position")[0],
            salary_from=24937,
            salary_to=26598,
            hours=22.5,
            opened_at=now - timedelta(days=30),
            closes_at=now - timedelta(days=3),
            closed_at=now - timedelta(days=3),
        )
        criteria = [
            Criterion.objects.create(vacancy=vacancy, words=line, is_lived_experience=number == 0, position=number)
            for number, line in enumerate(LINES)
        ]
        questions = [Question.objects.create(vacancy=vacancy, prompt=line, position=n) for n, line in enumerate(LINES)]
        panel = [_reader(vacancy, number) for number in range(2)]
        people = [_candidate(number, now) for number in range(many)]
        Candidate.objects.bulk_create(people)
        Qualification.objects.bulk_create(
            Qualification(
                candidate=one, kind="training", title="Ours", reached_on=now.date(), told_at=now, source_id=new_id()
            )
            for one in people
        )
        applied = [
            Application(
                candidate=one,
                vacancy=vacancy,
                number=100 + number,
                status="sent",
                started_at=now - timedelta(days=20),
                saved_at=now - timedelta(days=10),
                sent_at=now - timedelta(days=10),
                seen_vacancy_at=now - timedelta(days=20),
                interview_if_meets=random.random() < 0.3,
                right_to_work=True,
            )
            for number, one in enumerate(people)
        ]
        Application.objects.bulk_create(applied)
        Answer.objects.bulk_create(
            Answer(application=row, question=question, words=WORDS, saved_at=now)
            for row in applied
            for question in questions
        )
        for place, member in enumerate(panel):
            readings = [
                Reading(member=member, application=row, finished_at=None if place == 0 else now) for row in applied
            ]
            Reading.objects.bulk_create(readings)
            Score.objects.bulk_create(
                Score(
                    reading=reading,
                    criterion=criterion,
                    score=random.choice((0, 1, 2, 2, 3, 3)),
                    words="It shows in the example about the dog.",
                    scored_at=now,
                )
                for reading in (readings[:-LEFT] if place == 0 else readings)
                for criterion in criteria
            )
    return f"{many} applications to one vacancy"


def _reader(vacancy: Vacancy, number: int) -> PanelMember:
    user = User.objects.create(email=f"reader-{number}@example.org", name=f"Reader {number}", kind=User.Kind.STAFF)
    RoleHolding.objects.create(user=user, role="panel", starts_on="2024-01-01")
    return PanelMember.objects.create(vacancy=vacancy, user=user, is_peer=number == 1)


def _candidate(number: int, now: object) -> Candidate:
    return Candidate(
        once=new_id(),
        status="in_touch",
        first_name="Candidate",
        last_name=f"Number{number}",
        search_name=f"candidate number{number}",
        email=f"candidate-{number}@example.net",
        interested_at=now,
        in_touch_at=now,
        reply_by="2026-01-01",
    )
