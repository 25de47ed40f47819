"""Whether a debt belongs to a project: by the place of work, and by what the workers call the site.

Workers name a site as they know it. Only a name that another registered project bears, or a place
of work in another county, takes a debt off this one; a name that nobody knows leaves it open.
"""

from collections.abc import Collection
from enum import StrEnum

from accounts.policy.division_codes import covers, shortest_prefix
from employers.policy.names import name_key

COUNTY = 6  # digits of a division code
KINDS = ("工程", "项目部", "项目", "工地")  # said after the name of a site, or not


class Fit(StrEnum):
    HERE = "here"
    UNCLEAR = "unclear"
    ELSEWHERE = "elsewhere"


def fit(*, named: Collection[str], own: str, others: Collection[str], place: str, site: str) -> Fit:
    """Tell where a debt belongs whose complaints name these sites (none: nobody said).

    `others` are the further projects of the debtor; `place` is where the work was done and `site`
    where the project stands, as division codes.
    """
    keys = {name_key(name) for name in named if name_key(name)}
    if not keys:
        return Fit.HERE if _near(place, site) else Fit.ELSEWHERE
    found = {_named(key, name_key(own), {name_key(name) for name in others}) for key in keys}
    if Fit.HERE in found:
        return Fit.HERE
    return Fit.UNCLEAR if Fit.UNCLEAR in found else Fit.ELSEWHERE


def _named(key: str, own: str, others: Collection[str]) -> Fit:
    """One name for the same site: '商贸城二期' and '江城国际商贸城（二期）'."""
    if key == own:
        return Fit.HERE
    if key in others:
        return Fit.ELSEWHERE
    said, known = _bare(key), _bare(own)
    is_same = bool(said and known) and (said in known or known in said)
    return Fit.HERE if is_same else Fit.UNCLEAR


def _bare(key: str) -> str:
    bare = "".join(char for char in key if char.isalnum())
    for kind in KINDS:
        bare = bare.removesuffix(kind)
    return bare


def _near(place: str, site: str) -> bool:
    """In one county, or the one names a wider place around the other."""
    first, second = shortest_prefix(place)[:COUNTY], shortest_prefix(site)[:COUNTY]
    return covers(first, site) or covers(second, place)
