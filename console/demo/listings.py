"""Names on the list, and on their way to it or off it, one at each stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

from blacklist.models import Candidate, Listing
from blacklist.policy.departments import DEPARTMENT_LABELS, Department
from blacklist.procedure import State
from blacklist.services import (
    deciding,
    ending,
    notice,
    opening,
    proposing,
    publishing,
    spreading,
    sweeping,
)
from blacklist.services.delivering import Handed
from cases.models import HistoricCase
from cases.policy.delivery import Mode
from console.demo import firms
from console.demo.people import Bureau
from employers.models import Employer
from employers.services.register import find_or_register
from rulebook import services as rulebook
from statutes.clocks import start_of

PLACE = "410103000000"
TEN = timedelta(hours=10)
BASIS = "依据本市欠薪“黑名单”规则列入，属本市名单，不作为国家失信联合惩戒对象推送"
REASONS = "拖欠农民工工资，经查证属实，至今未付清。"


@dataclass(frozen=True, slots=True)
class Story:
    """A firm's old case as a table brought it in, and how far its listing went."""

    firm: str
    amount: str
    workers: int
    begun: int  # working days ago
    live: "Callable[[Teller, Listing], None] | None" = None
    is_forwarded: bool = True
    refused: bool = False


@dataclass(slots=True)
class Teller:
    """Who acts, and the day that the story has reached."""

    bureau: Bureau
    day: date
    yesterday: date

    @property
    def at(self) -> datetime:
        return start_of(self.day) + TEN

    def wait(self, days: int) -> bool:
        """Let working days pass; False where the story would reach beyond yesterday."""
        later = rulebook.calendar().add(self.day, days)
        self.day = min(later, self.yesterday)
        return later <= self.yesterday

    @property
    def officer(self) -> Any:
        return self.bureau.inspectors[0]

    @property
    def head(self) -> Any:
        return self.bureau.bureau_head


def build(rng: Random, bureau: Bureau, *, today: date) -> None:
    """Each story from its old case through the sweep to where it rests."""
    for serial, story in enumerate(STORIES, 1):
        day = rulebook.calendar().add(today, -story.begun)
        teller = Teller(bureau, day, today - timedelta(days=1))
        candidate = _found(rng, teller, story, serial)
        if candidate is None or story.live is None:
            continue
        listing = opening.take_up(
            candidate.pk, opinion="启动列入程序。", actor=teller.head, at=teller.at
        )
        story.live(teller, listing)


def _found(rng: Random, teller: Teller, story: Story, serial: int) -> Candidate | None:
    """The sweep of that day finds it; the officer lays it before the head."""
    employer = _register(rng, teller, story)
    filed_on = rulebook.calendar().add(teller.day, -60)
    HistoricCase.objects.create(
        case_no=f"江人社监案〔{filed_on.year}〕旧{serial}号",
        employer=employer,
        subject=employer.name,
        subject_kind="unit",
        division_id=PLACE,
        source="complaint",
        lodged_on=filed_on,
        filed_on=filed_on,
        violation="拖欠工资",
        cause="wage_arrears",
        migrant=True,
        workers=story.workers,
        amount=Decimal(story.amount),
        max_worker_amount=Decimal("4800.00"),
        max_worker_months=2,
        order_on=filed_on + timedelta(days=10),
        order_due_on=teller.day - timedelta(days=2),
        promise=False,
        refused=story.refused,
        mass_petition=False,
        serious_impact=False,
        imported_at=teller.at,
    )
    sweeping.evaluate([employer.pk], on=teller.day, at=teller.at)
    candidate: Candidate | None = Candidate.objects.filter(employer=employer).first()
    if candidate and story.is_forwarded and candidate.status is State.WITH_INSPECTOR:
        opinion = "情形属实，建议启动列入程序。"
        proposing.forward(candidate.pk, opinion=opinion, actor=teller.officer, at=teller.at)
    return candidate


def _register(rng: Random, teller: Teller, story: Story) -> Employer:
    return find_or_register(
        name=story.firm,
        uscc=firms.credit_code(rng, PLACE[:6]),
        division=PLACE,
        actor=teller.officer,
        at=teller.at,
        form=Employer.Form.CONTRACTOR,
        legal_representative=firms.person_name(rng),
        address=f"建设路{rng.randint(1, 400)}号",
    )


def _handed(teller: Teller, listing: Listing) -> Handed:
    return Handed(
        parties=list(listing.parties.filter(is_dropped=False)),
        mode=Mode.DIRECT,
        handed_on=teller.day,
        place="单位住所地",
        receiver=listing.employer.legal_representative or "前台",
    )


def _rest(teller: Teller, listing: Listing) -> None:
    """Just taken up."""


def _told(teller: Teller, listing: Listing) -> bool:
    if not teller.wait(2):
        return False
    notice.issue_notice(listing.pk, reasons=REASONS, actor=teller.officer, at=teller.at)
    given = _handed(teller, listing)
    notice.serve_notice(listing.pk, given, actor=teller.officer, at=teller.at)
    return True


def _objected(teller: Teller, listing: Listing) -> None:
    if _told(teller, listing) and teller.wait(2):
        notice.record_objection(
            listing.pk,
            speaker=listing.employer.name,
            received_on=teller.day,
            content="工程款尚未到账，并非恶意拖欠。",
            token=uuid4(),
            actor=teller.officer,
            at=teller.at,
        )


def _proposed(teller: Teller, listing: Listing) -> bool:
    if not (_told(teller, listing) and teller.wait(6)):
        return False
    deciding.propose_decision(
        listing.pk,
        ground=None,
        paid_on=None,
        promised_on=None,
        opinion="期限内没有异议，工资仍未付清，建议列入。",
        actor=teller.officer,
        at=teller.at,
    )
    return True


def _waiting(teller: Teller, listing: Listing) -> None:
    _proposed(teller, listing)


def _listed(teller: Teller, listing: Listing) -> None:
    """Decided, served, published, copied to all seven; some have answered."""
    if not (_proposed(teller, listing) and teller.wait(1)):
        return
    deciding.decide(
        listing.pk, approved=True, opinion="同意列入。", legal_basis=BASIS, actor=teller.head,
        at=teller.at,
    )  # fmt: skip
    if not teller.wait(1):
        return
    officer = teller.officer
    deciding.serve_decision(listing.pk, _handed(teller, listing), actor=officer, at=teller.at)
    publishing.publish(listing.pk, facts=REASONS, actor=officer, at=teller.at)
    bodies = {d: f"江城市{label}" for d, label in DEPARTMENT_LABELS.items()}
    spreading.send_copies(listing.pk, bodies=bodies, actor=officer, at=teller.at)
    if teller.wait(3):
        _answered(teller, listing)


def _answered(teller: Teller, listing: Listing) -> None:
    answering = [Department.CONSTRUCTION, Department.MARKET_REGULATION, Department.BANKS]
    given: dict[str, Any] = {"actor": teller.officer, "at": teller.at}
    for copy in listing.dispatches.filter(department__in=answering):
        spreading.record_receipt(
            listing.pk, dispatch=copy, received_on=teller.day, receiver="收发室", **given
        )
        spreading.record_reply(
            listing.pk,
            dispatch=copy,
            replied_on=teller.day,
            reply="已按要求办理。",
            has_begun=True,
            **given,
        )


def _over(teller: Teller, listing: Listing) -> None:
    """Its year is over: it is being taken down, department by department."""
    _listed(teller, listing)
    listing.refresh_from_db()
    last = listing.listed_until
    if last is None or last >= teller.yesterday:
        return
    teller.day = last + timedelta(days=1)
    ending.expire(listing.pk, today=teller.day, at=teller.at)
    for copy in listing.dispatches.still_showing()[:3]:
        _down(teller, listing, copy)


def _gone(teller: Teller, listing: Listing) -> None:
    _over(teller, listing)
    for copy in listing.dispatches.still_showing():
        _down(teller, listing, copy)
    listing.refresh_from_db()
    if listing.end_reason:
        ending.complete_removal(listing.pk, actor=teller.officer, at=teller.at)


def _down(teller: Teller, listing: Listing, copy: Any) -> None:
    ending.confirm_down(
        listing.pk, dispatch=copy, down_on=teller.day, note="系统截图", actor=teller.officer,
        at=teller.at,
    )  # fmt: skip


STORIES = (
    Story("江城顺达建筑劳务有限公司", "62000.00", 15, 4, refused=True),
    Story("江城鸿运装饰工程有限公司", "128000.00", 12, 3, is_forwarded=False),
    Story("江城瑞丰建筑劳务有限公司", "156000.00", 18, 5, _rest),
    Story("江城金桥建筑工程有限公司", "188000.00", 24, 9, _objected),
    Story("江城东升市政工程有限公司", "230000.00", 31, 14, _waiting),
    Story("江城华泰建筑安装有限公司", "310000.00", 42, 60, _listed),
    Story("江城永固基础工程有限公司", "205000.00", 28, 266, _over),
    Story("江城恒基建筑劳务有限公司", "174000.00", 26, 300, _gone),
)
