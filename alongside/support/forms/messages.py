"""What GOV.UK Notify says to us, checked like any other answer: https://docs.notifications.service.gov.uk"""

from typing import Any

from django import forms


class TextReceived(forms.Form):
    """Cleans to the keywords of `receive_reply`."""

    id = forms.CharField(max_length=60)
    source_number = forms.CharField(max_length=30)
    message = forms.CharField(max_length=10_000, required=False, strip=True)
    date_received = forms.DateTimeField()

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.errors:
            return said
        return {
            "received": said["id"],
            "number": said["source_number"],
            "words": said["message"],
            "received_at": said["date_received"],
        }


class ReceiptReceived(forms.Form):
    """Cleans to the keywords of `take_receipt`."""

    reference = forms.CharField(max_length=100)
    status = forms.CharField(max_length=40)
