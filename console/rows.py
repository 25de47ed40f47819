"""Rows of the worklist: a clock or an approval with the facts of the matter behind it.

One query per kind of subject, however many rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple, TypedDict, TypeVar

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from accounts.subjects import SubjectFields
from blacklist.listing_procedure import STATE_LABELS as LISTING_STATES
from blacklist.listing_procedure import State as ListingState
from blacklist.models import Listing
from cases.models import Case
from cases.procedure.states import STATE_LABELS as CASE_STATES
from cases.procedure.states import State as CaseState
from complaints.models import Complaint
from complaints.procedure import STATE_LABELS as COMPLAINT_STATES
from complaints.procedure import State as ComplaintState
from console.badges import Badge, badge
from console.doors import may_open
from early_warning.models import Warning
from early_warning.procedure import STATE_LABELS as WARNING_STATES
from early_warning.procedure import State as WarningState
from grids.models import Patrol, PatrolPlan
from grids.procedure import STATE_LABELS as PATROL_STATES
from grids.procedure import State as PatrolState
from publications.models import Publication
from publications.procedure import ENDED as PUBLICATION_ENDED
from publications.procedure import STATE_LABELS as PUBLICATION_STATES
from publications.procedure import State as PublicationState
from referrals.models import MeetingTask, Referral
from referrals.procedure import STATE_LABELS as REFERRAL_STATES
from referrals.procedure import State as ReferralState
from rulebook import services as rulebook
from statutes.wording import term
from wage_deposits.models import Deposit
from wage_deposits.procedure import STATE_LABELS as DEPOSIT_STATES
from wage_deposits.procedure import State as DepositState
from workflow.models import Approval, Clock

# By kind and stored state.
STATES: dict[tuple[str, str], str] = {
    **{("complaint", state.value): label for state, label in COMPLAINT_STATES.items()},
    **{("case", state.value): label for state, label in CASE_STATES.items()},
    **{("wage_deposit", state.value): label for state, label in DEPOSIT_STATES.items()},
    **{("patrol", state.value): label for state, label in PATROL_STATES.items()},
    **{("listing", state.value): label for state, label in LISTING_STATES.items()},
    **{("warning", state.value): label for state, label in WARNING_STATES.items()},
    **{("referral", state.value): label for state, label in REFERRAL_STATES.items()},
    ("meeting_task", ""): term("联席会议任务"),
    ("patrol_plan", PatrolPlan.Status.SUBMITTED): term("巡查计划"),
    **{("publication", state.value): label for state, label in PUBLICATION_STATES.items()},
}
NEXT_STEPS: dict[tuple[str, str], str] = {
    ("complaint", ComplaintState.RECEIVED): term("决定是否受理"),
    ("complaint", ComplaintState.SUPPLEMENT_REQUESTED): term("等待补正材料"),
    ("complaint", ComplaintState.FILING_PROPOSED): term("等待立案审批"),
    ("complaint", ComplaintState.REFUSAL_PROPOSED): term("等待不予受理审批"),
    ("case", CaseState.FILING_REVIEW): term("等待立案审批"),
    ("case", CaseState.FILING_RETURNED): term("修改立案审批表"),
    ("case", CaseState.INVESTIGATING): term("调查核定，责令改正"),
    ("case", CaseState.ORDERED): term("送达并核查改正"),
    ("case", CaseState.CORRECTED): term("拟结案"),
    ("case", CaseState.SUSPENDED): term("等待恢复调查"),
    ("case", CaseState.CONCLUSION_REVIEW): term("等待处理报批"),
    ("case", CaseState.CONCLUDED): term("发出事先告知书或者提交审议"),
    ("case", CaseState.NOTIFIED): term("送达告知书，听取陈述申辩"),
    ("case", CaseState.HEARING): term("组织听证"),
    ("case", CaseState.DECIDING): term("法制审核、集体讨论"),
    ("case", CaseState.DECISION_REVIEW): term("等待作出决定"),
    ("case", CaseState.DECIDED): term("送达决定书"),
    ("case", CaseState.PERFORMING): term("督促履行，登记缴款"),
    ("case", CaseState.ENFORCING): term("登记法院答复和执行情况"),
    ("case", CaseState.PERFORMED): term("拟结案"),
    ("case", CaseState.CLOSING_REVIEW): term("等待结案审批"),
    ("case", CaseState.CLOSED): term("生成案卷并归档"),
    ("wage_deposit", DepositState.DUE): term("督促存储保证金"),
    ("wage_deposit", DepositState.USE_PROPOSED): term("等待动用审批"),
    ("wage_deposit", DepositState.IN_USE): term("督促银行支付"),
    ("wage_deposit", DepositState.TO_REFILL): term("督促补足保证金"),
    ("wage_deposit", DepositState.RETURN_NOTICED): term("等待公示期满"),
    ("wage_deposit", DepositState.RETURN_REVIEW): term("审核返还申请"),
    ("wage_deposit", DepositState.RETURN_PROPOSED): term("等待返还审批"),
    ("patrol", PatrolState.PROPOSED): term("等待检查审批"),
    ("patrol", PatrolState.RETURNED): term("修改后重新报批检查"),
    ("patrol", PatrolState.APPROVED): term("按通知书的日期到场检查"),
    ("patrol", PatrolState.ARRIVED): term("填写检查清单"),
    ("patrol", PatrolState.RECORDED): term("处理检查结果"),
    ("listing", ListingState.TO_NOTIFY): term("发出列入事先告知书"),
    ("listing", ListingState.NOTIFIED): term("送达告知书，等待异议"),
    ("listing", ListingState.OBJECTED): term("核实异议并告知结果"),
    ("listing", ListingState.DECISION_REVIEW): term("等待作出列入决定"),
    ("listing", ListingState.DECIDED): term("送达列入决定书"),
    ("listing", ListingState.REMOVAL_REVIEW): term("核实提前移出申请"),
    ("listing", ListingState.REMOVAL_PROPOSED): term("等待移出决定"),
    ("listing", ListingState.ANNULMENT_DUE): term("等待撤销列入"),
    ("listing", ListingState.REMOVING): term("从各处移出并取得证明"),
    ("listing", ListingState.RESTORE_PROPOSED): term("等待撤销移出审批"),
    ("warning", WarningState.RAISED): term("处置欠薪预警"),
    ("warning", WarningState.TOLD): term("等待书面说明，安排检查"),
    ("warning", WarningState.VISIT): term("报批检查，登记核查情况"),
    ("warning", WarningState.VISITED): term("转为线索或者了结"),
    ("warning", WarningState.LEAD): term("报请立案，了结预警"),
    ("publication", PublicationState.DRAFT): term("等待审定公开"),
    **{("publication", state): term("在各处撤下并登记证明") for state in PUBLICATION_ENDED},
    ("referral", ReferralState.DUE): term("指定专案组"),
    ("referral", ReferralState.TEAM): term("报请批准移送"),
    ("referral", ReferralState.REVIEW): term("等待移送审批"),
    ("referral", ReferralState.APPROVED): term("24小时内移送"),
    ("referral", ReferralState.SENT): term("等待公安签收"),
    ("referral", ReferralState.RECEIVED): term("等待公安决定"),
    ("referral", ReferralState.SUPPLEMENT): term("补正移送材料"),
    ("referral", ReferralState.NOT_FILED): term("复议、立案监督或者恢复处理"),
    ("referral", ReferralState.RECONSIDERING): term("等待公安复议"),
    ("referral", ReferralState.UPHELD): term("建议检察院立案监督"),
    ("referral", ReferralState.SUPERVISION): term("等待检察院监督"),
    ("referral", ReferralState.EXPLAINING): term("等待公安说明理由"),
    ("referral", ReferralState.TO_FILE): term("等待公安立案"),
    ("referral", ReferralState.FILED): term("移交涉案物品和材料"),
    ("referral", ReferralState.WITHDRAWN): term("恢复行政处理"),
    ("meeting_task", ""): term("落实议定事项"),
}
Record = TypeVar("Record", Clock, Approval)
TAGS = {
    "complaint": "",
    "case": "tag-blue",
    "wage_deposit": "tag-amber",
    "patrol": "tag-green",
    "warning": "tag-seal",
    "listing": "tag-seal",
    "referral": "tag-seal",
    "meeting_task": "tag-blue",
    "patrol_plan": "",
    "publication": "tag-amber",
}


# What a line shows of its matter, read as plain values: whole records would cost as much again.
COMPLAINT = ("number", "employer_name", "division__name", "state", "worker_count", "claimed")
CASE = (
    "case_no",
    "subject_name",
    "division__name",
    "state",
    "workers",
    "claimed",
    "determined",
    "paid",
)


class Matter(NamedTuple):
    """The matter of a line; people and amounts are None where there are none, or not yet."""

    pk: int
    label: str
    party: str
    place: str
    state: str
    workers: int | None = None
    claimed: Decimal | None = None
    determined: Decimal | None = None
    paid: Decimal | None = None


COLUMNS = {
    "due": term("期限"),
    "matter": term("事项"),
    "party": term("用人单位"),
    "next_step": term("下一步"),
    "workers": term("人数"),
    "money": term("核定 / 到手（元）"),
    "place": term("用工所在地"),
}


class Row(TypedDict):
    """One line of the desk."""

    label: str
    url: str
    tag: str
    tag_class: str
    party: str
    place: str
    next_step: str
    workers: int | None
    claimed: Decimal | None
    determined: Decimal | None
    paid: Decimal | None
    clock: Badge | None
    approval: Approval | None


def of_clocks(clocks: Sequence[Clock], user: User, now: datetime) -> list[Row]:
    """The rows of these clocks, in their order."""
    calendar, word = rulebook.calendar(), cache(gettext)  # a page says the same words all over
    return [
        _row(clock.subject_type, matter, address, word, clock=badge(clock, now, calendar))
        for clock, matter, address in _with_matters(clocks, user)
    ]


def of_approvals(approvals: Sequence[Approval], user: User) -> list[Row]:
    """The rows of these proposals, in their order."""
    word = cache(gettext)
    return [
        _row(approval.subject_type, matter, address, word, approval=approval)
        for approval, matter, address in _with_matters(approvals, user)
    ]


def _with_matters(records: Sequence[Record], user: User) -> Iterator[tuple[Record, Matter, str]]:
    """Each record with its matter and where that is shown; "" where this person may not go."""
    found = _matters(records)
    # One address a kind, its number put in: resolving fifty takes longer than reading them.
    addresses = {kind: reverse(f"console:{kind}", args=[0])[: -len("0/")] for kind in TAGS}
    doors = {kind for kind in TAGS if may_open(user, f"console:{kind}", 0)}
    for record in records:
        if matter := found.get((record.subject_type, record.subject_id)):
            kind = record.subject_type
            yield record, matter, f"{addresses[kind]}{matter.pk}/" if kind in doors else ""


def _matters(records: Iterable[SubjectFields]) -> dict[tuple[str, int], Matter]:
    wanted: dict[str, list[int]] = {kind: [] for kind in TAGS}
    for record in records:
        wanted.setdefault(record.subject_type, []).append(record.subject_id)
    complaints = Complaint.objects.filter(pk__in=wanted["complaint"]).values_list("pk", *COMPLAINT)
    cases = Case.objects.filter(pk__in=wanted["case"]).values_list("pk", *CASE)
    found = {("complaint", row[0]): Matter(*row) for row in complaints.order_by()}
    found |= {("case", row[0]): Matter(*row) for row in cases.order_by()}
    found |= _deposits(wanted["wage_deposit"]) | _patrols(wanted["patrol"])
    found |= _referrals(wanted["referral"]) | _tasks(wanted["meeting_task"])
    found |= _warnings(wanted["warning"]) | _plans(wanted["patrol_plan"])
    return found | _publications(wanted["publication"]) | _listings(wanted["listing"])


def _referrals(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """Asked only where a line is about one: most pages have none."""
    if not wanted:
        return {}
    rows = Referral.objects.filter(pk__in=wanted).select_related("case", "division")
    return {
        ("referral", row.pk): Matter(
            row.pk,
            row.case.case_no,
            row.subject_name,
            row.division.name,
            row.state,
            row.case.workers,
            row.case.claimed,
            row.case.determined,
            row.case.paid,
        )
        for row in rows.order_by()
    }


def _tasks(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """What a joint meeting settled; the responsible person stands where an employer would."""
    if not wanted:
        return {}
    rows = MeetingTask.objects.filter(pk__in=wanted).select_related("meeting__division")
    return {
        ("meeting_task", row.pk): Matter(
            row.pk, row.task[:40], row.person, row.meeting.division.name, ""
        )
        for row in rows.order_by()
    }


def _deposits(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """Asked only where a line is about one: most pages have none."""
    if not wanted:
        return {}
    rows = Deposit.objects.filter(pk__in=wanted).select_related("contractor", "division")
    return {
        ("wage_deposit", row.pk): Matter(
            row.pk, row.number, row.contractor.name, row.division.name, row.state
        )
        for row in rows.order_by()
    }


def _patrols(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    if not wanted:
        return {}
    rows = Patrol.objects.filter(pk__in=wanted).select_related("division", "notice")
    return {
        ("patrol", row.pk): Matter(
            row.pk,
            row.notice_number or gettext("检查"),
            row.employer_name,
            row.division.name,
            row.state,
        )
        for row in rows.order_by()
    }


def _warnings(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """Likewise."""
    if not wanted:
        return {}
    rows = Warning.objects.filter(pk__in=wanted).select_related("division")
    return {
        ("warning", row.pk): Matter(
            row.pk, row.number, row.employer_name, row.division.name, row.state
        )
        for row in rows.order_by()
    }


def _listings(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    if not wanted:
        return {}
    rows = Listing.objects.filter(pk__in=wanted).select_related("employer", "division")
    return {
        ("listing", row.pk): Matter(
            row.pk, row.number, row.employer.name, row.division.name, row.state
        )
        for row in rows.order_by()
    }


def _plans(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """Plans that wait for the head; the place stands where an employer would."""
    if not wanted:
        return {}
    rows = PatrolPlan.objects.filter(pk__in=wanted).select_related("office", "division")
    return {
        ("patrol_plan", row.pk): Matter(
            row.pk, row.title, row.office.name, row.division.name, row.status
        )
        for row in rows.order_by()
    }


def _publications(wanted: list[int]) -> dict[tuple[str, int], Matter]:
    """Copies that wait for the head, and ended ones that are not gone everywhere."""
    if not wanted:
        return {}
    rows = Publication.objects.filter(pk__in=wanted).select_related("division")
    return {
        ("publication", row.pk): Matter(
            row.pk, str(row.get_kind_display()), row.heading, row.division.name, row.state
        )
        for row in rows.order_by()
    }


def _row(
    kind: str,
    matter: Matter,
    url: str,
    word: Callable[[str], str],
    *,
    clock: Badge | None = None,
    approval: Approval | None = None,
) -> Row:
    step = approval.label if approval else NEXT_STEPS.get((kind, matter.state), "")
    return Row(
        label=matter.label,
        url=url,
        tag=word(STATES[kind, matter.state]),
        tag_class=TAGS[kind],
        party=matter.party,
        place=matter.place,
        next_step=word(step) if step else "",
        workers=matter.workers,
        claimed=matter.claimed,
        determined=matter.determined,
        paid=matter.paid,
        clock=clock,
        approval=approval,
    )
