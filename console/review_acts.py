"""The acts of a written review as screens, one row each; the address of an act is its key."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from console.acts import Act, ActForm, ReasonForm, Sheet, verb
from console.fields import day, text
from grids.models import Patrol
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import Event
from written_reviews import papers
from written_reviews.models import Review
from written_reviews.policy.contents import Answer, Figures, Item, doubts
from written_reviews.policy.materials import missing
from written_reviews.procedure import State
from written_reviews.services import campaigns, reviewing

DAYS_TO_CORRECT = 15  # what the form begins with; the law sets no term


class NoteForm(ActForm):
    note = text(_("审核意见"), rows=3, max_length=500, required=False)


class PassForm(NoteForm):
    """What was not handed in is said first: passing without it takes a reason."""

    def alerts(self) -> list[str]:
        return [translate(sentence) for sentence in missing(self.subject.kinds_handed_in)]


class ReturnForm(ReasonForm):
    correct_by = day(_("补正期限"), help_text=_("届满后仍未重新申报的，按逾期未申报处理。"))

    def prepare(self) -> None:
        usual = timezone.localdate(self.at) + timedelta(days=DAYS_TO_CORRECT)
        self.start_with(correct_by=usual)


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
    return doubts(Figures(**declared.figures), answers) + missing(review.kinds_handed_in)


def _rectification(review: Review, data: dict[str, Any], actor: User, at: datetime) -> Sheet:
    facts = {"requirements": data.get("requirements", ""), "due_on": data.get("due_on")}
    return papers.RECTIFICATION, papers.rectification(review, **facts)


def _close(review: Review, data: dict[str, Any], actor: User, at: datetime) -> object:
    return campaigns.close_undeclared(review.pk, actor=actor, at=at)


def _inspected(run: Callable[..., object]) -> Callable[..., object]:
    """What was to be seen on site is judged after an inspection, not after a visit."""

    def taken(review: Review, data: dict[str, Any], actor: User, at: datetime) -> object:
        if review.state == State.ON_SITE and not _is_inspected(review):
            raise Refused(say("还没有检查记录：请先报批检查，制发检查通知书，由两名监察员实施。"))
        return run(review, data, actor, at)

    return taken


def _is_inspected(review: Review) -> bool:
    asked = Event.objects.of(review.subject).filter(act="ask_on_site").order_by("sequence").last()
    assert asked is not None  # by its state
    since = timezone.localdate(asked.occurred_at)
    return Patrol.objects.filter(employer=review.employer_id).on_record_since(since).exists()


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
        form=ReturnForm,
        run=verb(reviewing.return_declaration),
    ),
    "on-site": Act(
        title=_("要求实地核查"),
        steps=("ask_on_site",),
        form=ReasonForm,
        run=verb(reviewing.ask_on_site),
        hint=_("实地核查是检查：须报批，制发检查通知书，由两名监察员实施。"),
    ),
    "pass": Act(
        title=_("审查合格"),
        steps=("pass_review",),
        form=PassForm,
        run=_inspected(verb(reviewing.pass_review)),
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
        run=_inspected(verb(reviewing.order_rectification)),
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
    "false": Act(
        title=_("申报不实，转线索"),
        steps=("fail_false",),
        form=ReasonForm,
        run=verb(reviewing.fail_false),
        hint=_("写明哪些申报或者材料不实、凭什么认定；审查就此结束，由监察机构依法查处。"),
        is_grave=True,
    ),
    "close": Act(
        title=_("逾期未申报，转线索"),
        steps=("close_undeclared", "close_uncorrected"),
        form=NothingForm,
        run=_close,
        is_grave=True,
    ),
}
