"""The walk through the kiosk with the founding roster, as its workers take it."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import expect

from complaints.tests import rosters
from tests.journeys.browsing import Visitor

ROSTER = Path(rosters.__file__).parent / "data" / "roster-72.xlsx"


@dataclass(frozen=True, slots=True)
class Slip:
    """What one worker carries home."""

    number: str
    code: str
    tail: str


def up_to_roster(worker: Visitor) -> None:
    worker.open("/kiosk/").tap("开始").tap("投诉欠薪").tap("没有", exact=True)
    worker.tap("已经不干了").tap("是", exact=True)
    worker.fill(project="东风路安置房", team_leader="张某").tap("继续")
    worker.fill(name="恒信建设工程", manager="张老板").tap("继续")
    worker.tap("中原区").fill(code="410102001000", address="建设路与桐柏路口").tap("继续")
    worker.fill(first="2026-07", last="2026-10").tap("继续")
    worker.tap("10个人或更多")


def up_to_check(worker: Visitor, roster: Path = ROSTER) -> None:
    up_to_roster(worker)
    worker.hand_in("file", roster).tap("交上去检查")
    worker.sees("72", "210,000.00").tap("名单没有错")
    for place in range(3):
        worker.page.locator("main [name=chosen]").nth(place).check()
    worker.tap("继续").tap("继续").tap("不用保密")


def lodge(worker: Visitor) -> list[Slip]:
    """Submit and read the receipt: one slip a worker."""
    up_to_check(worker)
    worker.tap("提交投诉", exact=True)
    worker.sees("投诉已经提交", "72 个人", "210,000.00")
    number = worker.page.locator(".receipt-number b").inner_text()
    rows = worker.page.locator(".receipt tbody tr")
    expect(rows).to_have_count(72)
    cells = [row.split("\t") for row in rows.all_inner_texts()]
    return [Slip(number, code=row[3].strip(), tail=row[2].strip()) for row in cells]
