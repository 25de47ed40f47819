"""A case file: every leaf as it was kept, the pages numbered, the index true."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from accounts.tests.factories import make_office, make_user
from documents import bindery, bundles, files, leaves, printing
from documents.models import Bundle, Paper, StoredFile
from documents.press import press
from documents.procedure import BundleStatus
from documents.tests.factories import AT, issue_letter, subject_of
from documents.tests.sample_files import picture
from documents.volumes import first_volume
from statutes.refusal import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
COVER: dict[str, Any] = {
    "volume": "正卷", "office": "江城市人力资源和社会保障局", "case_no": "江人社监案2026-0001",
    "party": "江城恒信建设工程有限公司", "cause": "拖欠工资", "source": "投诉",
    "outcome": "责令改正，已改正", "filed_on": "2026-11-18", "closed_on": None,
    "officers": [{"role": "主办", "name": "陈志强"}], "archived_on": None, "archive_no": "",
    "retention": "", "bound_by": "陈志强", "bound_on": "2026-11-27", "remarks": [],
}  # fmt: skip


COUNTED: dict[str, Any] = {"pieces": 0, "pages": 0, "entries": []}


def sheet(template: str) -> dict[str, Any]:
    context = COVER | COUNTED
    return {"template": template, "version": 1, "title": template, "context": context}


def entry(title: str, *sources: dict[str, Any], **facts: Any) -> dict[str, Any]:
    given = {"number": "", "author": "本局", "on": AT.date(), "note": "", **facts}
    return {"title": title, "sources": list(sources), **given}


def manifest(*volumes: list[dict[str, Any]]) -> dict[str, Any]:
    parts = {"cover": "case_cover", "index": "case_index", "notes": "case_notes"}
    return {
        "title": "案卷",
        "volumes": [
            {"title": f"卷{n}", "entries": entries} | {k: sheet(t) for k, t in parts.items()}
            for n, entries in enumerate(volumes, 1)
        ],
    }


@pytest.fixture
def actor() -> User:
    return make_user(office=make_office())


@pytest.fixture
def bind(actor: User) -> Callable[..., Bundle]:
    def bound(*volumes: list[dict[str, Any]]) -> Bundle:
        assert actor.office
        subject = subject_of(actor.office)
        given: dict[str, Any] = {"fingerprint": "f", "actor": actor, "at": AT}
        bundle = bundles.order(subject, manifest(*volumes), **given)
        bindery.bind_bundle(bundle.pk)
        return Bundle.objects.get(pk=bundle.pk)

    return bound


def printed(actor: User) -> Paper:
    paper = issue_letter(actor.office, actor)
    printing.print_paper(paper.pk)
    return Paper.objects.get(pk=paper.pk)


def upload(actor: User, name: str, content: bytes) -> StoredFile:
    return files.store_upload(SimpleUploadedFile(name, content), actor=actor, at=AT)


def blank_pdf(pages: int, turn: int = 0) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(600, 400)).obj.Rotate = turn
        pdf.save(buffer)
    return buffer.getvalue()


def read(bundle: Bundle) -> pypdf.PdfReader:
    assert bundle.file
    with bundle.file.file.open("rb") as file:
        return pypdf.PdfReader(io.BytesIO(file.read()))


def bookmarks(bundle: Bundle) -> list[str]:
    assert bundle.file
    with (
        bundle.file.file.open("rb") as file,
        pikepdf.open(io.BytesIO(file.read())) as book,
        book.open_outline() as outline,
    ):
        return [item.title for volume in outline.root for item in (volume, *volume.children)]


def texts(bundle: Bundle) -> list[str]:
    return ["".join(page.extract_text().split()) for page in read(bundle).pages]


def test_the_first_volume_is_given_out_without_anything_of_the_second(bind, actor, tmp_path):
    shown, kept = printed(actor), printed(actor)
    whole, main = tmp_path / "whole.pdf", tmp_path / "main.pdf"
    for volumes in (
        ([entry("一号", {"paper": shown.pk})], [entry("二号", {"paper": kept.pk})]),
        ([entry("一号", {"paper": shown.pk})],),
    ):
        bundle = bind(*volumes)
        assert bundle.file
        whole.write_bytes(bundle.file.file.open("rb").read())
        first_volume(whole, main, title="案卷（正卷）")
        pages = ["".join(page.extract_text().split()) for page in pypdf.PdfReader(main).pages]
        assert pages == texts(bundle)[: len(pages)]
        assert (shown.number in "".join(pages), kept.number in "".join(pages)) == (True, False)
        assert pages[-1].startswith("备考表")
        with pikepdf.open(main) as book, book.open_outline() as outline:
            assert [item.title for item in outline.root] == bookmarks(bundle)[:4]


def test_papers_enter_as_they_were_printed_and_the_index_gives_their_pages(bind, actor):
    first, second = printed(actor), printed(actor)
    scan = upload(actor, "签收单.pdf", blank_pdf(3))
    bundle = bind(
        [
            entry("一号文书", {"paper": first.pk}, number=first.number),
            entry("签收单", {"file": scan.pk}),
            entry("二号文书", {"paper": second.pk}, number=second.number),
        ],
        [entry("内部材料", {"sheet": sheet("case_notes")})],
    )
    assert (bundle.status, bundle.done) == (BundleStatus.BOUND.value, bundle.total)
    pages = texts(bundle)
    each = len(pypdf.PdfReader(io.BytesIO(first.file.read())).pages)
    assert bundle.pages == len(pages) == 2 * each + 3 + 1 + 6
    assert f"一号文书202611231{f'—{each}' if each > 1 else ''}" in pages[1]
    assert f"签收单20261123{each + 1}—{each + 3}" in pages[1]
    assert pages[1].count(first.number) == 1
    assert f"3件{2 * each + 3}页" in pages[0] and "1件1页" in pages[-4]


def test_not_one_byte_of_what_a_page_draws_is_changed(bind, actor):
    paper = printed(actor)
    bundle = bind([entry("文书", {"paper": paper.pk})])
    with paper.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as alone:
        drawn = alone.pages[0].Contents.read_bytes()
    assert bundle.file
    with bundle.file.file.open("rb") as file, pikepdf.open(io.BytesIO(file.read())) as book:
        assert drawn in [part.read_bytes() for part in book.pages[2].Contents]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_number_stands_upper_right_however_the_page_is_turned(bind, actor, turn, tmp_path):
    scan = upload(actor, "扫描件.pdf", blank_pdf(12, turn))
    bundle = bind([entry("扫描件", {"file": scan.pk})])
    page = read(bundle).pages[2 + 11]
    contents = page.get_contents()
    assert contents is not None
    drawn = contents.get_data().decode()
    assert drawn.count("Do") == 2 and "/PageFigure1" in drawn and "/PageFigure2" in drawn
    assert int(page.get("/Rotate", 0)) == turn


def test_a_picture_becomes_a_page_and_keeps_no_hidden_data(bind, actor):
    buffer, hidden = io.BytesIO(), Image.Exif()
    hidden[0x010F] = "手机厂商"
    Image.new("RGB", (3000, 200), "red").save(buffer, "JPEG", exif=hidden)
    photo = upload(actor, "现场.jpg", buffer.getvalue())
    drawing = upload(actor, "截图.png", picture())
    bundle = bind([entry("现场", {"file": photo.pk}), entry("截图", {"file": drawing.pk})])
    shown = [page.images[0] for page in list(read(bundle).pages)[2:4]]
    assert [image.image.size for image in shown if image.image] == [(2480, 165), (40, 30)]
    assert not any(image.image.getexif() for image in shown if image.image)


def test_a_plain_jpeg_keeps_its_bytes(tmp_path: Path):
    content = picture(form="JPEG")
    (tmp_path / "a.jpg").write_bytes(content)
    page = leaves.as_pdf(tmp_path / "a.jpg", "image/jpeg", tmp_path / "a.pdf")
    with pikepdf.open(page) as pdf:
        (drawn,) = pdf.pages[0].Resources.XObject.values()
        assert drawn.read_raw_bytes() == content


def test_what_cannot_be_opened_is_kept_apart_and_the_index_says_so(bind, actor):
    broken = upload(actor, "坏件.pdf", b"%PDF-1.7\nnothing\n%%EOF\n")
    bundle = bind([entry("坏件", {"sheet": sheet("case_notes")}, {"file": broken.pk})])
    pages = texts(bundle)
    assert "坏件202611231原件另附" in pages[1]
    assert "1．坏件：原件另附" in pages[-1]


def test_every_leaf_has_its_bookmark_in_its_place(bind, actor):
    scans = [upload(actor, f"{n}.pdf", blank_pdf(1 + n % 2)) for n in range(8)]
    bundle = bind([entry(f"第{n}件", {"file": scan.pk}) for n, scan in enumerate(scans)])
    assert bundle.pages == 12 + 3
    assert bookmarks(bundle)[2:10] == [f"第{n}件" for n in range(8)]


def test_an_unprinted_paper_is_refused_by_name(bind, actor):
    paper = issue_letter(actor.office, actor)
    with pytest.raises(Refused, match="协助调查通知书.*尚未打印完成"):
        bind([entry("文书", {"paper": paper.pk})])
    assert not Bundle.objects.exists()


def test_a_file_is_bound_once_and_only_one_at_a_time(actor):
    subject = subject_of(actor.office)
    given: dict[str, Any] = {"fingerprint": "f", "actor": actor, "at": AT}
    bundle = bundles.order(subject, manifest([]), **given)
    with pytest.raises(Refused, match="正在生成"):
        bundles.order(subject, manifest([]), **given)
    bindery.bind_bundle(bundle.pk)
    bindery.bind_bundle(bundle.pk)
    assert StoredFile.objects.count() == 1
    assert bundles.order(subject, manifest([]), **given).pk > bundle.pk


def test_bytes_that_are_not_those_kept_end_it_as_failed(bind, actor, caplog):
    scan = upload(actor, "扫描件.pdf", blank_pdf(7))  # no other test's: bytes are kept once
    with scan.file.storage.open(str(scan.file.name), "wb") as file:
        file.write(blank_pdf(2))
    assert bind([entry("扫描件", {"file": scan.pk})]).status == BundleStatus.FAILED.value
    assert "cannot be bound" in caplog.text


def test_what_the_scanner_rejected_is_bound_into_nothing(bind, actor, settings):
    settings.UPLOAD_SCANNER = "unused"
    scan = upload(actor, "扫描件.pdf", blank_pdf(1))
    StoredFile.objects.filter(pk=scan.pk).update(status="rejected")
    bundle = bind([entry("扫描件", {"file": scan.pk})])
    assert (bundle.status, bundle.pages) == (BundleStatus.BOUND.value, 3)  # cover, index, notes


def test_the_figures_of_the_stamp_are_ten_small_pages():
    html = "".join(f'<p class="figure">{n}</p>' for n in range(10))
    printed_figures = pypdf.PdfReader(io.BytesIO(press().print(html, title="figures")))
    assert ["".join(p.extract_text().split()) for p in printed_figures.pages] == list("0123456789")
