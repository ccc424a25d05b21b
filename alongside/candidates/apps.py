"""The candidates slice."""

from django.apps import AppConfig


class CandidatesConfig(AppConfig):
    name = "alongside.candidates"
