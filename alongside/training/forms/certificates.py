"""What is asked about certificates and badges."""

import re
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from alongside.formats import badges
from alongside.ui import fields


class CheckCode(forms.Form):
    code = fields.text(
        "The code on the certificate",
        hint="12 letters and numbers, like 7K4P-29QM-XBDT. Dashes do not matter.",
        width=20,
        max_length=40,
        missing="Enter the code on the certificate",
        autocomplete="off",
        spellcheck="false",
    )


class CheckBadge(forms.Form):
    badge = fields.long_text(
        "The badge",
        hint="Paste all of it. It is one very long word.",
        rows=5,
        max_length=badges.LONGEST,
        count=False,
        missing="Paste the badge",
    )


class FindCertificate(forms.Form):
    text = fields.text("Part of a name, or a code", optional=True, autocomplete="off", spellcheck="false")


class Replace(forms.Form):
    name = fields.text("The name that should be on it", max_length=160, missing="Enter the name", autocomplete="off")


class Revoke(forms.Form):
    because = fields.long_text(
        "Why is it taken back?",
        hint="Kept in our records. Strangers are not shown it.",
        missing="Say why it is taken back",
    )


class TrustIssuer(forms.Form):
    name = fields.text("Name of the service", max_length=160, missing="Enter its name", autocomplete="off")
    address = fields.text(
        "Its address on the web",
        hint="Like https://peersupport.example.nhs.uk, with nothing after it.",
        max_length=200,
        missing="Enter its address",
        autocomplete="off",
        spellcheck="false",
    )

    def clean_address(self) -> str:
        parts = urlsplit(self.cleaned_data["address"].strip())
        named = re.fullmatch(r"[a-z0-9.-]+(:\d+)?", parts.netloc) is not None
        if parts.scheme not in (("https",) if settings.PRODUCTION else ("https", "http")) or not named:
            raise forms.ValidationError("Enter an address that begins with https://")
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise forms.ValidationError("Enter the address with nothing after the name of the site")
        return f"{parts.scheme}://{parts.netloc}"
