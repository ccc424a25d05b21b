"""The trust's own sign-in (OpenID Connect): it opens accounts that are there, for addresses the trust has verified."""

import pytest
from allauth.core import context
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import complete_social_login
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.session import SessionStorage
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from alongside.accounts import queries, sessions
from alongside.accounts.models import SignIn, User

pytestmark = pytest.mark.django_db
APP = {
    "provider_id": "trust",
    "name": "your trust account",
    "client_id": "alongside",
    "secret": "a-secret",
    "settings": {"server_url": "https://login.example.org/"},
}


@pytest.fixture
def answered_by_trust(world, settings):
    """`answered_by_trust(email=…)` is (the request, our response) when the trust has said who it is."""
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}

    def answered(**claims):
        request = RequestFactory().get("/accounts/oidc/trust/login/callback/")
        request.session, request.user = SessionStore(), AnonymousUser()
        request.actor, request.service = queries.actor_for(None), world.service
        request._messages = SessionStorage(request)
        with context.request_context(request):
            provider = get_adapter().get_provider(request, "trust")
            login = provider.sociallogin_from_response(request, {"userinfo": {"sub": "s-1", "name": "X", **claims}})
            login.state = {}
            return request, complete_social_login(request, login)

    return answered


def test_an_open_account_is_signed_in_and_needs_nothing_more(answered_by_trust, world):
    request, response = answered_by_trust(email="lead@example.org", email_verified=True)
    assert response.status_code == 302
    assert request.user == world.users["lead"]
    request.actor = queries.actor_for(request.user)
    assert not sessions.needs_second_factor(request)
    assert list(SignIn.objects.values_list("worked", "how")) == [(True, "the trust’s sign-in")]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org", "email_verified": True},
        {"email": "lead@example.org", "email_verified": False},
        {"email": "lead@example.org"},
        {},
    ],
    ids=["unknown", "not verified", "silent about it", "no address"],
)
def test_anybody_else_is_told_there_is_no_account_and_none_is_made(answered_by_trust, claims):
    before = User.objects.count()
    request, response = answered_by_trust(**claims)
    assert "There is no account for you here yet" in response.content.decode()
    assert not request.user.is_authenticated
    assert User.objects.count() == before
