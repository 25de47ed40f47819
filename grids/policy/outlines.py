"""Reading the outlines of divisions from GeoJSON (RFC 7946): whole, or refused with its reason.

A file comes from somebody else. What the map cannot draw is refused here, the feature named, so
that a stored outline is always rings of points on the earth.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from accounts.policy.division_codes import LENGTH, pad
from statutes.refusal import Refused
from statutes.wording import Sentence, say

Rings = list[list[list[float]]]  # [[[longitude, latitude], …], …]
FEWEST = 4  # positions of a ring, the last being the first again
MOST = 100_000  # positions of one outline: more than any screen shows


def read(text: str) -> dict[str, Rings]:
    """Each division's outer rings by its code; Refused naming the first feature that is none."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(say("文件不是 GeoJSON，请检查内容。")) from error
    features = given.get("features") if isinstance(given, dict) else None
    if not isinstance(features, list) or not features:
        raise Refused(say("文件里没有要素（features），请导出为 GeoJSON 要素集合。"))
    found: dict[str, Rings] = {}
    for number, feature in enumerate(features, 1):
        code = _code(number, feature)
        if code in found:
            raise _wrong(number, say("区划%(code)s前面已经有了，请合并为一个要素。", code=code))
        found[code] = _rings(number, feature)
    return found


def _wrong(number: int, reason: Sentence) -> Refused:
    return Refused(say("第%(number)s个要素：%(reason)s", number=number, reason=reason))


def _code(number: int, feature: Any) -> str:
    """Numbers lose nothing here: no division code begins with a nought."""
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    given = properties.get("code") if isinstance(properties, Mapping) else None
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise _wrong(number, say("没有 code 属性，请填写12位区划代码。"))
    text = str(given)[: LENGTH + 1]
    try:
        return pad(text)
    except Refused as refused:
        raise _wrong(number, refused.sentences[0]) from refused


def _rings(number: int, feature: Mapping[str, Any]) -> Rings:
    """The outer ring of every part; holes are other places and draw themselves."""
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    drawn = geometry.get("coordinates") if isinstance(geometry, Mapping) else None
    if kind == "Polygon":
        drawn = [drawn]
    elif kind != "MultiPolygon":
        raise _wrong(number, say("不是面（Polygon 或者 MultiPolygon）。"))
    if not isinstance(drawn, list) or not drawn:
        raise _wrong(number, say("没有坐标。"))
    rings = [_ring(number, part) for part in drawn]
    if sum(map(len, rings)) > MOST:
        raise _wrong(number, say("边界超过%(most)s个点，请先简化。", most=MOST))
    return rings


def _ring(number: int, part: Any) -> list[list[float]]:
    ring = part[0] if isinstance(part, list) and part else None
    if not isinstance(ring, list) or len(ring) < FEWEST:
        raise _wrong(number, say("一圈边界至少要有%(least)s个点。", least=FEWEST))
    if not all(_is_on_earth(point) for point in ring):
        raise _wrong(number, say("坐标应当是经度和纬度，如 113.65, 34.76。"))
    points = [[float(point[0]), float(point[1])] for point in ring]
    if points[0] != points[-1]:
        raise _wrong(number, say("边界没有闭合，最后一点应当与第一点相同。"))
    return points


def _is_on_earth(point: Any) -> bool:
    """Longitude and latitude, a height behind them or not; text, NaN and truth are no degrees."""
    if not isinstance(point, list) or len(point) < 2:
        return False
    return _is_within(point[:1], 180) and _is_within(point[1:2], 90)


def _is_within(values: Iterable[Any], most: int) -> bool:
    return all(
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and -most <= value <= most  # which NaN is not
        for value in values
    )
