"""The pages of the register, the grid, understanding and claims: who sees them, and what they say."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from alongside.core import clock, files
from alongside.core.guard import unguarded
from alongside.core.models import Opening
from alongside.training import commands, queries
from alongside.training.models import Attendance, Claim, KindCall, Session
from tests.training.teaching import (
    found_all,
    make_cohort,
    make_place,
    make_trainee,
    mark,
    paper,
    sessions,
)
from tests.world import make_candidate


@pytest.fixture
def cohort(world):
    return make_cohort(world)


@pytest.fixture
def grace(world, cohort):
    return make_place(world, cohort)


@pytest.fixture
def lou(world, cohort):
    return make_trainee(world, cohort, "Lou")


@pytest.fixture
def session(cohort) -> Session:
    return sessions(cohort)[6]


@pytest.fixture
def piece(world, grace):
    return commands.send_understanding(world.candidate, grace, words="I listened.", upload=paper("mine.pdf"))


@pytest.fixture
def claim(world, cohort, grace) -> Claim:
    claim = commands.start_claim(
        world.candidate, grace.candidate, programme=cohort.programme, course="Level 4", provider="A college"
    )
    commands.add_evidence(world.candidate, claim, upload=paper(), about="My certificate")
    return claim


@pytest.fixture
def sent(world, claim) -> Claim:
    return commands.send_claim(world.candidate, claim)


def at(name: str, *args: object) -> str:
    return reverse(f"training:{name}", args=[getattr(each, "pk", each) for each in args])


def page(client, address: str, **data: object) -> str:
    answer = client.post(address, data, follow=True) if data else client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def refused(client, address: str, **data: object) -> str:
    answer = client.post(address, data)
    assert answer.status_code == 422
    return answer.content.decode()


def test_staff_pages_when_opened_by_others_are_not_found(sign_in, world, cohort, grace, session, piece, sent):
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, session, "away")
    call = commands.raise_call(world.trainer, grace)
    staff = [
        *((name, session) for name in ("register", "session_code", "add_catch_up")),
        *((name, grace) for name in ("catch_up", "letter")),
        *((name, call) for name in ("make_call", "pass_call")),
        *((name, sent) for name in ("claim", "ask_about_claim", "decide_claim")),
        ("cohort_grid", cohort),
        ("assess", piece),
        ("piece_file", piece),
    ]
    trainer, candidate, recruiter = sign_in("trainer"), sign_in("candidate"), sign_in("recruiter")
    for name, about in staff:
        assert trainer.get(at(name, about)).status_code == 200, name
        assert candidate.get(at(name, about)).status_code == 404, name
        assert recruiter.get(at(name, about)).status_code == 404, name
    assert trainer.get(at("claims")).status_code == 200
    assert recruiter.get(at("claims")).status_code == 404
    assert trainer.get(at("let_call_go", call)).status_code == 404  # only a button


def test_own_pages_when_opened_by_others_are_not_found(sign_in, world, grace, piece, claim):
    make_candidate(world, "other_candidate")
    own = [
        *((name, grace) for name in ("understanding", "my_letter")),
        *((name, claim) for name in ("own_claim", "save_claim", "add_evidence", "give_badge")),
        ("my_piece_file", piece),
        ("claim_paper", claim.evidence.get()),
    ]
    mine, other, trainer = sign_in("candidate"), sign_in("other_candidate"), sign_in("trainer")
    for name, about in own:
        assert mine.get(at(name, about)).status_code == 200, name
        assert other.get(at(name, about)).status_code == 404, name
        assert trainer.get(at(name, about)).status_code == 404, name
    assert mine.get(at("my_claim")).status_code == 200
    assert mine.get(at("start_claim")).status_code == 200
    assert trainer.get(at("my_claim")).status_code == 404


# The register


def test_register_when_nobody_is_marked_lists_everybody_by_first_name(sign_in, grace, lou, session):
    shown = page(sign_in("trainer"), at("register", session))
    assert "Nobody is marked yet." in shown
    assert shown.index("Grace A") < shown.index("Lou P")
    assert "Spring. Session 7 of 10" in shown


def test_register_when_one_is_not_marked_asks_before_leaving_them(sign_in, grace, lou, session):
    client = sign_in("trainer")
    shown = refused(client, at("register", session), **{f"mark_{grace.pk}": "here"})
    assert "Not marked yet: Lou P." in shown
    assert "Leave Lou P not marked" in shown
    assert not Attendance.objects.exists()
    shown = page(client, at("register", session), **{f"mark_{grace.pk}": "here", "leave": "yes"})
    assert "You can change it until" in shown
    assert Attendance.objects.get().place == grace


def test_register_when_everyone_is_here_without_javascript_is_shown_and_not_yet_saved(sign_in, grace, lou, session):
    client = sign_in("trainer")
    shown = page(client, at("register", session), everyone="yes", **{f"mark_{lou.pk}": "away"})
    assert f'id="id_mark_{grace.pk}_here" value="here" checked' in shown
    assert f'id="id_mark_{lou.pk}_away" value="away" checked' in shown
    assert not Attendance.objects.exists()


def test_register_when_another_trainer_marked_meanwhile_says_whose_mark_stands(sign_in, world, grace, session):
    commands.save_register(world.other_trainer, session, marks={grace.pk: "away"}, seen={grace.pk: ""})
    answers = {f"mark_{grace.pk}": "here", f"seen_{grace.pk}": ""}
    shown = page(sign_in("trainer"), at("register", session), **answers)
    assert "Lorna Adeyemi had marked Grace A away. You marked Grace A here, and that stands." in shown


def test_register_when_saved_away_and_told_shows_both_again(sign_in, grace, session):
    client = sign_in("trainer")
    answers = {f"mark_{grace.pk}": "away", f"told_{grace.pk}": "told"}
    shown = page(client, at("register", session), **answers)
    assert "Told us" in shown
    assert 'value="told" checked' in shown


def test_register_when_not_open_cancelled_or_empty_says_so(sign_in, world, cohort, session):
    client = sign_in("trainer")
    assert "Nobody has a place on this course yet." in page(client, at("register", session))
    make_trainee(world, cohort, "Lou")
    assert "The register opens on" in page(client, at("register", sessions(cohort)[9]))
    with unguarded():
        session.cancelled_at = clock.now()
        session.save()
    assert "This session was cancelled" in page(client, at("register", session))


def test_register_when_its_days_are_over_says_who_can_correct_it(sign_in, world, cohort, grace):
    early = sessions(cohort)[1]
    commands.save_register(world.trainer, early, marks={grace.pk: "here"}, seen={})
    shown = page(sign_in("trainer"), at("register", early))
    assert "The lead can still correct it." in shown
    shown = refused(
        sign_in("trainer"), at("register", early), **{f"mark_{grace.pk}": "late", f"seen_{grace.pk}": "here"}
    )
    assert "Ask the lead to correct it" in shown


def test_register_when_drawn_asks_the_same_number_of_questions(
    world, cohort, grace, session, django_assert_num_queries
):
    trainer = world.trainer
    session = queries.get_session(trainer, session.pk)
    with django_assert_num_queries(7):
        assert len(queries.register(trainer, session).rows) == 1
    for name in ("Lou", "Mo"):
        make_trainee(world, cohort, name)
    with django_assert_num_queries(7):
        assert len(queries.register(trainer, session).rows) == 3


def test_add_catch_up_when_chosen_is_on_the_register(sign_in, world, cohort, lou, session):
    missed = mark(lou, sessions(cohort)[3], "away")
    client = sign_in("trainer")
    refused(client, at("add_catch_up", session))
    shown = page(client, at("add_catch_up", session), who=missed.pk)
    assert "Came to catch up: Lou P." in shown


def test_add_catch_up_when_nobody_missed_says_so(sign_in, session):
    assert "Nobody has a session to catch up now." in page(sign_in("trainer"), at("add_catch_up", session))


# The code on the screen


def on_now(session) -> Session:
    with unguarded():
        session.starts_at = clock.now() - timedelta(minutes=1)
        session.ends_at = clock.now() + timedelta(minutes=1)
        session.save()
    return session


def test_check_in_when_the_code_is_typed_they_are_on_the_register(sign_in, world, grace, session):
    on_now(session)
    shown = page(sign_in("trainer"), at("session_code", session), go="yes")
    session.refresh_from_db()
    assert session.code in shown
    client = sign_in("candidate")
    assert "not the code on the screen" in refused(client, at("check_in"), code="AAAAAA")
    assert "You are on the register" in page(client, at("check_in"), code=session.code.lower())
    assert "You are on the register" in page(client, at("check_in"))


def test_check_in_when_tried_too_often_says_wait(sign_in, world, grace, session):
    commands.show_code(world.trainer, on_now(session))
    client = sign_in("candidate")
    for _ in range(8):
        assert "not the code" in refused(client, at("check_in"), code="AAAAAA")
    assert "That was many tries" in refused(client, at("check_in"), code=session.code)
    assert not Attendance.objects.exists()


def test_check_in_when_nothing_is_on_says_so(sign_in, grace):
    assert "No session is on today" in page(sign_in("candidate"), at("check_in"))


# The grid


def test_cohort_grid_when_shown_has_the_calls_first_and_the_rule(sign_in, world, cohort, grace, lou):
    for each in sessions(cohort)[:5]:
        mark(grace, each)
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, sessions(cohort)[6], "away")
    commands.raise_call(world.trainer, grace)
    mark(lou, sessions(cohort)[0], "late")
    shown = page(sign_in("trainer"), at("cohort_grid", cohort))
    assert shown.index("May need a kind call") < shown.index("Missed 2 in a row") < shown.index("Who came, and what")
    assert "5 of 7" in shown
    assert "session 1, 8 of the 10 sessions (caught up counts), and showing understanding of 3 principles" in shown


def test_cohort_grid_when_nobody_needs_a_call_says_so(sign_in, cohort, grace):
    shown = page(sign_in("lead"), at("cohort_grid", cohort))
    assert "Nobody needs a call this week." in shown
    assert "Nobody is marked yet." in shown


def test_cohort_grid_when_help_that_was_promised_is_late_says_it_is_ours(sign_in, world, cohort, grace):
    with unguarded():
        grace.candidate.adjustments.create(
            stage="training",
            status="agreed",
            words="Large print",
            asked_at=clock.now(),
            with_whom=world.users["coordinator"],
            by=clock.today() - timedelta(days=3),
        )
    shown = page(sign_in("trainer"), at("cohort_grid", cohort))
    assert "Asked for: Large print." in shown
    assert "Say sorry and update" in shown


def test_cohort_grid_when_finished_has_certificates_and_letters(sign_in, world, cohort, grace, lou):
    for each in sessions(cohort):
        mark(grace, each)
    piece = commands.send_understanding(world.candidate, grace, words="Mine.")
    for trainer in (world.trainer, world.other_trainer):
        commands.judge(trainer, piece, found=found_all(piece))
    commands.tell_result(world.trainer, commands.agree_result(world.trainer, piece, feedback="Lovely."))
    with unguarded():
        cohort.status, cohort.finished_at = "finished", clock.now()
        cohort.save()
    shown = page(sign_in("trainer"), at("cohort_grid", cohort))
    assert "3 of 3" in shown
    assert "of Grace A" in shown
    assert "Not yet: the letter" in shown
    assert "May need a kind call" not in shown
    letter = page(sign_in("trainer"), at("letter", lou))
    assert "Dear Lou," in letter
    assert "written, spoken or drawn" in letter
    assert "You have shown your understanding." in page(sign_in("candidate"), at("my_letter", grace))


def test_cohort_grid_when_downloaded_has_a_column_for_each_session(sign_in, cohort, grace):
    mark(grace, sessions(cohort)[0], "late")
    answer = sign_in("trainer").get(at("cohort_grid", cohort) + "?as=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(1).to_python()
    assert rows[0][:3] == ["Trainee", "1. Session 1", "2. Session 2"]
    assert rows[1][:3] == ["Grace A", "Late", "Not marked"]
    assert Opening.objects.filter(how="exported").count() == 1


def test_cohort_grid_when_drawn_asks_the_same_number_of_questions(
    world, cohort, grace, piece, django_assert_num_queries
):
    trainer = world.trainer
    with django_assert_num_queries(11):
        assert len(queries.cohort_grid(trainer, cohort).rows) == 1
    for name in ("Lou", "Mo"):
        mark(make_trainee(world, cohort, name), sessions(cohort)[0])
    with django_assert_num_queries(11):
        assert len(queries.cohort_grid(trainer, cohort).rows) == 3


@pytest.fixture
def call(world, cohort, grace) -> KindCall:
    mark(grace, sessions(cohort)[5], "away")
    mark(grace, sessions(cohort)[6], "away")
    return commands.raise_call(world.trainer, grace)


def test_make_call_when_answered_goes_back_to_the_course(sign_in, call):
    shown = page(sign_in("trainer"), at("make_call", call), plan="Watch it back together.")
    assert "Thank you for calling." in shown
    assert KindCall.objects.get().plan == "Watch it back together."


def test_pass_call_when_another_trainer_is_chosen(sign_in, world, call):
    client = sign_in("trainer")
    assert "Select who will call" in refused(client, at("pass_call", call))
    shown = page(client, at("pass_call", call), caller=world.users["other_trainer"].pk)
    assert "Lorna Adeyemi calls" in shown


def test_let_call_go_when_pressed(sign_in, call):
    assert "No call is needed now." in page(sign_in("trainer"), at("let_call_go", call), go="yes")


def test_catch_up_when_written_down_counts(sign_in, cohort, grace, call):
    client = sign_in("trainer")
    missed = sessions(cohort)[6]
    assert "Say in a few words how" in refused(client, at("catch_up", grace), session=missed.pk)
    page(client, at("catch_up", grace), session=missed.pk, words="Watched it back.")
    assert Attendance.objects.get(session=missed).mark == "caught_up"


# Understanding


def test_understanding_when_sent_and_told_shows_each_step(sign_in, world, grace):
    client = sign_in("candidate")
    address = at("understanding", grace)
    assert "Write something, or choose a file." in refused(client, address, words="")
    wrong = refused(client, address, words="My own words", upload=paper("a.exe", b"MZ"))
    assert "My own words" in wrong  # nothing typed is lost
    assert "Two trainers will look at it" in page(client, address, words="I listened.")
    assert "Send it to my trainers" not in page(client, address)
    piece = grace.assessments.get()
    for trainer in (world.trainer, world.other_trainer):
        commands.judge(trainer, piece, found=found_all(piece, False, "Try an example."))
    commands.tell_result(world.trainer, commands.agree_result(world.trainer, piece, feedback="Nearly there."))
    shown = page(client, address)
    assert "Nearly there." in shown
    assert "Another go" in shown


def test_assess_when_two_look_and_agree_and_tell(sign_in, world, grace, piece):
    first, second = sign_in("trainer"), sign_in("other_trainer")
    rows = queries.principles_of(grace.cohort.programme)
    yes = {f"met_{row.pk}": "yes" for row in rows}
    assert "Say whether “Mutual” is shown" in refused(first, at("assess", piece))
    no = {**yes, f"met_{rows[0].pk}": "no"}
    assert "Say what to try next" in refused(first, at("assess", piece), **no)
    page(first, at("assess", piece), **yes)
    assert "Look on your own first" in page(second, at("assess", piece))
    shown = page(second, at("assess", piece), **no, **{f"words_{rows[0].pk}": "Try an example."})
    assert "You differ" in shown
    lead = sign_in("lead")
    assert "Settle where they differ" in page(lead, at("assess", piece))
    shown = page(lead, at("assess", piece), **{f"met_{rows[0].pk}": "yes"})
    assert "Agree what Grace will read" in shown
    assert "Write a few words for them" in refused(first, at("agree_result", piece), feedback="")
    shown = page(first, at("agree_result", piece), feedback="You waited, and that was everything.")
    assert "Agreed, not yet told" in shown
    page(first, at("look_again", piece), go="yes")
    page(first, at("agree_result", piece), feedback="You waited, and that was everything.")
    assert "Grace is told." in page(first, at("tell_result", piece), go="yes")
    assert "You waited" in page(sign_in("candidate"), at("understanding", grace))
    assert "Told" in page(second, at("assess", piece))


def test_piece_file_when_there_is_none_is_not_found(sign_in, world, grace):
    piece = commands.send_understanding(world.candidate, grace, words="Only words.")
    assert sign_in("trainer").get(at("piece_file", piece)).status_code == 404


def test_piece_file_when_there_is_one_is_a_download(sign_in, piece):
    answer = sign_in("trainer").get(at("piece_file", piece))
    assert answer["Content-Disposition"] == 'attachment; filename="mine.pdf"'


# Claims


def test_a_claim_when_made_by_its_candidate_goes_step_by_step(sign_in, world, cohort, grace):
    client = sign_in("candidate")
    assert "How it goes" in page(client, at("my_claim"))
    assert "Enter the name of the course" in refused(client, at("start_claim"), provider="A college")
    shown = page(client, at("start_claim"), course="Level 4", provider="A college")
    assert "It is kept. Add what you have" in shown
    claim = Claim.objects.get()
    wrong = refused(client, at("save_claim", claim), course="Level 4", provider="A college", hours="lots", words="Hi")
    assert "Enter the hours as a number" in wrong
    assert ">\nHi" in wrong or ">Hi" in wrong
    page(
        client, at("save_claim", claim), course="Level 4", provider="A college", hours="37.5 hours", words="I learned."
    )
    claim.refresh_from_db()
    assert float(claim.hours) == 37.5
    assert "Choose a file" in refused(client, at("add_evidence", claim))
    assert "is not a PDF, a Word document or a photo" in refused(
        client, at("add_evidence", claim), upload=paper("a.pdf", b"MZ")
    )
    page(client, at("add_evidence", claim), upload=paper("mine.pdf"), about="My certificate")
    assert "Paste the badge, or choose its file" in refused(client, at("give_badge", claim), badge="")
    assert "not a badge we can read" in refused(client, at("give_badge", claim), upload=paper("b.jwt", b"\xff\xfe"))
    assert "not a badge we can read" in refused(client, at("give_badge", claim), upload=paper("b.jwt", b"hello"))
    shown = page(client, at("send_claim", claim), go="yes")
    assert "You hear by" in shown
    assert "mine.pdf" in shown


def test_a_claim_when_a_file_of_50_mb_is_sent_says_so_beside_it(sign_in, claim):
    upload = paper("large.pdf", b"%PDF-" + b"0" * (50 * files.MB))
    assert "This file is 50 MB" in refused(sign_in("candidate"), at("add_evidence", claim), upload=upload)


def test_a_claim_when_papers_and_badge_are_taken_away(sign_in, claim):
    client = sign_in("candidate")
    page(client, at("remove_evidence", claim.evidence.get()), go="yes")
    assert not claim.evidence.exists()
    page(client, at("remove_badge", claim), go="yes")
    assert "You can start again" in page(client, at("withdraw_claim", claim), go="yes")


def test_claims_when_filtered_and_downloaded(sign_in, world, sent):
    client = sign_in("lead")
    assert "Level 4, A college" in page(client, at("claims"))
    assert "No claims here." in page(client, at("claims") + "?show=decided")
    answer = client.get(at("claims") + "?as=xlsx")
    assert answer["Content-Type"].startswith("application/vnd.openxml")


def test_a_claim_when_asked_answered_decided_and_appealed_on_the_pages(sign_in, world, sent):
    trainer, candidate, other = sign_in("trainer"), sign_in("candidate"), sign_in("other_trainer")
    assert "My certificate" in page(trainer, at("claim", sent))
    assert Opening.objects.filter(subject_id=sent.candidate_id).exists()
    page(trainer, at("ask_about_claim", sent), question="How long was it?")
    assert "How long was it?" in page(candidate, at("own_claim", sent))
    page(candidate, at("answer_claim", sent), answer="Ten days.")
    assert "Ten days." in page(trainer, at("claim", sent))
    rows = queries.claim_principles(sent)
    no = {f"met_{row.pk}": "no" for row in rows} | {"decision": "declined", "reasons": "I could not see boundaries."}
    assert "Select what you decided" in refused(trainer, at("decide_claim", sent), **{**no, "decision": ""})
    gap = refused(trainer, at("decide_claim", sent), **{**no, "decision": "gap"})
    assert "Say what little more is needed, and how" in gap
    assert "I could not see boundaries." in gap
    page(trainer, at("decide_claim", sent), **no)
    assert "Ask for somebody else to look again" in page(candidate, at("own_claim", sent))
    page(candidate, at("appeal_claim", sent), words="Please see my second paper.")
    assert "You decided this the first time" in page(trainer, at("claim", sent))
    assert trainer.get(at("decide_claim", sent)).status_code == 404
    gap = {**no, "decision": "gap", "gap_words": "Come to one session."}
    page(other, at("decide_claim", sent), **gap)
    assert "Come to one session." in page(candidate, at("own_claim", sent))
    page(other, at("finish_gap", sent), words="Lovely.")
    assert "It counts here as the same" in page(candidate, at("own_claim", sent))
    lead = sign_in("lead")
    assert "Take this back" in page(lead, at("claim", sent))
    assert "Say why" in refused(lead, at("undo_claim", sent), because="")
    page(lead, at("undo_claim", sent), because="It was not so.")
    assert "It was not so." in page(candidate, at("own_claim", sent))
    assert "Start" in page(candidate, at("my_claim"))


def test_a_claim_when_late_says_sorry_to_both(sign_in, world, sent):
    with unguarded():
        sent.decide_by = clock.today() - timedelta(days=1)
        sent.save()
    assert "We are late, and we are sorry." in page(sign_in("candidate"), at("own_claim", sent))
    assert "We are late" in page(sign_in("lead"), at("claim", sent))
    assert "Late" in page(sign_in("lead"), at("claims") + "?show=late")


def test_start_claim_when_there_are_two_programmes_asks_which(sign_in, world, cohort, grace):
    from tests.training.teaching import make_programme

    make_programme(name="Supervision", slug="supervision")
    client = sign_in("candidate")
    assert "Select one of our courses" in refused(client, at("start_claim"), course="X", provider="Y")
    page(client, at("start_claim"), course="X", provider="Y", programme=cohort.programme_id)
    assert Claim.objects.get().programme == cohort.programme
