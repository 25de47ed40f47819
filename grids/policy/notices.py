"""检查通知书: the employer holds it before the inspection, or sees it on arrival at the latest.

国办发〔2024〕54号 (实施检查的规定): an inspection is approved and its notice drawn up beforehand.
Where nobody is met, nothing is inspected, and there is nobody to whom it could be shown.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from statutes.wording import Sentence, say, term


class Delivery(StrEnum):
    """How the notice came into the employer's hands."""

    DIRECT = "direct"
    LEFT = "left"
    POST = "post"
    ELECTRONIC = "electronic"
    SHOWN = "shown"


DELIVERY_LABELS: Mapping[Delivery, str] = {
    Delivery.DIRECT: term("直接送达"),
    Delivery.LEFT: term("留置送达"),
    Delivery.POST: term("邮寄送达"),
    Delivery.ELECTRONIC: term("电子送达"),
    Delivery.SHOWN: term("到场出示"),
}


def why_not_delivered(
    delivered_at: datetime, received_by: str, *, issued_at: datetime, now: datetime
) -> Sentence | None:
    """A delivery lies between the notice and now, and names who took it, or who saw it left."""
    if delivered_at > now:
        return say("送达时间还没有到。")
    if delivered_at < issued_at:
        return say("送达时间早于检查通知书的签发时间。")
    if not received_by.strip():
        return say("请写明签收人；留置送达的写明见证人。")
    return None


def why_not_arrived(*, is_delivered: bool, shown_to: str, headcount: int) -> Sentence | None:
    """Nobody is inspected who has not seen the notice; where nobody is met, nobody can."""
    if is_delivered or shown_to.strip() or not headcount:
        return None
    return say("检查通知书应当在检查前送达，最迟到场时出示：请登记送达，或者写明到场时出示给何人。")
