"""A candidate who is in touch, with Ines looking after her."""

import pytest

from tests.world import make_candidate


@pytest.fixture
def grace(world):
    return make_candidate(world)
