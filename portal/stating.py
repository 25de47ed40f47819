"""What the draft holds, as the statement that the complaint is lodged with (若干规定 第十四条)."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, override

from complaints.policy.statement import Claim, LodgeStatement, month_end
from portal.draft import Draft
from portal.forms import EVIDENCE_KINDS, period_of

YES_OR_NO: Mapping[str, bool | None] = {"yes": True, "no": False}


def statement_of(draft: Draft, attachments: Sequence[tuple[str, int]] = ()) -> LodgeStatement:
    answers = draft.answers
    project, employer = answers.get("project", {}), answers["employer"]
    prior = _chosen(draft, "prior")
    chosen = answers.get("representatives", {}).get("chosen", ())
    return LodgeStatement(
        employer_name=employer["name"],
        division_id=answers["township"]["code"] or _chosen(draft, "county"),
        claims=claims_of(draft),
        statement=_in_words(draft),
        employer_address=employer["address"],
        employer_contact=employer["manager"],
        employer_phone=employer["phone"],
        workplace_address=answers["township"]["address"],
        is_construction=YES_OR_NO.get(_chosen(draft, "site")),
        project_name=project.get("project", ""),
        general_contractor=project.get("general_contractor", ""),
        subcontractor=project.get("subcontractor", ""),
        team_leader=project.get("team_leader", ""),
        still_working=YES_OR_NO.get(_chosen(draft, "employment")),
        in_arbitration=None if prior == "unclear" else prior == "arbitration",
        in_court=None if prior == "unclear" else prior == "court",
        is_confidential=_chosen(draft, "privacy") == "confidential",
        representatives=[int(place) for place in chosen],
        attachments=attachments,
    )


def claims_of(draft: Draft) -> list[Claim]:
    if _chosen(draft, "others") == "one":
        return [_own_claim(draft)]
    return [_claim(line) for line in draft.lines]


def _chosen(draft: Draft, page: str) -> str:
    return str(draft.answers.get(page, {}).get("choice", ""))


def _own_claim(draft: Draft) -> Claim:
    answers = draft.answers
    first, last = period_of(answers)
    told = answers["months"] if answers["wages"].get("by_month") else answers["wages"]
    period = {"period_from": first.isoformat(), "period_to": last.isoformat()}
    return _claim({**answers["identity"], **period, **told})


def _claim(line: Mapping[str, Any]) -> Claim:
    """A line names months; the claim runs from the first day of one to the last of the other."""
    return Claim(
        name=line["name"],
        identity=line["identity"],
        phone=line["phone"],
        trade=line["trade"],
        period_from=date.fromisoformat(line["period_from"]),
        period_to=month_end(date.fromisoformat(line["period_to"])),
        agreed=Decimal(line["agreed"]),
        paid=Decimal(line["paid"]),
        owed=Decimal(line["owed"]),
        address=line.get("address", ""),
    )


def _in_words(draft: Draft) -> str:
    """What has no column of its own, in the language of the file: always Chinese."""
    evidence = draft.answers["evidence"]
    with override("zh-hans"):
        held = [str(label) for value, label in EVIDENCE_KINDS if value in evidence["kinds"]]
        sentences = [
            evidence["note"],
            gettext("手里的凭据：%(kinds)s。") % {"kinds": "；".join(held)} if held else "",
            _months_in_words(draft),
        ]
    return "\n".join(filter(None, sentences))


def _months_in_words(draft: Draft) -> str:
    rows = draft.answers.get("months", {}).get("rows", ())
    line = gettext("%(month)s 说好%(said)s元、给了%(got)s元")
    told = [line % {"month": month, "said": said, "got": got} for month, said, got in rows]
    return gettext("按月所述：%(months)s。") % {"months": "；".join(told)} if told else ""
