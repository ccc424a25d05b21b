"""The bank slice."""

from django.apps import AppConfig


class BankConfig(AppConfig):
    name = "alongside.bank"
