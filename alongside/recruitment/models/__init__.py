"""Vacancies and adverts, applications, shortlisting, interviews, offers, checks and the first day."""

from alongside.recruitment.models.applications import Answer, Application, EqualityCount, HistoryItem
from alongside.recruitment.models.checks import Check, CheckKind, FirstDay, InductionItem, Referee
from alongside.recruitment.models.choosing import Agreed, InterviewNote, Reading, Score, Slot
from alongside.recruitment.models.vacancies import Criterion, JobAdvert, PanelMember, Question, Vacancy

__all__ = [
    "Agreed", "Answer", "Application", "Check", "CheckKind", "Criterion", "EqualityCount", "FirstDay", "HistoryItem",
    "InductionItem", "InterviewNote", "JobAdvert", "PanelMember", "Question", "Reading", "Referee", "Score", "Slot",
    "Vacancy",
]  # fmt: skip
