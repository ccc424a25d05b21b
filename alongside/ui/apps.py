"""Tells Django where the kit's templates and static files are."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "alongside.ui"
    label = "ui"
