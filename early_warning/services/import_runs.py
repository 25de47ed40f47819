"""A file of monthly facts through its stages: header, columns, looked through, taken in."""

import io
import logging
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import DataError, transaction
from django.utils import timezone

from accounts.locks import alone
from accounts.models import User
from documents.files import read, store_upload
from documents.procedure import FileStatus
from early_warning.models import ColumnMap, FactsImport
from early_warning.policy.columns import Kind, labels, require_whole, suggested
from early_warning.services.imports import Named, Tally, import_facts, read_header
from statutes.refusal import Refused
from statutes.tables import Rejection
from statutes.wording import say

logger = logging.getLogger(__name__)
# What no check foresaw: the run ends and says so, rather than being tried again for ever.
UNREADABLE = (DataError, ValueError, OverflowError)
POISON = say("文件中有无法读取的内容，请用表格软件另存为新的 .xlsx 或者 .csv 文件后再提交。")
State = FactsImport.State


@transaction.atomic
def submit(
    upload: Any, *, kind: Kind, source: str, month: date | None, actor: User, at: datetime
) -> FactsImport:
    """Keep the file; a job reads its header."""
    if actor.office_id is None:
        raise Refused(say("您没有所属机构，不能导入数据。"))
    if not source.strip():
        raise Refused(say("请写明数据来源。"))
    if month is not None and month > timezone.localdate(at):
        raise Refused(say("所属月份还没有到。"))
    stored = store_upload(upload, actor=actor, at=at, kinds=("xlsx", "csv"))
    return FactsImport.objects.create(
        office_id=actor.office_id,
        kind=kind.value,
        source=source.strip(),
        month=month.replace(day=1) if month else None,
        file=stored,
        requested_by=actor,
        requested_at=at,
        prefixes=list(actor.prefixes),
    )


def proposed_columns(run: FactsImport) -> dict[str, str]:
    """What was told of this source before, as far as the header still has it; else by name."""
    kept = ColumnMap.objects.filter(office=run.office_id, kind=run.kind, source=run.source).first()
    guessed = suggested(Kind(run.kind), run.header)
    known = kept.columns if kept else {}
    still = {name: text for name, text in known.items() if text in run.header}
    taken = set(still.values())
    return still | {n: t for n, t in guessed.items() if n not in still and t not in taken}


@transaction.atomic
def map_columns(
    run_id: int, columns: Mapping[str, str], *, actor: User, at: datetime
) -> FactsImport:
    """Say which column means what, and remember it for the source; a job looks through."""
    run = _own(run_id, actor)
    if not run.is_mappable:
        raise Refused(say("现在不能再对应各列，请刷新页面查看最新进展。"))
    kind = Kind(run.kind)
    chosen = {name: text for name, text in columns.items() if text and name in labels(kind)}
    unknown = set(chosen.values()) - set(run.header)
    if unknown:
        raise Refused(say("表中没有“%(column)s”列。", column=min(unknown)))
    require_whole(kind, chosen, run.month)
    ColumnMap.objects.update_or_create(
        office_id=run.office_id,
        kind=run.kind,
        source=run.source,
        defaults={"columns": chosen, "saved_by": actor, "saved_at": at},
    )
    run.columns, run.state, run.rows_read = chosen, State.CHECKING.value, 0
    run.save(update_fields=["columns", "state", "rows_read"])
    return run


@transaction.atomic
def confirm(run_id: int, *, actor: User) -> FactsImport:
    """Take the facts in: said by the person who handed the file in, once."""
    run = _own(run_id, actor)
    if run.state != State.CHECKED:
        raise Refused(say("该表不在待确认状态，不能再次导入"))
    if not run.is_ready:
        raise Refused(say("没有需要导入的数据"))
    run.state, run.rows_read = State.IMPORTING.value, 0
    run.save(update_fields=["state", "rows_read"])
    return run


def carry_out(run_id: int, *, at: datetime) -> FactsImport | None:
    """Do what the run waits for; a second worker with the same message finds it taken.

    Not one transaction: how far the file is read shall be seen. Done twice, nothing changes.
    """
    with alone(f"facts_import:{run_id}") as is_alone:
        waiting = FactsImport.objects.waiting().select_related("file")
        run = waiting.filter(pk=run_id).first() if is_alone else None
        if run is None or run.file.status != FileStatus.CLEAN.value:
            return None
        try:
            _work(run, at)
        except Refused as refused:
            run.state = State.REFUSED.value
            run.refusal = [sentence.as_data() for sentence in refused.sentences]
        except UNREADABLE as error:
            # The type alone: the database quotes the line, and with it whom it is about.
            logger.error("import %s cannot be read: %s", run.pk, type(error).__name__)
            run.state = State.REFUSED.value
            run.refusal = [POISON.as_data()]
        run.finished_at = at
        run.save()
    return run


def _own(run_id: int, actor: User) -> FactsImport:
    run = FactsImport.objects.select_for_update().get(pk=run_id)
    if run.requested_by_id != actor.pk:
        raise Refused(say("只有提交人可以办理这张表的导入"))
    return run


def _work(run: FactsImport, at: datetime) -> None:
    file = io.BytesIO(read(run.file))
    if run.state == State.READING:
        run.header = read_header(file)
        run.state = State.MAPPING.value
        return

    def progress(rows: int) -> None:
        FactsImport.objects.filter(pk=run.pk).update(rows_read=rows)
        run.rows_read = rows

    dry_run = run.state == State.CHECKING
    tally = import_facts(file, run, at=at, dry_run=dry_run, progress=progress)
    _take_over(run, tally)
    if tally.wrong.count:
        run.state = State.REFUSED.value
    else:
        run.state = (State.CHECKED if dry_run else State.IMPORTED).value


def _take_over(run: FactsImport, tally: Tally) -> None:
    run.created, run.updated, run.unchanged = tally.created, tally.updated, tally.unchanged
    run.wrong, run.wrong_count = _kept(tally.wrong), tally.wrong.count
    run.passed_over, run.passed_over_count = _kept(tally.passed_over), tally.passed_over.count
    run.refusal = []


def _kept(named: Named) -> list[dict[str, Any]]:
    return [_line(rejection) for rejection in named.rows]


def _line(rejection: Rejection) -> dict[str, Any]:
    return {"row": rejection.row, "column": rejection.column, **rejection.message.as_data()}
