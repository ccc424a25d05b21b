"""One definition of a field: its name, how it is called on a page and in spreadsheets, and how a cell is read."""

from collections.abc import Callable
from dataclasses import dataclass

from alongside.core.imports.values import Reader
from alongside.core.imports.values.basics import plain


@dataclass(frozen=True)
class Field:
    """`called`: what spreadsheets write above such a column, in plain lower case; the first words of each other.

    `telling`: the contents alone are enough to know the column by, whatever is written above it.
    `strict`: the reader refuses what does not belong, so contents can also say that a column is not this one.
    """

    name: str
    label: str
    read: Reader
    called: tuple[str, ...]
    needed: bool = False
    telling: bool = False
    strict: bool = True


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: its fields, and whether the fields found in a sheet are enough for it to be one of these."""

    name: str
    label: str
    fields: tuple[Field, ...]
    enough: Callable[[frozenset[str]], bool]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def called(words: str) -> tuple[str, ...]:
    """ "dob | date of birth" as the headers a field goes by."""
    return tuple(plain(word) for word in words.split("|"))
