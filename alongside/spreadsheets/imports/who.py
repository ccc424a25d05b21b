"""Names found among the names that are known: in full, by first name or initials, and only where one person fits."""

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from alongside.core.imports.values import Puzzle, tokens

T = TypeVar("T")


@dataclass
class Names(Generic[T]):
    """Names with what they stand for. `show` says one in words; `nobody` begins the sentence for a name not found."""

    show: Callable[[T], str]
    nobody: str
    entries: list[tuple[tuple[str, ...], T]] = field(default_factory=list)
    _full: dict[tuple[str, ...], list[T]] = field(default_factory=dict)
    _by_word: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, entry: T) -> None:
        words = tokens(name)
        if not words:
            return
        at = len(self.entries)
        self.entries.append((words, entry))
        self._full.setdefault(tuple(sorted(words)), []).append(entry)
        for letter in {word[0] for word in words}:
            self._by_word.setdefault(letter, []).append(at)

    def fitting(self, name: str) -> list[T]:
        """Everybody the name may mean, from the fullest way of reading it that fits anybody."""
        words = tokens(name)
        if not words:
            return []
        if same := self._full.get(tuple(sorted(words))):
            return _once(same)
        near = [self.entries[at] for at in self._by_word.get(words[0][0], ())]
        if part := [entry for known, entry in near if _part_of(words, known)]:
            return _once(part)
        if len(words) == 1 and 2 <= len(words[0]) <= 4:
            return _once(e for known, e in near if "".join(word[0] for word in known) == words[0])
        return []

    def closest(self, name: str) -> str:
        """A name much like this one, or "": what may have been meant."""
        shown = {" ".join(known): self.show(entry) for known, entry in self.entries}
        found = difflib.get_close_matches(" ".join(tokens(name)), list(shown), n=1, cutoff=0.8)
        return shown[found[0]] if found else ""


def _once(entries: Iterable[T]) -> list[T]:
    return list({id(entry): entry for entry in entries}.values())


def _part_of(words: tuple[str, ...], known: tuple[str, ...]) -> bool:
    """Each word is one of the name's, or the first letter of one; at least one is whole."""
    left, whole = list(known), False
    for word in sorted(words, key=len, reverse=True):
        if word in left:
            left.remove(word)
            whole = True
        elif len(word) == 1 and (match := next((w for w in left if w.startswith(word)), "")):
            left.remove(match)
        else:
            return False
    return whole


def find(name: str, *among: "Names[T]") -> T:
    """The one whom the name means, looked for in each list in turn. Puzzle when nobody fits, or more than one."""
    for names in among:
        if found := names.fitting(name):
            if len(found) == 1:
                return found[0]
            shown = " or ".join(dict.fromkeys(names.show(entry) for entry in found[:4]))
            raise Puzzle(f"This could be more than one: {shown}. Write the full name.")
    close = next((close for names in among if (close := names.closest(name))), "")
    raise Puzzle(f"{among[0].nobody}{f' Did you mean {close}?' if close else ''}", close)
