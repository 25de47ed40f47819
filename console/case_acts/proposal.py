"""The form of a proposal: its violations row by row, each with the range that the law allows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.wording import translate, translate_all
from cases.models import Case, Proposal, ProposalGround
from cases.policy.decision import KINDS, Kind
from cases.policy.discretion import Ground, Measured, read_spells, written_spells
from cases.policy.proposal import MARKS, Draft
from cases.services import compensation, orders, proposals
from console import referral_warning
from console.act_rows import RowsForm
from console.fields import causes, headcount, text
from statutes.money import parse_yuan
from statutes.penalty_types import Effect
from statutes.refusal import Refused
from statutes.tiers import DEFAULT_TIERS
from statutes.wording import Sentence, say

ZERO = Decimal("0.00")
TIERS = [("", _("按建议数额认定")), *((tier.code, _(tier.label)) for tier in DEFAULT_TIERS)]


class YuanField(forms.Field):
    """An amount as people write it: 1,234.50, 1.2万."""

    def to_python(self, value: Any) -> Any:
        if not (typed := str(value or "").strip()):
            return None
        try:
            return parse_yuan(typed)
        except Refused as refused:
            raise forms.ValidationError(translate_all(refused)) from None


class SpellsField(forms.Field):
    """Stretches of days: 2024-03-14:2024-06-19, several with a blank between."""

    def to_python(self, value: Any) -> Any:
        try:
            return read_spells(str(value or "")) or None
        except Refused as refused:
            raise forms.ValidationError(translate_all(refused)) from None


def _causes() -> list[tuple[str, object]]:
    return [("", _("（不填写）")), *causes()]


class GroundForm(forms.Form):
    """One violation: what was counted, and what is proposed for it."""

    violation = forms.ChoiceField(label=_("违法行为（案由）"), choices=_causes)
    workers = headcount(_("涉及人数"))
    amount = YuanField(label=_("涉及金额（元）"), required=False)
    spells = SpellsField(label=_("期间"), required=False, help_text="2024-03-14:2024-06-19")
    tier = forms.ChoiceField(label=_("裁量档次"), choices=TIERS, required=False)
    proposed = YuanField(label=_("建议数额（元）"), required=False)
    is_unlicensed = forms.BooleanField(label=_("无营业执照"), required=False)
    reason = forms.CharField(label=_("超出幅度或者档次的理由"), max_length=500, required=False)
    notes: list[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.notes = []


def ground_of(row: Mapping[str, Any]) -> Ground:
    return Ground(
        violation=row["violation"],
        workers=row["workers"],
        amount=row["amount"],
        spells=row["spells"] or (),
        proposed=row["proposed"] or ZERO,
        tier=row["tier"],
        reason=row["reason"],
        is_unlicensed=row["is_unlicensed"],
    )


class ProposalForm(RowsForm):
    """What is proposed and why; the ranges are reckoned and shown below each row."""

    kind = forms.TypedChoiceField(
        label=_("处理建议"), choices=[(k.value, _(KINDS[k].label)) for k in Kind], coerce=Kind
    )
    facts = text(_("违法事实"), rows=6)
    statement = text(_("被处理单位的陈述"), rows=3, required=False)
    law = text(
        _("处理依据"), rows=2, required=False, help_text=_("不填写的，按违法行为自动引用条款。")
    )
    discretion = text(_("裁量理由"), rows=3, required=False)
    opinion = text(_("建议处理意见"), rows=3)
    is_complex = forms.BooleanField(label=_("情节复杂、涉及多个法律关系"), required=False)
    is_grave = forms.BooleanField(label=_("重大违法行为"), required=False)
    is_public_interest = forms.BooleanField(label=_("涉及重大公共利益"), required=False)
    is_prescribed = forms.BooleanField(
        label=_("法律、法规规定应当进行法制审核的其他情形"), required=False
    )
    autosaved: tuple[str, ...] = ("facts", "statement", "discretion", "opinion")
    row_form, rows_title = GroundForm, _("违法行为")

    def prepare(self) -> None:
        self.start_with(**first_words(self.subject, self.at))

    def alerts(self) -> list[str]:
        return referral_warning.warnings(self.subject)

    def first_rows(self) -> list[dict[str, Any]]:
        return first_grounds(self.subject, self.at)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        on = timezone.localdate(self.at)
        for row in self.filled():
            if not row.is_valid():
                continue
            try:
                measured = proposals.measure_all(self.subject, [ground_of(row.cleaned_data)], on=on)
            except Refused as refused:
                for said in translate_all(refused):
                    row.add_error(None, said)
                self.add_error(None, _("请核对各行填写的内容。"))
            else:
                row.notes = notes_of(measured[0])  # type: ignore[attr-defined]
        return data


def notes_of(one: Measured) -> list[str]:
    """The range with its arithmetic, and why the amount departs from it."""
    return [translate(sentence) for sentence in _said(one)]


def _said(one: Measured) -> Iterable[Sentence]:
    allowed = one.allowed
    yield from allowed.steps
    if allowed.kind is Effect.WARNING_ONLY:
        yield allowed.formula
    else:
        yield say(
            "法定幅度%(minimum)s元至%(maximum)s元：%(formula)s（%(law)s）",
            minimum=f"{allowed.minimum:.2f}",
            maximum=f"{allowed.maximum:.2f}",
            formula=allowed.formula,
            law=str(allowed.citation),
        )
    if one.tier is not None:
        yield say("裁量档次：%(tier)s", tier=say(one.tier.label))
    yield from one.departs


def draft_of(case: Case, data: Mapping[str, Any], at: datetime) -> Draft:
    """The proposal as far as it has been written."""
    words = {**first_words(case, at), **{k: v for k, v in data.items() if v is not None}}
    rows = data.get("rows")
    grounds = [ground_of(row) for row in rows] if rows is not None else _known(case, at)
    marks = {name: bool(words.get(name)) for name in MARKS}
    return Draft(
        kind=Kind(words["kind"]),
        facts=words.get("facts", ""),
        opinion=words.get("opinion", ""),
        statement=words.get("statement", ""),
        law=words.get("law", ""),
        discretion=words.get("discretion", ""),
        grounds=grounds,
        **marks,
    )


def without_draft(data: Mapping[str, Any]) -> dict[str, Any]:
    """What an act takes beside the proposal."""
    own = {*ProposalForm.base_fields, "rows"}
    return {name: value for name, value in data.items() if name not in own}


# -- what the case already knows --


def first_words(case: Case, at: datetime) -> dict[str, Any]:
    if (last := case.proposals.order_by("-pk").first()) is not None:
        names = ("kind", "facts", "statement", "law", "discretion", "opinion", *MARKS)
        return {name: getattr(last, name) for name in names}
    usual = orders.default_draft(case, on=timezone.localdate(at))
    kind = Kind.PENALTY
    if _is_disobeyed(case):
        kind = Kind.HANDLING
    elif case.corrected_on is not None:
        kind = Kind.REVOCATION
    return {"kind": kind.value, "facts": usual.findings or case.summary}


def first_grounds(case: Case, at: datetime) -> list[dict[str, Any]]:
    if (last := case.proposals.order_by("-pk").first()) is not None:
        return [_typed(row) for row in _rows_of(last)]
    if case.corrected_on is not None:
        return []  # nothing is left to be fined or added to; a row can still be written
    amount = _unpaid(case, at)
    return [
        {
            "violation": case.cause,
            "workers": case.workers or None,
            "amount": f"{amount:.2f}" if amount else "",
        }
    ]


def _rows_of(proposal: Proposal) -> list[ProposalGround]:
    return list(proposal.grounds.order_by("row"))


def _typed(row: ProposalGround) -> dict[str, Any]:
    return {
        "violation": row.violation,
        "workers": row.workers,
        "amount": "" if row.amount is None else f"{row.amount:.2f}",
        "spells": written_spells(row.spells),
        "tier": row.tier,
        "proposed": f"{row.proposed:.2f}",
        "is_unlicensed": row.formula.get("unlicensed", False),
        "reason": row.reason_outside if row.formula.get("departs") else "",
    }


def _known(case: Case, at: datetime) -> list[Ground]:
    """The grounds of the proposal that the form starts from, for the paper beside it."""
    last = case.proposals.order_by("-pk").first()
    rows = [_typed(row) for row in _rows_of(last)] if last else []
    return [
        Ground(
            violation=row["violation"],
            workers=row["workers"],
            amount=Decimal(row["amount"]) if row["amount"] else None,
            spells=read_spells(row["spells"]),
            proposed=Decimal(row["proposed"]),
            tier=row["tier"],
            reason=row["reason"],
            is_unlicensed=row["is_unlicensed"],
        )
        for row in rows
    ]


def _is_disobeyed(case: Case) -> bool:
    return case.orders.standing().filter(status="disobeyed").exists()


def _unpaid(case: Case, at: datetime) -> Decimal:
    """What the order left unpaid, or what is still owed."""
    try:
        rows = compensation.schedule(case, Decimal(50), timezone.localdate(at))
    except Refused:
        return case.outstanding
    return sum((row.unpaid for row in rows), ZERO)
