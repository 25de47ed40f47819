"""An uploaded table through its stages: looked through, then, if the officer says so, taken in."""

import io
import logging
from datetime import datetime
from typing import Any

from django.db import DataError, transaction

from accounts.locks import alone
from accounts.models import User
from documents.files import read, store_upload
from documents.procedure import FileStatus
from employers.models import ImportRun
from employers.services.imports import Tally, import_employers
from statutes.refusal import Refused
from statutes.tables import Rejection
from statutes.wording import say

logger = logging.getLogger(__name__)
# What no check foresaw: the run ends and says so, rather than being tried again for ever.
UNREADABLE = (DataError, ValueError, OverflowError)
POISON = say("文件中有无法读取的内容，请用表格软件另存为新的 .xlsx 或者 .csv 文件后再提交。")
State = ImportRun.State
DONE = ("state", "created", "updated", "unchanged", "rejected", "refusal", "finished_at")


@transaction.atomic
def submit(upload: Any, *, actor: User, at: datetime) -> ImportRun:
    """Keep the table; a job looks through it without changing the register."""
    stored = store_upload(upload, actor=actor, at=at, kinds=("xlsx", "csv"))
    return ImportRun.objects.create(
        file=stored, requested_by=actor, requested_at=at, prefixes=list(actor.prefixes)
    )


@transaction.atomic
def confirm(run_id: int, *, actor: User) -> ImportRun:
    """Take the readable rows in: said by the person who handed the table in, once."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    if run.requested_by_id != actor.pk:
        raise Refused(say("只有提交人可以确认导入"))
    if run.state != State.CHECKED:
        raise Refused(say("该表不在待确认状态，不能再次导入"))
    if not run.created + run.updated:
        raise Refused(say("没有需要导入的单位"))
    run.state, run.rows_read = State.IMPORTING.value, 0
    run.save(update_fields=["state", "rows_read"])
    return run


def carry_out(run_id: int, *, at: datetime) -> ImportRun | None:
    """Do what the run waits for; a second worker with the same message finds it taken.

    Not one transaction: how far the table is read shall be seen. Done twice, nothing changes.
    """
    with alone(f"import:{run_id}") as is_alone:
        waiting = ImportRun.objects.waiting().select_related("file", "requested_by")
        run = waiting.filter(pk=run_id).first() if is_alone else None
        if run is None or run.file.status != FileStatus.CLEAN.value:
            return None
        _run(run, dry_run=run.state == State.CHECKING, at=at)
    return run


def _run(run: ImportRun, *, dry_run: bool, at: datetime) -> None:
    def progress(rows: int) -> None:
        ImportRun.objects.filter(pk=run.pk).update(rows_read=rows)

    try:
        tally = import_employers(
            io.BytesIO(read(run.file)),
            actor=run.requested_by,
            at=at,
            dry_run=dry_run,
            prefixes=tuple(run.prefixes),
            progress=progress,
        )
    except Refused as refused:
        run.state = State.REFUSED.value
        run.refusal = [sentence.as_data() for sentence in refused.sentences]
    except UNREADABLE as error:
        # The type alone: the database quotes the line, and with it whom it is about.
        logger.error("import %s cannot be read: %s", run.pk, type(error).__name__)
        run.state = State.REFUSED.value
        run.refusal = [POISON.as_data()]
    else:
        run.state = (State.CHECKED if dry_run else State.IMPORTED).value
        _take_over(run, tally)
    run.finished_at = at
    run.save(update_fields=DONE)


def _take_over(run: ImportRun, tally: Tally) -> None:
    run.created, run.updated, run.unchanged = tally.created, tally.updated, tally.unchanged
    run.rejected = [_line(rejection) for rejection in tally.rejected]


def _line(rejection: Rejection) -> dict[str, Any]:
    return {"row": rejection.row, "column": rejection.column, **rejection.message.as_data()}
