"""A file of outlines is read whole, or refused with the feature and what to do about it."""

import json
from typing import Any

import pytest

from grids.policy.chart import Place, outlines
from grids.policy.outlines import MOST, read
from statutes.refusal import Refused

SQUARE = [[113.6, 34.7], [113.7, 34.7], [113.7, 34.8], [113.6, 34.8], [113.6, 34.7]]
HOLE = [[113.62, 34.72], [113.64, 34.72], [113.64, 34.74], [113.62, 34.72]]
CODE = "410102001000"


def written(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


def feature(code: Any = CODE, coordinates: Any = None, kind: str = "Polygon") -> dict[str, Any]:
    drawn = [SQUARE] if coordinates is None else coordinates
    return {"properties": {"code": code}, "geometry": {"type": kind, "coordinates": drawn}}


def test_the_outer_ring_of_every_part_is_kept_and_drawn() -> None:
    high = [[*point, 110.5] for point in SQUARE]
    text = written(feature(), feature("410103", [[high, HOLE], [HOLE]], "MultiPolygon"))
    found = read(text)
    assert found == {CODE: [SQUARE], "410103000000": [SQUARE, HOLE]}
    sheet = outlines([Place(code, "某街道", "某区") for code in found], found, {})
    assert len(sheet.shapes) == 2 and sheet.height > 0
    assert sheet.shapes[0].path.startswith("M") and sheet.shapes[1].path.count("Z") == 2


def test_a_code_may_come_as_a_number_or_short() -> None:
    assert set(read(written(feature(410102001000), feature("4101")))) == {CODE, "410100000000"}


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '"x"', "{}", '{"features": null}', '{"features": {}}',
     '{"features": []}', "[" * 100_000, "<xml/>"],
)  # fmt: skip
def test_what_is_no_collection_of_features_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="GeoJSON"):
        read(text)


@pytest.mark.parametrize(
    "code", [None, True, 1.5, "", "41010", "4101020010001", "甲", "４１０１", "x" * 10**6, [], {}]
)
def test_a_feature_without_a_code_is_named(code: Any) -> None:
    with pytest.raises(Refused, match="第2个要素：.*(code|区划代码)"):
        read(written(feature(), feature(code)))


@pytest.mark.parametrize("given", [None, 1, "x", [], {}, {"properties": None}, {"properties": []}])
def test_what_is_no_feature_is_named(given: Any) -> None:
    with pytest.raises(Refused, match="第1个要素"):
        read(written(given))


@pytest.mark.parametrize("kind", ["Point", "LineString", "GeometryCollection", "polygon", ""])
def test_only_surfaces_are_outlines(kind: str) -> None:
    with pytest.raises(Refused, match="不是面"):
        read(written(feature(kind=kind)))
    with pytest.raises(Refused, match="不是面"):
        read(written({"properties": {"code": CODE}, "geometry": None}))


@pytest.mark.parametrize(
    ("coordinates", "reason"),
    [
        ([], "至少要有4个点"),
        ("x", "至少要有4个点"),
        ({}, "至少要有4个点"),
        ([[]], "至少要有4个点"),
        ([SQUARE[:3]], "至少要有4个点"),
        ([SQUARE[:4]], "没有闭合"),
        ([[[113, 34]] * 3 + [[113]]], "经度和纬度"),
        ([[[113, 34]] * 3 + [["113", "34"]]], "经度和纬度"),
        ([[[113, 34]] * 3 + [[True, False]]], "经度和纬度"),
        ([[[113, 34]] * 3 + [[float("nan"), 34]]], "经度和纬度"),
        ([[[113, 34]] * 3 + [[float("inf"), 34]]], "经度和纬度"),
        ([[[113, 34]] * 3 + [[10**400, 34]]], "经度和纬度"),
        ([[[34.7, 113.6]] * 4], "经度和纬度"),  # the other way round
        ([[[3_845_000.0, 422_000.0]] * 4], "经度和纬度"),  # metres of a projection
        ([[[None, None]] * 4], "经度和纬度"),
        ([["ab"] * 4], "经度和纬度"),
        ([[[113, 34]] * (MOST + 1)], "请先简化"),
    ],
)
def test_coordinates_that_are_none_are_refused(coordinates: Any, reason: str) -> None:
    with pytest.raises(Refused, match=f"第1个要素：.*{reason}"):
        read(written(feature(coordinates=coordinates)))
    with pytest.raises(Refused, match="没有坐标"):
        read(written(feature(coordinates=[], kind="MultiPolygon")))


def test_two_outlines_of_one_division_are_refused() -> None:
    with pytest.raises(Refused, match="前面已经有了"):
        read(written(feature("4101"), feature("410100000000")))
