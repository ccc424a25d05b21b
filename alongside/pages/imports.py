"""The first words of the public site, from the profile. What editors have changed since is left alone."""

from typing import Any

from alongside.accounts import profiles, queries
from alongside.core.actors import Actor
from alongside.pages import commands
from alongside.pages.queries import site


@profiles.section("pages")
def describe(actor: Actor, said: dict[str, Any]) -> None:
    """Each of `texts` ({slug, part}, in order) that is not there yet, with the words of its file, published."""
    service = queries.current_service()
    assert service is not None
    known = site.slugs(actor)
    for position, row in enumerate(said.get("texts", ())):
        if row["slug"] not in known:
            words = profiles.read_words(profiles.words_of(service.profile, row["slug"]))
            page = commands.add_text_page(actor, slug=row["slug"], part=row["part"], position=position, **words)
            commands.publish_text(actor, page)
