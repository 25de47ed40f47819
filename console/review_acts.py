"""The acts of a written review as screens, one row each; the address of an act is its key."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console.acts import Act, ActForm, ReasonForm, Sheet, verb
from console.fields import day, text
from written_reviews import papers
from written_reviews.models import Review
from written_reviews.policy.contents import Answer, Figures, Item, doubts
from written_reviews.policy.materials import missing
from written_reviews.services import campaigns, reviewing


class NoteForm(ActForm):
    note = text(_("审核意见"), rows=3, max_length=500, required=False)


class RectificationForm(ActForm):
    """What is to be put right; begins with what the declaration itself admits."""

    requirements = text(_("整改要求"), rows=6, max_length=2000)
    due_on = day(_("整改期限"))
    autosaved = ("requirements",)

    def prepare(self) -> None:
        review: Review = self.subject
        lines = [str(sentence) for sentence in doubts_of(review)]
        self.start_with(requirements="\n".join(lines))


def doubts_of(review: Review) -> list[Any]:
    """What the standing declaration leaves open; nothing before there is one."""
    declared = review.declaration
    if declared is None:
        return []
    answers = {Item(name): Answer(answer) for name, (answer, _note) in declared.answers.items()}
    kinds = set(review.materials.standing().values_list("kind", flat=True))
    return doubts(Figures(**declared.figures), answers) + missing(kinds)


def _rectification(review: Review, data: dict[str, Any], actor: User, at: datetime) -> Sheet:
    facts = {"requirements": data.get("requirements", ""), "due_on": data.get("due_on")}
    return papers.RECTIFICATION, papers.rectification(review, **facts)


def _close(review: Review, data: dict[str, Any], actor: User, at: datetime) -> object:
    return campaigns.close_undeclared(review.pk, actor=actor, at=at)


class NothingForm(ActForm):
    """An act that asks for nothing but to be confirmed."""

    confirmed = forms.BooleanField(label=_("已核对申报情况，确认办理"))


ACTS: dict[str, Act] = {
    "pass-on": Act(
        title=_("网格审核通过"),
        steps=("pass_on",),
        form=NoteForm,
        run=verb(reviewing.pass_on),
    ),
    "return": Act(
        title=_("退回补正"),
        steps=("return_from_grid", "return_declaration"),
        form=ReasonForm,
        run=verb(reviewing.return_declaration),
    ),
    "on-site": Act(
        title=_("要求实地核查"),
        steps=("ask_on_site",),
        form=ReasonForm,
        run=verb(reviewing.ask_on_site),
    ),
    "pass": Act(
        title=_("审查合格"),
        steps=("pass_review",),
        form=NoteForm,
        run=verb(reviewing.pass_review),
        sheet=lambda review, _data, _actor, at: (
            papers.CERTIFICATE,
            papers.certificate(review, on=at.date()),
        ),
        button=_("审查合格，发证明"),
    ),
    "rectification": Act(
        title=_("责令整改"),
        steps=("order_rectification",),
        form=RectificationForm,
        run=verb(reviewing.order_rectification),
        sheet=_rectification,
        button=_("发出整改通知"),
    ),
    "fail": Act(
        title=_("逾期不整改，转线索"),
        steps=("fail_review",),
        form=NoteForm,
        run=verb(reviewing.fail_review),
        is_grave=True,
    ),
    "close": Act(
        title=_("逾期未申报，转线索"),
        steps=("close_undeclared",),
        form=NothingForm,
        run=_close,
        is_grave=True,
    ),
}
