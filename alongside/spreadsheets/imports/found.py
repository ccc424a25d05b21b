"""What rows were understood to mean: workers, people, their requests, contacts; of the file, the service or both."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from alongside.core.imports.values import Name
from alongside.referrals.imports import KnownPerson
from alongside.spreadsheets.imports.rows import Row
from alongside.support.imports import KnownContact
from alongside.workforce.imports import KnownWorker


@dataclass(eq=False)
class WorkerFound:
    """A worker: of the file (`rows`), of the service (`known`), or of both."""

    name: Name
    email: str = ""
    rows: list[Row] = field(default_factory=list)
    known: KnownWorker | None = None
    team: Any = None
    starts_on: date | None = None

    @property
    def shown(self) -> str:
        return str(self.name)


@dataclass(eq=False)
class Asked:
    """One request of a person: a row of the file, a request that is here, or both. `walks` are those who are here."""

    row: Row | None = None
    known: Any = None
    received_on: date | None = None
    ended_on: date | None = None
    worker: WorkerFound | None = None
    standing: str = ""
    team: Any = None
    walks: tuple[Any, ...] = ()


@dataclass(eq=False)
class PersonFound:
    """A person: of the file, of the service, or of both."""

    name: Name
    nhs_number: str = ""
    birth_date: date | None = None
    known: KnownPerson | None = None
    rows: list[Row] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)

    @property
    def shown(self) -> str:
        return f"{self.name}, born {self.birth_date:%d/%m/%Y}" if self.birth_date else str(self.name)


@dataclass(eq=False)
class ContactFound:
    """One contact of the file, ready to be brought in. `known` is the one here that it differs from."""

    row: Row
    person: PersonFound
    asked: Asked
    workers: tuple[WorkerFound, ...]
    on: date
    attendance: str
    mechanism: str
    therapy_mode: str
    minutes: int | None
    known: KnownContact | None = None
