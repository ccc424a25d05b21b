"""Lived experience for colleagues, carers and students; and what the service gives beyond the trust."""

from alongside.outreach.models.contributions import Contribution, Contributor
from alongside.outreach.models.talks import Ask, Audience, AwarenessWeek, Speaker, Talk, TalkFeedback

__all__ = ["Ask", "Audience", "AwarenessWeek", "Contribution", "Contributor", "Speaker", "Talk", "TalkFeedback"]
