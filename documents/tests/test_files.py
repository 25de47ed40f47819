import sys
import tracemalloc
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import DatabaseError, transaction

from accounts.tests.factories import make_office
from documents import files, jobs, scanning, tasks
from documents.models import StoredFile
from documents.printing import Tampered
from documents.tests.factories import AT, subject_of
from documents.tests.sample_files import film, picture, small_pdf, workbook
from statutes.refusal import Refused

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def store(content: bytes, name: str, **fields: Any) -> StoredFile:
    return files.store_upload(SimpleUploadedFile(name, content), actor=None, at=AT, **fields)


def test_an_upload_is_kept_as_it_came_under_its_hash() -> None:
    stored = store(workbook(), "C:\\名册\\七月 工资.xlsx")
    assert stored.name == "七月 工资.xlsx"
    assert stored.file.name == f"uploads/{stored.sha256[:2]}/{stored.sha256}.xlsx"
    assert files.read(stored) == workbook()
    assert stored.status == "clean"


def test_the_same_bytes_are_stored_once_for_two_uploads() -> None:
    first, second = store(small_pdf(), "一.pdf"), store(small_pdf(), "二.pdf")
    assert first.pk != second.pk
    assert first.file.name == second.file.name


def test_a_photograph_keeps_what_the_camera_wrote() -> None:
    content = picture(form="JPEG")
    assert files.read(store(content, "现场.jpg")) == content


def test_a_broken_photograph_is_refused() -> None:
    with pytest.raises(Refused, match="照片已损坏"):
        store(picture()[:40], "现场.png")
    assert not StoredFile.objects.exists()


def test_fifty_megabytes_are_refused_with_a_sentence_and_leave_nothing() -> None:
    upload = TemporaryUploadedFile("录像.pdf", "application/pdf", 50 * MEGABYTE, None)
    upload.write(b"%PDF-1.7" + b"0" * (50 * MEGABYTE - 8))
    with pytest.raises(Refused, match=r"文件超过20MB（本文件50\.0MB）"):
        files.store_upload(upload, actor=None, at=AT)
    upload.close()
    assert not StoredFile.objects.exists()


def test_changed_bytes_are_not_read() -> None:
    stored = store(small_pdf(b"true"), "合同.pdf")
    with stored.file.storage.open(str(stored.file.name), "wb") as file:
        file.write(small_pdf(b"forged"))
    with pytest.raises(Tampered):
        files.read(stored)


@pytest.mark.parametrize("changes", [{"sha256": "0" * 64}, {"name": "b.pdf"}, {"size": 1}])
def test_a_stored_file_cannot_be_rewritten_or_deleted(changes: dict[str, Any]) -> None:
    store(small_pdf(), "合同.pdf")
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.all().delete()


def test_a_file_belongs_to_one_record_for_good() -> None:
    office = make_office()
    stored = files.attach(store(small_pdf(), "合同.pdf"), subject_of(office))
    with pytest.raises(DatabaseError), transaction.atomic():
        files.attach(stored, subject_of(office))


# -- with a virus scanner --


def scanner(exit_code: int) -> str:
    return f'"{sys.executable}" -c "import sys; sys.stdin.buffer.read(); sys.exit({exit_code})"'


@pytest.mark.parametrize(("exit_code", "status"), [(0, "clean"), (1, "rejected")])
def test_the_scanners_verdict_ends_the_quarantine(
    settings: Any, exit_code: int, status: str
) -> None:
    settings.UPLOAD_SCANNER = scanner(exit_code)
    stored = store(small_pdf(), "合同.pdf")
    assert stored.status == "quarantined"
    tasks.scan_file(stored.pk)
    stored.refresh_from_db()
    assert stored.status == status
    with pytest.raises(DatabaseError), transaction.atomic():
        StoredFile.objects.update(status="quarantined")


def test_a_scanner_without_a_verdict_leaves_the_file_in_quarantine(settings: Any) -> None:
    settings.UPLOAD_SCANNER = scanner(2)
    stored = store(small_pdf(), "合同.pdf")
    with pytest.raises(scanning.ScannerFailed):
        scanning.scan(stored.pk)
    stored.refresh_from_db()
    assert stored.status == "quarantined"
    assert jobs.requeue_unrendered() == 1


def test_a_film_reaches_the_scanner_whole_and_never_stands_in_memory(settings: Any) -> None:
    size = 24 * 1024 * 1024
    seen = f"import sys; sys.exit(len(sys.stdin.buffer.read()) != {size})"
    settings.UPLOAD_SCANNER = f'"{sys.executable}" -c "{seen}"'
    content = film(b"\x00" * (size - len(film())))
    stored = files.store_upload(
        SimpleUploadedFile("询问.mp4", content), actor=None, at=AT, kinds=("video",)
    )
    tracemalloc.start()
    try:
        scanning.scan(stored.pk)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    stored.refresh_from_db()
    assert stored.status == "clean"
    assert most < size / 4


def test_a_scanner_that_hangs_gives_no_verdict(settings: Any, monkeypatch: Any) -> None:
    settings.UPLOAD_SCANNER = f'"{sys.executable}" -c "import time; time.sleep(60)"'
    monkeypatch.setattr(scanning, "PATIENCE", 0.2)
    stored = store(small_pdf(), "合同.pdf")
    with pytest.raises(scanning.ScannerFailed):
        scanning.scan(stored.pk)
