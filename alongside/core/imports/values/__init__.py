"""What people write in a cell, read as what they mean; a Puzzle, in kind words, when it cannot be known.

Every reader takes the cell and a Reading (what is known around it). An empty cell is None.
"""

from alongside.core.imports.values.amounts import hours, minutes
from alongside.core.imports.values.basics import Puzzle, Reader, Reading, is_empty, text, written
from alongside.core.imports.values.codes import attendance, closure, mechanism, standing, therapy_mode
from alongside.core.imports.values.days import birth_day, day
from alongside.core.imports.values.names import Name, email, name, nhs_number, tokens

__all__ = [
    "Name",
    "Puzzle",
    "Reader",
    "Reading",
    "attendance",
    "birth_day",
    "closure",
    "day",
    "email",
    "hours",
    "is_empty",
    "mechanism",
    "minutes",
    "name",
    "nhs_number",
    "standing",
    "text",
    "therapy_mode",
    "tokens",
    "written",
]
