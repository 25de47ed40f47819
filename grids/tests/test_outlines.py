"""`load_outlines`: every known division of the file, or nothing; the map is drawn from them."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from grids import map as grid_map
from grids.models import Outline
from grids.tests.factories import DISTRICT, STREET, Room
from grids.tests.test_policy_outlines import HOLE, SQUARE, feature, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def load(path: Path, text: str | bytes, source: str = "省测绘院，公开") -> str:
    file, said = path / "outlines.json", StringIO()
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    call_command("load_outlines", file, source=source, stdout=said)
    return said.getvalue().strip()


def test_known_divisions_are_loaded_and_drawn_and_loaded_again(room: Room, tmp_path: Path) -> None:
    text = written(feature(STREET), feature("990101001000"))
    assert load(tmp_path, text) == "1 / 2"
    assert load(tmp_path, b"\xef\xbb\xbf" + written(feature(STREET, [HOLE])).encode()) == "1 / 1"
    outline = Outline.objects.get()
    assert (outline.division_id, outline.rings) == (STREET, [HOLE])
    assert outline.source == "省测绘院，公开"
    drawn = grid_map.of(room.head)
    assert drawn.is_drawn and [shape.place.code for shape in drawn.sheet.shapes] == [STREET]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"\xff\xfe{", "utf-8"),
        ("{", "不是 GeoJSON"),
        (written(feature(STREET), feature("x")), "第2个要素"),
        (written(feature(STREET), feature(DISTRICT, [SQUARE[:4]])), "没有闭合"),
    ],
)
def test_a_file_that_is_wrong_anywhere_loads_nothing(
    room: Room, tmp_path: Path, text: Any, words: str
) -> None:
    with pytest.raises(CommandError, match=words) as refused:
        load(tmp_path, text)
    assert refused.value.returncode == 2 and not Outline.objects.exists()


def test_a_file_that_is_not_there_or_from_nowhere_is_refused(room: Room, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="No such file"):
        call_command("load_outlines", tmp_path / "none.json", source="省测绘院")
    for source in ("  ", "源" * 201):
        with pytest.raises(CommandError, match="来源和许可"):
            load(tmp_path, json.dumps({"features": [feature(STREET)]}), source)


def test_a_file_too_large_is_not_read(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grids.management.commands.load_outlines.LARGEST", 10)
    with pytest.raises(CommandError, match="超过64MB"):
        load(tmp_path, written(feature(STREET)))
