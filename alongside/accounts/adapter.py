"""How the sign-in library behaves here: no sign-up, accounts are opened by the service."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class Accounts(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


class TrustAccounts(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin):
        return False
