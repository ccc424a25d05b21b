"""Training elsewhere: claimed, checked, decided with reasons, appealed, and taken back when it was not so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from alongside.candidates.models import Message, Qualification
from alongside.candidates.queries import working_days_after
from alongside.core import clock, files, jobs
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent, KeptFile, Notice
from alongside.formats import badges
from alongside.training import commands, queries
from alongside.training.models import Certificate, Claim, Issuer
from tests.training.teaching import make_cohort, make_programme, paper
from tests.world import make_candidate, make_user

THERE = "https://peer.example.nhs.uk"


@pytest.fixture
def programme(world):
    return make_programme()


@pytest.fixture
def grace(world):
    return make_candidate(world)


@pytest.fixture
def claim(world, programme, grace) -> Claim:
    return commands.start_claim(
        world.candidate, grace, programme=programme, course="Peer work, level 4", provider="A college"
    )


@pytest.fixture
def sent(world, claim) -> Claim:
    commands.add_evidence(world.candidate, claim, upload=paper(), about="My certificate")
    return commands.send_claim(world.candidate, claim)


def findings(claim, met=True, words="Seen.") -> dict[str, tuple[bool, str]]:
    return {principle.pk: (met, words) for principle in queries.claim_principles(claim)}


def decide(who, claim, decision="accepted", met=None, gap_words=""):
    met = decision == "accepted" if met is None else met
    do = commands.decide_appeal if claim.status == "appealed" else commands.decide_claim
    return do(who, claim, decision=decision, findings=findings(claim, met), reasons="What we saw.", gap_words=gap_words)


def said(action: str) -> bool:
    return AuditEvent.objects.filter(action=action).exists()


def make_badge(key: badges.Key, *, issuer=f"{THERE}/badges/issuer", **fields) -> str:
    return badges.issue(
        badges.Badge(
            **{
                "id": f"{THERE}/badges/one",
                "issuer_id": issuer,
                "issuer": "Another trust",
                "name": "Grace Ashby",
                "course": "Peer support, ten days",
                "about": "About it",
                "criteria": "Took part",
                "valid_from": clock.now() - timedelta(days=100),
                **fields,
            }
        ),
        key,
    )


@pytest.fixture
def key():
    return badges.new_key()


@pytest.fixture
def issuer(world, key):
    with unguarded():
        return Issuer.objects.create(
            address=THERE, name="Another trust", issuer_id=f"{THERE}/badges/issuer", keys=[key.public]
        )


# Started and kept as it goes


def test_start_claim_when_started_is_kept_at_once(claim):
    assert (claim.status, claim.course) == ("started", "Peer work, level 4")
    assert said("claim.started")


def test_start_claim_when_one_is_open_points_to_it(world, claim, grace, programme):
    with pytest.raises(Refused, match="You have a claim already, for “Peer work, level 4”"):
        commands.start_claim(world.candidate, grace, programme=programme, course="Another", provider="X")


@pytest.mark.parametrize("who", ["other_candidate", "lead", "trainer", "nobody"])
def test_a_claim_when_somebody_elses_is_theirs_alone(world, claim, grace, programme, who):
    details = {
        commands.save_claim: {"course": "X", "provider": "X"},
        commands.add_evidence: {"upload": paper()},
        commands.give_badge: {"badge": "x"},
        commands.remove_badge: {},
        commands.send_claim: {},
        commands.answer_claim: {"answer": "x"},
        commands.appeal_claim: {"words": "x"},
        commands.withdraw_claim: {},
    }
    for do, answers in details.items():
        with pytest.raises(NotAllowed):
            do(world.actor(who), claim, **answers)
    with pytest.raises(NotAllowed):
        commands.start_claim(world.actor(who), grace, programme=programme, course="X", provider="X")
    assert not queries.claims(world.lead, "all")  # not sent: nobody else sees it


def test_save_claim_when_written_keeps_it(world, claim):
    commands.save_claim(
        world.candidate,
        claim,
        course="Level 4",
        provider="A college",
        hours=Decimal("37.5"),
        finished_on=date(2024, 5, 1),
        framework="A framework",
        words="I learned to wait.",
    )
    claim.refresh_from_db()
    assert (claim.hours, claim.words) == (Decimal("37.5"), "I learned to wait.")
    assert said("claim.saved")


def test_a_claim_when_with_us_is_not_changed(world, sent):
    one = sent.evidence.get()
    for do, details in (
        (commands.save_claim, {"course": "X", "provider": "X"}),
        (commands.add_evidence, {"upload": paper()}),
        (commands.remove_evidence, {"evidence": one}),
        (commands.give_badge, {"badge": "x"}),
        (commands.remove_badge, {}),
    ):
        with pytest.raises(Refused, match="with us now"):
            do(world.candidate, sent, **details)


def test_add_evidence_when_added_is_kept_and_may_be_taken_away(world, claim):
    one = commands.add_evidence(world.candidate, claim, upload=paper("C:\\me\\my certificate.pdf"), about="Mine")
    assert (one.file.name, one.file.kind) == ("my certificate.pdf", "application/pdf")
    assert said("evidence.added")
    commands.remove_evidence(world.candidate, claim, evidence=one)
    assert not KeptFile.objects.exists()
    assert said("evidence.removed")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "This file is empty"),
        (b"MZ program", "not a PDF, a Word document or a photo"),
        (None, "This file is 50 MB"),
    ],
)
def test_add_evidence_when_wrong_says_what_is_the_case(world, claim, data, says):
    upload = paper("a.pdf", b"%PDF-" if data is None else data)
    if data is None:
        upload.size = 50 * files.MB
    with pytest.raises(Refused, match=says):
        commands.add_evidence(world.candidate, claim, upload=upload)
    assert not KeptFile.objects.exists()


def test_add_evidence_when_there_are_many_is_refused(world, claim):
    for _ in range(10):
        commands.add_evidence(world.candidate, claim, upload=paper())
    with pytest.raises(Refused, match="10 papers already"):
        commands.add_evidence(world.candidate, claim, upload=paper())


def test_remove_evidence_when_of_another_claim_is_refused(world, claim, programme):
    joel = make_candidate(world, "other_candidate")
    theirs = commands.start_claim(world.other_candidate, joel, programme=programme, course="X", provider="X")
    one = commands.add_evidence(world.other_candidate, theirs, upload=paper())
    with pytest.raises(Refused, match="another claim"):
        commands.remove_evidence(world.candidate, claim, evidence=one)


# A badge from elsewhere


def test_give_badge_when_real_is_checked_and_kept(world, claim, issuer, key):
    token = make_badge(key)
    commands.give_badge(world.candidate, claim, badge=f"  {token[:50]}\n{token[50:]} ")
    assert claim.credential == token
    assert claim.credential_found["issuer"] == "Another trust"
    assert claim.credential_found["course"] == "Peer support, ten days"
    assert said("badge.given")
    commands.remove_badge(world.candidate, claim)
    assert (claim.credential, claim.credential_found) == ("", {})
    assert said("badge.removed")


def test_give_badge_when_ours_is_checked_with_our_own_keys(world, claim, sent):
    claim.refresh_from_db()
    decide(world.lead, claim)
    found = queries.check_badge(Certificate.objects.get().credential)
    assert (found.valid, found.name) == (True, "Grace Ashby")
    commands.undo_claim(world.lead, claim, because="It was somebody else’s.")
    assert "has taken this badge back" in queries.check_badge(Certificate.objects.get().credential).why


def test_give_badge_when_altered_revoked_unknown_or_no_badge_says_which(world, claim, issuer, key):
    token = make_badge(key)
    head, _, signature = token.split(".")
    other = make_badge(key, name="Somebody Else").split(".")[1]
    tried = {
        f"{head}.{other}.{signature}": "changed after it was signed",
        "hello": "not a badge we can read",
        make_badge(badges.new_key()): "not signed with a key that its issuer publishes",
        make_badge(key, issuer="https://nobody.example"): "We do not know the service",
        make_badge(key, valid_from=clock.now() + timedelta(days=3)): "not in force yet",
    }
    for wrong, says in tried.items():
        with pytest.raises(Refused, match=says):
            commands.give_badge(world.candidate, claim, badge=wrong)
    with unguarded():
        issuer.revoked = [f"{THERE}/badges/one"]
        issuer.save()
    with pytest.raises(Refused, match="Another trust has taken this badge back"):
        commands.give_badge(world.candidate, claim, badge=token)
    assert claim.credential == ""


# Sent, asked, answered


def test_send_claim_when_sent_says_by_when(world, sent):
    assert sent.status == "sent"
    assert sent.decide_by == working_days_after(clock.today(), 20)
    assert "You hear by" in Message.objects.get().words
    assert Notice.objects.filter(to="lead@example.org").exists()
    assert said("claim.sent")


def test_send_claim_when_there_is_nothing_to_show_or_sent_before_is_refused(world, claim):
    with pytest.raises(Refused, match="Add something that shows it"):
        commands.send_claim(world.candidate, claim)
    commands.save_claim(world.candidate, claim, course="X", provider="Y", words="What I learned.")
    commands.send_claim(world.candidate, claim)
    with pytest.raises(Refused):
        commands.send_claim(world.candidate, claim)


def test_ask_about_claim_when_asked_and_answered_comes_back_with_a_new_day(world, sent):
    with pytest.raises(NotAllowed):
        commands.ask_about_claim(world.recruiter, sent, question="How long was it?")
    with pytest.raises(Refused, match="no question"):
        commands.answer_claim(world.candidate, sent, answer="Ten days.")
    commands.ask_about_claim(world.trainer, sent, question="How long was it?")
    assert "How long was it?" in Message.objects.order_by("-written_at").first().words
    with pytest.raises(Refused):
        commands.ask_about_claim(world.trainer, sent, question="Again?")
    commands.add_evidence(world.candidate, sent, upload=paper())  # while asked, more may be added
    commands.answer_claim(world.candidate, sent, answer="Ten days.")
    assert (sent.status, sent.answer) == ("sent", "Ten days.")
    assert said("claim.asked")
    assert said("claim.answered")


# Decided


def test_decide_claim_when_accepted_counts_for_every_vacancy_and_is_on_paper(world, sent):
    decide(world.trainer, sent)
    assert (sent.status, sent.decided_by, sent.reasons) == ("accepted", world.users["trainer"], "What we saw.")
    reached = Qualification.objects.get()
    assert (reached.kind, reached.source_id) == ("equivalent", sent.pk)
    certificate = Certificate.objects.get()
    assert (certificate.kind, certificate.source_id) == ("accepted", sent.pk)
    assert certificate.details["counts_as"] == "Peer support training"
    assert sent.findings.count() == 3
    assert "counts here as the same as our own training" in Message.objects.order_by("-written_at").first().words
    for action in ("claim.decided", "candidate.qualified", "certificate.issued"):
        assert said(action), action
    with pytest.raises(Refused, match="not waiting to be decided"):
        decide(world.lead, sent, "declined")


@pytest.mark.parametrize("who", ["candidate", "recruiter", "editor", "coordinator"])
def test_decide_claim_when_not_theirs_to_decide_is_not_allowed(world, sent, who):
    with pytest.raises(NotAllowed):
        decide(world.actor(who), sent)


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"reasons": " "}, "Give your reasons"),
        ({"decision": "sent"}, "Select what you decided"),
        ({"findings": {}}, "Say of each principle"),
        ({"met": False}, "only where every principle is shown"),
        ({"decision": "gap", "met": False}, "Say what little more is needed"),
        ({"decision": "gap", "met": True, "gap_words": "X"}, "Say what little more is needed"),
        ({"decision": "declined", "met": True}, "Every principle is shown"),
    ],
)
def test_decide_claim_when_it_does_not_hold_together_is_refused(world, sent, answers, says):
    met = answers.pop("met", True)
    whole = {"decision": "accepted", "findings": findings(sent, met), "reasons": "Seen.", **answers}
    with pytest.raises(Refused, match=says):
        commands.decide_claim(world.lead, sent, **whole)
    assert not Qualification.objects.exists()


def test_finish_gap_when_the_little_more_is_done_counts_in_full(world, sent):
    decide(world.trainer, sent, "gap", gap_words="Come to the session on boundaries.")
    assert not Qualification.objects.exists()
    with pytest.raises(NotAllowed):
        commands.finish_gap(world.candidate, sent)
    commands.finish_gap(world.other_trainer, sent, words="Good to have you there.")
    assert sent.status == "accepted"
    assert sent.gap_done_at
    assert Qualification.objects.get().source_id == sent.pk
    assert said("gap.finished")
    with pytest.raises(Refused, match="Nothing more was asked"):
        commands.finish_gap(world.trainer, sent)


def test_appeal_claim_when_declined_is_decided_by_somebody_else(world, sent):
    decide(world.trainer, sent, "declined")
    assert "you can ask on your page for somebody else" in Message.objects.order_by("-written_at").first().words
    commands.appeal_claim(world.candidate, sent, words="You did not see my second paper.")
    assert (sent.status, sent.first_decided_by, sent.first_reasons) == (
        "appealed",
        world.users["trainer"],
        "What we saw.",
    )
    with pytest.raises(NotAllowed):
        decide(world.trainer, sent)
    assert not commands.decide_appeal.allowed(world.trainer, sent)
    decide(world.other_trainer, sent)
    assert (sent.status, sent.decided_by) == ("accepted", world.users["other_trainer"])
    assert sent.findings.count() == 6
    assert Qualification.objects.get().source_id == sent.pk
    assert said("claim.appealed")
    assert said("appeal.decided")


def test_appeal_claim_when_it_was_looked_at_again_already_is_refused(world, sent):
    decide(world.trainer, sent, "declined")
    commands.appeal_claim(world.candidate, sent, words="Please look.")
    with pytest.raises(Refused, match="no appeal"):
        commands.decide_appeal(world.lead, _other(world, sent), decision="declined", findings={}, reasons="x")
    decide(world.lead, sent, "declined")
    with pytest.raises(Refused, match="already"):
        commands.appeal_claim(world.candidate, sent, words="Once more.")


def _other(world, sent) -> Claim:
    """Another candidate's claim that is sent, and not appealed."""
    joel = make_candidate(world, "other_candidate")
    claim = commands.start_claim(world.other_candidate, joel, programme=sent.programme, course="X", provider="X")
    commands.add_evidence(world.other_candidate, claim, upload=paper())
    return commands.send_claim(world.other_candidate, claim)


def test_withdraw_claim_when_taken_back_asks_no_reason_and_they_may_claim_again(world, sent, grace, programme):
    commands.withdraw_claim(world.candidate, sent)
    assert sent.status == "withdrawn"
    assert said("claim.withdrawn")
    commands.start_claim(world.candidate, grace, programme=programme, course="Again", provider="X")
    with pytest.raises(Refused):
        commands.withdraw_claim(world.candidate, sent)


def test_undo_claim_when_it_was_not_so_takes_the_qualification_and_certificate_with_it(world, sent):
    with pytest.raises(Refused, match="Only a claim that counts"):
        commands.undo_claim(world.lead, sent, because="X")
    decide(world.trainer, sent)
    with pytest.raises(NotAllowed):
        commands.undo_claim(world.trainer, sent, because="X")
    commands.undo_claim(world.lead, sent, because="The certificate was somebody else’s.")
    assert sent.status == "declined"
    assert Qualification.objects.get().withdrawn_because == "The certificate was somebody else’s."
    assert Certificate.objects.get().revoked_at
    assert said("claim.undone")


# Late


def test_raise_claims_when_late_says_so_once(world, sent):
    run = jobs.JOBS["training.jobs.raise_claims"].run
    run(process("a job"))
    assert sent.raised_at is None
    with clock.at(clock.now() + timedelta(days=60)):
        run(process("a job"))
        run(process("a job"))
        assert [row.late for row in queries.claims(world.lead, "late")] == [True]
    words = list(Message.objects.values_list("words", flat=True))
    assert sum("We are late, and we are sorry" in each for each in words) == 1
    assert Notice.objects.filter(subject="We are late with a claim").count() == 1
    assert AuditEvent.objects.filter(action="claim.raised").count() == 1
    with pytest.raises(NotAllowed):
        commands.raise_claim(world.lead, sent)


def test_claims_when_listed_asks_the_same_number_of_questions(world, sent, django_assert_num_queries):
    lead = world.lead
    with django_assert_num_queries(1):
        assert len(queries.claims(lead, "open")) == 1
    for number in range(2):
        user = make_user(f"c{number}@example.net", f"Cy {number}", "candidate", own=True)
        world.users[f"c{number}"] = user
        other = make_candidate(world, f"c{number}")
        actor = world.actor(f"c{number}")
        claim = commands.start_claim(actor, other, programme=sent.programme, course="X", provider="X")
        commands.save_claim(actor, claim, course="X", provider="X", words="Mine.")
        commands.send_claim(actor, claim)
    with django_assert_num_queries(1):
        assert len(queries.claims(lead, "open")) == 3
    assert queries.claim_counts(world.trainer) == {"open": 3, "late": 0, "waiting": 0, "decided": 0, "all": 3}
    assert queries.claims(world.recruiter, "all") == []


def test_steps_of_when_a_claim_is_under_way_says_whose_turn(world, sent, grace):
    make_cohort(world, sent.programme)
    steps = {step.key: step for step in queries.steps_of(grace)}
    assert (steps["claim"].whose, steps["claim"].by) == ("us", sent.decide_by)
