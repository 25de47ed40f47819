"""双公示: one penalty as a line of the exchange with the credit platform, under its field codes.

The exchange counts money in ten thousand yuan with six decimals, our ledger in yuan and fen.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from publications.policy.fields import Form, Value
from publications.policy.kinds import Kind
from publications.policy.whitelist import WHITELIST
from statutes.wording import term

TEN_THOUSAND = Decimal(10_000)
CODED = {field.code: field for field in WHITELIST[Kind.PENALTY] if field.code}
# What is not of the copy: until when it is shown, and who decided.
UNTIL, OFFICE = "cf_gsjzq", "cf_cfjg"
COLUMNS: Mapping[str, str] = {
    **{code: field.label for code, field in CODED.items()},
    "cf_nr_fk": term("罚款金额（万元）"),
    "cf_nr_wfff": term("没收金额（万元）"),
    UNTIL: term("公示截止期"),
    OFFICE: term("处罚机关"),
}


def line(copy: Mapping[str, Value], *, ends_on: date | None, office: str) -> dict[str, str]:
    """Every column of the exchange; what the copy does not say is left empty."""
    told = {code: _written(field.form, copy.get(field.name)) for code, field in CODED.items()}
    told["cf_xdr_lb"] = CODED["cf_xdr_lb"].as_text(copy["subject_kind"])
    return {**told, UNTIL: ends_on.isoformat() if ends_on else "", OFFICE: office}


def _written(form: Form, value: Value | None) -> str:
    if value is None:
        return ""
    if form is Form.MONEY:
        return f"{Decimal(str(value)) / TEN_THOUSAND:.6f}"
    return str(value)
