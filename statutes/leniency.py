"""Whether a penalty is left out, lightened or made heavier (处罚法 第三十二、三十三条).

Each rule answers with a finding of what was established. A fact nobody has established yet is
None, and the rule that hangs on it answers *needs*, never yes or no. None of this touches the
compensation due to workers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from statutes.citations import Citation, cite
from statutes.findings import Clause, Finding, Outcome, all_of, any_of
from statutes.wording import Sentence, term

MILDER = cite("处罚法", "第三十二条")
SPARED = cite("处罚法", "第三十三条")
DISCRETION = cite("处罚法", "第三十四条")
EMERGENCY = cite("处罚法", "第四十九条")
CHILD_LABOUR = cite("童工规定", "第六条")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What was established about the act and the party; None: not established."""

    # 处罚法 第三十三条
    minor: bool | None = None
    corrected_in_time: bool | None = None
    harmed: bool | None = None
    slight_harm: bool | None = None
    first_time: bool | None = None
    proven_without_fault: bool | None = None
    # 处罚法 第三十二条
    undid_harm: bool | None = None
    coerced: bool | None = None
    confessed: bool | None = None
    rendered_service: bool | None = None
    other_milder_ground: bool | None = None
    # 从重
    toxic_child_labour: bool | None = None
    against_emergency_measures: bool | None = None
    repeated: bool | None = None
    disobeyed_order: bool | None = None
    destroyed_evidence: bool | None = None
    retaliated: bool | None = None
    stirred_unrest: bool | None = None


class Advice(StrEnum):
    """What the findings come to."""

    SPARE = "spare"
    MAY_SPARE = "may_spare"
    LIGHTEN = "lighten"
    WORSEN = "worsen"
    WEIGH = "weigh"
    ORDINARY = "ordinary"


ADVICE_LABELS: dict[Advice, str] = {
    Advice.SPARE: term("不予行政处罚"),
    Advice.MAY_SPARE: term("可以不予行政处罚"),
    Advice.LIGHTEN: term("应当从轻或者减轻行政处罚"),
    Advice.WORSEN: term("从重行政处罚"),
    Advice.WEIGH: term("兼有从轻和从重情节，综合裁量"),
    Advice.ORDINARY: term("没有从轻、从重情节"),
}


@dataclass(frozen=True, slots=True)
class Leniency:
    """What follows from the circumstances, with the finding of every rule."""

    minor: Finding  # 第三十三条第一款前段: no penalty
    first_offence: Finding  # 第三十三条第一款后段: may be none
    no_fault: Finding  # 第三十三条第二款: no penalty
    milder: Finding  # 第三十二条
    heavier: Finding

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule, in the order of the act."""
        return (self.minor, self.first_offence, self.no_fault, self.milder, self.heavier)

    @property
    def advice(self) -> Advice:
        """What the rules that are met come to; an open rule is met by nobody yet."""
        if _met(self.minor) or _met(self.no_fault):
            return Advice.SPARE
        if _met(self.first_offence):
            return Advice.MAY_SPARE
        if _met(self.milder) and _met(self.heavier):
            return Advice.WEIGH
        if _met(self.milder):
            return Advice.LIGHTEN
        return Advice.WORSEN if _met(self.heavier) else Advice.ORDINARY

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that would close every open rule, each once."""
        return tuple(dict.fromkeys(name for rule in self.findings for name in rule.needs))


def leniency(known: Circumstances) -> Leniency:
    """Judge every rule on what was established."""
    return Leniency(
        minor=all_of("minor_and_corrected", _clauses(_MINOR, known), SPARED),
        first_offence=all_of("first_offence", _clauses(_FIRST, known), SPARED),
        no_fault=all_of("no_fault", _clauses(_NO_FAULT, known), SPARED),
        milder=any_of("milder", _clauses(_MILDER, known), MILDER),
        heavier=any_of("heavier", _clauses(_HEAVIER, known), DISCRETION),
    )


# -- the rules: fact, what is asked, the answer that meets it, the article --


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition: the fact it turns on, and the answer that meets it."""

    fact: str
    asked: str
    citation: Citation
    met_by: bool = True


_CORRECTED = Ground("corrected_in_time", term("是否及时改正"), SPARED)
_MINOR = (
    Ground("minor", term("违法行为是否轻微"), SPARED),
    _CORRECTED,
    Ground("harmed", term("是否造成危害后果"), SPARED, met_by=False),
)
_FIRST = (
    Ground("first_time", term("是否初次违法"), SPARED),
    Ground("slight_harm", term("危害后果是否轻微"), SPARED),
    _CORRECTED,
)
_NO_FAULT = (Ground("proven_without_fault", term("当事人是否有证据足以证明没有主观过错"), SPARED),)
_MILDER = (
    Ground("undid_harm", term("是否主动消除或者减轻违法行为危害后果"), MILDER),
    Ground("coerced", term("是否受他人胁迫或者诱骗实施违法行为"), MILDER),
    Ground("confessed", term("是否主动供述行政机关尚未掌握的违法行为"), MILDER),
    Ground("rendered_service", term("是否配合行政机关查处违法行为有立功表现"), MILDER),
    Ground("other_milder_ground", term("是否有法律、法规、规章规定的其他从轻、减轻情形"), MILDER),
)
# The first two are national law; the rest is what authorities commonly set under 第三十四条.
_HEAVIER = (
    Ground("toxic_child_labour", term("是否在使用有毒物品的作业场所使用童工"), CHILD_LABOUR),
    Ground("against_emergency_measures", term("是否违反突发事件应对措施"), EMERGENCY),
    Ground("repeated", term("是否因同类违法行为受过处罚后再次违法"), DISCRETION),
    Ground("disobeyed_order", term("是否经责令改正拒不改正"), DISCRETION),
    Ground("destroyed_evidence", term("是否隐匿、伪造、毁灭证据"), DISCRETION),
    Ground("retaliated", term("是否打击报复举报人、投诉人、证人"), DISCRETION),
    Ground("stirred_unrest", term("是否引发群体性事件或者造成恶劣社会影响"), DISCRETION),
)
_ANSWERS = {True: term("认定：是"), False: term("认定：否"), None: term("尚未认定")}


def _clauses(grounds: Iterable[Ground], known: Circumstances) -> tuple[Clause, ...]:
    return tuple(_clause(ground, getattr(known, ground.fact)) for ground in grounds)


def _clause(ground: Ground, fact: bool | None) -> Clause:
    outcome = Outcome.NEEDS
    if fact is not None:
        outcome = Outcome.YES if fact is ground.met_by else Outcome.NO
    return Clause(
        code=ground.fact,
        asked=Sentence(ground.asked),
        compared=Sentence(_ANSWERS[fact]),
        outcome=outcome,
        citation=ground.citation,
        needs=(ground.fact,) if fact is None else (),
    )


def _met(finding: Finding) -> bool:
    return finding.outcome is Outcome.YES
