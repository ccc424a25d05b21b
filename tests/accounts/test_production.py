"""A real service: it does not start without its secrets, warns of nothing, and holds no demonstration."""

import os
import subprocess
import sys

import pytest

GIVEN = {
    "ALONGSIDE_SECRET_KEY": "q8Zr2vXw7LtYp5Nc9Jd3Hs6Kf1Gm4Bb0Qa8Ew2Ru5Ti7Yo9Pl3Zx6Cv1Nm4",
    "ALONGSIDE_HOSTS": "peer.example.org",
    "ALONGSIDE_EMAIL_FROM": "Peer support <peer@example.org>",
    "ALONGSIDE_EMAIL_URL": "smtp://user:word@mail.example.org:587",
    "ALONGSIDE_ADDRESS": "https://peer.example.org",
}
TRUST = {
    "ALONGSIDE_OIDC_ADDRESS": "https://login.example.org/trust/",
    "ALONGSIDE_OIDC_CLIENT": "alongside",
    "ALONGSIDE_OIDC_SECRET": "a-secret",
}
CHECK = [sys.executable, "-W", "error", "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]


@pytest.fixture
def production(tmp_path):
    """`production(command, **changes)` runs it as a real service would start, in a home where a demonstration was."""
    (tmp_path / "demonstration").touch()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE_", "DJANGO_"))}

    def run(command: list[str], given: dict[str, str]) -> subprocess.CompletedProcess:
        environment = {
            **clean,
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            "ALONGSIDE_PRODUCTION": "1",
            "ALONGSIDE_HOME": str(tmp_path),
            **given,
        }
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    return run


SETTINGS = [sys.executable, "-c", "import alongside.config.settings"]
LOOK_ROUND = """
import django
django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
from alongside.accounts.forms.sign_in import SignIn
for path in ("/demo/", "/demo/outbox/", "/demo/sign-in/lead/"):
    try:
        resolve(path)
    except Resolver404:
        print("none")
print(SignIn().trust[0]["url"])
print(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"][-1])
"""


@pytest.mark.parametrize("missing", [*sorted(GIVEN), "ALONGSIDE_OIDC_SECRET"])
def test_production_when_a_secret_is_missing_refuses_to_start_and_names_it(production, missing):
    told = production(SETTINGS, {name: value for name, value in {**GIVEN, **TRUST}.items() if name != missing})
    assert told.returncode != 0
    assert f"Set {missing}: Alongside does not start in production without it" in told.stderr


def test_production_has_nothing_to_warn_of(production):
    told = production(CHECK, GIVEN)
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout


def test_production_has_no_demonstration_where_one_was_and_the_trusts_sign_in_by_settings_alone(production):
    told = production([sys.executable, "-c", LOOK_ROUND], {**GIVEN, **TRUST})
    assert told.stdout.split() == ["none"] * 3 + ["/accounts/oidc/trust/login/", "https://login.example.org"], (
        told.stderr
    )


def test_without_the_trusts_sign_in_there_is_no_button_for_it(db):
    from alongside.accounts.forms.sign_in import SignIn

    assert SignIn().trust == []
