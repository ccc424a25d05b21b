"""The views of candidates, a file for each noun."""

from alongside.candidates.views.candidates import candidate
from alongside.candidates.views.routes import route

__all__ = ["candidate", "route"]
