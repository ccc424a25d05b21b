"""The pages slice."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "alongside.pages"
