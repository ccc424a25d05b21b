"""The outreach slice."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "alongside.outreach"
