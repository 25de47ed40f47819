"""What belongs in the file of a case today (案卷), each as one piece; a query for every kind."""

import json
from collections.abc import Iterator
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from cases.models import Case, Defence, FinePayment, Remedy
from cases.policy.case_file import (
    DEFENCE_FILE,
    DELIVERY_PROOF,
    EVIDENCE,
    FINE_PROOF,
    PAYMENT_PROOF,
    REMEDY_FILE,
    WAIVER,
    Piece,
    fingerprint,
)
from complaints.models import Claimant, Complaint
from documents.models import Bundle, Paper
from documents.procedure import PaperStatus
from statutes.money import yuan
from statutes.wording import term

WITHDRAWN = term("已撤回")
EXCLUDED = term("已排除")
COMPLAINT = "complaint"
Names = frozenset[str]


def pieces_of(case: Case) -> list[Piece]:
    """Every paper, piece of evidence and voucher, in no particular order."""
    names = _kept_names(case)
    naming = (_papers, _evidence, _scans, _proofs)
    others = (_complaint_papers, _decision_files, _vouchers)
    return [
        *chain.from_iterable(source(case, names) for source in naming),
        *chain.from_iterable(source(case) for source in others),
    ]


def fingerprint_of(case: Case, pieces: list[Piece]) -> str:
    """What archiving prints on the cover is no new material: that file is bound at once."""
    return fingerprint(pieces, case.closed_on)


def is_bundled(case: Case) -> bool:
    """Whether the file has been bound and nothing has been added to it since."""
    newest = Bundle.objects.of(case.subject(None)).order_by("-pk").first()
    if newest is None or not newest.is_bound:
        return False
    return bool(newest.fingerprint == fingerprint_of(case, pieces_of(case)))


def _kept_names(case: Case) -> Names:
    """The people behind the case who asked not to be named to the employer (条例 第九条)."""
    own = Q(complaint__case_sources__case=case)
    merged = Q(complaint__merged_into__case_sources__case=case)
    return frozenset(
        Claimant.objects.withheld().filter(own | merged).values_list("name", flat=True)
    )


def _papers(case: Case, names: Names) -> Iterator[Piece]:
    """A paper that names such a person goes to the 副卷, even one that was served on them."""
    papers = Paper.objects.of(case.subject(None)).issued().select_related("office", "corrects")
    yield from (_paper(paper, is_secret=_is_named(names, paper)) for paper in papers)


def _is_named(names: Names, paper: Paper) -> bool:
    return bool(names) and _tells(names, json.dumps(paper.context, ensure_ascii=False))


def _tells(names: Names, *texts: str) -> bool:
    return any(name in text for name in names for text in texts)


def _complaint_papers(case: Case) -> Iterator[Piece]:
    """The papers of the complaints behind the case; of a sealed one they go to the 副卷."""
    behind = {c.pk: c for c in Complaint.objects.filter(case_sources__case=case)}
    papers = Paper.objects.issued().filter(subject_type=COMPLAINT, subject_id__in=behind)
    for paper in papers.select_related("office", "corrects"):
        complaint = behind[paper.subject_id]
        yield _paper(paper, is_secret=complaint.withholds_names or not complaint.has_clock)


def _paper(paper: Paper, *, is_secret: bool = False) -> Piece:
    notes = [WITHDRAWN] if paper.status == PaperStatus.WITHDRAWN.value else []
    if paper.corrects is not None:
        notes.append(f"更正{paper.corrects.number or paper.corrects.title}")
    return Piece(
        paper.kind,
        paper.pk,
        _title(paper),
        paper.issued_on or timezone.localdate(paper.created_at),
        number=paper.number,
        author=paper.office.name,
        note="；".join(notes),
        is_secret=is_secret,
        paper=paper.pk,
    )


def _title(paper: Paper) -> str:
    """A receipt is told from the next by what was served with it."""
    served = paper.context.get("served_title")
    return f"{paper.title}（{served}）" if served else paper.title


def _evidence(case: Case, names: Names) -> Iterator[Piece]:
    for item in case.evidence.select_related("original").order_by("serial"):
        said = (
            item.title, item.origin, item.place, item.proves, item.witness, item.condition,
            item.original.name if item.original else "", item.exclusion_reason,
        )  # fmt: skip
        shown = item.viewing_id or item.original_id
        yield Piece(
            EVIDENCE,
            item.pk,
            item.title,
            item.obtained_on,
            number=item.number,
            author=item.origin,
            note="" if item.excluded_at is None else EXCLUDED,
            is_secret=_tells(names, *said),
            files=(shown,) if shown else (),
        )


def _scans(case: Case, names: Names) -> Iterator[Piece]:
    """The signed pages of interviews and inspections."""
    for record in case.interviews.filter(scan__isnull=False).select_related("paper"):
        on = timezone.localdate(record.began_at)
        title = f"{record.get_kind_display()}（签名件）"
        code = f"{record.kind}_scan"
        yield Piece(
            code,
            record.pk,
            title,
            on,
            author=record.person,
            is_secret=_is_named(names, record.paper),
            files=_one(record.scan_id),
        )


def _proofs(case: Case, names: Names) -> Iterator[Piece]:
    """What proves a service: the signed slip, the post's receipt, the picture."""
    for delivery in case.deliveries.filter(proof__isnull=False).select_related("paper"):
        signed = _tells(names, delivery.receiver, delivery.witness)
        yield Piece(
            DELIVERY_PROOF,
            delivery.pk,
            f"{delivery.paper.title}送达凭证",
            delivery.served_on,
            author=delivery.receiver,
            is_secret=signed or _is_named(names, delivery.paper),
            files=_one(delivery.proof_id),
        )


def _decision_files(case: Case) -> Iterator[Piece]:
    """What the party handed in: a waiver, a statement, the papers of a remedy."""
    for notice in case.notices.filter(waiver__isnull=False, waived_on__isnull=False):
        on = notice.waived_on or notice.issued_on
        yield Piece(WAIVER, notice.pk, "放弃陈述申辩声明", on, files=_one(notice.waiver_id))
    for defence in Defence.objects.filter(notice__case=case, file__isnull=False):
        files, title = _one(defence.file_id), f"陈述申辩材料（{defence.get_form_display()}）"
        on = defence.received_on
        yield Piece(DEFENCE_FILE, defence.pk, title, on, author=defence.speaker, files=files)
    for remedy in Remedy.objects.of(case).filter(file__isnull=False):
        files, title = _one(remedy.file_id), f"{remedy.get_kind_display()}材料"
        on = remedy.result_on or remedy.received_on
        number = remedy.number
        yield Piece(
            REMEDY_FILE, remedy.pk, title, on, number=number, author=remedy.body, files=files
        )


def _vouchers(case: Case) -> Iterator[Piece]:
    """票据: proof that wages and fines were paid."""
    for act in case.disbursements.filter(proof__isnull=False):
        files, title = _one(act.proof_id), f"工资支付凭证（{yuan(act.amount)}元）"
        author = act.get_payer_display()
        yield Piece(PAYMENT_PROOF, act.pk, title, act.paid_on, author=author, files=files)
    for fine in FinePayment.objects.filter(decision__case=case, proof__isnull=False):
        files, title = _one(fine.proof_id), f"{fine.get_of_display()}票据（{yuan(fine.amount)}元）"
        number = fine.receipt_number
        yield Piece(FINE_PROOF, fine.pk, title, fine.paid_on, number=number, files=files)


def _one(pk: int | None) -> tuple[int, ...]:
    return () if pk is None else (pk,)
