"""What is taught: programmes with their modules, principles with the headings they map to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from alongside.core.actors import Actor
from alongside.core.errors import NotAllowed
from alongside.training import policies
from alongside.training.models import Cohort, Competence, Module, Principle, Programme


@dataclass(frozen=True)
class ProgrammeRow:
    id: str
    name: str
    taught_by: str
    mode: str
    modules: int
    courses: int
    is_open: bool


@dataclass(frozen=True)
class ModuleRow:
    """One part. `principles` by name."""

    id: str
    title: str
    about: str
    prompt: str
    hours: str
    is_required: bool
    is_open: bool
    principles: tuple[str, ...]


@dataclass(frozen=True)
class PrincipleRow:
    """A principle with the framework’s headings: (code, title, whether somebody could check the title)."""

    id: str
    name: str
    words: str
    shown_by: str
    is_open: bool
    competences: tuple[tuple[str, str, bool], ...]


def is_described() -> bool:
    """Whether anything is taught here yet. For the first start."""
    return Programme.objects.exists() or Principle.objects.exists()


def programmes(actor: Actor) -> list[ProgrammeRow]:
    """All programmes, those offered first. One query."""
    _needs_to_keep(actor)
    running = ~Q(cohorts__status__in=(Cohort.Status.FINISHED, Cohort.Status.CANCELLED))
    found = policies.visible_programmes(actor).annotate(
        parts=Count("modules", filter=Q(modules__is_open=True), distinct=True),
        now=Count("cohorts", filter=running & Q(cohorts__isnull=False), distinct=True),
    )
    return [
        ProgrammeRow(row.pk, row.name, row.taught_by, row.get_mode_display(), row.parts, row.now, row.is_open)
        for row in found.order_by("-is_open", "name")
    ]


def get_programme(actor: Actor, id: str) -> Programme:  # noqa: A002
    return policies.visible_programmes(actor).get(pk=id)


def get_module(actor: Actor, id: str) -> Module:  # noqa: A002
    found = Module.objects.filter(programme__in=policies.visible_programmes(actor)).select_related("programme")
    return found.prefetch_related("principles").get(pk=id)


def get_principle(actor: Actor, id: str) -> Principle:  # noqa: A002
    _needs_to_keep(actor)
    return Principle.objects.prefetch_related("competences").get(pk=id)


def modules_of(programme: Programme, *, all_of_them: bool = False) -> list[ModuleRow]:
    """In the order they are taught; those no longer taught only when asked for. Two queries."""
    found = programme.modules.prefetch_related("principles").order_by("-is_open", "position", "title")
    if not all_of_them:
        found = found.filter(is_open=True)
    return [
        ModuleRow(
            id=row.pk,
            title=row.title,
            about=row.about,
            prompt=row.prompt,
            hours=f"{row.hours.normalize():f}",
            is_required=row.is_required,
            is_open=row.is_open,
            principles=tuple(principle.name for principle in row.principles.all()),
        )
        for row in found
    ]


def open_modules(programme: Programme) -> list[Module]:
    """The modules that are taught, in order, as records: to give a date to."""
    return list(programme.modules.filter(is_open=True).order_by("position", "title"))


def principles(actor: Actor) -> list[PrincipleRow]:
    """Every principle with what it maps to, those in use first. Two queries."""
    _needs_to_keep(actor)
    return _principles(Principle.objects.order_by("-is_open", "position", "name"))


def open_principles() -> list[PrincipleRow]:
    """The principles in use, for anybody to read. Two queries."""
    return _principles(Principle.objects.filter(is_open=True))


def _principles(found: Iterable[Principle]) -> list[PrincipleRow]:
    found = found.prefetch_related(Prefetch("competences", Competence.objects.order_by("position")))  # type: ignore[attr-defined]
    return [
        PrincipleRow(
            id=row.pk,
            name=row.name,
            words=row.words,
            shown_by=row.shown_by,
            is_open=row.is_open,
            competences=tuple((one.code, one.title, one.is_verified) for one in row.competences.all()),
        )
        for row in found
    ]


def principle_choices() -> list[tuple[str, str]]:
    return [(row.pk, row.name) for row in Principle.objects.filter(is_open=True)]


def competence_choices() -> list[tuple[str, str]]:
    """(id, code and title) of every heading; one whose title nobody could check says so."""
    return [
        (row.pk, f"{row.code} {row.title}" + ("" if row.is_verified else " (to be checked)"))
        for row in Competence.objects.all()
    ]


def framework() -> str:
    """The framework and its version, as its headings are known."""
    row = Competence.objects.first()
    return f"{row.framework}, {row.version}" if row else ""


def programme_choices(actor: Actor) -> list[tuple[Programme, str]]:
    found = policies.visible_programmes(actor).filter(is_open=True)
    return [(row, row.name) for row in found]


def _needs_to_keep(actor: Actor) -> None:
    if not policies.may_keep_programmes(actor):
        raise NotAllowed("see what is taught")
