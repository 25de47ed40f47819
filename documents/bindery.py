"""Binding one ordered case file, once; a second call finds the work done or being done."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction

from documents import content_store
from documents.binding import Binder, Tell
from documents.leaves import Unbindable
from documents.models import Bundle, StoredFile
from documents.printing import Tampered
from documents.procedure import BundleStatus, FileStatus

log = logging.getLogger(__name__)
LOCKS = 1_401_001  # the first half of the advisory lock's key, so that it is nobody else's


def bind_bundle(pk: int) -> None:
    """Bind an ordered file and keep its bytes; what cannot be read ends it as failed."""
    with _alone(pk) as is_mine:
        bundle = Bundle.objects.unbound().filter(pk=pk).first() if is_mine else None
        if bundle is None:
            return
        try:
            _bind(bundle)
        except (Tampered, Unbindable):
            log.exception("case file %s cannot be bound", pk)
            Bundle.objects.unbound().filter(pk=pk).update(status=BundleStatus.FAILED.value)


def _bind(bundle: Bundle) -> None:
    with tempfile.TemporaryDirectory(prefix="case-file-") as folder:
        path, pages = Binder(Path(folder), _teller(bundle.pk)).bind(bundle.manifest)
        with transaction.atomic():
            bundle.file = _keep(bundle, path)
            bundle.status, bundle.pages, bundle.done = BundleStatus.BOUND.value, pages, bundle.total
            bundle.save(update_fields=["file", "status", "pages", "done"])


def _teller(pk: int) -> Tell:
    def tell(done: int) -> None:
        Bundle.objects.unbound().filter(pk=pk).update(done=done)

    return tell


def _keep(bundle: Bundle, path: Path) -> StoredFile:
    with path.open("rb") as content:
        sha256 = content_store.digest(content_store.chunks_of(content))
        content.seek(0)
        name = content_store.put("bundles", content, sha256=sha256, suffix=".pdf")
    return StoredFile.objects.create(
        sha256=sha256,
        size=path.stat().st_size,
        content_type="application/pdf",
        name=f"{bundle.manifest['title']}.pdf",
        file=name,
        status=FileStatus.CLEAN.value,
        uploaded_by=bundle.ordered_by,
        uploaded_at=bundle.ordered_at,
        subject_type=bundle.subject_type,
        subject_id=bundle.subject_id,
        subject_label=bundle.subject_label,
        division_id=bundle.division_id,
    )


@contextmanager
def _alone(pk: int) -> Iterator[bool]:
    """Whether this worker has the bundle to itself: a message may come twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, pk])
        (is_mine,) = cursor.fetchone()
        try:
            yield is_mine
        finally:
            if is_mine:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCKS, pk])
