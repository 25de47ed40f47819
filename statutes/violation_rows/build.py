"""How a row of the catalogue is written, and the consequences that several rows share."""

from datetime import date

from statutes.citations import cite, law_of
from statutes.penalty_types import NO_MONEY, Penalty
from statutes.violation_types import Kind, Order, Violation
from statutes.wording import term

Source = tuple[str, str]

CORRECT, CORRECT_BY, PAY_BY = Order.CORRECT, Order.CORRECT_BY, Order.PAY_BY
RETURN_BY, REPORT_BY, STOP = Order.RETURN_BY, Order.REPORT_BY, Order.STOP

ONLY_ORDER = term("责令改正，无罚款")


def row(
    code: str,
    label: str,
    kind: Kind,
    breached: tuple[Source, ...],
    order: Order,
    basis: Source,
    consequence: str,
    penalty: Penalty = NO_MONEY,
    *,
    further: tuple[Source, ...] = (),
    owed: bool = False,
    after: bool = False,
    since: date | None = None,
    until: date | None = None,
    remark: str = "",
    mark: str = "V",
) -> Violation:
    """Write one row; it is in force with the act of its basis unless days are given."""
    source = cite(*basis)
    return Violation(
        code=code,
        label=label,
        kind=kind,
        breached=tuple(cite(*article) for article in breached),
        order=order,
        basis=source,
        consequence=consequence,
        in_force_from=since or law_of(source).in_force_from,
        in_force_to=until or law_of(source).in_force_to,
        penalty=penalty,
        further=tuple(cite(*article) for article in further),
        owed_to_workers=owed,
        after_order=after,
        remark=remark,
        mark=mark,
    )
