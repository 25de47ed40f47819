"""One case in a journey: who acts, and each act as a person takes it on screen."""

from datetime import date
from random import Random
from typing import Any, Self

from playwright.sync_api import Locator

from accounts.models import User
from cases.models import Case
from console.demo import people
from console.demo.teller import Teller
from documents.models import Bundle, Paper
from portal.tests.walking import picture
from tests.journeys.browsing import PHONE, NewVisitor, Visitor
from tests.journeys.people import Bureau
from tests.running_site import RunningSite

OTHER_ACTS = "其他办理事项"


FAR = date(2029, 1, 1)


def teller_of(bureau: Bureau, day: date) -> Teller:
    """Tells the beginning, which another journey shows, through the services."""
    office = people.Bureau(
        office=bureau.office,
        inspectors=[bureau.lead, bureau.assistant],
        head=bureau.head,
        bureau_head=bureau.bureau_head,
        reviewer=bureau.reviewer,
    )
    return Teller({bureau.office.pk: office}, Random(1), day, FAR, 0, office_id=bureau.office.pk)


class Desk:
    """One case, and a screen for each person who acts in it; a screen opens when it is needed."""

    case: Case

    def __init__(self, site: RunningSite, visitor: NewVisitor, case: Case | None = None) -> None:
        self.site, self._visitor = site, visitor
        if case is not None:
            self.case = case
        self._screens: dict[int, Visitor] = {}

    def screen(self, user: User) -> Visitor:
        if user.pk not in self._screens:
            self._screens[user.pk] = self._visitor().log_in(user)
        return self._screens[user.pk]

    def opens(self, user: User, tab: str = "overview") -> Visitor:
        return self.screen(user).open(f"{self.case.get_absolute_url()}?tab={tab}")

    def does(self, user: User, act: str, button: str = "", **answers: Any) -> Self:
        """Find the act on the case's page, answer its form, send it; it was taken."""
        screen = self.opens(user)
        follow(screen, act)
        answer(screen, answers)
        with screen.page.expect_navigation():
            screen.page.locator("main form").get_by_role(
                "button", name=button or act, exact=True
            ).click()
        screen.sees(f"“{act}”已办理")
        return self

    def approves(self, user: User, act: str, **answers: Any) -> Self:
        return self.does(user, act, "同意", **answers)

    def serves(self, user: User, act: str) -> Self:
        """Handed over in person; the paper, the place and the receiver are known already."""
        return self.does(user, act, "登记送达")

    def pays_wages(self, user: User) -> Self:
        """The whole roster paid at once."""
        screen = self.opens(user, "workers").tap("登记付款")
        answer(screen, {"proof_note": "银行代发回单", "is_signed": True, "whole_roster": True})
        screen.tap("登记付款").sees("付款已登记")
        return self

    def is_closed(self, user: User, head: User, **answers: str) -> Self:
        """Proposed with the four questions answered, and approved."""
        words = {"summary": "案件已经办理完毕。", "opinion": "建议结案。", **answers}
        self.does(user, "拟结案", "报批", **words)
        return self.approves(head, "结案审批", opinion="同意结案。")

    def is_archived(self, user: User) -> Self:
        """Bound once every paper is printed, then put away under the archive's next number."""
        self.site.send("documents.jobs.requeue_unrendered")  # those issued through the services
        self.site.until(lambda: not Paper.objects.unrendered().exists())
        self.does(user, "生成案卷")
        self.site.until(lambda: Bundle.objects.get().is_bound)
        self.does(user, "归档")
        self.case.refresh_from_db()
        assert self.case.state == "archived" and self.case.archive_no
        return self

    def every_paper_verifies(self, *, withdrawn: frozenset[str] = frozenset()) -> Self:
        """The address in each paper's QR mark says whether it is valid."""
        passer_by = self._visitor(PHONE)
        for paper in Paper.objects.of(self.case.subject(None)).order_by("pk"):
            says = "不再有效" if paper.kind in withdrawn else "现在有效"
            passer_by.open(f"/v/{paper.verification_code}/").sees(says, paper.title)
        return self


def follow(screen: Visitor, act: str) -> None:
    """The link of an act; what is not a first step lies below the others."""
    link = screen.page.locator("section.nextstep").get_by_role("link", name=act, exact=True)
    if not link.is_visible():
        screen.page.locator("section.nextstep summary", has_text=OTHER_ACTS).click()
    with screen.page.expect_navigation():
        link.click()


def answer(screen: Visitor, answers: dict[str, Any]) -> None:
    """Fill the form by its names: text, a choice by its value, a tick, or a photograph."""
    for name, value in answers.items():
        field = screen.page.locator(f"main [name='{name}']")
        if value is PHOTOGRAPH:
            field.set_input_files([a_photograph()])  # type: ignore[arg-type]
        elif isinstance(value, bool):
            field.set_checked(value)
        elif isinstance(value, (list, tuple)):
            for code in value:
                screen.page.locator(f"main [name='{name}'][value='{code}']").check()
        else:
            write(field, str(value))


def write(field: Locator, value: str) -> None:
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


PHOTOGRAPH = object()


def a_photograph() -> dict[str, object]:
    return {"name": "签收.png", "mimeType": "image/png", "buffer": picture()}
