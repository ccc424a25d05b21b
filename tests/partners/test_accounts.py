"""Accounts of partner organisations: they refer, see what became of whom they sent, and reach nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.accounts import commands as accounts
from alongside.accounts.models import RoleHolding, User
from alongside.core import clock
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, Notice
from alongside.partners import commands
from alongside.referrals import commands as referrals
from alongside.referrals import queries
from alongside.referrals.models import Question, Referral, Sharing
from tests.partners.setting_up import charity, make_agreement, make_entry
from tests.world import World, make_person, make_referral, make_relationship, make_user

pytestmark = pytest.mark.django_db
WHO = {"name": "Oli Brack", "email": "oli@harbour.example"}


def was_written(action: str, subject: Any) -> bool:
    return AuditEvent.objects.filter(action=action, subject_id=subject.pk).exists()


@pytest.mark.parametrize("who", ["lead", "administrator"])
def test_lead_and_administrator_open_and_end_an_account(world: World, who: str) -> None:
    held = commands.open_partner_account(world.actor(who), charity(), **WHO)
    assert (held.role, held.organisation, held.user.kind) == ("partner", charity(), "staff")
    assert was_written("partner_account.opened", held)
    assert Notice.objects.filter(to="oli@harbour.example").exists()
    with pytest.raises(Refused, match="has this role"):
        commands.open_partner_account(world.actor(who), charity(), **WHO)
    commands.end_partner_account(world.actor(who), held)
    assert was_written("partner_account.ended", held)
    with pytest.raises(Refused, match="has ended already"):
        commands.end_partner_account(world.actor(who), held)


@pytest.mark.parametrize("who", ["coordinator", "peer_worker", "partner", "governance"])
def test_others_open_and_end_none(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        commands.open_partner_account(world.actor(who), charity(), **WHO)
    held = RoleHolding.objects.get(user=world.users["other_partner"])
    with pytest.raises(NotAllowed):
        commands.end_partner_account(world.actor(who), held)


def test_no_other_role_is_ended_here(world: World) -> None:
    held = RoleHolding.objects.get(user=world.users["peer_worker"])
    with pytest.raises(NotAllowed):
        commands.end_partner_account(world.lead, held)


def test_an_address_of_somebody_else_is_not_taken(world: World) -> None:
    for email in ("imani@example.org", "leona@example.org"):
        with pytest.raises(Refused, match="cannot be used"):
            commands.open_partner_account(world.lead, charity(), name="Oli", email=email)


def test_whoever_left_comes_back_to_the_same_account(world: World) -> None:
    user = world.users["other_partner"]
    commands.end_partner_account(world.lead, user.holdings.get())
    accounts.close_account(world.administrator, user, last_day=None)
    held = commands.open_partner_account(world.lead, charity(), name="Lev", email=user.email.upper())
    assert (held.user, held.user.is_active, User.objects.filter(email=user.email).count()) == (user, True, 1)


def test_a_partner_and_a_colleague_are_two_accounts(world: World) -> None:
    with pytest.raises(Refused, match="on that partner’s own page"):
        accounts.give_role(world.administrator, world.users["nobody"], role="partner")
    with pytest.raises(Refused, match="kept apart"):
        accounts.give_role(world.administrator, world.users["partner"], role="peer_worker")
    with pytest.raises(Refused, match="kept apart"):
        accounts.give_role(world.administrator, world.users["lead"], role="partner", organisation=charity())
    with pytest.raises(Refused, match="on that partner’s own page"):
        accounts.give_role(world.administrator, world.users["lead"], role="ward", organisation=charity())


# Referring in --------------------------------------------------------------------------------------------------------

WHOM = {"told_consent": "yes", "first_name": "Ned", "last_name": "Aslin", "phone": "07700 900 455"}


@pytest.mark.parametrize(("kind", "source"), [("charity", "G4"), ("council", "M6"), ("trust", "M6"), ("other", "M6")])
def test_a_referral_says_which_organisation_it_is_from(world: World, sign_in: Any, kind: str, source: str) -> None:
    with unguarded():
        partner = charity()
        partner.kind = kind
        partner.save()
    browser = sign_in("partner")
    assert browser.get("/").url == reverse("referrals:my_referrals")
    step = reverse("referrals:refer_step", args=["who"])
    assert browser.get(reverse("referrals:refer")).status_code == 200
    assert browser.post(step, WHOM).status_code == 302
    hopes = reverse("referrals:refer_step", args=["hopes"])
    page = browser.get(hopes).content.decode()
    assert "Where do you work?" not in page
    assert "Thanet CMHT" not in page
    assert browser.post(hopes, {"hopes": "Company.", "language": "en", "source": "P1"}).status_code == 302
    assert browser.post(reverse("referrals:refer_step", args=["check"])).status_code == 302
    found = Referral.objects.get()
    assert (found.source, found.referrer, found.host_team) == (source, world.users["partner"], None)
    assert (found.asker_name, found.asker_role) == ("Petra Onslow", "Harbour Peers")
    assert "Ned Aslin" in browser.get(reverse("referrals:my_referrals")).content.decode()


def test_what_became_of_whom_their_organisation_sent(world: World) -> None:
    colleague = make_user("oli@harbour.example", "Oli Brack", "partner", organisation=charity())
    with unguarded():
        world.users["oli"] = colleague
    mine = make_referral(world, referrer=world.users["partner"], given_name="Mine Own")
    theirs = make_referral(
        world, make_person(world, user=None), status="matched", referrer=colleague, given_name="Ours Too"
    )
    make_referral(world, make_person(world, user=None), referrer=world.users["other_partner"], given_name="Not Ours")
    make_referral(world, make_person(world, user=None), given_name="Nor This")
    make_relationship(world, theirs)
    with unguarded():
        Sharing.objects.create(
            person=theirs.person, shared_with="referrer", what="words", given_on=clock.today(), said_by="Maeve"
        )
        for referral in (mine, theirs):
            Question.objects.create(
                referral=referral, words="Which days?", asked_at=clock.now(), asked_by="Ines Okafor"
            )
    rows = {row.name: row for row in queries.my_referrals(world.partner)}
    assert set(rows) == {"Mine Own", "Ours Too"}
    assert (rows["Mine Own"].by, rows["Mine Own"].question) == ("", "Which days?")
    assert (rows["Ours Too"].by, rows["Ours Too"].question) == ("Oli Brack", "")
    assert "Imani" not in rows["Ours Too"].now
    assert "Imani" in {row.name: row for row in queries.my_referrals(world.oli)}["Ours Too"].now


def test_what_was_said_to_a_colleague_is_not_said_to_me(world: World) -> None:
    colleague = make_user("oli@harbour.example", "Oli Brack", "partner", organisation=charity())
    make_referral(world, status="declined", referrer=colleague, declined_words="We spoke of her drinking.")
    (row,) = queries.my_referrals(world.partner)
    assert (row.finished, row.now) == (True, "They can ask us again at any time.")


def test_who_left_takes_nothing_with_them_and_brings_nothing_along(world: World) -> None:
    sent = make_referral(world, referrer=world.users["other_partner"], given_name="Theirs")
    commands.end_partner_account(world.lead, world.users["other_partner"].holdings.get())
    assert queries.my_referrals(world.other_partner) == []
    lantern = RoleHolding.objects.get(user=world.users["other_partner"]).organisation
    make_user("new@lantern.example", "New There", "partner", organisation=lantern)
    with unguarded():
        world.users["new"] = User.objects.get(email="new@lantern.example")
    assert [row.name for row in queries.my_referrals(world.new)] == ["Theirs"]
    commands.open_partner_account(world.lead, charity(), name="Lev", email=world.users["other_partner"].email)
    with unguarded():
        RoleHolding.objects.filter(user=world.users["other_partner"], organisation=charity()).update(
            starts_on=clock.today() - timedelta(days=1)
        )
    assert queries.my_referrals(world.partner) == []
    assert queries.my_referrals(world.other_partner) == []
    assert Referral.objects.get() == sent


def test_a_colleagues_question_is_answered_by_whoever_was_asked(world: World, sign_in: Any) -> None:
    colleague = make_user("oli@harbour.example", "Oli Brack", "partner", organisation=charity())
    with unguarded():
        asked = Question.objects.create(
            referral=make_referral(world, status="asked", referrer=colleague),
            words="Which days?",
            asked_at=clock.now(),
            asked_by="Ines Okafor",
        )
    with pytest.raises(NotAllowed):
        referrals.answer_question(world.partner, asked, answer="Mondays")
    assert sign_in("partner").get(reverse("referrals:answer_question", args=[asked.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_three_are_asked_as_one(world: World, rows: int, django_assert_num_queries) -> None:
    for _ in range(rows):
        person = make_person(world, user=None)
        make_relationship(world, make_referral(world, person, status="matched", referrer=world.users["partner"]))
    partner = world.partner
    with django_assert_num_queries(8):
        assert len(queries.my_referrals(partner)) == rows


# And nothing else ----------------------------------------------------------------------------------------------------

THEIRS = {
    *("referrals:refer", "referrals:refer_step", "referrals:my_referrals", "referrals:answer_question"),
    *("accounts:my_account", "accounts:change_own_name"),
}


def addresses(patterns: Any, names: tuple[str, ...] = ()) -> Any:
    """(name, its parts) of every address of ours."""
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from addresses(each.url_patterns, (*names, each.namespace) if each.namespace else names)
        elif isinstance(each, URLPattern) and each.name and names:
            yield ":".join((*names, each.name)), each


def filled(pattern: Any, ids: dict[str, str]) -> dict[str, Any]:
    """Something for each part of an address: an id that is there where we know one of that name."""
    made: dict[str, Any] = {}
    for part, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        made[part] = 1 if kind == "IntConverter" else ids.get(part, "who" if kind == "SlugConverter" else "0" * 16)
    return made


def test_a_partner_reaches_nothing_else(world: World, sign_in: Any) -> None:
    relationship = make_relationship(world, make_referral(world, status="matched", referrer=world.users["partner"]))
    agreement, entry = make_agreement(), make_entry()
    referral, person = relationship.referral, relationship.referral.person
    ids = {
        "relationship_id": relationship.pk, "relationship": relationship.pk, "referral": referral.pk,
        "person": person.pk, "person_id": person.pk, "worker": relationship.worker.pk,
        "worker_id": relationship.worker.pk, "partner_id": charity().pk, "agreement_id": agreement.pk,
        "entry_id": entry.pk, "account": world.users["lead"].pk, "user": world.users["lead"].pk,
    }  # fmt: skip
    browser = sign_in("partner")
    reached = {}
    for name, pattern in addresses(get_resolver().url_patterns):
        if name in THEIRS:
            continue
        address = reverse(name, kwargs=filled(pattern, ids) | (pattern.default_args or {}))
        if getattr(pattern.callback, "is_public", False):
            continue
        for method in ("get", "post"):
            answer = getattr(browser, method)(address)
            if answer.status_code not in (403, 404, 405):
                reached[f"{method} {name}"] = answer.status_code
    assert reached == {}
    assert {browser.get(reverse(name)).status_code for name in THEIRS if name.endswith(("refer", "account"))} == {200}
