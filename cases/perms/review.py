"""Reads one case file for the review sheet (案卷评查): two queries, however thick the file."""

from typing import Any

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import OfficeJurisdiction
from cases.models import (
    Case,
    CaseSource,
    Decision,
    Defence,
    Deliberation,
    Delivery,
    Disbursement,
    Evidence,
    FinePayment,
    Interview,
    InterviewLine,
    LegalReview,
    Preservation,
    Proposal,
    ProposalGround,
    ScoreOverride,
)
from cases.models.case import SUBJECT_TYPE
from cases.perms.around import Around
from cases.policy import closing_check
from cases.policy.closing_check import ClosingFacts
from cases.policy.file_facts import (
    DecisionOnFile,
    EvidenceOnFile,
    FileFacts,
    OrderOnFile,
    Preserved,
    Records,
    Stage,
)
from cases.policy.ledger import NOTHING
from cases.policy.legal_review import ReviewFacts
from cases.policy.performance import Item
from cases.procedure.states import DECISION, FILING, State
from statutes.violations import VIOLATIONS
from statutes.wording import term
from workflow.models import Approval, Clock

STAGES = {
    State.CLOSING_REVIEW: Stage.CLOSING,
    State.CLOSED: Stage.CLOSED,
    State.ARCHIVED: Stage.CLOSED,
}
SERVICE_CLOCKS = ("order_service", "service")
APPROVED = Approval.Outcome.APPROVED
# What the sheet calls them, and where they are kept.
PARTY = {
    "name": term("名称"),
    "address": term("地址"),
    "legal_representative": term("法定代表人"),
}
PARTY_COLUMNS = {
    "name": F("subject_name"),
    "address": F("employer__address"),
    "legal_representative": F("employer__legal_representative"),
}


def file_facts(
    case: Case, known: Around, closing: ClosingFacts, *, is_bundled: bool
) -> tuple[FileFacts, list[list[str]]]:
    """The facts of the sheet, and the codes that heads have explained (说明评查不足)."""
    row: dict[str, Any] = dict(Case.objects.filter(pk=case.pk).values(**_columns()).get())
    decision = _decision(case) if row["is_decided"] else None
    order = known.order
    return FileFacts(
        stage=STAGES.get(case.status, Stage.OPEN),
        filed_on=case.filed_on,
        party_lacks=tuple(label for name, label in PARTY.items() if not row[name]),
        has_source=row["has_source"],
        has_summary=bool(case.summary.strip()),
        has_basis=bool(VIOLATIONS[case.cause].breached) if case.cause in VIOLATIONS else False,
        handler_signed=row["handler_signed"],
        head_approved=row["head_approved"],
        in_jurisdiction=row["in_jurisdiction"],
        other_party=row["other_party"] or 0,
        officers=len(known.serving),
        records=Records(**(row["interviewed"] or {})),
        has_proposal=row["proposal"] is not None,
        has_report=bool(row["proposal"] and row["proposal"]["reports"]),
        order=OrderOnFile(order.issued_on, order.served_on) if order else None,
        is_corrected=case.corrected_on is not None,
        evidence=EvidenceOnFile(**(row["evidence_on_file"] or {})),
        preserved=Preserved(**(row["preserved"] or {})),
        decision=decision,
        has_closing_report=bool(case.closing_summary.strip()),
        unserved=_unserved(known, decision),
        late=row["late"] or 0,
        has_payments=row["paying"] is not None,
        unproved_payments=row["paying"]["unproved"] if row["paying"] else 0,
        ledger_agrees=case.totals == known.counted,
        open_question=closing_check.missing(closing),
        is_bundled=is_bundled,
    ), row["explained"] or []


def _columns() -> dict[str, Any]:
    return {
        **PARTY_COLUMNS,
        "has_source": Exists(CaseSource.objects.filter(case=OuterRef("pk"))),
        "handler_signed": Exists(_approvals(FILING).exclude(proposal="")),
        "head_approved": Exists(_approvals(FILING)),
        "in_jurisdiction": Exists(_jurisdictions()),
        "other_party": _number(_others(), "case"),
        "interviewed": _tally(Interview.objects.all(), **_record_counts()),
        "proposal": _tally(
            Proposal.objects.current(),
            reports=Count("pk", filter=Q(report__isnull=False)),
        ),
        "evidence_on_file": _tally(Evidence.objects.standing(), **_evidence_counts()),
        "preserved": _tally(
            Preservation.objects.filter(refused_at__isnull=True),
            total=Count("pk"),
            unapproved=Count("pk", filter=Q(approved_at__isnull=True)),
            unnoticed=Count("pk", filter=Q(paper__isnull=True)),
            unsettled=Count("pk", filter=Q(settled_on__isnull=True)),
        ),
        "paying": _tally(
            Disbursement.objects.all(),
            unproved=Count("pk", filter=Q(proof__isnull=True, proof_note="")),
        ),
        "is_decided": Exists(Decision.objects.standing().filter(case=OuterRef("pk"))),
        "late": _number(_late(), "subject_id"),
        "explained": _explained(),
    }


def _tally(rows: QuerySet[Any], **counts: Any) -> Subquery:
    """Counts over the case's rows of one kind as one JSON value; None where there are no rows."""
    grouped = rows.filter(case=OuterRef("pk")).order_by().values("case")
    tallied = grouped.annotate(tally=JSONObject(**counts)).values("tally")
    return Subquery(tallied, output_field=JSONField())


def _per(rows: QuerySet[Any], column: str, what: Any) -> Subquery:
    """One aggregate over the rows that share `column`, as a column of the outer query."""
    grouped = rows.order_by().values(column)
    return Subquery(grouped.annotate(answer=what).values("answer"))


def _number(rows: QuerySet[Any], column: str) -> Subquery:
    return _per(rows, column, Count("pk"))


def _approvals(kind: str) -> Any:
    about = {"subject_type": SUBJECT_TYPE, "subject_id": OuterRef("pk")}
    return Approval.objects.filter(**about, kind=kind, outcome=APPROVED)


def _jurisdictions() -> QuerySet[OfficeJurisdiction]:
    """Those of the office's prefixes that the place of work lies in (条例 第十三条)."""
    own = OfficeJurisdiction.objects.filter(office=OuterRef("office"))
    return own.annotate(place=ExpressionWrapper(OuterRef("division_id"), CharField())).filter(
        place__startswith=F("prefix")
    )


def _others() -> QuerySet[Delivery]:
    """Papers given to the party that name somebody else."""
    given = Delivery.objects.filter(case=OuterRef("pk"))
    named = given.annotate(
        named=KeyTextTransform("name", KeyTransform("party", "paper__context"))
    ).filter(named__isnull=False)
    return named.exclude(named=OuterRef("subject_name"))


def _late() -> Any:
    """Limits of service that ended after they were over."""
    about = {"subject_type": SUBJECT_TYPE, "subject_id": OuterRef("pk")}
    clocks = Clock.objects.filter(**about, code__in=SERVICE_CLOCKS)
    return clocks.filter(ended_at__gt=F("breached_at"))


def _record_counts() -> dict[str, Count]:
    lines = InterviewLine.objects.filter(interview=OuterRef("pk"))
    return {
        "total": Count("pk"),
        "untold": Count("pk", filter=Q(rights_told=False) | Q(place="") | Q(role="")),
        "empty": Count("pk", filter=Q(~Exists(lines), findings="")),
        "unsigned": Count("pk", filter=Q(signed_pages=0, refusal="")),
    }


def _evidence_counts() -> dict[str, Count]:
    return {
        "total": Count("pk"),
        "undescribed": Count("pk", filter=Q(proves="") | Q(title="")),
        "unattested": Count("pk", filter=Q(origin="", witness="")),
        "unlocated": Count("pk", filter=Q(original__isnull=True, condition="", place="")),
    }


def _explained() -> Subquery:
    """Every list of codes that a head has let pass."""
    return _per(ScoreOverride.objects.filter(case=OuterRef("pk")), "case", JSONBAgg("missing"))


def _decision(case: Case) -> DecisionOnFile | None:
    """The decision that stands, with what led to it."""
    made = _decisions(case).first()
    if made is None:
        return None
    proposal, notice = made.proposal, made.notice
    hearing = getattr(notice, "hearing", None)
    is_simple = made.procedure == Decision.Procedure.SIMPLE
    was_heard = hearing is not None and hearing.held_on is not None
    has_fine = made.fine > NOTHING and made.status != Decision.Status.ANNULLED
    must_be_deliberated = not is_simple and (proposal.is_complex or proposal.is_grave)
    review = ReviewFacts(
        is_public_interest=proposal.is_public_interest,
        follows_a_hearing=was_heard,
        is_complex=proposal.is_complex,
        is_prescribed=proposal.is_prescribed,
        is_passed=made.is_reviewed,
    )
    return DecisionOnFile(
        kind=made.ending,
        decided_on=made.decided_on,
        is_simple=is_simple,
        has_law=bool(proposal.law.strip()),
        has_form=proposal.form_id is not None,
        is_signed=made.is_signed,
        served_on=made.served_on,
        notice_served_on=notice.served_on if notice else None,
        notice_has_receipt=made.notice_has_receipt,
        unanswered=made.unanswered or 0,
        hearing_is_open=hearing is not None and not was_heard and hearing.ended_on is None,
        review_is_missing=not is_simple and review.is_required and not review.is_passed,
        deliberation_is_missing=must_be_deliberated and not made.is_deliberated,
        must_be_deliberated=must_be_deliberated,
        has_fine=has_fine and made.ended_by_court_on is None,
        fine_is_owed=made.settled_on is None and made.fine_paid < made.fine,
        beyond_range=made.beyond_range or 0,
    )


def _decisions(case: Case) -> Any:
    """The standing decision with what the sheet asks of the rows around it."""
    this = {"proposal": OuterRef("proposal")}
    signed = Approval.objects.of(case.subject(None)).filter(kind=DECISION, outcome=APPROVED)
    unread = Defence.objects.filter(notice=OuterRef("notice"), reviewed_at__isnull=True)
    above = ProposalGround.objects.filter(**this, proposed__gt=F("maximum"))
    paid = FinePayment.objects.filter(decision=OuterRef("pk"), of=Item.FINE.value)
    return case.decisions.standing().select_related("proposal", "notice__hearing").annotate(
        is_signed=Exists(signed),
        is_reviewed=Exists(LegalReview.objects.filter(**this, is_passed=True)),
        is_deliberated=Exists(Deliberation.objects.filter(**this, is_carried=True)),
        notice_has_receipt=Exists(Delivery.objects.filter(paper=OuterRef("notice__paper"))),
        unanswered=_number(unread, "notice"),
        beyond_range=_number(above, "proposal"),
        fine_paid=Coalesce(_per(paid, "decision", Sum("amount")), NOTHING),
    )  # fmt: skip


def _unserved(known: Around, decision: DecisionOnFile | None) -> tuple[str, ...]:
    """What was to be given to the party and has not been."""
    papers = []
    if known.order is not None and known.order.served_on is None:
        papers.append(term("限期改正指令书"))
    if decision is not None and decision.served_on is None:
        papers.append(term("决定书"))
    return tuple(papers)
