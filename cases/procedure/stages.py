"""The stages of a case as its timeline is read: which acts belong to which."""

from collections.abc import Mapping

from cases.procedure import table
from statutes.wording import term

OTHER = "other"
STAGES: Mapping[str, tuple[str, frozenset[str]]] = {
    code: (label, frozenset(step.name for step in steps))
    for code, label, steps in (
        ("filing", term("立案"), table.FILING),
        ("investigation", term("调查"), table.INVESTIGATION),
        ("order", term("责令改正与付款"), table.ORDER),
        ("conclusion", term("调查终结"), table.CONCLUSION),
        ("notice", term("告知与听证"), table.NOTICE),
        ("decision", term("审核与决定"), table.DECISION),
        ("performance", term("履行与执行"), table.PERFORMANCE),
        ("remedy", term("复议与诉讼"), table.REMEDY),
        ("end", term("结案与归档"), table.END),
    )
}
NAMED = frozenset().union(*(acts for _, acts in STAGES.values()))
OTHER_LABEL = term("其他")


def stage_of(act: str) -> str:
    """The stage of an act; what is not a step of the table is `other`."""
    return next((code for code, (_, acts) in STAGES.items() if act in acts), OTHER)
