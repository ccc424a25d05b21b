"""What a vacancy still needs before it can open: each in words, and the page where it is put right."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alongside.recruitment.models import PanelMember, Vacancy


@dataclass(frozen=True)
class Part:
    """One part of a vacancy: its page, and what is missing there (nothing: it is done)."""

    page: str
    name: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class _Sheet:
    """What the rules look at."""

    vacancy: Vacancy
    at: datetime
    essentials: int
    questions: int
    panel: tuple[PanelMember, ...]

    @property
    def elsewhere(self) -> bool:
        """People apply on NHS Jobs, so nothing is asked or read here."""
        return bool(self.vacancy.apply_link)

    def who(self, **does: bool) -> int:
        return sum(all(getattr(member, name) == value for name, value in does.items()) for member in self.panel)


# A page, its name, and what it has to hold: the words to say while it does not.
RULES: tuple[tuple[str, str, tuple[tuple[str, Callable[[_Sheet], Any]], ...]], ...] = (
    (
        "change_work",
        "The work",
        (
            ("say in one sentence what it is", lambda it: it.vacancy.lede),
            ("say what they would do", lambda it: it.vacancy.would_do),
            ("say what nobody will ask them to do", lambda it: it.vacancy.not_asked),
            ("say how they will be supported", lambda it: it.vacancy.support_words),
            (
                "say whom to ask informally, and how",
                lambda it: it.vacancy.informal_name and it.vacancy.informal_contact,
            ),
        ),
    ),
    (
        "change_dates",
        "Dates, and who may see it",
        (
            ("set the closing date", lambda it: it.vacancy.closes_at),
            ("choose a closing date to come", lambda it: not it.vacancy.closes_at or it.vacancy.closes_at > it.at),
            ("say by when everyone hears", lambda it: it.vacancy.hear_by or it.elsewhere),
        ),
    ),
    (
        "specification",
        "What we look for, and what we ask",
        (
            ("add at least one more thing that is needed", lambda it: it.essentials > 1),
            ("add at least one question", lambda it: it.questions or it.elsewhere),
            (
                "write the questions that are shared before we meet",
                lambda it: it.vacancy.interview_questions or it.elsewhere,
            ),
        ),
    ),
    (
        "panel",
        "Who reads, and who meets them",
        (
            (
                "name two people who shortlist",
                lambda it: it.who(shortlists=True, settles=False) > 1 or it.elsewhere,
            ),
            ("name somebody who settles what those two cannot agree", lambda it: it.who(settles=True) or it.elsewhere),
            ("name two people who meet them", lambda it: it.who(interviews=True) > 1 or it.elsewhere),
            (
                "name a peer among those who meet them",
                lambda it: it.who(interviews=True, is_peer=True) or it.elsewhere,
            ),
        ),
    ),
)


def parts_of_vacancy(vacancy: Vacancy, at: datetime) -> tuple[Part, ...]:
    """The parts in the order they are written, each with what is missing there at this moment. Three queries."""
    sheet = _Sheet(
        vacancy,
        at,
        vacancy.criteria.filter(is_essential=True).count(),
        vacancy.questions.count(),
        tuple(vacancy.panel.filter(ended_at=None)),
    )
    return tuple(
        Part(page, name, tuple(words for words, holds in rules if not holds(sheet))) for page, name, rules in RULES
    )


def missing_of(vacancy: Vacancy, at: datetime) -> list[str]:
    """Everything that is missing, in words."""
    return [words for part in parts_of_vacancy(vacancy, at) for words in part.missing]
