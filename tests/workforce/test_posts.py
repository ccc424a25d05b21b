"""Every command about posts: it does it, refuses the wrong person and the wrong state, and leaves its audit row."""

from datetime import timedelta
from decimal import Decimal

import pytest

from alongside.core import clock
from alongside.core.actors import process
from alongside.core.errors import NotAllowed, Refused
from alongside.core.guard import unguarded
from alongside.core.models import AuditEvent
from alongside.workforce import commands, jobs, queries
from alongside.workforce.models import Assignment, Post
from tests.workforce.posts import make_post
from tests.world import worker_of

STATES = Post.Status.values


def last_action() -> str:
    return AuditEvent.objects.latest("pk").action


def details(world, **more):
    return {"title": "Crisis line", "pathway": world.community, "wte": Decimal("0.60"), **more}


def test_add_post_is_an_idea_from_today(world):
    made = commands.add_post(world.coordinator, **details(world, team=world.thanet, whose_turn="us"))
    assert (made.status, made.since_on, made.team) == ("idea", clock.today(), world.thanet)
    (move,) = made.moves.all()
    assert (move.status, move.moved_on, move.moved_by) == ("idea", clock.today(), "Ines Okafor")
    assert last_action() == "post.added"


@pytest.mark.parametrize("who", ["recruiter", "team_manager", "peer_worker", "candidate"])
def test_add_post_when_wrong_person(world, who):
    with pytest.raises(NotAllowed):
        commands.add_post(world.actor(who), **details(world))


def test_add_post_when_elsewhere_is_not_theirs_to_add(world):
    with pytest.raises(NotAllowed):
        commands.add_post(world.other_coordinator, **details(world))


def test_add_post_when_the_team_is_of_another_pathway_is_refused(world):
    with pytest.raises(Refused, match="belongs to another pathway"):
        commands.add_post(world.lead, **details(world, team=world.willow))


def test_change_post_writes_it_afresh_and_keeps_its_stage(world):
    post = make_post(world, status="funded")
    commands.change_post(world.coordinator, post, **details(world, band="4", funded_by="Charity"))
    post.refresh_from_db()
    assert (post.title, post.band, post.team, post.status) == ("Crisis line", "4", None, "funded")
    assert last_action() == "post.changed"


def test_change_post_when_wrong_person_or_place(world):
    post = make_post(world)
    for actor in (world.other_coordinator, world.recruiter, world.peer_worker):
        with pytest.raises(NotAllowed):
            commands.change_post(actor, post, **details(world))
    with pytest.raises(NotAllowed):
        commands.change_post(world.coordinator, post, **details(world, pathway=world.acute))


# name of the command: (its details, the states it may come from, the state it comes to, its action, who may not)
MOVES = {
    "make_case": ({"case_words": "Forty people wait."}, {"idea"}, "case", "post.case_made", "recruiter"),
    "think_again": ({"words": "Cost it again"}, {"case", "given_up"}, "idea", "post.thought_again", "recruiter"),
    "fund_post": ({"funded_by": "Transformation"}, {"case", "advertised"}, "funded", "post.funded", "coordinator"),
    "advertise_post": ({}, {"funded", "vacant"}, "advertised", "post.advertised", "coordinator"),
    "stop_advertising": ({"words": "Nobody"}, {"case", "advertised"}, "funded", "post.advert_stopped", "coordinator"),
    "fill_post": ({}, {"funded", "advertised", "vacant", "filled"}, "filled", "post.filled", "team_manager"),
    "vacate_post": ({"words": "Moved on"}, {"filled", "advertised"}, "vacant", "post.vacated", "team_manager"),
    "give_up_post": (
        {"because": "No money"},
        {"idea", "case", "funded", "vacant"},
        "given_up",
        "post.given_up",
        "coordinator",
    ),
    "take_up_again": ({}, {"given_up", "case"}, "idea", "post.taken_up_again", "coordinator"),
}


@pytest.mark.parametrize("name", MOVES)
@pytest.mark.parametrize("status", STATES)
def test_move_of_a_post_goes_only_where_it_may(world, name, status):
    given, states, to, action, wrong = MOVES[name]
    post, move = make_post(world, status=status), getattr(commands, name)
    with pytest.raises(NotAllowed):
        move(world.actor(wrong), post, **given)
    if status not in states:
        with pytest.raises(Refused):
            move(world.lead, post, **given)
        return
    move(world.lead, post, **given)
    post.refresh_from_db()
    assert post.status == to
    assert last_action() == action
    if status != to:
        assert post.since_on == clock.today()
        assert post.moves.get().status == to


def test_stop_advertising_when_somebody_held_it_is_vacant(world):
    post = make_post(world, status="vacant")
    commands.fill_post(world.lead, post)
    commands.vacate_post(world.lead, post)
    commands.advertise_post(world.recruiter, post)
    commands.stop_advertising(world.recruiter, post)
    assert post.status == "vacant"
    assert [move.status for move in post.moves.all()] == ["filled", "vacant", "advertised", "vacant"]


# Posts and whoever has them


def assign(world, **more):
    given = {"team": world.ashford, "hours": Decimal("22.5"), "starts_on": clock.today(), **more}
    return commands.assign_worker(world.lead, worker_of(world), **given)


def test_assign_worker_when_a_post_is_named_fills_it(world):
    post = make_post(world, status="vacant", team=world.ashford)
    made = assign(world, post=post)
    post.refresh_from_db()
    assert (made.post, post.status) == (post, "filled")


def test_assign_worker_when_the_post_is_another_teams_or_only_an_idea_is_refused(world):
    with pytest.raises(Refused, match="not one of Ashford CMHT’s"):
        assign(world, post=make_post(world, status="vacant", team=world.thanet))
    with pytest.raises(Refused, match="cannot become filled"):
        assign(world, post=make_post(world, status="idea", team=world.ashford))
    assert not Assignment.objects.filter(team=world.ashford).exists()


def test_end_assignment_when_the_last_has_gone_leaves_the_post_vacant(world):
    post = make_post(world, status="vacant", team=None)
    yesterday = clock.today() - timedelta(days=1)
    first = assign(world, post=post, starts_on=yesterday)
    shared = assign(world, post=post, starts_on=yesterday, team=world.thanet, kind="bank")
    commands.end_assignment(world.lead, first, ends_on=yesterday)
    post.refresh_from_db()
    assert post.status == "filled"
    commands.end_assignment(world.lead, shared, ends_on=yesterday)
    post.refresh_from_db()
    assert post.status == "vacant"


def test_job_when_the_last_day_is_over_vacates_the_post(world):
    post = make_post(world, status="vacant", team=world.ashford)
    made = assign(world, post=post)
    commands.end_assignment(world.lead, made, ends_on=clock.today())
    jobs.vacate_left_empty(process("workforce"))
    post.refresh_from_db()
    assert post.status == "filled"
    with clock.at(clock.now() + timedelta(days=1)):
        jobs.vacate_left_empty(process("workforce"))
    post.refresh_from_db()
    assert post.status == "vacant"
    assert last_action() == "post.vacated"


def test_left_empty_when_filled_by_hand_is_left_alone(world):
    make_post(world, status="filled")
    assert not queries.left_empty().exists()


# What the board and the table say


def test_board_counts_by_stage_and_by_pathway(world):
    make_post(world, status="filled", wte="1.00")
    make_post(world, status="filled", team=world.ashford, wte="0.60")
    make_post(world, status="filled", team=world.ashford, wte="0.60", funding_ends_on=clock.today())
    make_post(world, status="vacant", wte="0.80", days=74)
    make_post(world, status="case", whose_turn="finance", days=31)
    make_post(world, status="given_up")
    board = queries.post_board(world.lead)
    community, acute = board.rows
    assert (community.posts, acute.posts, acute.filled) == (5, 0, None)
    assert community.filled.teams == ("Ashford CMHT 2", "Thanet CMHT 1")
    assert community.filled.alone == 1
    assert community.filled.money == (f"Money ends {clock.today():%b %Y}: 1",)
    assert community.stages["vacant"][0].note == "Empty 74 days. Advert not started"
    assert community.stages["case"][0].note == "With finance 31 days"
    assert {name: total.posts for name, total in board.groups.items()} == {
        "filled": 3,
        "vacant": 1,
        "being_filled": 0,
        "hoped_for": 1,
        "money": 1,
        "alone": 1,
        "our_turn": 1,
        "too_long": 1,
        "rate": 4,
        "given_up": 0,
    }
    assert board.rate == 27  # 0.8 of 3.0
    assert board.gaps == ("Willow Ward",)


def test_board_when_there_is_nothing_says_no_rate(world):
    board = queries.post_board(world.lead)
    assert (board.rate, board.groups["rate"].posts) == (None, 0)


def test_board_reaches_as_far_as_the_role(world):
    make_post(world)
    make_post(world, pathway=world.acute, team=world.willow)
    (row,) = queries.post_board(world.coordinator).rows
    assert (row.pathway, row.posts) == ("Community", 1)
    assert [row.pathway for row in queries.posts(world.other_coordinator)] == ["Acute"]
    assert queries.posts(world.team_manager) == []
    assert queries.posts(world.peer_worker) == []


def test_board_keeps_a_closed_pathway_that_still_has_posts(world):
    make_post(world, pathway=world.acute, team=world.willow)
    with unguarded():
        type(world.acute).objects.update(is_open=False)
    assert [row.pathway for row in queries.post_board(world.lead).rows] == ["Acute"]


@pytest.mark.parametrize("many", [1, 3])
def test_board_asks_the_same_few_questions(world, many, django_assert_num_queries):
    for _ in range(many):
        make_post(world, status="filled")
    actor = world.lead
    with django_assert_num_queries(6):
        queries.post_board(actor)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": "idea", "case_words": "Asked for by carers\nMore"}, "Asked for by carers"),
        ({"status": "idea", "case_words": "word " * 30}, ("word " * 14)[:67].rstrip() + "…"),
        ({"status": "case", "whose_turn": "us"}, "Our turn"),
        ({"status": "case", "whose_turn": "finance", "days": 1}, "With finance 1 day"),
        ({"status": "funded"}, "Advert not started"),
        ({"status": "filled", "whose_turn": ""}, ""),
    ],
)
def test_post_says_what_it_waits_for(world, fields, words):
    make_post(world, **fields)
    (row,) = queries.posts(world.lead)
    assert row.note == words


def test_posts_when_narrowed_and_sorted(world):
    first = make_post(world, title="Alder", wte="1.00", days=200)
    second = make_post(world, title="Birch", pathway=world.acute, team=world.willow, status="given_up")
    third = make_post(world, title="Cedar", status="filled", funding_ends_on=clock.today() + timedelta(days=90))
    lead = world.lead
    assert [row.id for row in queries.posts(lead)] == [first.pk, third.pk]
    assert [row.id for row in queries.posts(lead, sort="-title")] == [third.pk, first.pk]
    assert [row.id for row in queries.posts(lead, sort="days")] == [third.pk, first.pk]
    assert [row.id for row in queries.posts(lead, sort="nonsense")] == [first.pk, third.pk]
    assert [row.id for row in queries.posts(lead, show="given_up")] == [second.pk]
    assert [row.id for row in queries.posts(lead, status="given_up", pathway=world.acute.pk)] == [second.pk]
    assert [row.id for row in queries.posts(lead, show="money")] == [third.pk]
    assert [row.id for row in queries.posts(lead, show="too_long")] == [first.pk]


# The pages


def test_posts_pages_open_for_those_who_see_posts(world, sign_in):
    post = make_post(world, status="funded", funding_ends_on=clock.today())
    for address in ("/posts/", "/posts/table/", f"/posts/{post.pk}/"):
        for who in ("lead", "coordinator", "recruiter"):
            assert sign_in(who).get(address).status_code == 200, (who, address)
        for who in ("team_manager", "peer_worker", "candidate", "trainer", "panel"):
            assert sign_in(who).get(address).status_code == 404, (who, address)
    assert sign_in("other_coordinator").get(f"/posts/{post.pk}/").status_code == 404


def test_board_page_shows_a_stage_on_a_phone_and_all_on_a_desk(world, sign_in):
    make_post(world, status="filled")
    make_post(world, title="Easton", status="vacant", days=74, funding_ends_on=clock.today() + timedelta(days=400))
    page = sign_in("lead").get("/posts/?stage=vacant").content.decode()
    assert page.count("Empty 74 days. Advert not started") == 2
    assert "Vacancy rate 50%" in page
    assert "1 alone in a team" in page
    assert "Gaps:" in page
    assert "No posts at this stage" in sign_in("lead").get("/posts/?stage=nonsense").content.decode()


def test_table_of_posts_is_a_spreadsheet_too(world, sign_in):
    make_post(world, status="case", whose_turn="finance")
    page = sign_in("lead").get("/posts/table/?show=hoped_for&sort=-days")
    assert "Posts: hoped for" in page.content.decode()
    sheet = sign_in("lead").get("/posts/table/?show=hoped_for&as=xlsx")
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    assert "No posts with those choices" in sign_in("lead").get("/posts/table/?show=vacant").content.decode()


@pytest.mark.parametrize("status", STATES)
def test_post_page_offers_what_may_happen_next(world, sign_in, status):
    post = make_post(world, status=status, days=200, case_words="Forty wait.", whose_turn="finance")
    page = sign_in("lead").get(f"/posts/{post.pk}/").content.decode()
    offers = {
        "idea": ["/case/", "/give-up/"],
        "case": ["/fund/", "/think-again/", "/give-up/"],
        "funded": ["/fill/", "/give-up/"],
        "advertised": ["/stop-advertising/", "/fill/"],
        "filled": ["/vacate/"],
        "vacant": ["/fill/", "/give-up/"],
        "given_up": ["/take-up-again/"],
    }[status]
    for end in offers:
        assert f"/posts/{post.pk}{end}" in page
    nothing = sign_in("recruiter").get(f"/posts/{post.pk}/").content.decode()
    assert "/change/" not in nothing


def test_post_page_says_who_has_it_without_a_name(world, sign_in):
    post = make_post(world, status="vacant", team=world.ashford)
    assign(world, post=post, ends_on=clock.today() + timedelta(days=90))
    page = sign_in("lead").get(f"/posts/{post.pk}/").content.decode()
    assert "One person, 22.5 hours a week" in page
    assert "Imani" not in page
    assert "See who" in page
    assert "See who" not in sign_in("recruiter").get(f"/posts/{post.pk}/").content.decode()


def test_post_from_idea_to_given_up_by_its_pages(world, sign_in):
    client = sign_in("lead")
    given = {"title": "Crisis line", "pathway": world.community.pk, "wte": "0,6", "whose_turn": "us"}
    made = client.post("/posts/add/", given)
    post = Post.objects.get()
    assert made["Location"] == f"/posts/{post.pk}/"
    steps = (
        ("change", {**given, "wte": "1"}),
        ("case", {"case_words": "Forty wait.", "whose_turn": "finance"}),
        ("think-again", {"words": "Cost it"}),
        ("case", {"case_words": "Forty wait, costed."}),
        ("fund", {"funded_by": "Transformation"}),
        ("fill", {}),
        ("vacate", {}),
        ("give-up", {"because": "No money"}),
        ("take-up-again", {}),
    )
    for step, answers in steps:
        assert client.post(f"/posts/{post.pk}/{step}/", answers).status_code == 302, step
    page = client.get(f"/posts/{post.pk}/").content.decode()
    assert page.count("by Marcia Thornby") == 9
    assert client.get(f"/posts/{post.pk}/change/").status_code == 200
    with unguarded():
        Post.objects.update(status="advertised")
    assert client.post(f"/posts/{post.pk}/stop-advertising/", {"words": "Nobody"}).status_code == 302


@pytest.mark.parametrize("wte", ["", "lots", "0", "3"])
def test_add_post_when_the_share_is_no_share_keeps_what_was_typed(world, sign_in, wte):
    answer = sign_in("lead").post("/posts/add/", {"title": "Kept words", "pathway": world.community.pk, "wte": wte})
    assert answer.status_code == 422
    assert "Kept words" in answer.content.decode()
    assert "like 0.6" in answer.content.decode()


def test_assign_page_offers_posts_in_reach(world, sign_in):
    post = make_post(world, status="vacant")
    worker = worker_of(world)
    address = f"/workers/{worker.pk}/assign/"
    for who in ("lead", "team_manager"):
        assert "Thanet peer worker, Thanet CMHT (vacant)" in sign_in(who).get(address).content.decode()
    day = clock.today()
    given = {"starts_on_day": day.day, "starts_on_month": day.month, "starts_on_year": day.year}
    given |= {"team": world.thanet.pk, "kind": "bank", "hours": "7.5", "post": post.pk}
    assert sign_in("lead").post(address, given).status_code == 302
    post.refresh_from_db()
    assert post.status == "filled"
