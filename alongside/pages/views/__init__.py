"""Pages that join slices, a file for each kind of reader."""

from alongside.pages.views.logs import audit_trail, openings
from alongside.pages.views.public import about, home

__all__ = ["about", "audit_trail", "home", "openings"]
