"""Signing in: a password, an emailed code, a second factor; who is kept out; and what is written down about it."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from alongside.accounts import commands, sessions
from alongside.accounts.middleware import CLOSED
from alongside.accounts.models import SignIn, User
from alongside.core import clock
from alongside.core.actors import process

pytestmark = pytest.mark.django_db
PASSWORD = "three ordinary words"


@pytest.fixture(autouse=True)
def _no_limits_left_over():
    cache.clear()


@pytest.fixture
def with_password(world):
    """`with_password("person")` is that user, who has a password now."""

    def given(name: str) -> User:
        user = world.users[name]
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        return user

    return given


def sign_in_by_password(client: Client, user: User, password: str = PASSWORD, **extra):
    return client.post(reverse("account_login"), {"login": user.email, "password": password}, **extra)


def sign_in_by_code(client: Client, user: User):
    client.post(reverse("account_request_login_code"), {"email": user.email})
    code = re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)[0]
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def app_code(secret: str) -> str:
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("accounts:my_account")).status_code == 200


def history() -> list[tuple[bool, str]]:
    return list(SignIn.objects.order_by("at", "pk").values_list("worked", "how"))


# With one factor


def test_a_person_signs_in_with_a_password(with_password):
    client, person = Client(), with_password("person")
    response = sign_in_by_password(client, person)
    assert response.status_code == 302
    assert is_signed_in(client)
    row = SignIn.objects.get()
    assert (row.worked, row.how, row.user_id, row.address) == (True, "password", person.pk, "127.0.0.1")


def test_a_person_signs_in_with_an_emailed_code(world):
    client = Client()
    response = sign_in_by_code(client, world.users["person"])
    assert response.status_code == 302
    assert is_signed_in(client)
    assert history() == [(True, "emailed code")]
    message = mail.outbox[0]
    assert (message.subject, message.to) == ("Your code to sign in", ["leona@example.org"])
    assert "Never tell it to anybody, us included.\n\nIf you did not ask" in message.body
    assert message.body.endswith("Nobody has signed in.\n\nPeer support, Tarnshire Partnership NHS Trust")
    assert "&#" not in message.body
    assert not message.alternatives


def test_signing_in_gives_the_session_a_new_key(with_password):
    client, person = Client(), with_password("person")
    client.get(reverse("account_login"))
    session = client.session
    session["visited"] = "before"
    session.save()
    before = session.session_key
    sign_in_by_password(client, person)
    assert client.session.session_key != before


def test_a_wrong_password_is_refused_written_down_and_never_sent_back(with_password):
    client, person = Client(), with_password("person")
    response = sign_in_by_password(client, person, "not these words")
    assert "The email address or the password is not right." in response.text
    assert "not these words" not in response.text
    assert not is_signed_in(client)
    row = SignIn.objects.get()
    assert (row.worked, row.how, row.email) == (False, "password", person.email)


def test_a_wrong_code_is_refused_and_written_down(world):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": world.users["person"].email})
    response = client.post(reverse("account_confirm_login_code"), {"code": "WRONG1"})
    assert "That is not the code." in response.text
    assert not is_signed_in(client)
    assert history() == [(False, "emailed code")]


def test_another_code_is_sent_when_asked_for(world):
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": world.users["person"].email})
    assert "Send another code" in client.get(reverse("account_confirm_login_code")).text
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    assert len(mail.outbox) == 2


def test_an_unknown_address_gets_the_same_answer_as_a_known_one(world):
    answers = set()
    for email in (world.users["person"].email, "unknown@example.org"):
        client = Client()
        response = client.post(reverse("account_request_login_code"), {"email": email})
        page = client.get(response.url)
        answers.add((response.url, page.text.count("sent a code"), page.status_code))
    assert len(answers) == 1


def test_too_many_wrong_passwords_are_refused_before_they_are_tried(with_password):
    client, person = Client(), with_password("person")
    for _ in range(6):
        sign_in_by_password(client, person, "not these words")
    response = sign_in_by_password(client, person)
    assert "Too many" in response.text
    assert not is_signed_in(client)


def test_too_many_tries_from_one_address_is_a_page_in_words(world):
    client = Client()
    responses = [client.post(reverse("account_login"), {"login": "x@example.org", "password": "x"}) for _ in range(32)]
    assert responses[-1].status_code == 429
    assert "Too many tries" in responses[-1].text


# Who is kept out


def test_after_the_last_day_neither_password_nor_code_opens_anything(world, with_password):
    person = with_password("person")
    commands.close_account(process("A test"), person, last_day=clock.today())
    with clock.at(clock.now() + timedelta(days=1)):
        for sign_in in (sign_in_by_password, sign_in_by_code):
            client = Client()
            response = sign_in(client, person)
            assert response.url == reverse("account_inactive")
            assert "This account is closed" in client.get(response.url).text
            assert not is_signed_in(client)
    assert history() == [(False, "account closed")] * 2


def test_someone_signed_in_is_out_when_their_account_is_closed(world, sign_in):
    client = sign_in("person")
    assert is_signed_in(client)
    commands.close_account(process("A test"), world.users["person"], last_day=None)
    assert client.get(reverse("accounts:my_account")).url.startswith(reverse("account_login"))


def test_someone_signed_in_is_out_when_the_day_after_the_last_begins(world, sign_in):
    client = sign_in("person")
    commands.close_account(process("A test"), world.users["person"], last_day=clock.today())
    assert is_signed_in(client)
    with clock.at(clock.now() + timedelta(days=1)):
        assert not is_signed_in(client)
        assert "Your account is closed." in client.get(reverse("account_login")).text


def test_nobody_can_sign_up_or_change_their_own_address(world, sign_in):
    client = sign_in("person")
    assert "account_signup" in CLOSED
    for name in CLOSED - {"account_confirm_email"}:
        assert client.get(reverse(name)).status_code == 404, name


def test_sessions_end_by_themselves(world, sign_in):
    now = clock.now()
    for who, minutes, stays in (("person", 14, True), ("person", 16, False), ("lead", 29, True), ("lead", 31, False)):
        client = sign_in(who)
        with clock.at(now + timedelta(minutes=minutes)):
            assert is_signed_in(client) is stays, (who, minutes)
            if not stays:
                assert "Words the page had kept are safe." in client.get(reverse("account_login")).text


def test_a_session_ends_after_twelve_hours_however_busy(world, sign_in):
    client, now = sign_in("lead"), clock.now()
    for quarter in range(1, 48):
        with clock.at(now + timedelta(minutes=15 * quarter)):
            assert is_signed_in(client)
    with clock.at(now + timedelta(hours=12, minutes=10)):
        assert not is_signed_in(client)


def test_use_is_noted_once_a_minute_and_not_on_every_page(world, sign_in):
    client, now = sign_in("lead"), clock.now()
    first = client.session[sessions.SEEN]
    with clock.at(now + timedelta(seconds=30)):
        client.get(reverse("accounts:my_account"))
    assert client.session[sessions.SEEN] == first
    with clock.at(now + timedelta(seconds=90)):
        client.get(reverse("accounts:my_account"))
    assert client.session[sessions.SEEN] > first


# The second factor


STAFF = ["lead", "coordinator", "peer_worker", "team_manager", "referrer", "governance", "administrator"]


@pytest.mark.parametrize("who", STAFF)
def test_staff_without_a_second_factor_are_sent_to_set_one_up(world, who):
    client = Client()
    sign_in_by_code(client, world.users[who])
    response = client.get(reverse("accounts:my_account"))
    assert (response.status_code, response.url) == (302, reverse("mfa_index"))
    assert "Everybody who sees other people’s records needs one" in client.get(response.url).text


@pytest.mark.parametrize("who", ["person", "nobody"])
def test_who_sees_nobody_elses_records_needs_one_factor(world, who):
    client = Client()
    sign_in_by_code(client, world.users[who])
    assert is_signed_in(client)


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_is_the_second_factor_and_gives_recovery_codes(world):
    client = Client()
    sign_in_by_code(client, world.users["lead"])
    page = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml;base64," in page.text
    secret = client.session["mfa.totp.secret"]
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 200
    assert not Authenticator.objects.exists()
    response = client.post(reverse("mfa_activate_totp"), {"code": app_code(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert is_signed_in(client)
    codes = client.get(response.url)
    assert codes.text.count("<code>") == 10
    assert (True, "added: authenticator app") in history()


@pytest.fixture
def with_app(with_password):
    """`with_app("lead")` is (the user, the app's secret): a password and an authenticator app."""

    def given(name: str) -> tuple[User, str]:
        user, secret = with_password(name), totp.generate_totp_secret()
        totp.TOTP.activate(user, secret)
        return user, secret

    return given


def test_password_and_app_together_sign_staff_in(with_app):
    client = Client()
    user, secret = with_app("lead")
    assert sign_in_by_password(client, user).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    assert is_signed_in(client)
    assert history() == [(True, "password, authenticator app")]


def test_a_wrong_second_factor_is_refused_and_written_down(with_app):
    client = Client()
    user, _ = with_app("lead")
    sign_in_by_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(client)
    assert history() == [(False, "second factor")]


def test_an_emailed_code_does_not_stand_in_for_the_second_factor(with_app):
    client = Client()
    user, _ = with_app("lead")
    assert sign_in_by_code(client, user).url == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_a_recovery_code_is_a_second_factor_once(with_app):
    user, _ = with_app("lead")
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    for worked in (True, False):
        client = Client()
        sign_in_by_password(client, user)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert is_signed_in(client) is worked


def test_the_trusts_own_sign_in_counts_as_both(world, sign_in):
    client = Client()
    client.force_login(world.users["lead"])
    session = client.session
    session["account_authentication_methods"] = [{"method": "socialaccount", "at": time.time(), "provider": "trust"}]
    session["account_authentication_methods_user"] = world.users["lead"].pk
    session.save()
    assert is_signed_in(client)


def test_taking_an_app_away_asks_who_you_are_first_and_is_told_by_email(with_app):
    client = Client()
    user, secret = with_app("lead")
    sign_in_by_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.url.startswith(reverse("account_reauthenticate"))
    assert client.get(asked.url).status_code == 200
    client.post(asked.url, {"password": PASSWORD})
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert (True, "removed: authenticator app") in history()


# Passwords, sessions, and every other page of the way in


def test_a_password_is_set_changed_and_reset_without_a_command_touching_more(world):
    client, person = Client(), world.users["person"]
    sign_in_by_code(client, person)
    new = {"password1": PASSWORD, "password2": PASSWORD}
    assert client.get(reverse("account_set_password")).status_code == 200
    client.post(reverse("account_set_password"), new)
    assert client.get(reverse("account_change_password")).status_code == 200
    other = {"password1": "quite different words", "password2": "quite different words"}
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, **other})
    person.refresh_from_db()
    assert person.check_password("quite different words")
    client.logout()
    client.post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
    page = client.get(link, follow=True)
    assert "Choose a new password" in page.text
    client.post(page.request["PATH_INFO"], new)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert "This link no longer works" in client.get(link, follow=True).text
    assert [how for _, how in history()].count("changed: password") == 3


def test_a_weak_password_is_refused_in_words(world, sign_in):
    response = sign_in("person").post(reverse("account_set_password"), {"password1": "leona", "password2": "leona"})
    assert "too similar to the email" in response.text


def test_signing_out_everywhere_else_leaves_this_one(with_password):
    person = with_password("person")
    here, there = Client(), Client()
    for client in (here, there):
        sign_in_by_password(client, person)
    assert "Sign out everywhere else" in here.get(reverse("usersessions_list")).text
    here.post(reverse("usersessions_list"))
    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_signing_out_is_asked_and_done(world, sign_in):
    client = sign_in("person")
    assert "Do you want to sign out?" in client.get(reverse("account_logout")).text
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "name", ["account_login", "account_request_login_code", "account_reset_password", "account_reset_password_done"]
)
def test_the_doors_are_in_our_words_under_the_strict_policy(world, name):
    page = Client().get(reverse(name))
    assert page.status_code == 200
    assert "nhsuk-" in page.text
    nonce = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])[1]
    for tag in re.findall(r"<script[^>]*>", page.text):
        assert f'nonce="{nonce}"' in tag
    assert " style=" not in page.text


def test_every_page_behind_the_door_is_in_our_words(with_app):
    client = Client()
    user, secret = with_app("lead")
    RecoveryCodes.activate(user)
    key = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "My phone", "passwordless": True, "credential": {}}
    )
    sign_in_by_password(client, user)
    client.post(reverse("mfa_authenticate"), {"code": app_code(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name, args in (
        ("mfa_index", []),
        ("mfa_view_recovery_codes", []),
        ("mfa_generate_recovery_codes", []),
        ("mfa_list_webauthn", []),
        ("mfa_edit_webauthn", [key.pk]),
        ("mfa_remove_webauthn", [key.pk]),
        ("mfa_reauthenticate", []),
        ("mfa_deactivate_totp", []),
        ("usersessions_list", []),
        ("account_change_password", []),
    ):
        page = client.get(reverse(name, args=args))
        assert page.status_code == 200, name
        assert "nhsuk-header" in page.text, name
        assert "Alongside" not in page.text, name


def test_a_passkey_page_carries_its_data_under_the_nonce(world):
    client = Client()
    sign_in_by_code(client, world.users["lead"])
    page = client.get(reverse("mfa_add_webauthn"))
    nonce = re.search(r"'nonce-([^']+)'", page.headers["Content-Security-Policy"])[1]
    assert f'id="js_data" nonce="{nonce}"' in page.text
    assert "webauthn.forms.addForm" in page.text
