"""What an uploaded file may be: judged by its bytes, with its name as a second witness."""

import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

import filetype
import pikepdf

from statutes.refusal import Refused
from statutes.wording import Sentence, say, term

MEGABYTE = 1024 * 1024
HEAD = 8192
TAIL = 65536
MAX_UNPACKED = 300 * MEGABYTE
MAX_ENTRIES = 2000
MAX_RATIO = 200  # a workbook packs 1 : 10, a bomb 1 : 1000
MAX_PIXELS = 60_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SCRIPTED_PDF = re.compile(rb"/(JavaScript|JS|Launch)\b")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class UploadKind:
    code: str
    label: str
    suffixes: tuple[str, ...]
    max_bytes: int


UPLOAD_KINDS = {
    kind.code: kind
    for kind in (
        UploadKind("pdf", term("PDF 文件"), (".pdf",), 20 * MEGABYTE),
        UploadKind("image", term("照片"), (".jpg", ".jpeg", ".png", ".webp"), 20 * MEGABYTE),
        UploadKind("xlsx", term("Excel 表格（.xlsx）"), (".xlsx",), 10 * MEGABYTE),
        UploadKind("csv", term("CSV 表格"), (".csv", ".txt"), 10 * MEGABYTE),
        UploadKind("docx", term("Word 文档（.docx）"), (".docx",), 20 * MEGABYTE),
        UploadKind("audio", term("录音"), (".mp3", ".m4a", ".wav"), 500 * MEGABYTE),
        # Many telephones write a voice memo into the container of a film: mp4 inside, .m4a outside.
        UploadKind("video", term("录像"), (".mp4", ".webm", ".m4a"), 500 * MEGABYTE),
    )
}
IMAGE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
AUDIO_TYPES = frozenset({"audio/mpeg", "audio/mp4", "audio/x-wav"})
VIDEO_TYPES = frozenset({"video/mp4", "video/webm"})
MEDIA_KINDS = ("audio", "video")
KIND_OF = {
    **dict.fromkeys(IMAGE_TYPES, "image"),
    **dict.fromkeys(AUDIO_TYPES, "audio"),
    **dict.fromkeys(VIDEO_TYPES, "video"),
}
SUFFIX_OF = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    XLSX: ".xlsx",
    DOCX: ".docx",
    "text/csv": ".csv",
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/x-wav": ".wav",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}
NO_LIMITS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What the bytes say: the kind and the one content type it will ever be served as."""

    kind: str
    content_type: str


def check_upload(
    file: BinaryIO,
    *,
    name: str,
    size: int,
    kinds: Sequence[str],
    limits: Mapping[str, int] = NO_LIMITS,
) -> Sniffed:
    """Judge an upload before a byte of it is kept; raises Refused with what to do instead.

    `limits` are the installation's own sizes in bytes, by kind.
    """
    if size == 0:
        raise Refused(say("文件是空的，请重新选择"))
    most = {code: limits.get(code, UPLOAD_KINDS[code].max_bytes) for code in kinds}
    _require_size(size, max(most.values()))
    sniffed = sniff(file)
    if sniffed is None or sniffed.kind not in kinds:
        raise Refused(_not_accepted(kinds))
    kind = UPLOAD_KINDS[sniffed.kind]
    _require_size(size, most[kind.code])
    _require_suffix(name, kind)
    return sniffed


def sniff(file: BinaryIO) -> Sniffed | None:
    """Name the kind by its bytes; None for what is on no list; Refused for a file with a trap."""
    file.seek(0)
    head = file.read(HEAD)
    if b"%PDF-" in head[:1024]:
        return _pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith(OLE):
        raise Refused(say("这是旧版或加了密码的 Office 文件，请去掉密码并另存为 .xlsx 或 .docx"))
    guess = filetype.guess(head)
    if guess is not None:
        kind = KIND_OF.get(guess.mime)
        return Sniffed(kind, guess.mime) if kind else None
    return _text(file)


def clean_name(name: str) -> str:
    """Keep the name that the sender gave, without paths, control signs or direction tricks."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(sign for sign in base if unicodedata.category(sign)[0] != "C")
    kept = re.sub(r'[<>:"|?*]', "_", kept).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    if not dot:
        return kept[:120] or "未命名"
    return f"{stem[: 119 - len(suffix)]}.{suffix}"


def require_modest_picture(width: int, height: int) -> None:
    """A small file may unpack to billions of pixels and take the server with it."""
    if width * height > MAX_PIXELS:
        raise Refused(
            say("照片尺寸过大（%(width)s×%(height)s），请缩小后再传", width=width, height=height)
        )


def _require_size(size: int, limit: int) -> None:
    if size > limit:
        raise Refused(
            say(
                "文件超过%(limit)sMB（本文件%(size)sMB），请压缩或拆成几个文件再传",
                limit=limit // MEGABYTE,
                size=f"{size / MEGABYTE:.1f}",
            )
        )


def _require_suffix(name: str, kind: UploadKind) -> None:
    if not name.lower().endswith(kind.suffixes):
        raise Refused(
            say(
                "文件名“%(name)s”的后缀与内容（%(kind)s）不符，请核对是否选错了文件",
                name=clean_name(name)[:60],
                kind=say(kind.label),
            )
        )


def _not_accepted(kinds: Iterable[str]) -> Sentence:
    known = dict.fromkeys(suffix for code in kinds for suffix in UPLOAD_KINDS[code].suffixes)
    return say(
        "不能识别这个文件，或不接受这种文件；可以上传：%(suffixes)s", suffixes="、".join(known)
    )


def _pdf(file: BinaryIO) -> Sniffed:
    size = file.seek(0, 2)
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read():
        raise Refused(say("PDF 文件不完整，请重新导出或扫描后再传"))
    if _is_scripted(file):
        raise Refused(say("PDF 文件带有脚本，请打印成不带脚本的 PDF 再传"))
    return Sniffed("pdf", "application/pdf")


def _is_scripted(file: BinaryIO) -> bool:
    """Whether the PDF can run anything.

    Its objects are asked, packed ones too; a scan's own bytes may spell such a name by chance. A
    file too broken to be read by objects is searched as it is; one that only a password opens can
    neither be searched nor be read in court.
    """
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            return any(SCRIPTED_PDF.search(_spelled(item)) for item in pdf.objects)
    except pikepdf.PasswordError:
        raise Refused(say("PDF 文件加了密码，请去掉密码再传")) from None
    except pikepdf.PdfError:
        file.seek(0)
        return SCRIPTED_PDF.search(file.read()) is not None


def _spelled(item: pikepdf.Object) -> bytes:
    """The object as a PDF writes it, without what a stream holds."""
    kept = item.stream_dict if isinstance(item, pikepdf.Stream) else item
    return kept.unparse(resolved=True) if isinstance(kept, pikepdf.Object) else b""


def _office(file: BinaryIO) -> Sniffed | None:
    entries = _entries(file)
    names = {entry.filename for entry in entries}
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(say("文件带有宏，请另存为不带宏的 .xlsx 或 .docx 再传"))
    if "xl/workbook.xml" in names:
        return Sniffed("xlsx", XLSX)
    if "word/document.xml" in names:
        return Sniffed("docx", DOCX)
    return None


def _entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """List a ZIP without unpacking it, refusing bombs by what its directory declares."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise Refused(say("文件已损坏，打不开，请重新保存后再传")) from None
    packed = sum(entry.compress_size for entry in entries)
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, MEGABYTE)
    if bomb or len(entries) > MAX_ENTRIES:
        raise Refused(say("文件解压后过大，不能接受，请核对文件内容"))
    return entries


def _text(file: BinaryIO) -> Sniffed | None:
    file.seek(0)
    content = file.read(10 * MEGABYTE + 1)
    if b"\x00" in content:
        return None
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return Sniffed("csv", "text/csv")
    return None
