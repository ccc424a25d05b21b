"""Training: programmes and principles, cohorts and places, sessions and attendance, understanding, certificates."""

from alongside.training.models.certificates import Certificate, Issuer, SigningKey
from alongside.training.models.claims import Claim, Evidence, Finding
from alongside.training.models.cohorts import Attendance, Cohort, CohortTrainer, KindCall, Place, Session
from alongside.training.models.programmes import Competence, Mode, Module, Principle, Programme
from alongside.training.models.understanding import Assessment, Judgement, Reflection

__all__ = [
    "Assessment", "Attendance", "Certificate", "Claim", "Cohort", "CohortTrainer", "Competence", "Evidence", "Finding",
    "Issuer", "Judgement", "KindCall", "Mode", "Module", "Place", "Principle", "Programme", "Reflection", "Session",
    "SigningKey",
]  # fmt: skip
