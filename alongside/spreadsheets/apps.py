"""The spreadsheets slice."""

from django.apps import AppConfig


class SpreadsheetsConfig(AppConfig):
    name = "alongside.spreadsheets"
