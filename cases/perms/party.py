"""What the party of a case sees of it: the papers served on it, its dates, what it handed in.

Never the case itself: not its officers' work, its complaint, its evidence or its ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate

from accounts.models import User
from cases.models import (
    Case,
    Decision,
    Demand,
    Hearing,
    Inquiry,
    Instalment,
    Order,
    PriorNotice,
    Submission,
)
from cases.models.case import SUBJECT_TYPE, CaseQuerySet
from cases.models.submissions import SubmissionQuerySet
from cases.policy.to_party import ALWAYS, INQUIRIES, PRESERVATIONS
from documents.models import Paper
from employers.models import EmployerUser
from statutes.wording import term


@dataclass(frozen=True, slots=True)
class Due:
    """One date of one paper that was served: what is to be done, or may be done, until then."""

    what: str
    case_id: int
    case_no: str
    number: str
    on: date
    is_right: bool = False  # a right that lapses; nobody is late

    def is_over(self, today: date) -> bool:
        return self.on < today and not self.is_right


def cases_of_clerk(user: User) -> CaseQuerySet:
    """The cases against one's own employer in which something was served on it."""
    clerk = EmployerUser.objects.of(user)
    return cases_of(clerk.employer.file_ids) if clerk else Case.objects.none()


def cases_of(files: Sequence[int]) -> CaseQuerySet:
    """By the papers served on it: before the first of them a case is nobody's outside."""
    own = Case.objects.filter(employer__in=files)
    told = served(own).values("subject_id")
    return own.filter(pk__in=told)


def served(cases: CaseQuerySet) -> "QuerySet[Paper]":
    """The papers of these cases that were addressed to the party and served on it."""
    on_party = Paper.objects.filter(
        subject_type=SUBJECT_TYPE, subject_id__in=cases.values("pk"), served_on__isnull=False
    )
    name = Subquery(Case.objects.filter(pk=OuterRef("subject_id")).values("subject_name"))
    addressed = Q(kind__in=sorted(ALWAYS)) | (
        Q(kind__in=sorted(INQUIRIES), inquiry__addressee=F("party"))
        | Q(kind__in=sorted(PRESERVATIONS), preservation__holder=F("party"))
    )
    papers: QuerySet[Paper] = on_party.annotate(party=name).filter(addressed)
    return papers


def submissions_of(cases: CaseQuerySet) -> SubmissionQuerySet:
    return Submission.objects.filter(case__in=cases).select_related("case", "paper")


# ---------------------------------------------------------------- dates

ORDERED = term("责令改正期限")
REPLY = term("答复调查询问")
DEFENCE = term("陈述、申辩期限")
HEARING_REQUEST = term("申请听证期限")
HEARING = term("听证")
PERFORMANCE = term("履行决定期限")
INSTALMENT = term("分期缴纳期限")
DEMANDED = term("催告履行期限")
REMEDY = term("申请行政复议期限")
RIGHTS = frozenset({DEFENCE, HEARING_REQUEST, REMEDY})
COLUMNS = ("what", "in_case", "in_case_no", "paper_number", "falls_on")


def dates_of(cases: CaseQuerySet, today: date) -> list[Due]:
    """What is still open, the nearest first; one query, however many kinds of date there are."""
    first, *others = _sources(cases, today)
    rows = first.union(*others, all=True).order_by("falls_on", "in_case")
    return [Due(what, case, no, number, on, what in RIGHTS) for what, case, no, number, on in rows]


def _sources(cases: CaseQuerySet, today: date) -> Sequence["QuerySet[Any, Any]"]:
    mine, unended = {"case__in": cases.order_by()}, {"case__in": cases.open().order_by()}
    waiting = [Order.Status.IN_FORCE, Order.Status.DISOBEYED]
    notices = PriorNotice.objects.standing().filter(served_on__isnull=False, **unended)
    in_force = [Decision.Status.IN_FORCE, Decision.Status.CHANGED]
    decisions = Decision.objects.standing().filter(status__in=in_force, **mine)
    unsettled = {"decision__in": decisions.filter(settled_on__isnull=True).values("pk")}
    orders = Order.objects.filter(status__in=waiting, due_on__isnull=False, **unended)
    party = {"addressee": F("case__subject_name"), "paper__served_on__isnull": False}
    inquiries = Inquiry.objects.filter(answered_on__isnull=True, **party, **unended)
    hearings = Hearing.objects.filter(
        notice__in=notices.values("pk"), held_on__isnull=True, ended_on__isnull=True,
        set_for__date__gte=today,
    )  # fmt: skip
    # Parts whose sum is covered are not told apart here: the last open part stands for the rest.
    parts = Instalment.objects.filter(due_on__gte=today, **unsettled)
    demands = Demand.objects.filter(ends_on__isnull=False, **unsettled)
    open_defence = notices.filter(defence_until__gte=today, waived_on__isnull=True)
    return (
        _rows(orders, ORDERED, "due_on"),
        _rows(inquiries, REPLY, "due_on"),
        _rows(open_defence, DEFENCE, "defence_until"),
        _rows(notices.filter(hearing_until__gte=today), HEARING_REQUEST, "hearing_until"),
        _rows(hearings, HEARING, TruncDate("set_for"), "notice__case", "summons"),
        _rows(decisions.filter(settled_on__isnull=True, due_on__isnull=False), PERFORMANCE,
              "due_on"),
        _rows(parts, INSTALMENT, "due_on", "decision__case", "decision__paper"),
        _rows(demands, DEMANDED, "ends_on", "decision__case"),
        _rows(decisions.filter(remedies_until__gte=today), REMEDY, "remedies_until"),
    )  # fmt: skip


def _rows(
    rows: "QuerySet[Any, Any]",
    what: str,
    column: str | TruncDate,
    case: str = "case",
    paper: str = "paper",
) -> "QuerySet[Any, Any]":
    plain = rows.order_by().annotate(
        what=Value(what),
        in_case=F(f"{case}__pk"),
        in_case_no=F(f"{case}__case_no"),
        paper_number=F(f"{paper}__number"),
        falls_on=F(column) if isinstance(column, str) else column,
    )
    return plain.values_list(*COLUMNS)
