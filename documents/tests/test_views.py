from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user, staff_client
from documents import content_store, files
from documents.models import Paper, StoredFile
from documents.tests.factories import AT, issue_letter, subject_of
from documents.tests.sample_files import small_pdf

pytestmark = pytest.mark.django_db


def with_file(paper: Paper, content: bytes = b"%PDF-1.7 printed") -> Paper:
    sha256 = content_store.digest([content])
    name = content_store.put("papers", content, sha256=sha256, suffix=".pdf")
    Paper.objects.filter(pk=paper.pk).update(file=name, file_sha256=sha256)
    paper.refresh_from_db()
    return paper


def upload(name: str = "转账凭证.pdf", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or small_pdf(), content_type="text/html")


def test_every_reprint_gives_the_same_bytes() -> None:
    office = make_office()
    paper = with_file(issue_letter(office))
    client = staff_client(make_user(office=office))
    first, second = (client.get(paper.get_absolute_url()) for _ in range(2))
    assert first.content == second.content == b"%PDF-1.7 printed"
    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"].startswith("inline; filename*=UTF-8''")
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["Cache-Control"] == "private, no-store"


def test_a_paper_being_printed_says_so_and_comes_back_by_itself() -> None:
    office = make_office()
    paper = issue_letter(office)
    response = staff_client(make_user(office=office)).get(paper.get_absolute_url())
    assert response.status_code == 202
    assert response["Refresh"] == "2"
    assert "正在生成文书" in response.content.decode()


def test_a_tampered_file_is_not_shown() -> None:
    office = make_office()
    paper = with_file(issue_letter(office), b"%PDF-1.7 shown once")
    assert paper.file.name
    with default_storage.open(paper.file.name, "wb") as file:
        file.write(b"%PDF-1.7 forged")
    response = staff_client(make_user(office=office)).get(paper.get_absolute_url())
    assert response.status_code == 500
    assert b"forged" not in response.content
    assert "已停止显示" in response.content.decode()


def test_a_paper_of_another_jurisdiction_is_not_found() -> None:
    paper = with_file(issue_letter(make_office("4101")))
    client = staff_client(make_user(office=make_office("4102")))
    assert client.get(paper.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.GRID_ASSISTANT, Role.EMPLOYER])
def test_who_does_not_handle_cases_may_not_open_papers(role: Role) -> None:
    office = make_office()
    paper = with_file(issue_letter(office))
    client = staff_client(make_user(office=office, role=role))
    assert client.get(paper.get_absolute_url()).status_code == 403


def test_a_stranger_is_sent_to_log_in(client: Any) -> None:
    response = client.get(issue_letter().get_absolute_url())
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_an_upload_comes_back_as_an_attachment_of_its_true_type() -> None:
    user = make_user()
    assert user.office
    stored = files.store_upload(upload(), actor=user, at=AT, subject=subject_of(user.office))
    response = staff_client(user).get(f"/documents/files/{stored.pk}/")
    assert response.getvalue() == small_pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_upload_is_seen_once_attached_and_only_in_the_jurisdiction() -> None:
    """Who uploaded it has no key of their own: evidence is sealed, and cases change hands."""
    office, other = make_office("4101"), make_office("4102")
    sender = make_user(office=other)
    stored = files.store_upload(upload(), actor=sender, at=AT)
    here, there = staff_client(make_user(office=office)), staff_client(sender)
    address = f"/documents/files/{stored.pk}/"
    assert (here.get(address).status_code, there.get(address).status_code) == (404, 404)
    files.attach(stored, subject_of(office))
    assert (here.get(address).status_code, there.get(address).status_code) == (200, 404)


def test_a_file_in_quarantine_is_not_found() -> None:
    user = make_user()
    stored = StoredFile.objects.create(
        sha256="0" * 64, size=1, content_type="application/pdf", name="a.pdf", file="uploads/a",
        uploaded_by=user, uploaded_at=AT,
    )  # fmt: skip
    assert staff_client(user).get(f"/documents/files/{stored.pk}/").status_code == 404
