"""Find: one box, and for whoever may not know of someone the same page as for nobody."""

import re

import pytest

from alongside.core.guard import unguarded
from alongside.core.models import Opening
from tests.world import make_person, make_referral, worker_of


def find(client, words, **more):
    return client.get("/find/", {"q": words, **more})


def plain(answer):
    """The page without its tokens, and without the words that were looked for."""
    return re.sub(r'(nonce|csrfmiddlewaretoken)[^>]*>|value="[^"]*"|“[^”]*”', "", answer.text)


def test_find_before_anything_is_asked_asks_and_logs_nothing(world, sign_in):
    page = sign_in("peer_worker").get("/find/")
    assert page.status_code == 200
    assert "Nothing was found" not in page.text
    assert "Enter part of a name" in find(sign_in("lead"), " ").text
    assert not Opening.objects.exists()


def test_find_shows_people_workers_and_teams_by_what_they_are_and_logs_it(world, sign_in):
    referral, worker = make_referral(world, status="accepted"), worker_of(world)
    with unguarded():
        type(worker).objects.filter(pk=worker.pk).update(first_name="Leo", last_name="Than")
        type(world.thanet).objects.filter(pk=world.thanet.pk).update(name="Thanet and Leybourne")
    page = find(sign_in("lead"), "LE").text
    assert f'href="/people/{referral.person_id}/">Leona Marsh' in page
    assert "Waiting for a peer worker" in page
    assert f'href="/workers/{worker.pk}/">Leo Than' in page
    assert f'href="/workers/?team={world.thanet.pk}">Thanet and Leybourne' in page
    assert list(Opening.objects.values_list("how", "words", "actor_id")) == [("searched", "LE", world.lead.user_id)]


def test_find_when_nothing_fits_says_what_to_try(world, sign_in):
    page = find(sign_in("lead"), "<b>zzz").text
    assert "Nothing was found for “&lt;b&gt;zzz”." in page
    assert "Try the last name alone" in page


@pytest.mark.parametrize("who", ["other_coordinator", "peer_worker", "team_manager"])
@pytest.mark.parametrize("words", ["leona", "9990123454", "07700 900123"])
def test_find_when_they_may_not_know_is_the_page_of_nobody(world, sign_in, who, words, django_assert_num_queries):
    client = sign_in(who)
    find(client, words)
    with django_assert_num_queries(len_of_nobody := _asked(client, words)):
        nobody = find(client, words)
    make_referral(world, make_person(world, nhs_number="9990123454"))
    with django_assert_num_queries(len_of_nobody):
        somebody = find(client, words)
    assert "Nothing was found" in nobody.text
    assert plain(somebody) == plain(nobody)


def _asked(client, words):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        find(client, words)
    return len(asked)


def test_find_when_many_fit_shows_ten_and_then_more(world, sign_in):
    for n in range(12):
        name = f"Annie {'abcdefghijkl'[n]}"
        make_referral(
            world, make_person(world, user=None, first_name="Annie", last_name=name[-1], search_name=name.lower())
        )
    client = sign_in("lead")
    page = find(client, "annie").text
    assert page.count("/people/") == 10
    assert "?q=annie&amp;more=people" in page
    wide = find(client, "annie", more="people").text
    assert wide.count("/people/") == 12
    assert "more=people" not in wide


@pytest.mark.parametrize("who", ["referrer", "person", "governance", "administrator", "nobody"])
def test_find_when_not_theirs_is_not_found(world, sign_in, who):
    assert find(sign_in(who), "leona").status_code == 404


def test_find_is_in_the_row_of_links(world, sign_in):
    for who in ("lead", "coordinator", "peer_worker", "team_manager"):
        assert 'href="/find/"' in sign_in(who).get("/find/").text
