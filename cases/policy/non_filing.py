"""不予立案: why a report, a patrol's finding or a transfer does not become a case.

条例 第十四条: what needs investigation is filed at once; so what is not filed has a coded ground
with its article, and where another body is competent the notice names it. A complaint has its own
procedure (若干规定 第十八条).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.refusal import Refused
from statutes.wording import say, term

FILING = cite("若干规定", "第十九条")


class Code(StrEnum):
    NO_VIOLATION = "no_violation"
    SLIGHT_AND_CORRECTED = "slight_and_corrected"
    OUT_OF_TIME = "out_of_time"
    OUTSIDE_POWERS = "outside_powers"
    OTHER_PLACE = "other_place"
    DISPUTE_PROCEDURE = "dispute_procedure"
    ALREADY_HANDLED = "already_handled"
    NOT_TRACEABLE = "not_traceable"


@dataclass(frozen=True, slots=True)
class Ground:
    """One coded ground: its name, its words on the paper, its articles."""

    code: Code
    label: str
    wording: str
    citations: tuple[Citation, ...]
    names_body: bool = False  # the paper must say to whom the matter goes


GROUNDS: Mapping[Code, Ground] = {
    ground.code: ground
    for ground in (
        Ground(
            Code.NO_VIOLATION,
            term("经核查没有违法事实"),
            "经核查，没有发现违反劳动保障法律、法规或者规章的事实。",
            (cite("条例", "第十四条"), FILING),
        ),
        Ground(
            Code.SLIGHT_AND_CORRECTED,
            term("情节轻微且已经改正"),
            "违法情节轻微，且已经改正，没有造成危害后果。",
            (cite("条例", "第十八条"), cite("处罚法", "第三十三条")),
        ),
        Ground(
            Code.OUT_OF_TIME,
            term("超过两年查处期限"),
            "违法行为终了之日距今超过两年，其间未被发现，也未被举报、投诉，依法不再查处。",
            (cite("条例", "第二十条"),),
        ),
        Ground(
            Code.OUTSIDE_POWERS,
            term("不属于劳动保障监察职权范围"),
            "该事项不属于劳动保障监察职权范围，应当移送有关部门处理。",
            (cite("条例", "第十一条"), cite("条例", "第十八条")),
            names_body=True,
        ),
        Ground(
            Code.OTHER_PLACE,
            term("不属于本机构管辖"),
            "用工所在地不在本机构管辖范围，应当移送有管辖权的劳动保障监察机构。",
            (cite("条例", "第十三条"),),
            names_body=True,
        ),
        Ground(
            Code.DISPUTE_PROCEDURE,
            term("应当通过劳动争议处理程序解决"),
            "该事项应当或者已经按照劳动争议调解、仲裁或者诉讼程序处理。",
            (cite("条例", "第二十一条"), cite("若干规定", "第十五条")),
        ),
        Ground(
            Code.ALREADY_HANDLED,
            term("同一事项已经立案或者处理"),
            "同一违法行为已经立案查处或者作出处理。",
            (cite("处罚法", "第二十五条"), FILING),
        ),
        Ground(
            Code.NOT_TRACEABLE,
            term("线索不明，无法查证"),
            "线索没有写明具体的用人单位或者违法事实，经核查无法查证。",
            (cite("条例", "第十四条"), FILING),
        ),
    )
}


def require_whole(code: Code, reason: str, body: str) -> None:
    """No refusal without what was found, and none that leaves open who is competent."""
    wanting = []
    if not reason.strip():
        wanting.append(say("请写明核查经过和不予立案的具体理由。"))
    if GROUNDS[code].names_body and not body.strip():
        wanting.append(say("请写明移送的机关名称。"))
    if wanting:
        raise Refused(*wanting, citation=FILING)
