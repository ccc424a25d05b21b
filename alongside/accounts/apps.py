"""The accounts slice."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "alongside.accounts"

    def ready(self) -> None:
        from alongside.accounts import adapter  # noqa: F401  its receivers write the sign-in history
