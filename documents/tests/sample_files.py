"""Small files of every kind, for tests that need no database."""

import io
import zipfile

from PIL import ExifTags, Image


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


def located_photo(width: int = 2400, height: int = 1200) -> bytes:
    """A photograph as a telephone writes it: position, maker and a comment beside the pixels."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Telephone Works"
    exif[ExifTags.Base.Orientation] = 6  # held upright: shown turned by a quarter
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (34.0, 44.0, 50.4),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (113.0, 37.0, 12.0),
        }
    )
    buffer = io.BytesIO()
    sheet = Image.new("RGB", (width, height), "white")
    sheet.save(buffer, "JPEG", exif=exif, comment=b"taken at the gate")
    return buffer.getvalue()


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4, "big") + name + content


def film(extra: bytes = b"") -> bytes:
    """The head of an mp4; `extra` makes it another one."""
    return box(b"ftyp", b"isom\x00\x00\x02\x00isommp42") + box(b"mdat", b"\x00" * 600 + extra)


def voice_memo() -> bytes:
    return box(b"ftyp", b"M4A \x00\x00\x00\x00M4A mp42isom") + box(b"mdat", b"\x00" * 600)


def webm() -> bytes:
    return b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + b"\x00" * 600


def mp3() -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x00\xff\xfb\x90\x00" + b"\x00" * 600


def wav() -> bytes:
    return b"RIFF\x24\x02\x00\x00WAVEfmt " + b"\x00" * 600


def small_pdf(extra: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj <<>> endobj\n" + extra + b"\ntrailer <<>>\n%%EOF\n"
