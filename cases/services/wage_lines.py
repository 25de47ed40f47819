"""One worker's wages in full: basis, months, the employer's counter-claim and its answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, WageClaim, WageMonth
from cases.policy import months as rule
from cases.policy.basis import Basis, refuse_basis
from cases.policy.counter_claim import CounterClaim, refuse_counter_claim
from cases.policy.ledger import NOTHING, refuse_determination
from cases.policy.months import Month
from cases.policy.rows import written
from cases.policy.wage_check import PayKind
from cases.services import gate, ledger, progress
from cases.services.ledger import lines_of
from statutes.refusal import Refused
from statutes.wording import Sentence, say

COLUMNS = (
    "pay_kind", "rate", "basis_kind", "basis", "evidence", "month_count", "agreed", "received",
    "counter_amount", "counter_reason", "counter_accepted", "counter_reply", "determined",
    "determination_note", "sign_off", "signed_on", "sign_off_note", "sign_off_proof",
)  # fmt: skip
MONTH_COLUMNS = (
    "agreed", "paid", "days", "hours", "pieces", "overtime_pay", "overtime_workday",
    "overtime_restday", "overtime_holiday",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the bureau enters of one worker; no months leaves the amount to the grid."""

    months: Sequence[Month] = ()
    pay_kind: PayKind | None = None
    rate: Decimal | None = None
    basis_kind: Basis | None = None
    basis: str = ""
    evidence: int | None = None  # its number in the case: 4 is E-04
    counter: CounterClaim = field(default_factory=CounterClaim)
    note: str = ""


@transaction.atomic
def record_sheets(
    case_id: int, sheets: Mapping[int, Sheet], *, version: int, actor: User, at: datetime
) -> Case:
    """Enter workers' months and what goes with them; what they give is determined by it.

    All workers or none, and against the version of the ledger that was opened.
    """
    case = gate.lock(case_id)
    ledger.refuse_outdated(case, version)
    lines = lines_of(case, sheets)
    today = timezone.localdate(at)
    if found := [s for claim, sheet in lines for s in _refusals(claim, sheet, today)]:
        raise Refused(*found)
    evidence = ledger.evidence_of(case, (sheet.evidence for _, sheet in lines))
    for claim, sheet in lines:
        _write(claim, sheet, evidence)
    if found := [s for claim, _ in lines if (s := _refuse_result(claim)) is not None]:
        raise Refused(*found)
    _write_months(lines)
    ledger.save_lines([claim for claim, _ in lines], COLUMNS)
    rows = written(claim.row for claim, _ in lines)
    payload = {"lines": len(lines), "months": _count(lines), "rows": rows, **ledger.changed(case)}
    gate.take(case, "determine_wages", actor=actor, at=at, payload=payload)
    progress.report_settlements(case, at=at)
    return case


def _count(lines: Iterable[tuple[WageClaim, Sheet]]) -> int:
    return sum(len(sheet.months) for _, sheet in lines)


def _refusals(claim: WageClaim, sheet: Sheet, today: date) -> list[Sentence]:
    found = [
        refuse_basis(claim.worker, sheet.basis_kind, sheet.basis),
        refuse_counter_claim(claim.worker, sheet.counter),
    ]
    if sheet.rate is not None and sheet.rate <= NOTHING:
        found.append(say("%(worker)s：约定的工资标准须大于零。", worker=claim.worker))
    wrong = rule.refuse_months(claim.worker, sheet.months, today=today)
    return [*(sentence for sentence in found if sentence), *wrong]


def _write(claim: WageClaim, sheet: Sheet, evidence: Mapping[int, int]) -> None:
    """Bring the line to what the sheet says, in memory; the sums of its months come with it."""
    claim.pay_kind = sheet.pay_kind.value if sheet.pay_kind else ""
    claim.rate = sheet.rate
    ledger.write_basis(claim, sheet.basis_kind, sheet.basis, sheet.evidence, evidence)
    counter = sheet.counter
    claim.counter_amount, claim.counter_reason = counter.amount, counter.reason
    claim.counter_accepted, claim.counter_reply = counter.accepted, counter.reply
    sums = rule.sums(sheet.months)
    if sums.count:
        claim.agreed, claim.received = sums.agreed, sums.paid
    elif claim.month_count:
        stated = claim.claimant
        claim.agreed = stated.agreed if stated else NOTHING
        claim.received = stated.paid if stated else NOTHING
    claim.month_count = sums.count
    _determine(claim, sheet)


def _determine(claim: WageClaim, sheet: Sheet) -> None:
    """The months determine the line once the employer is answered; without months nothing does."""
    line = claim.line
    if not line.is_answered:
        claim.determined = None
    elif line.by_months is not None:
        claim.determined = line.by_months
    by_default = f"按{len(sheet.months)}个月逐月核算。" if sheet.months else ""
    claim.determination_note = sheet.note.strip() or by_default
    ledger.unsign_if_unsettled(claim)


def _refuse_result(claim: WageClaim) -> Sentence | None:
    """What may not stand after the sheet is laid on the line."""
    by_months = claim.line.by_months
    if by_months is not None and by_months < NOTHING:
        return say("%(worker)s：采纳的扣减超过欠发的工资。", worker=claim.worker)
    if claim.determined is not None:
        return refuse_determination(claim.line, claim.determined, claim.determination_note)
    if claim.paid > NOTHING:
        return say("%(worker)s：已有付款，核定金额不能清空。", worker=claim.worker)
    return None


def _write_months(lines: Sequence[tuple[WageClaim, Sheet]]) -> None:
    """Replace the months of these lines: what is no longer named goes, the rest is upserted."""
    written = {(claim.pk, row.month) for claim, sheet in lines for row in sheet.months}
    known = WageMonth.objects.filter(claim__in=[claim.pk for claim, _ in lines])
    gone = [
        pk for pk, *of in known.values_list("pk", "claim_id", "month") if tuple(of) not in written
    ]
    WageMonth.objects.filter(pk__in=gone).delete()
    WageMonth.objects.bulk_create(
        (
            WageMonth(
                claim=claim,
                month=row.month,
                **{column: getattr(row, column) for column in MONTH_COLUMNS},
            )
            for claim, sheet in lines
            for row in sheet.months
        ),
        update_conflicts=True,
        unique_fields=["claim", "month"],
        update_fields=MONTH_COLUMNS,
    )
