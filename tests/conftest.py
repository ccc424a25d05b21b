"""What every test stands on: a database, the guard open for set-up, and people to act as. See environment.py too."""

from pathlib import Path

import pytest
from django.test import TransactionTestCase
from hypothesis import settings as examples

from tests import migrated

# The same examples every time, so that a change is judged by what it changed. To look for new ones:
# pytest --hypothesis-profile=search
examples.register_profile("steady", derandomize=True)
examples.register_profile("search", derandomize=False)
examples.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that nobody waits for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("proof") is None)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """Whether a database that these migrations made before was brought, and only needs to be looked at."""
    return on_sqlite() and migrated.bring(test_database())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The cache table is made by a command, not a migration."""
    from django.core.management import call_command
    from django.db import connection

    with django_db_blocker.unblock():
        call_command("createcachetable", verbosity=0)
        connection.close()
    if on_sqlite():
        migrated.keep(test_database())


def on_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def test_database() -> Path:
    from django.conf import settings

    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session", autouse=True)
def _lift_triggers_at_tear_down():
    """A test that really commits is emptied afterwards, which append-only tables would refuse."""
    from django.db import connection

    from alongside.core import guard, triggers

    empty = TransactionTestCase._fixture_teardown

    def tear_down(self):
        with guard.unguarded(), triggers.lifted(connection):
            empty(self)

    TransactionTestCase._fixture_teardown = tear_down
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def world(db):
    """A small service with one of everybody. See tests/world.py."""
    from tests.world import make_world

    return make_world()


@pytest.fixture
def sign_in(world):
    """`sign_in("lead")` is a browser (Django's test client) signed in as them, second factor done."""
    from django.test import Client

    from alongside.accounts.middleware import SECOND_FACTOR

    def signed_in(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name])
        session = client.session
        session[SECOND_FACTOR] = "test"
        session.save()
        return client

    return signed_in
