"""Where the tests run: a home of their own, on either database. pytest loads this before it reads the settings."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

HOME = Path(tempfile.mkdtemp(prefix="alongside-test-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
(HOME / "demonstration").touch()
(HOME / "assets").mkdir()  # WhiteNoise warns when there is none

os.environ["ALONGSIDE_HOME"] = str(HOME)
os.environ.pop("ALONGSIDE_PRODUCTION", None)
os.environ["ALONGSIDE_DATABASE_URL"] = (
    os.environ["ALONGSIDE_TEST_POSTGRES_URL"] if os.environ.get("ALONGSIDE_TEST_DB") == "postgres" else ""
)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver runs an event loop
