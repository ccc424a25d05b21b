"""The doors of the directory: the profile of a new service, and a spreadsheet."""

from alongside.partners.imports.apply import apply
from alongside.partners.imports.check import Changed, Checked, check
from alongside.partners.imports.profile import describe
from alongside.partners.imports.read import read

__all__ = ["Changed", "Checked", "apply", "check", "describe", "read"]
