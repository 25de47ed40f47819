"""When a complaint must be accepted, and on what grounds it may be refused (若干规定 第十八条).

Accepted within five working days if (1) the violation lies within two years, (2) there is a clear
respondent whose violation did the harm, (3) the matter is within this office's powers and place.
Where (2) fails the complainant is first asked to supply what is missing; where (1) or (3) fails the
refusal says where to go instead. No refusal without a code, an article and a place to turn to.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from complaints.policy.two_years import Reach
from statutes.citations import Citation, cite
from statutes.wording import Sentence, say

ACCEPTANCE = cite("若干规定", "第十八条")


class Code(StrEnum):
    OUT_OF_TIME = "out_of_time"
    RESPONDENT_UNCLEAR = "respondent_unclear"
    NO_VIOLATION = "no_violation"
    OUTSIDE_POWERS = "outside_powers"
    OTHER_PLACE = "other_place"
    DISPUTE_PROCEDURE = "dispute_procedure"
    IN_ARBITRATION = "in_arbitration"
    IN_COURT = "in_court"
    CIVIL_CLAIM = "civil_claim"
    POLICE_MATTER = "police_matter"


class Where(StrEnum):
    """To whom a refused complainant can turn."""

    LABOR_OFFICE = "labor_office"
    ARBITRATION = "arbitration"
    COURT = "court"
    POLICE = "police"
    AUTHORITY = "authority"
    LEGAL_AID = "legal_aid"


WHERE_LABELS: Mapping[Where, Sentence] = {
    Where.LABOR_OFFICE: say("用工所在地的劳动保障监察机构"),
    Where.ARBITRATION: say("劳动人事争议仲裁委员会"),
    Where.COURT: say("人民法院"),
    Where.POLICE: say("公安机关"),
    Where.AUTHORITY: say("有权处理的部门"),
    Where.LEGAL_AID: say("法律援助中心（电话12348）"),
}


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """One coded ground: its words on the notice, its articles, where to go, what to beware of."""

    code: Code
    label: Sentence
    wording: Sentence
    citations: tuple[Citation, ...]
    where: tuple[Where, ...]
    caution: Sentence
    names_body: bool = False  # the notice must name the office or court that is meant
    after_supplement: bool = False  # only once a request for supplements has gone unanswered


ARBITRATION_YEAR = say(
    "申请劳动争议仲裁的时效一般为一年；劳动关系存续期间拖欠劳动报酬的不受一年限制，"
    "但劳动关系终止的，应当自终止之日起一年内提出。"
)

REASONS: Mapping[Code, RefusalReason] = {
    reason.code: reason
    for reason in (
        RefusalReason(
            Code.OUT_OF_TIME,
            say("超过两年查处期限"),
            say(
                "所诉违法行为终了之日距投诉之日超过两年，其间未被发现，也未被举报、投诉，"
                "依法不再查处。"
            ),
            (cite("条例", "第二十条"), ACCEPTANCE),
            (Where.ARBITRATION, Where.COURT, Where.LEGAL_AID),
            ARBITRATION_YEAR,
        ),
        RefusalReason(
            Code.RESPONDENT_UNCLEAR,
            say("被投诉单位不明确"),
            say("没有明确的被投诉单位，经告知补正，在限期内仍未补正。"),
            (ACCEPTANCE,),
            (Where.LABOR_OFFICE, Where.LEGAL_AID),
            say("查清单位名称、地址或者负责人电话以后，可以再次投诉。"),
            after_supplement=True,
        ),
        RefusalReason(
            Code.NO_VIOLATION,
            say("所诉损害并非违法行为造成"),
            say("所诉的损害不是由被投诉单位违反劳动保障法律、法规或者规章的行为造成。"),
            (ACCEPTANCE,),
            (Where.ARBITRATION, Where.COURT, Where.LEGAL_AID),
            say("有新的证据能证明单位违法的，可以再次投诉。"),
        ),
        RefusalReason(
            Code.OUTSIDE_POWERS,
            say("不属于劳动保障监察职权范围"),
            say("所诉事项不属于劳动保障监察职权范围，应当向有关部门提出。"),
            (cite("条例", "第十一条"), ACCEPTANCE),
            (Where.AUTHORITY,),
            say("请带上已经提交的材料和本通知书前往，以免重复准备。"),
            names_body=True,
        ),
        RefusalReason(
            Code.OTHER_PLACE,
            say("不属于本机构管辖"),
            say("用工所在地不在本机构管辖范围，应当向用工所在地的劳动保障监察机构投诉。"),
            (cite("条例", "第十三条"), ACCEPTANCE),
            (Where.LABOR_OFFICE,),
            say("管辖按干活的地方确定，不按单位注册的地方确定。"),
            names_body=True,
        ),
        RefusalReason(
            Code.DISPUTE_PROCEDURE,
            say("应当通过劳动争议处理程序解决"),
            say("所诉为应当通过劳动争议处理程序解决的事项，应当依法申请调解、仲裁或者提起诉讼。"),
            (cite("条例", "第二十一条"), cite("若干规定", "第十五条")),
            (Where.ARBITRATION, Where.LEGAL_AID),
            ARBITRATION_YEAR,
        ),
        RefusalReason(
            Code.IN_ARBITRATION,
            say("已经申请调解、仲裁"),
            say("所诉事项已经按照劳动争议处理程序申请调解、仲裁。"),
            (cite("条例", "第二十一条"), cite("若干规定", "第十五条")),
            (Where.ARBITRATION,),
            say("请在原仲裁委员会继续办理；对裁决不服的，注意裁决书写明的起诉期限。"),
            names_body=True,
        ),
        RefusalReason(
            Code.IN_COURT,
            say("已经提起诉讼"),
            say("所诉事项已经向人民法院提起诉讼。"),
            (cite("条例", "第二十一条"), cite("若干规定", "第十五条")),
            (Where.COURT,),
            say("请在原人民法院继续办理；判决生效后对方不履行的，可以申请强制执行。"),
            names_body=True,
        ),
        RefusalReason(
            Code.CIVIL_CLAIM,
            say("属于民事纠纷"),
            say("所诉为工程款、承揽费、借款等民事债务，不是用人单位拖欠的劳动报酬。"),
            (cite("条例", "第十一条"), ACCEPTANCE),
            (Where.COURT, Where.LEGAL_AID),
            say("工程款里包含工人工资的，由干活的工人本人就工资另行投诉。"),
        ),
        RefusalReason(
            Code.POLICE_MATTER,
            say("应当由公安机关处理"),
            say("所诉人身伤害、限制人身自由、扣押财物等，应当由公安机关处理。"),
            (cite("条例", "第十一条"), ACCEPTANCE),
            (Where.POLICE,),
            say("情况紧急的立即拨打110；同时存在拖欠工资的，工资部分可以单独投诉。"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Statement:
    """The facts of a complaint as far as the three conditions ask."""

    reach: Reach
    respondent_clear: bool | None  # None: named, but not yet found in the register
    within_powers: bool | None = None  # None: for the officer to judge
    here: bool | None = None
    in_arbitration: bool | None = None
    in_court: bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    number: int
    rule: Sentence
    met: bool | None  # None: undecided, for the officer
    finding: Sentence


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The three conditions as far as the statement itself answers them, and what follows."""

    conditions: tuple[Condition, ...]
    suggests: Code | None  # a ground for refusal that the facts show
    ask_supplement: bool
    citation: Citation = ACCEPTANCE

    @property
    def is_open(self) -> bool:
        return self.suggests is None and not self.ask_supplement


def judge(statement: Statement) -> Acceptance:
    """Check the three conditions; what only a person can judge stays undecided."""
    in_time = statement.reach is not Reach.OUTSIDE
    clear = statement.respondent_clear
    competent = _both(statement.within_powers, statement.here)
    conditions = (
        Condition(
            1,
            say("违反劳动保障法律的行为发生在2年内"),
            in_time,
            _TIME[statement.reach],
        ),
        Condition(
            2,
            say("有明确的被投诉用人单位，且合法权益受到的侵害由其违法行为造成"),
            clear,
            _RESPONDENT[clear],
        ),
        Condition(
            3,
            say("属于劳动保障监察职权范围并由本部门管辖"),
            competent,
            _COMPETENCE[competent],
        ),
    )
    return Acceptance(conditions, _ground(statement, in_time), ask_supplement=clear is False)


_TIME: Mapping[Reach, Sentence] = {
    Reach.WITHIN: say("全部在两年之内。"),
    Reach.PARTLY: say("部分超过两年，在期限内的部分应当受理。"),
    Reach.OUTSIDE: say("全部超过两年。"),
}
_RESPONDENT: Mapping[bool | None, Sentence] = {
    True: say("被投诉单位已经确认。"),
    False: say("没有写明被投诉单位，应当告知补正。"),
    None: say("写了单位名称，请先在单位库中确认是哪一家。"),
}
_COMPETENCE: Mapping[bool | None, Sentence] = {
    True: say("属于本机构。"),
    False: say("不属于本机构。"),
    None: say("由监察员判断。"),
}


def _both(*answers: bool | None) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def _ground(statement: Statement, in_time: bool) -> Code | None:
    """The first ground that the facts themselves show; the officer still proposes it."""
    shown = (
        (not in_time, Code.OUT_OF_TIME),
        (statement.in_court is True, Code.IN_COURT),
        (statement.in_arbitration is True, Code.IN_ARBITRATION),
        (statement.within_powers is False, Code.OUTSIDE_POWERS),
        (statement.here is False, Code.OTHER_PLACE),
    )
    return next((code for applies, code in shown if applies), None)
