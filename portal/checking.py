"""The page 核对: every question with what was answered, numbers masked, in the path's order."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from accounts.wording import translate
from portal.draft import Draft
from portal.fields import month_label
from portal.forms import EVIDENCE_KINDS
from portal.procedure import Page, Situation
from statutes.identity import mask_phone, mask_resident_id
from statutes.money import yuan
from statutes.wording import say

# Pages that ask nothing which the complaint states.
NOT_SHOWN = frozenset({"purpose", "fork", "already", "old_wages", "roster_check", "check"})
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    name: str  # of the page where it is changed
    label: str
    values: tuple[str, ...]


def rows(draft: Draft, today: date) -> list[Row]:
    return [
        Row(page.name, page.question, tuple(_values(page, draft)) or (gettext("没有写"),))
        for page in Situation(draft.answers, today).path
        if page.name not in NOT_SHOWN and not _is_told_by_months(page, draft)
    ]


def _is_told_by_months(page: Page, draft: Draft) -> bool:
    return page.name == "wages" and "months" in draft.answers


def _values(page: Page, draft: Draft) -> Iterator[str]:
    answer = draft.answers.get(page.name, {})
    if page.options:
        yield from (gettext(o.label) for o in page.options if o.value == answer.get("choice"))
    else:
        yield from filter(None, TOLD[page.name](answer, draft))


def _texts(*names: str) -> Callable[[Answer, Draft], Iterator[str]]:
    def told(answer: Answer, draft: Draft) -> Iterator[str]:
        return (str(answer.get(name, "")) for name in names)

    return told


def _period(answer: Answer, draft: Draft) -> Iterator[str]:
    first, last = (month_label(date.fromisoformat(answer[name])) for name in ("first", "last"))
    yield gettext("%(first)s到%(last)s") % {"first": first, "last": last}


def _amounts(answer: Answer, draft: Draft) -> Iterator[str]:
    agreed, paid, owed = (yuan(Decimal(answer[name])) for name in ("agreed", "paid", "owed"))
    yield gettext("说好%(agreed)s元，给了%(paid)s元") % {"agreed": agreed, "paid": paid}
    yield gettext("还欠%(owed)s元") % {"owed": owed}


def _group(answer: Answer, draft: Draft) -> Iterator[str]:
    owed = yuan(sum((Decimal(line["owed"]) for line in draft.lines), Decimal("0.00")))
    count = len(draft.lines)
    yield ngettext("%(count)s个人，一共欠%(owed)s元", "%(count)s个人，一共欠%(owed)s元", count) % {
        "count": count,
        "owed": owed,
    }


def _representatives(answer: Answer, draft: Draft) -> Iterator[str]:
    return (draft.lines[int(place)]["name"] for place in answer["chosen"])


def _evidence(answer: Answer, draft: Draft) -> Iterator[str]:
    yield from (str(label) for value, label in EVIDENCE_KINDS if value in answer["kinds"])
    if draft.files:
        yield translate(say("已经交了%(count)s个文件", count=len(draft.files)))
    yield answer["note"]


def _identity(answer: Answer, draft: Draft) -> Iterator[str]:
    yield answer["name"]
    yield mask_resident_id(answer["identity"])
    yield mask_phone(answer["phone"])
    yield answer["trade"]
    yield answer["address"]


TOLD: Mapping[str, Callable[[Any, Draft], Iterator[str]]] = {
    "project": _texts("project", "general_contractor", "subcontractor", "team_leader"),
    "employer": _texts("name", "manager", "phone", "address"),
    "county": _texts("label"),
    "township": _texts("label", "address"),
    "period": _period,
    "wages": _amounts,
    "months": _amounts,
    "people": _group,
    "roster": _group,
    "representatives": _representatives,
    "evidence": _evidence,
    "identity": _identity,
}
