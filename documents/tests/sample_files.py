"""Small files of every kind, for tests that need no database."""

import io
import zipfile

from PIL import Image


def zipped(**entries: bytes) -> bytes:
    """A ZIP whose entries are named with `__` for `/`: xl__workbook=… is xl/workbook.xml."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            suffix = ".bin" if name.endswith("vbaProject") else ".xml"
            archive.writestr(name.replace("__", "/") + suffix, content)
    return buffer.getvalue()


def workbook() -> bytes:
    return zipped(xl__workbook=b"<workbook/>")


def picture(width: int = 40, height: int = 30, form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, form)
    return buffer.getvalue()


def small_pdf(extra: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj <<>> endobj\n" + extra + b"\ntrailer <<>>\n%%EOF\n"
