"""What is done to accounts, roles, places and the settings of the service."""

from alongside.accounts.commands.accounts import (
    change_account,
    change_own_name,
    close_account,
    end_role,
    give_role,
    open_account,
    open_own_account,
    reopen_account,
)
from alongside.accounts.commands.duty import add_duty, change_duty, end_duty
from alongside.accounts.commands.places import (
    add_organisation,
    add_pathway,
    add_site,
    add_team,
    add_ward,
    change_organisation,
    change_pathway,
    change_site,
    change_team,
    change_ward,
    close_place,
    reopen_place,
)
from alongside.accounts.commands.service import change_service, describe_service, move_item_up, remove_item, write_item

__all__ = [
    "add_duty",
    "add_organisation",
    "add_pathway",
    "add_site",
    "add_team",
    "add_ward",
    "change_account",
    "change_duty",
    "change_organisation",
    "change_own_name",
    "change_pathway",
    "change_service",
    "change_site",
    "change_team",
    "change_ward",
    "close_account",
    "close_place",
    "describe_service",
    "end_duty",
    "end_role",
    "give_role",
    "move_item_up",
    "open_account",
    "open_own_account",
    "remove_item",
    "reopen_account",
    "reopen_place",
    "write_item",
]
