"""The same minutes written down twice at the same moment: one of the two is kept, and the other is refused in words."""

import pytest

from alongside.core.errors import Refused
from alongside.support import commands
from alongside.support.models import AboutPerson, Contact
from tests.promises.test_at_once import all_at_once
from tests.support.moments import facts, in_days
from tests.support.test_about_person import make_about, said
from tests.world import World, make_person, make_referral, make_relationship

pytestmark = pytest.mark.django_db(transaction=True)
PAIRS = 4


@pytest.mark.parametrize("corrects", [False, True], ids=["written", "corrected"])
def test_a_contact_and_work_about_the_person_in_its_minutes_are_never_both_kept(world: World, corrects: bool) -> None:
    who, moment = world.peer_worker, in_days(-2, 15)
    walks = [
        make_relationship(
            world, make_referral(world, make_person(world, user=None, last_name=f"Person {n}"), status="matched")
        )
        for n in range(PAIRS)
    ]
    before = [make_about(walk) for walk in walks] if corrects else []

    def do(n: int) -> object:
        pair, about = divmod(n, 2)
        if not about:
            return commands.record_contact(who, walks[pair], **facts(starts_at=moment))
        if corrects:
            earlier = AboutPerson.objects.get(pk=before[pair].pk)
            return commands.correct_about_person(who, earlier, **said(at=moment))
        return commands.record_about_person(who, walks[pair], **said(at=moment))

    results = all_at_once(do, 2 * PAIRS)

    refused = [row for row in results if isinstance(row, Exception)]
    assert [type(row) for row in refused] == [Refused] * PAIRS
    assert all("count once" in str(row) for row in refused)
    kept = AboutPerson.objects.filter(at=moment).count()
    assert Contact.objects.count() + kept == PAIRS
