"""A draft goes back with marks: the head selects the words on the paper, the officer reads them."""

import pytest

from cases.models import Case
from cases.procedure.states import State
from cases.tests import factories as cases
from tests.journeys.browsing import PHONE
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# The words 建议立案 where they stand on the sheet, picked as with the mouse.
SELECT = """() => {
  const walk = document.createTreeWalker(document.getElementById("sheet"), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.textContent.indexOf("建议立案");
    if (at < 0) continue;
    getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 4);
    return;
  }
}"""


def test_the_words_that_the_head_marks_are_the_words_that_the_officer_reads(
    bureau, site, visitor, it_is
):
    case = cases.propose(bureau, cases.lodge())
    it_is("2026-11-24 10:00")
    desk = Desk(site, visitor, case)

    head = desk.screen(bureau.head).open(f"{case.get_absolute_url()}decide-filing/")
    head.page.evaluate(SELECT)
    head.page.get_by_role("button", name="批注所选文字").click()
    head.page.keyboard.type("写明符合哪一条的立案条件。")
    head.page.locator("#sheet mark.remark", has_text="建议立案").wait_for()
    head.photograph("desk-marking").tap("退回", exact=True).sees("“立案审批”已办理")
    assert Case.objects.get().status is State.FILING_RETURNED

    officer = desk.opens(bureau.lead, "approvals").tap("1处批注")
    officer.sees("写明符合哪一条的立案条件。").photograph("desk-returned-sheet")
    officer.open(f"{case.get_absolute_url()}resubmit-filing/").sees("写明符合哪一条的立案条件。")
    officer.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    officer.photograph("phone-returned-sheet")
