"""The front door, and where each kind of reader begins."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("lead", "/today/"),
        ("coordinator", "/today/"),
        ("peer_worker", "/today/"),
        ("team_manager", "/today/"),
        ("supervisor", "/people-i-supervise/"),
        ("referrer", "/my-referrals/"),
        ("partner", "/my-referrals/"),
        ("governance", "/audit/"),
        ("administrator", "/staff/"),
        ("person", "/my/"),
        ("nobody", "/my-account/"),
    ],
)
def test_home_takes_everyone_to_their_own_first_page(world, sign_in, who, first):
    client = sign_in(who)
    assert client.get("/").url == first
    assert client.get(first).status_code == 200


def test_home_for_a_visitor_says_what_peer_support_is_and_how_to_ask(world):
    page = Client().get("/").content.decode()
    assert "You do not have to walk this alone" in page
    assert "/ask/" in page


@pytest.mark.parametrize("page", ["accessibility", "privacy", "cookies"])
def test_about_pages_need_no_sign_in(world, page):
    assert Client().get(f"/{page}/").status_code == 200


@pytest.mark.parametrize("page", ["/today/", "/overview/", "/my/", "/audit/", "/openings/"])
def test_everything_else_asks_a_visitor_to_sign_in(world, page):
    assert f"next={page}" in Client().get(page).url
