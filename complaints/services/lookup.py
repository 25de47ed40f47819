"""Looking up one's own complaint by code and the last four digits of the phone.

No names, nothing of others. Wrong answers are counted by code and by address, so that neither one
code nor one keyboard can be tried at leisure; a look-up is therefore a POST.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from accounts.models import Office
from accounts.personal_data import keyed_hash
from complaints.models import Claimant, Complaint, LookupAttempt, Progress, Settlement
from complaints.policy.acceptance import REASONS, WHERE_LABELS, Code
from complaints.procedure import State
from statutes.identity import normalize
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow.models import Clock

WINDOW = timedelta(minutes=15)
MOST_PER_CODE = 5
MOST_PER_ADDRESS = 20  # a whole team may share one kiosk


@dataclass(frozen=True, slots=True)
class LookupView:
    """What one complainant sees: the stage in plain words, the next date, what is needed."""

    number: str
    office: Office
    received_on: date
    state: State
    stage: Sentence
    meaning: tuple[Sentence, ...]
    next_on: date | None
    next_label: Sentence | None
    needed: tuple[Sentence, ...]
    accepted_on: date | None
    case_no: str
    owed: Decimal
    determined: Decimal | None
    paid: Decimal | None
    joined: bool  # handled together with another complaint
    secrecy: Sentence | None  # what was asked about one's name, and holds now


def lookup(code: str, phone_tail: str, *, address: str, at: datetime) -> LookupView:
    """Return the caller's own view; raises Refused alike for a wrong code and a wrong tail."""
    typed = re.sub(r"\D", "", normalize(code))
    code_hash, address_hash = keyed_hash(typed), keyed_hash(address)
    _require_patience(code_hash, address_hash, at)
    claimant = _claimant(code_hash, normalize(phone_tail))
    if claimant is None:
        LookupAttempt.objects.create(code_hash=code_hash, address_hash=address_hash, at=at)
        raise Refused(say("查询码或者手机号后四位不对，请照回执核对后再试。"))
    return _view(claimant)


def forget_attempts(*, before: datetime) -> int:
    """Drop failed look-ups that no longer count."""
    return LookupAttempt.objects.filter(at__lt=before - WINDOW).delete()[0]


def _require_patience(code_hash: str, address_hash: str, at: datetime) -> None:
    recent = LookupAttempt.objects.filter(at__gt=at - WINDOW)
    tried = list(
        recent.filter(Q(code_hash=code_hash) | Q(address_hash=address_hash)).values_list(
            "code_hash", "address_hash"
        )[: MOST_PER_ADDRESS + MOST_PER_CODE]
    )
    per_code = sum(code == code_hash for code, _ in tried)
    per_address = sum(place == address_hash for _, place in tried)
    if per_code >= MOST_PER_CODE or per_address >= MOST_PER_ADDRESS:
        raise Refused(say("输错次数太多，请15分钟后再试，或者凭身份证件到窗口查询。"))


def _claimant(code_hash: str, tail: str) -> Claimant | None:
    rows = Claimant.objects.select_related(
        "complaint__office",
        "complaint__progress",
        "complaint__merged_into__office",
        "complaint__merged_into__progress",
        "settlement",
    )
    claimant = rows.filter(code_hash=code_hash).first()
    expected = claimant.phone_last4 if claimant else ""
    matches = hmac.compare_digest(expected.encode(), tail.encode())
    return claimant if matches else None


def _view(claimant: Claimant) -> LookupView:
    own = claimant.complaint
    followed = own.merged_into or own
    progress = _progress(own) or _progress(followed)
    settlement: Settlement | None = getattr(claimant, "settlement", None)
    stage, meaning = _stage(followed, progress)
    next_on, next_label = _next(followed, progress)
    return LookupView(
        number=own.number,
        office=followed.office,
        received_on=timezone.localdate(own.received_at),
        state=State(followed.state),
        stage=stage,
        meaning=meaning,
        next_on=next_on,
        next_label=next_label,
        needed=_needed(followed),
        accepted_on=followed.accepted_on,
        case_no=progress.case_no if progress else "",
        owed=claimant.owed,
        determined=settlement.determined if settlement else None,
        paid=settlement.paid if settlement else None,
        joined=followed is not own,
        secrecy=_secrecy(own),
    )


def _progress(complaint: Complaint) -> Progress | None:
    return getattr(complaint, "progress", None)


def _secrecy(complaint: Complaint) -> Sentence | None:
    if not complaint.is_confidential:
        return None
    if complaint.withholds_names:
        return say("您要求对单位保密：没有您的同意，不会把您的姓名告诉单位。")
    return say("您要求过对单位保密，后来同意了公开姓名。")


PLAIN = {
    State.RECEIVED: (
        say("已收到，正在审查"),
        say("监察员正在看您的材料，五个工作日内告诉您是否受理。"),
    ),
    State.SUPPLEMENT_REQUESTED: (
        say("等您补充材料"),
        say("收到补充的材料以后，重新计算五个工作日。"),
    ),
    State.FILING_PROPOSED: (say("已审查，等待决定"), say("负责人正在审批，请留意电话。")),
    # What is proposed is not yet decided: both proposals read alike.
    State.REFUSAL_PROPOSED: (say("已审查，等待决定"), say("负责人正在审批，请留意电话。")),
    State.ACCEPTED: (say("已受理立案"), say("监察员正在调查，请保持电话畅通，保存好证据。")),
    State.REFUSED: (say("不予受理"), say("请到窗口领取不予受理通知书，上面写明了理由和去处。")),
    State.WITHDRAWN: (say("已撤回"), say("这件投诉已经撤回。以后需要时可以再次投诉。")),
    State.MERGED: (say("已并案"), say("这件投诉与另一件一起办理。")),
}


def _stage(
    complaint: Complaint, progress: Progress | None
) -> tuple[Sentence, tuple[Sentence, ...]]:
    state = State(complaint.state)
    stage, meaning = PLAIN[state]
    if state is State.ACCEPTED and progress is not None:
        return Sentence(progress.label), ()
    if state is State.REFUSED:
        return stage, (meaning, *_where_to_go(complaint))
    return stage, (meaning,)


def _where_to_go(complaint: Complaint) -> tuple[Sentence, ...]:
    refusal = complaint.refusals.filter(returned_at=None).first()
    if refusal is None:
        return ()
    ground = REASONS[Code(refusal.code)]
    places = [say("可以去：%(place)s", place=WHERE_LABELS[where]) for where in ground.where]
    if refusal.body:
        places.append(say("指引机关：%(body)s", body=refusal.body))
    return (ground.wording, *places, ground.caution)


def _next(complaint: Complaint, progress: Progress | None) -> tuple[date | None, Sentence | None]:
    if progress is not None and progress.next_due_on is not None:
        return progress.next_due_on, Sentence(progress.next_step)
    request = complaint.open_supplement
    if request is not None:
        return request.due_on, say("补充材料的最后一天")
    clock = Clock.objects.of(complaint.subject).running().first()
    if clock is None:
        return None, None
    return timezone.localdate(clock.due_at), say("最迟在这一天告诉您是否受理")


def _needed(complaint: Complaint) -> tuple[Sentence, ...]:
    request = complaint.open_supplement
    return tuple(say("%(item)s", item=item) for item in request.items) if request else ()
