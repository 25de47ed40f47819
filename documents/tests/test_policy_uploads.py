import io

import pikepdf
import pytest

from documents.policy import uploads
from documents.tests.sample_files import (
    film,
    mp3,
    picture,
    small_pdf,
    voice_memo,
    wav,
    webm,
    workbook,
    zipped,
)
from statutes.refusal import Refused

ALL = tuple(uploads.UPLOAD_KINDS)


def check(content: bytes, name: str, kinds: tuple[str, ...] = ALL) -> uploads.Sniffed:
    return uploads.check_upload(io.BytesIO(content), name=name, size=len(content), kinds=kinds)


def refusal(content: bytes, name: str, kinds: tuple[str, ...] = ALL) -> str:
    with pytest.raises(Refused) as refused:
        check(content, name, kinds)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (small_pdf(), "工资表.pdf", "pdf"),
        (picture(), "现场.png", "image"),
        (picture(form="JPEG"), "现场.JPG", "image"),
        (workbook(), "名册.xlsx", "xlsx"),
        (zipped(word__document=b"<w/>"), "陈述.docx", "docx"),
        (film(), "询问.mp4", "video"),
        (film(), "录音.m4a", "video"),  # as many telephones write it
        (webm(), "询问.webm", "video"),
        (voice_memo(), "录音.m4a", "audio"),
        (mp3(), "录音.mp3", "audio"),
        (wav(), "录音.wav", "audio"),
        ("姓名,金额\n王昇,1\n".encode(), "名册.csv", "csv"),
        ("姓名,金额\n王晓,1\n".encode("gb18030"), "名册.csv", "csv"),
    ],
)
def test_a_file_is_known_by_its_bytes(content: bytes, name: str, kind: str) -> None:
    assert check(content, name).kind == kind


def test_a_program_behind_a_workbooks_name_is_refused() -> None:
    assert "可以上传：.xlsx" in refusal(b"MZ\x90\x00" + b"\x00" * 500, "名册.xlsx", ("xlsx",))


def test_a_picture_behind_a_pdfs_name_is_refused() -> None:
    assert refusal(picture(), "转账凭证.pdf") == (
        "文件名“转账凭证.pdf”的后缀与内容（照片）不符，请核对是否选错了文件"
    )


def test_a_zip_that_is_no_office_file_is_refused() -> None:
    assert "不能识别" in refusal(zipped(readme=b"x"), "名册.xlsx")


def test_an_old_or_encrypted_workbook_is_told_what_to_do() -> None:
    assert "另存为 .xlsx" in refusal(uploads.OLE + b"\x00" * 600, "名册.xls")


def test_a_workbook_with_macros_is_refused() -> None:
    content = zipped(xl__workbook=b"<x/>", xl__vbaProject=b"x")
    assert "宏" in refusal(content, "名册.xlsx")


@pytest.mark.slow
def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = zipped(xl__workbook=b"<x/>", xl__sheet=b"0" * (260 * uploads.MEGABYTE))
    assert len(bomb) < uploads.MEGABYTE
    assert "解压后过大" in refusal(bomb, "名册.xlsx")


def test_a_broken_workbook_is_refused() -> None:
    assert "已损坏" in refusal(workbook()[:40], "名册.xlsx")


def test_a_cut_off_pdf_is_refused() -> None:
    assert "不完整" in refusal(b"%PDF-1.7\n1 0 obj", "合同.pdf")


def test_a_pdf_with_a_script_is_refused() -> None:
    assert "脚本" in refusal(small_pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "合同.pdf")


def a_pdf(*, script: bool = False, stream: bytes = b"") -> bytes:
    """A whole PDF, its objects packed together as most programs write them."""
    buffer = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.Scan = pikepdf.Stream(pdf, stream)
        if script:
            act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            pdf.Root.OpenAction = act
        packed = pikepdf.ObjectStreamMode.generate
        pdf.save(buffer, object_stream_mode=packed, compress_streams=script)
    return buffer.getvalue()


def test_a_script_is_found_in_packed_objects_and_not_in_the_bytes_of_a_scan() -> None:
    assert b"JavaScript" not in a_pdf(script=True)
    assert "脚本" in refusal(a_pdf(script=True), "合同.pdf")
    scan = a_pdf(stream=b"\xff\xd8 some /JS (by chance)")
    assert b"/JS" in scan
    assert check(scan, "扫描件.pdf").kind == "pdf"


def test_a_pdf_that_only_a_password_opens_is_told_to_lose_it() -> None:
    def locked(user: str) -> bytes:
        buffer = io.BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.save(buffer, encryption=pikepdf.Encryption(owner="owner", user=user))
        return buffer.getvalue()

    assert refusal(locked("secret"), "合同.pdf") == "PDF 文件加了密码，请去掉密码再传"
    assert check(locked(""), "合同.pdf").kind == "pdf"  # opens for everybody, only marked


def test_an_empty_file_is_refused() -> None:
    assert refusal(b"", "名册.xlsx") == "文件是空的，请重新选择"


def test_the_size_limit_is_told_in_megabytes_before_the_file_is_read() -> None:
    class Unreadable(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("a file over the limit is not read")

    with pytest.raises(Refused) as refused:
        uploads.check_upload(
            Unreadable(), name="录像.pdf", size=50 * uploads.MEGABYTE, kinds=("pdf", "xlsx")
        )
    assert str(refused.value) == "文件超过20MB（本文件50.0MB），请压缩或拆成几个文件再传"


def test_each_kind_has_its_own_limit() -> None:
    with pytest.raises(Refused, match="超过10MB"):
        uploads.check_upload(
            io.BytesIO(workbook()), name="名册.xlsx", size=11 * uploads.MEGABYTE, kinds=ALL
        )


def test_an_installation_may_set_its_own_limit() -> None:
    content = film()
    with pytest.raises(Refused, match="超过0MB"):
        uploads.check_upload(
            io.BytesIO(content),
            name="询问.mp4",
            size=len(content),
            kinds=("video",),
            limits={"video": 100},
        )


def test_a_sound_behind_a_films_name_is_refused() -> None:
    assert "后缀与内容（录音）不符" in refusal(mp3(), "询问.mp4", ("audio", "video"))


def test_a_kind_that_this_place_does_not_take_is_refused() -> None:
    assert "可以上传：.pdf" in refusal(picture(), "现场.png", ("pdf",))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("C:\\Users\\王\\工资表.xlsx", "工资表.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("工资\u202eslx.exe", "工资slx.exe"),
        ("a\x00b<c>.pdf", "ab_c_.pdf"),
        (" .pdf", "pdf"),
        ("", "未命名"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_its_dangers(given: str, kept: str) -> None:
    assert uploads.clean_name(given) == kept


def test_a_picture_of_a_billion_pixels_is_refused() -> None:
    with pytest.raises(Refused, match="尺寸过大"):
        uploads.require_modest_picture(40_000, 40_000)
