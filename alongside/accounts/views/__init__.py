"""The pages about accounts and the service's settings."""

from alongside.accounts.views.duty import add_duty, change_duty, duty, end_duty
from alongside.accounts.views.mine import change_own_name, my_account
from alongside.accounts.views.places import add_place, change_place, close_place, places, reopen_place
from alongside.accounts.views.settings import (
    add_item,
    change_item,
    change_part,
    items,
    move_item_up,
    remove_item,
    settings,
)
from alongside.accounts.views.staff import (
    account,
    change_account,
    close_account,
    end_role,
    give_role,
    open_account,
    reopen_account,
    staff,
)

__all__ = [
    "account",
    "add_duty",
    "add_item",
    "add_place",
    "change_account",
    "change_duty",
    "change_item",
    "change_own_name",
    "change_part",
    "change_place",
    "close_account",
    "close_place",
    "duty",
    "end_duty",
    "end_role",
    "give_role",
    "items",
    "move_item_up",
    "my_account",
    "open_account",
    "places",
    "remove_item",
    "reopen_account",
    "reopen_place",
    "settings",
    "staff",
]
