"""The acts of a yearly rating and of one grade as screens; the address of an act is its key."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from console.acts import Act, ActForm, OpinionForm, ReasonForm, Sheet, verb
from console.fields import day, text
from credit_rating import papers
from credit_rating.models import Rating, RatingRun
from credit_rating.policy.conduct import GRADE_LABELS, Grade
from credit_rating.policy.facts import source_of
from credit_rating.policy.rulesets import RULES
from credit_rating.services import approving, changing
from statutes.rulesets import RULE_SETS

Data = dict[str, Any]
FIRST_YEAR = 2013


class OrderForm(forms.Form):
    """Which year, by which rules, known until when."""

    year = forms.IntegerField(label=_("评价年度"), min_value=FIRST_YEAR)
    ruleset = forms.ChoiceField(label=_("规则集"), required=False)
    cut_off = day(_("数据截止日"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"year": on.year - 1, "cut_off": on, **self.initial}
        known = [(code, _(RULE_SETS[code].label)) for code in RULES]
        self.fields["ruleset"].choices = [("", _("本机关采用的规则")), *known]  # type: ignore[attr-defined]


class ProposalForm(ActForm):
    """What the unit head says of the year."""

    opinion = text(_("报批意见"), rows=3, max_length=500)
    autosaved = ("opinion",)


class ObjectionForm(ActForm):
    """What the employer says is wrong, as it was handed in."""

    reason = text(_("异议理由"), rows=5, max_length=2000)
    received_on = day(_("收到日期"))
    autosaved = ("reason",)

    def prepare(self) -> None:
        self.start_with(received_on=timezone.localdate(self.at))


class RecheckForm(ActForm):
    """Which records the re-check found untrue; none, and the grade stands."""

    struck = forms.MultipleChoiceField(
        label=_("不成立的依据"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("勾选的依据不再计入，等级由规则重新评定；都不勾选即维持原等级。"),
    )
    opinion = text(_("复核意见"), rows=4, max_length=500)
    autosaved = ("opinion",)

    def prepare(self) -> None:
        field: Any = self.fields["struck"]
        field.choices = _sources(self.subject)


class LowerForm(ActForm):
    """To which grade, and why."""

    grade = forms.ChoiceField(label=_("降为"))
    reason = text(_("理由"), rows=4, max_length=500)
    autosaved = ("reason",)

    def prepare(self) -> None:
        field: Any = self.fields["grade"]
        lower = [grade for grade in Grade if grade.value > self.subject.standing]
        field.choices = [(g.value, f"{g.value} {_(GRADE_LABELS[g])}") for g in lower]


def _sources(rating: Rating) -> list[tuple[str, str]]:
    """The records of the year, each by what it is."""
    found: dict[str, str] = {}
    for finding in rating.current_findings():
        if facts := finding["item"]:
            found[f"{facts['kind']}:{facts['id']}"] = str(source_of(facts))
    return list(found.items())


def _recheck_sheet(rating: Rating, data: Data, actor: User, at: datetime) -> Sheet | None:
    objection = rating.open_objection
    if objection is None:
        return None
    struck = data.get("struck") or []
    after = changing.without(rating, struck).grade.value if struck else rating.standing
    return papers.RECHECK_DECISION, papers.recheck_decision(
        rating, objection, after=after, opinion=data.get("opinion", ""), struck=struck
    )


def _decide(run: RatingRun, data: Data, actor: User, at: datetime) -> object:
    return approving.decide(
        run.pk, approved=data["approved"], opinion=data["opinion"], actor=actor, at=at
    )


RUN_ACTS: dict[str, Act] = {
    "propose": Act(
        title=_("报批评价结果"),
        steps=("propose",),
        form=ProposalForm,
        run=verb(approving.propose),
        button=_("报批"),
    ),
    "decide": Act(
        title=_("评价结果审批"),
        steps=("approve", "send_back"),
        form=OpinionForm,
        run=_decide,
        is_decision=True,
    ),
    "discard": Act(
        title=_("作废重评"),
        steps=("discard",),
        form=ReasonForm,
        run=verb(approving.discard),
        is_grave=True,
    ),
}
RATING_ACTS: dict[str, Act] = {
    "objection": Act(
        title=_("登记异议"),
        steps=("object",),
        form=ObjectionForm,
        run=verb(changing.lodge_objection),
    ),
    "recheck": Act(
        title=_("作出复核决定"),
        steps=("decide_objection",),
        form=RecheckForm,
        run=verb(changing.decide_objection),
        sheet=_recheck_sheet,
        button=_("发出复核决定书"),
    ),
    "lower": Act(
        title=_("降低等级"),
        steps=("lower",),
        form=LowerForm,
        run=verb(changing.lower),
        is_grave=True,
    ),
}
