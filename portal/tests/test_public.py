"""The public first page, the verification of papers, and what a load balancer asks."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from documents.services import Verified

REAL = Verified(
    number="江人社监令〔2026〕1号",
    title="劳动保障监察限期改正指令书",
    office="江城市人力资源和社会保障局",
    issued_on=date(2026, 11, 20),
    served_on=date(2026, 11, 21),
    withdrawn_on=None,
    status="served",
    status_label="已送达",
    file_sha256="ab" * 32,
    content_ok=True,
    replaced_by="",
)


def test_the_first_page_leads_to_everything(client, bureau):
    page = client.get(reverse("portal:home")).content.decode()
    for name in ("kiosk_start", "kiosk_home", "lookup", "verify_form"):
        assert reverse(f"portal:{name}") in page
    assert bureau.phone in page


def test_the_first_page_stands_without_an_office(client, db):
    assert client.get(reverse("portal:home")).status_code == 200


def test_a_code_that_is_no_paper_is_said_so(client, bureau):
    response = client.get(reverse("portal:verify", args=["NOSUCHPAPER"]))
    assert response.status_code == 404
    assert "没有这份文书" in response.content.decode()
    assert bureau.phone in response.content.decode()


def test_a_file_that_was_not_printed_here_is_said_so(client, db):
    file = SimpleUploadedFile("决定书.pdf", b"%PDF-1.7 nothing of ours")
    response = client.post(reverse("portal:verify_form"), {"file": file})
    assert "不是本系统出具的文件" in response.content.decode()


def test_a_typed_code_leads_to_the_page_behind_the_qr_mark(client, db):
    response = client.post(reverse("portal:verify_form"), {"code": "ABCD-EFGH"})
    assert response.url == reverse("portal:verify", args=["ABCD-EFGH"])


def test_nothing_typed_is_asked_for(client, db):
    assert "请填验证码" in client.post(reverse("portal:verify_form"), {}).content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({}, "现在有效"),
        ({"withdrawn_on": date(2026, 11, 22)}, "不再有效"),
        ({"content_ok": False}, "与出具时不一致"),
        ({"replaced_by": "江人社监令〔2026〕2号"}, "更正"),
    ],
)
def test_a_paper_says_whether_it_is_in_force(client, bureau, monkeypatch, changed, sentence):
    facts = {name: getattr(REAL, name) for name in REAL.__slots__} | changed
    monkeypatch.setattr("portal.views.public.verify_code", lambda code: Verified(**facts))
    page = client.get(reverse("portal:verify", args=["X"])).content.decode()
    assert REAL.number in page
    assert sentence in page


def test_the_process_answers_without_a_database(client):
    assert client.get(reverse("portal:healthz")).content == b"ok\n"


def test_ready_means_a_migrated_database(client, db, monkeypatch):
    response = client.get(reverse("portal:readyz"))
    assert (response.status_code, response.json()["ready"]) == (200, True)

    def down(connection):
        raise DatabaseError

    monkeypatch.setattr("portal.views.health.MigrationExecutor", down)
    assert client.get(reverse("portal:readyz")).status_code == 503


def test_a_lost_broker_is_shown_and_does_not_stop_the_site(client, db, settings, monkeypatch):
    monkeypatch.setattr("portal.views.health._broker_answers", lambda: False)
    response = client.get(reverse("portal:readyz"))
    assert (response.status_code, response.json()["broker"]) == (200, False)
