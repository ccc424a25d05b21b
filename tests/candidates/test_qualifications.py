"""What lets a candidate apply: from the moment they are told, until it is taken back."""

from alongside.candidates import commands, queries
from alongside.core import clock
from tests.candidates.asserting import audited, refused_to, refuses


def qualify(world, grace, source="s1"):
    return commands.qualify(
        world.lead, grace, kind="training", title="Peer support", reached_on=clock.today(), source_id=source
    )


def test_qualified_once_for_each_thing_it_rests_on(world, grace):
    assert queries.qualification_of(grace) is None
    assert qualify(world, grace) == qualify(world, grace) == queries.qualification_of(grace)
    assert list(queries.qualified_since([grace.pk])) == [grace.pk]
    assert audited("candidate.qualified")
    details = {"kind": "training", "title": "x", "reached_on": clock.today(), "source_id": "2"}
    refused_to(world, ("trainer", "recruiter", "candidate", "panel"), commands.qualify, grace, **details)


def test_taken_back_with_a_reason_they_may_not_apply(world, grace):
    found = qualify(world, grace)
    assert "Say why" in refuses(world.lead, commands.withdraw_qualification, found, because=" ")
    refused_to(world, ("trainer", "recruiter", "candidate"), commands.withdraw_qualification, found, because="x")
    commands.withdraw_qualification(world.lead, found, because="It was somebody else’s.")
    assert queries.qualification_of(grace) is None
    assert queries.qualified_since([grace.pk]) == {}
    assert "already" in refuses(world.lead, commands.withdraw_qualification, found, because="x")
    assert audited("qualification.withdrawn")
