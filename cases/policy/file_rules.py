"""案卷评查: each item of the sheet answered from the file, with its reason and who mends it.

None means that the item does not apply, or is not due yet; it then costs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.policy.file_facts import DecisionOnFile, FileFacts, Stage
from statutes.wording import Sentence, say, term


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer; `act` names the step of the procedure that supplies what is missing."""

    is_met: bool | None
    because: Sentence | None = None
    act: str = ""


Rule = Callable[[FileFacts], Verdict]
MET = Verdict(True)


def _not_for(reason: Sentence) -> Verdict:
    return Verdict(None, reason)


def _unless(lack: Sentence | None, act: str = "") -> Verdict:
    return MET if lack is None else Verdict(False, lack, act)


def _if(holds: bool, otherwise: Sentence, act: str = "") -> Verdict:
    return MET if holds else Verdict(False, otherwise, act)


NO_DECISION = say("本案没有作出决定。")
ON_THE_SPOT = say("适用简易程序。")
NOT_YET = say("结案报批时写明。")
NOT_CLOSED = say("结案后生成。")
NO_PRESERVATION = say("没有先行登记保存证据。")


# ---------------------------------------------------------------- 立案


def _party(facts: FileFacts) -> Verdict:
    lacks = "、".join(facts.party_lacks)
    return _if(not lacks, say("单位档案缺：%(columns)s。", columns=lacks))


def _handler(facts: FileFacts) -> Verdict:
    if facts.is_simple:
        return _not_for(ON_THE_SPOT)
    return _if(facts.handler_signed, say("立案审批表没有承办人意见。"))


def _head(facts: FileFacts) -> Verdict:
    if facts.is_simple:
        return _not_for(ON_THE_SPOT)
    return _if(facts.head_approved, say("没有负责人批准立案的记录。"))


# ---------------------------------------------------------------- 调查


def _records(lacking: Callable[[FileFacts], int], lack: str) -> Rule:
    def rule(facts: FileFacts) -> Verdict:
        if facts.is_simple:
            return _not_for(ON_THE_SPOT)
        if not facts.records.total:
            return Verdict(False, say("没有询问笔录或者现场检查笔录。"), "record_interview")
        count = lacking(facts)
        return _if(not count, say(lack, count=count), "record_interview")

    return rule


def _report(facts: FileFacts) -> Verdict:
    if facts.is_simple:
        return _not_for(ON_THE_SPOT)
    if not facts.has_proposal:
        return _not_for(say("按指令改正后结案，没有处理建议。"))
    return _if(facts.has_report, say("没有调查终结报告。"), "conclude_investigation")


def _order(facts: FileFacts) -> Verdict:
    if facts.order is None:
        return _not_for(say("没有发出限期改正指令书。"))
    return _if(facts.order.served_on is not None, say("限期改正指令书尚未送达。"), "serve_order")


# ---------------------------------------------------------------- 取证


def _evidence(lacking: Callable[[FileFacts], int], lack: str) -> Rule:
    def rule(facts: FileFacts) -> Verdict:
        if facts.is_simple and not facts.evidence.total:
            return _not_for(ON_THE_SPOT)
        if not facts.evidence.total:
            return Verdict(False, say("还没有登记证据。"), "record_evidence")
        count = lacking(facts)
        return _if(not count, say(lack, count=count), "record_evidence")

    return rule


def _preserved(lacking: Callable[[FileFacts], int], lack: str, act: str) -> Rule:
    def rule(facts: FileFacts) -> Verdict:
        if not facts.preserved.total:
            return _not_for(NO_PRESERVATION)
        count = lacking(facts)
        return _if(not count, say(lack, count=count), act)

    return rule


# ---------------------------------------------------------------- 申辩听证


def _told(rule: Callable[[DecisionOnFile], Verdict]) -> Rule:
    """For a decision before which the party is told and heard."""

    def asked(facts: FileFacts) -> Verdict:
        if facts.decision is None:
            return _not_for(NO_DECISION)
        if not facts.decision.needs_notice:
            return _not_for(say("本案的决定无须书面事先告知。"))
        return rule(facts.decision)

    return asked


def _notice(made: DecisionOnFile) -> Verdict:
    return _if(made.notice_served_on is not None, say("没有送达事先告知书。"), "serve_notice")


def _notice_receipt(made: DecisionOnFile) -> Verdict:
    return _if(made.notice_has_receipt, say("没有事先告知书的送达回证。"), "serve_notice")


def _defence(made: DecisionOnFile) -> Verdict:
    lack = say("有%(count)s份陈述申辩没有复核意见。", count=made.unanswered)
    return _if(not made.unanswered, lack, "answer_defence")


def _hearing(made: DecisionOnFile) -> Verdict:
    return _if(not made.hearing_is_open, say("当事人申请的听证没有举行。"), "hold_hearing")


# ---------------------------------------------------------------- 处罚


def _decided(rule: Callable[[DecisionOnFile], Verdict], *, on_the_spot: bool = True) -> Rule:
    """For a decision; `on_the_spot` False where the simple procedure does without."""

    def asked(facts: FileFacts) -> Verdict:
        if facts.decision is None:
            return _not_for(NO_DECISION)
        if facts.is_simple and not on_the_spot:
            return _not_for(ON_THE_SPOT)
        return rule(facts.decision)

    return asked


def _form(made: DecisionOnFile) -> Verdict:
    return _if(made.has_form, say("没有案件处理报批表。"), "conclude_investigation")


def _signed(made: DecisionOnFile) -> Verdict:
    return _if(made.is_signed, say("没有负责人签发决定的记录。"), "approve_decision")


def _fine(made: DecisionOnFile) -> Verdict:
    if not made.has_fine:
        return _not_for(say("没有需要缴纳的罚款。"))
    return _if(not made.fine_is_owed, say("罚款没有全部登记缴款票据。"), "record_fine")


def _deliberation(made: DecisionOnFile) -> Verdict:
    if not made.must_be_deliberated:
        return _not_for(say("不属于应当集体讨论的案件。"))
    return _if(not made.deliberation_is_missing, say("没有集体讨论记录。"), "deliberate")


def _closing_report(facts: FileFacts) -> Verdict:
    if facts.stage is Stage.OPEN and not facts.has_closing_report:
        return _not_for(NOT_YET)
    return _if(facts.has_closing_report, say("没有写明调查处理和执行情况。"), "propose_closing")


# ---------------------------------------------------------------- 送达、归档


def _service(facts: FileFacts) -> Verdict:
    papers = "、".join(facts.unserved)
    return _if(not papers, say("尚未送达：%(papers)s。", papers=papers))


def _in_time(facts: FileFacts) -> Verdict:
    return _if(not facts.late, say("有%(count)s份文书超过期限送达。", count=facts.late))


def _payments(facts: FileFacts) -> Verdict:
    if not facts.has_payments:
        return _not_for(say("没有登记付款。"))
    lack = say("有%(count)s笔付款没有凭证。", count=facts.unproved_payments)
    return _if(not facts.unproved_payments, lack, "record_payment")


def _questions(facts: FileFacts) -> Verdict:
    if facts.stage is Stage.OPEN and facts.open_question is not None:
        return _not_for(NOT_YET)
    return _unless(facts.open_question, "propose_closing")


def _bundle(facts: FileFacts) -> Verdict:
    if facts.stage is not Stage.CLOSED:
        return _not_for(NOT_CLOSED)
    return _if(facts.is_bundled, say("尚未生成案卷。"), "bundle_file")


# ---------------------------------------------------------------- 否决项


def _subject(facts: FileFacts) -> Verdict:
    lack = say("有%(count)s份文书的当事人与案件不一致。", count=facts.other_party)
    return _if(not facts.other_party, lack)


def _law(facts: FileFacts) -> Verdict:
    if not facts.has_basis:
        return Verdict(False, say("案由没有对应的法律依据。"))
    made = facts.decision
    return _if(made is None or made.has_law, say("决定没有写明法律依据。"))


def _range(facts: FileFacts) -> Verdict:
    count = facts.decision.beyond_range if facts.decision else 0
    return _if(not count, say("有%(count)s项罚款超过法定幅度。", count=count))


def _steps(facts: FileFacts) -> Verdict:
    lacks = tuple(lack for lack in (_order_too_early(facts), *_skipped(facts.decision)) if lack)
    return Verdict(False, lacks[0]) if lacks else MET


def _order_too_early(facts: FileFacts) -> Sentence | None:
    if facts.order is None or facts.filed_on is None or facts.order.issued_on >= facts.filed_on:
        return None
    return say("限期改正指令书在立案之前发出。")


def _skipped(made: DecisionOnFile | None) -> tuple[Sentence | None, ...]:
    if made is None:
        return ()
    told = made.notice_served_on
    unheard = made.needs_notice and (told is None or told > made.decided_on)
    return (
        say("作出决定前没有事先告知。") if unheard else None,
        say("应当进行法制审核而没有审核。") if made.review_is_missing else None,
        say("应当集体讨论而没有讨论。") if made.deliberation_is_missing else None,
    )


RULES: Mapping[str, Rule] = {
    "party": _party,
    "source": lambda f: _if(f.has_source, say("没有登记案件来源。")),
    "facts": lambda f: _if(f.has_summary, say("没有写明基本案情。")),
    "basis": lambda f: _if(f.has_basis, say("案由没有对应的法律依据。")),
    "handler": _handler,
    "filing_approval": _head,
    "officers": lambda f: _if(f.officers >= 2, say("在案监察员不足两人。"), "assign_officers"),
    "record": _records(lambda f: f.records.untold, term("有%(count)s份笔录要素不全。")),
    "content": _records(lambda f: f.records.empty, term("有%(count)s份笔录没有内容。")),
    "signatures": _records(lambda f: f.records.unsigned, term("有%(count)s份笔录没有签名。")),
    "report": _report,
    "order": _order,
    "preservation_approval": _preserved(
        lambda f: f.preserved.unapproved,
        term("有%(count)s次登记保存没有批准。"),
        "approve_preservation",
    ),
    "preservation_notice": _preserved(
        lambda f: f.preserved.unnoticed,
        term("有%(count)s次登记保存没有通知书。"),
        "approve_preservation",
    ),
    "description": _evidence(
        lambda f: f.evidence.undescribed, term("有%(count)s件证据没有写明性状或者证明内容。")
    ),
    "witness": _evidence(
        lambda f: f.evidence.unattested, term("有%(count)s件证据没有写明提供人或者见证人。")
    ),
    "storage": _evidence(
        lambda f: f.evidence.unlocated, term("有%(count)s件证据没有原件，也没有写明保存处所。")
    ),
    "disposal": _preserved(
        lambda f: f.preserved.unsettled,
        term("有%(count)s次登记保存没有处理。"),
        "settle_preservation",
    ),
    "notice": _told(_notice),
    "notice_receipt": _told(_notice_receipt),
    "defence": _told(_defence),
    "hearing": _told(_hearing),
    "decision_form": _decided(_form, on_the_spot=False),
    "decision": _decided(lambda made: MET),
    "decision_approval": _decided(_signed, on_the_spot=False),
    "fine_receipt": _decided(_fine),
    "closing_report": _closing_report,
    "deliberation": _decided(_deliberation),
    "service": _service,
    "service_in_time": _in_time,
    "payments": _payments,
    "ledger": lambda f: _if(f.ledger_agrees, say("工资台账与案件合计不一致。")),
    "closing_check": _questions,
    "bundle": _bundle,
    "subject": _subject,
    "authority": lambda f: _if(f.in_jurisdiction, say("用工所在地不在承办机构管辖范围内。")),
    "law": _law,
    "range": _range,
    "steps": _steps,
}
