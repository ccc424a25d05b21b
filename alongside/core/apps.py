"""Starts the grammar: the write guard goes on every connection, and the registers of commands and jobs are filled."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class CoreConfig(AppConfig):
    name = "alongside.core"

    def ready(self) -> None:
        from django.urls import register_converter
        from django.utils.module_loading import autodiscover_modules

        from alongside.core import guard
        from alongside.core.ids import IdConverter

        connection_created.connect(guard.install, dispatch_uid="write guard")
        register_converter(IdConverter, "id")
        autodiscover_modules("commands", "jobs", "notices")
