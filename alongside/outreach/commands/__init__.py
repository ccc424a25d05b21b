"""The commands of outreach, a file for each noun."""

from alongside.outreach.commands.asks import (
    agree_ask,
    answer_by,
    ask_for_voice,
    finish_ask,
    raise_ask,
    say_not_this_time,
    take_ask,
    talk_it_through,
)
from alongside.outreach.commands.contributions import (
    add_contribution,
    add_contributor,
    change_contribution,
    leave_contribution,
    say_named,
    show_contribution,
    take_back_contribution,
)
from alongside.outreach.commands.feedback import (
    give_feedback,
    say_of_talk,
)
from alongside.outreach.commands.speaking import (
    agree_thanks,
    answer_talk,
    ask_speakers,
    empty_sharing,
    give_thanks,
    say_debriefed,
)
from alongside.outreach.commands.talks import (
    cancel_talk,
    change_talk,
    give_talk,
    plan_talk,
    put_back_talk,
    take_back_ask,
    take_back_given,
)
from alongside.outreach.commands.weeks import (
    add_week,
    change_week,
    end_week,
)

__all__ = [
    "add_contribution",
    "add_contributor",
    "add_week",
    "agree_ask",
    "agree_thanks",
    "answer_by",
    "answer_talk",
    "ask_for_voice",
    "ask_speakers",
    "cancel_talk",
    "change_contribution",
    "change_talk",
    "change_week",
    "empty_sharing",
    "end_week",
    "finish_ask",
    "give_feedback",
    "give_talk",
    "give_thanks",
    "leave_contribution",
    "plan_talk",
    "put_back_talk",
    "raise_ask",
    "say_debriefed",
    "say_named",
    "say_not_this_time",
    "say_of_talk",
    "show_contribution",
    "take_ask",
    "take_back_ask",
    "take_back_contribution",
    "take_back_given",
    "talk_it_through",
]
