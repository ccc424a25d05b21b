"""What an application asks, one thing to a page."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from alongside.core import files
from alongside.core.errors import Refused
from alongside.recruitment.commands.applications import too_long
from alongside.recruitment.forms import equality
from alongside.recruitment.models import Application
from alongside.recruitment.queries.parts import words_in
from alongside.ui import fields

Written = Application.Written
ACCEPTS = ".mp3,.m4a,.ogg,.wav,.webm,.pdf,.docx,.png,.jpg,.jpeg"
WAYS = (
    (Written.HERE.value, "Write them here"),
    (Written.SPOKEN.value, "Say them", "Record yourself and send us the sound, one question at a time."),
    (Written.FILE.value, "Send a file of my own", "A Word document, a PDF or a photo of your writing."),
    (Written.PAPER.value, "On paper, or by phone with somebody", "We ring you, and write what you say. You check it."),
)


class WriteAnswer(forms.Form):
    """One question, with the words left. Blank is fine until it is sent."""

    heading_field = "words"

    def __init__(self, *args: Any, prompt: str, hint: str = "", most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.most = most
        field = fields.long_text(prompt, hint=hint, rows=10, most_words=most, optional=True)
        field.look = replace(field.look, unmarked=True)  # type: ignore[attr-defined]
        self.fields["words"] = field

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if (over := words_in(words) - self.most) > 0:
            raise forms.ValidationError(too_long(over, self.most))
        return words


class GiveFile(forms.Form):
    upload = fields.file(
        "Choose a file",
        accept=ACCEPTS,
        hint="Sound (MP3, M4A, WAV), a PDF, a Word document or a photo. Up to 10 MB: about 10 minutes of talking.",
        missing="Choose a file",
    )

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            files.check(upload, (*files.SPOKEN, *files.PAPERS))
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return upload


class ChooseWay(forms.Form):
    written = fields.radios("How would you like to answer?", WAYS, missing="Select how you would like to answer")
    words = fields.text(
        "Anything else that would help you to apply?", max_length=300, optional=True, hint="Like: larger print."
    )


class RightToWork(forms.Form):
    heading_field = "right_to_work"

    right_to_work = fields.yes_no(
        "Do you have the right to work in the UK?",
        yes="Yes",
        no="No, or I am not sure",
        hint="If you are not sure you can still apply. We will talk about it with you.",
        missing="Select yes, or that you are not sure",
    )


class SurePlace(forms.Form):
    heading_field = "interview_if_meets"

    interview_if_meets = fields.yes_no(
        "Would you like a sure place at interview?",
        yes="Yes, meet me if I show what the job needs",
        no="No, thank you",
        hint="For disabled people, including people with a mental health condition. We never ask for proof.",
        missing="Select yes or no",
    )


class WhatHelps(forms.Form):
    words = fields.text(
        "What would help you when we meet?",
        max_length=300,
        hint="Like: the questions before, a quiet room, a break, somebody with you. You do not have to say why.",
        missing="Say what would help",
    )
    carry = fields.tick("Pass this on to the next steps too, so that I need not ask again")


class HistoryLine(forms.Form):
    what = fields.text(
        "What did you do?",
        max_length=160,
        hint="A job, caring, volunteering, study, a home, getting well.",
        missing="Say what you did",
    )
    where = fields.text("Where, or with whom?", max_length=160, optional=True)
    years = fields.text("When?", max_length=60, width=20, optional=True, hint="As you like, like: 2015 to 2019")
    words = fields.long_text("What did you learn from it?", rows=3, optional=True)


class Years(forms.Form):
    history_words = fields.long_text(
        "Is there anything about the years that you would like to say?",
        rows=4,
        optional=True,
        hint="You do not have to. We never ask about gaps, and they never count against you.",
    )


class SendIt(forms.Form):
    """The equality questions, on the page that sends: their answers live in this request, and nowhere else."""

    def __init__(self, *args: Any, asks: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks:
            self.fields.update(equality.fields())

    def clean(self) -> dict[str, Any]:
        super().clean()
        return {"equality": equality.answers(self.cleaned_data)}
