"""What may be done with a paper: preview, draw up, issue, serve, withdraw, void, verify, read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Office, User
from accounts.subjects import Subject
from documents import content_store, freezing, printing, rendering, tasks
from documents.heading import heading
from documents.kinds import PaperKind
from documents.models import NumberSeries, Paper, ReturnedSheet, VoidNumber
from documents.policy import marks as marking
from documents.printing import Tampered
from documents.procedure import PaperStatus, may_become
from statutes.numbering import paper_number
from statutes.refusal import Refused
from statutes.wording import Sentence, say


def preview(
    kind: PaperKind,
    context: Mapping[str, Any],
    *,
    office: Office | None = None,
    corrects: Paper | None = None,
) -> str:
    """Show the sheet as it will print, from the same template; unknown facts are marked blanks."""
    return rendering.sheet(kind.template_name, _draft(kind, context, office, corrects))


def _draft(
    kind: PaperKind, context: Mapping[str, Any], office: Office | None, corrects: Paper | None
) -> dict[str, Any]:
    shown = {**context, "paper": heading(kind, office=office, corrects=corrects)}
    plain: dict[str, Any] = freezing.plain(shown)
    return plain


@transaction.atomic
def return_marked(
    kind: PaperKind,
    subject: Subject,
    context: Mapping[str, Any],
    marks: Sequence[marking.Mark],
    *,
    office: Office,
    actor: User,
    at: datetime,
) -> ReturnedSheet:
    """Keep the draft that an approver sent back as it was read, with what was marked on it.

    Refuses a mark whose passage is not on the sheet or that says nothing about it.
    """
    draft = _draft(kind, context, office, None)
    marking.require_on(rendering.sheet(kind.template_name, draft), marks)
    return ReturnedSheet.objects.create(
        **subject.as_fields(),
        kind=kind.code,
        title=kind.title,
        context=draft,
        template=kind.template,
        template_version=kind.version,
        marks=[mark.kept() for mark in marks],
        returned_by=actor,
        returned_at=at,
    )


def marked_sheet(returned: ReturnedSheet) -> str:
    """The draft as it was read, each passage marked and numbered."""
    sheet = rendering.sheet(returned.template_name, returned.context)
    return marking.highlight(sheet, returned.remarks)


def missing_facts(kind: PaperKind, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Name the facts that the paper still lacks; none when it may be issued."""
    return rendering.blanks(preview(kind, context))


def draw_up(
    kind: PaperKind,
    subject: Subject,
    context: Mapping[str, Any],
    *,
    office: Office,
    at: datetime,
    corrects: Paper | None = None,
) -> Paper:
    """Keep a draft: no number, no date, nothing that binds anyone."""
    columns = {**subject.as_fields(), "office_id": office.pk}
    return Paper.objects.create(
        **columns,
        kind=kind.code,
        title=kind.title,
        context=freezing.plain(context),
        template=kind.template,
        template_version=kind.version,
        verification_code=freezing.new_code(),
        corrects=corrects,
        created_at=at,
    )


@transaction.atomic
def issue(
    kind: PaperKind,
    subject: Subject,
    context: Mapping[str, Any],
    *,
    office: Office,
    actor: User | None,
    at: datetime,
    corrects: Paper | None = None,
) -> Paper:
    """Issue a paper: freeze what it says, number it, date it, and have it printed."""
    draft = draw_up(kind, subject, context, office=office, at=at, corrects=corrects)
    return issue_draft(draft, kind, context, actor=actor, at=at)


@transaction.atomic
def issue_draft(
    draft: Paper,
    kind: PaperKind,
    context: Mapping[str, Any],
    *,
    actor: User | None,
    at: datetime,
) -> Paper:
    """Issue what was drawn up, with the facts as they now are."""
    paper = _locked(draft)
    _require_step(paper, PaperStatus.ISSUED)
    _require_complete(kind, context)
    paper.issued_on = timezone.localdate(at)
    if kind.numbered:
        paper.series, paper.serial = _next_number(paper.office, kind.word, paper.issued_on.year)
        paper.number = paper_number(
            paper.office.prefix, kind.word, paper.issued_on.year, paper.serial
        )
    paper.template, paper.template_version = kind.template, kind.version
    paper.context = freezing.plain({**context, "paper": _heading_of(paper, kind)})
    paper.content_sha256 = printing.content_hash_of(paper)
    paper.issued_by, paper.issued_at = actor, at
    paper.status = PaperStatus.ISSUED.value
    paper.save()
    tasks.print_on_commit(paper.pk)
    return paper


@transaction.atomic
def mark_served(paper: Paper, *, on: date) -> Paper:
    """Record the day of service (送达), from which the addressee's time limits run."""
    paper = _locked(paper)
    _require_step(paper, PaperStatus.SERVED)
    if paper.issued_on is None or on < paper.issued_on:
        raise Refused(say("送达日期不能早于文书的成文日期（%(day)s）", day=paper.issued_on))
    paper.status, paper.served_on = PaperStatus.SERVED.value, on
    paper.save(update_fields=["status", "served_on"])
    return paper


@transaction.atomic
def withdraw(paper: Paper, *, reason: str, on: date) -> Paper:
    """Withdraw an issued paper (撤回); it stays on file and its page says that it was withdrawn."""
    paper = _locked(paper)
    _require_step(paper, PaperStatus.WITHDRAWN)
    if not reason.strip():
        raise Refused(say("撤回文书须写明理由"))
    paper.status = PaperStatus.WITHDRAWN.value
    paper.withdrawn_on, paper.withdrawal_reason = on, reason.strip()
    paper.save(update_fields=["status", "withdrawn_on", "withdrawal_reason"])
    return paper


@transaction.atomic
def void(paper: Paper, *, reason: str, actor: User, at: datetime) -> VoidNumber:
    """Void a numbered paper (作废): the number is entered in the ledger and never used again."""
    if not paper.number:
        raise Refused(say("没有文号的文书不能作废，只能撤回"))
    paper = withdraw(paper, reason=reason, on=timezone.localdate(at))
    return VoidNumber.objects.create(
        paper=paper,
        number=paper.number,
        reason=paper.withdrawal_reason,
        voided_by=actor,
        voided_at=at,
    )


def read_file(paper: Paper) -> bytes:
    """Return the printed bytes; raises Tampered when they are not those that were issued."""
    with paper.file.open("rb") as file:
        content: bytes = file.read()
    if content_store.digest([content]) != paper.file_sha256:
        raise Tampered(f"the stored file of paper {paper.pk} is not what was printed")
    return content


@dataclass(frozen=True, slots=True)
class Verified:
    """What anyone holding a paper may learn about it; no personal data."""

    number: str
    title: str
    office: str
    issued_on: date
    served_on: date | None
    withdrawn_on: date | None
    status: str
    status_label: str
    file_sha256: str
    content_ok: bool
    replaced_by: str  # number (or title) of the paper that corrects this one; "" when none


def verify(code: str) -> Verified | None:
    """Answer the QR code of a paper."""
    return _verified(Paper.objects.issued().filter(verification_code=freezing.tidy_code(code)))


def verify_file(chunks: Iterator[bytes]) -> Verified | None:
    """Answer for an uploaded PDF: is it, byte for byte, one that this system printed?"""
    return verify_sha256(content_store.digest(chunks))


def verify_sha256(sha256: str) -> Verified | None:
    if not sha256:
        return None
    return _verified(Paper.objects.issued().filter(file_sha256=sha256.lower()))


def check_papers() -> Iterator[str]:
    """Recompute each issued paper's hashes: "" for a sound one, else what is wrong."""
    for paper in Paper.objects.issued().order_by("pk").iterator(chunk_size=500):
        problem = _problem_of(paper)
        yield f"{paper}：{problem}" if problem else ""


def check_numbers() -> Iterator[str]:
    """Each number series, "" when every number up to its last belongs to a paper, voided or not."""
    for series in NumberSeries.objects.select_related("office").order_by("pk"):
        serials = set(Paper.objects.filter(series=series).values_list("serial", flat=True))
        gaps = sorted(set(range(1, series.last + 1)) - serials)
        yield f"{series}：{say('文号缺少序号%(gaps)s', gaps=gaps)}" if gaps else ""


def _locked(paper: Paper) -> Paper:
    locked: Paper = (
        Paper.objects.select_for_update(of=("self",)).select_related("office").get(pk=paper.pk)
    )
    return locked


def _require_step(paper: Paper, target: PaperStatus) -> None:
    if not may_become(PaperStatus(paper.status), target):
        raise Refused(
            say("文书《%(title)s》%(number)s的状态已变更，请刷新后再办",
                title=paper.title, number=paper.number)
        )  # fmt: skip


def _require_complete(kind: PaperKind, context: Mapping[str, Any]) -> None:
    missing = missing_facts(kind, context)
    if missing:
        raise Refused(
            say("《%(title)s》尚缺：%(facts)s", title=kind.title, facts="、".join(missing))
        )


def _next_number(office: Office, word: str, year: int) -> tuple[NumberSeries, int]:
    """Take the next serial; the locked row makes other issuers wait until this act is decided."""
    key = {"office": office, "word": word, "year": year}
    NumberSeries.objects.bulk_create([NumberSeries(**key)], ignore_conflicts=True)
    series = NumberSeries.objects.select_for_update().get(**key)
    series.last += 1
    series.save(update_fields=["last"])
    return series, series.last


def _heading_of(paper: Paper, kind: PaperKind) -> dict[str, Any]:
    return heading(
        kind,
        office=paper.office,
        number=paper.number,
        issued_on=paper.issued_on,
        code=paper.verification_code,
        corrects=paper.corrects,
    )


def _verified(papers: Any) -> Verified | None:
    paper = papers.select_related("office").order_by("pk").first()
    if paper is None:
        return None
    correction = paper.corrections.issued().exclude(status=PaperStatus.WITHDRAWN.value).last()
    return Verified(
        number=paper.number,
        title=paper.title,
        office=paper.context["paper"]["office"]["name"],
        issued_on=paper.issued_on,
        served_on=paper.served_on,
        withdrawn_on=paper.withdrawn_on,
        status=paper.status,
        status_label=paper.get_status_display(),
        file_sha256=paper.file_sha256,
        content_ok=printing.content_hash_of(paper) == paper.content_sha256,
        replaced_by=str(correction) if correction else "",
    )


def _problem_of(paper: Paper) -> Sentence | None:
    try:
        printing.require_untouched(paper)
        if paper.file:
            read_file(paper)
    except Tampered:
        return say("文书内容或文件与签发时的摘要不符")
    except OSError:
        return say("文书文件读取不到")
    return None
