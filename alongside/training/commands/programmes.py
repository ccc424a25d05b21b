"""What is taught, described: competences, principles, programmes and their modules. By a profile, then on screen."""

from typing import Any

from django.utils.text import slugify

from alongside.core.commands import Act, command
from alongside.core.errors import Refused
from alongside.training import policies
from alongside.training.models import Cohort, Competence, Module, Principle, Programme

TOLD = (Cohort.Status.OPEN, Cohort.Status.CHOOSING)  # people have read how they will be chosen


@command("competence.added", "added a heading of a framework", allow=policies.may_keep_programmes)
def add_competence(act: Act, **said: Any) -> Competence:
    """`said`: framework, version, code, title; is_verified False says that nobody could check the title; position."""
    return Competence.objects.create(**said)


@command("principle.added", "added a principle", allow=policies.may_keep_programmes)
def add_principle(act: Act, *, name: str, competences: list[str] | None = None, **said: Any) -> Principle:
    """`competences` are ids. `said`: words, shown_by, position."""
    _free(Principle, name)
    principle = Principle.objects.create(name=name, **{"position": Principle.objects.count() + 1, **said})
    principle.competences.set(Competence.objects.filter(pk__in=competences or []))
    return principle


@command("principle.changed", "changed a principle", allow=policies.may_keep_programmes)
def change_principle(
    act: Act, principle: Principle, *, name: str, words: str, shown_by: str, competences: list[str], is_open: bool
) -> None:
    _free(Principle, name, principle)
    principle.name, principle.words, principle.shown_by, principle.is_open = name, words, shown_by, is_open
    principle.save()
    principle.competences.set(Competence.objects.filter(pk__in=competences))


@command("programme.added", "added a training programme", allow=policies.may_keep_programmes)
def add_programme(act: Act, *, name: str, **said: Any) -> Programme:
    """`said`: the programme's rules, as its fields are called."""
    _free(Programme, name)
    return Programme.objects.create(name=name, slug=_slug(name), **said)


@command("programme.changed", "changed the rules of a training programme", allow=policies.may_keep_programmes)
def change_programme(act: Act, programme: Programme, **said: Any) -> None:
    """How people are chosen stays as it was told to them while somebody is asking."""
    _free(Programme, said["name"], programme)
    if said["criteria"] != programme.criteria and programme.cohorts.filter(status__in=TOLD).exists():
        raise Refused(
            "People are asking for places now, and have read how we choose. Change it once places have been offered."
        )
    for name, value in said.items():
        setattr(programme, name, value)
    programme.save()


@command("module.added", "added a module", allow=policies.may_keep_programmes, locks=("programme",))
def add_module(act: Act, *, programme: Programme, principles: list[str] | None = None, **said: Any) -> Module:
    """`principles` are ids. `said`: title, about, prompt, hours, is_required."""
    module = Module.objects.create(programme=programme, **{"position": programme.modules.count() + 1, **said})
    module.principles.set(Principle.objects.filter(pk__in=principles or []))
    return module


@command("module.changed", "changed a module", allow=policies.may_keep_programmes)
def change_module(act: Act, module: Module, *, principles: list[str], **said: Any) -> None:
    for name, value in said.items():
        setattr(module, name, value)
    module.save()
    module.principles.set(Principle.objects.filter(pk__in=principles))


def _free(model: Any, name: str, own: Any = None) -> None:
    if model.objects.filter(name__iexact=name).exclude(pk=own.pk if own else None).exists():
        raise Refused(f"There is already one called {name}.")


def _slug(name: str) -> str:
    """Its own words in an address, with a number when another has them."""
    plain, number = slugify(name)[:50] or "programme", 1
    slug = plain
    while Programme.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{plain}-{number}"
    return slug
