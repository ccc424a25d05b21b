"""Supervision, wellbeing and adjustments, first months, and what time goes on."""

from alongside.supervision.models.adjustments import Adjustment
from alongside.supervision.models.asking import Raised, SupportAsk
from alongside.supervision.models.sessions import Here, Preparation, Session, ToDo
from alongside.supervision.models.starting import CareerStep, Portfolio, StarterStep, StarterStepKind
from alongside.supervision.models.strands import Cover, Rhythm, Strand, Supervisee, Supervision
from alongside.supervision.models.time_use import TimeSpent, WorkKind
from alongside.supervision.models.wellness import CheckIn, PlanSection, PlanShare

__all__ = [
    "Adjustment",
    "CareerStep",
    "CheckIn",
    "Cover",
    "Here",
    "PlanSection",
    "PlanShare",
    "Portfolio",
    "Preparation",
    "Raised",
    "Rhythm",
    "Session",
    "StarterStep",
    "StarterStepKind",
    "Strand",
    "Supervisee",
    "Supervision",
    "SupportAsk",
    "TimeSpent",
    "ToDo",
    "WorkKind",
]
