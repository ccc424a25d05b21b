"""The product's own settings, with the floors beside its pages."""

from pathlib import Path

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import TEMPLATES

ROOT_URLCONF = "bench.floor"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "jinja2"]
