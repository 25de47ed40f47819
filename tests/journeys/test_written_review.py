"""A written review in a real browser: declared on a phone, returned, certified, verified."""

import pytest

from accounts.models import User
from accounts.tests.factories import PASSWORD
from documents.models import Paper
from documents.tests.sample_files import small_pdf
from employers.tests.factories import make_employer, make_uscc
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.desk import Desk
from written_reviews.models import Review
from written_reviews.policy.contents import Item

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIGURES = {
    "headcount": "80",
    "migrant_workers": "60",
    "female_workers": "20",
    "minor_workers": "0",
    "dispatched_workers": "0",
    "contracts_signed": "80",
    "pay_day": "15",
}

CONTENT_TYPE = "address => fetch(address).then(answer => answer.headers.get('content-type'))"


class ReviewDesk(Desk):
    """The screens of the officers who decide on one review."""

    review: Review

    def opens(self, user: User, tab: str = "overview") -> Visitor:
        return self.screen(user).open(f"{self.review.get_absolute_url()}?tab={tab}")


def roster() -> dict[str, object]:
    return {"name": "12月名册.pdf", "mimeType": "application/pdf", "buffer": small_pdf()}


def answered(clerk: Visitor, *, insured: str) -> Visitor:
    clerk.fill(**FIGURES, insured=insured, promised_by="张强斌")
    for item in Item:
        clerk.page.locator(f"main [name=answer_{item}][value=yes]").check()
    return clerk


def with_a_log_in(clerk: Visitor, code: str) -> Visitor:
    """Opened with the code that an officer handed over."""
    account = {"name": "经办人甲", "username": "jingban1"}
    clerk.open("/employer/open/").fill(code=code, password=PASSWORD, again=PASSWORD, **account)
    clerk.tap("开通", exact=True).sees("账号已开通")
    return clerk.fill(username="jingban1", password=PASSWORD).tap("登录")


def test_a_review_from_the_declaration_to_the_certificate(bureau, site, visitor, it_is):
    it_is("2026-04-20 10:00")
    employer = make_employer(uscc=make_uscc(), division=bureau.office.division, headcount=78)
    desk, lead, head = ReviewDesk(site, visitor), bureau.lead, bureau.head
    screen = desk.screen(head).open("/desk/reviews/").tap("发起年度审查")
    screen.fill(declare_from="2026-03-15", declare_to="2026-06-15", ends_on="2026-06-30")
    screen.tap("发起", exact=True).sees("已通知1户单位申报", employer.name)
    desk.review = Review.objects.get()

    invitation = desk.screen(lead).open(f"{employer.get_absolute_url()}invite/")
    invitation.tap("邀请单位经办人").sees("经办人邀请码")
    code = invitation.page.locator(".lookup-code").inner_text()
    clerk = with_a_log_in(visitor(PHONE), code)

    clerk.tap("书面审查").tap("2025年度劳动保障书面审查").sees("还没有上传“审查年度12月职工名册”")
    clerk.fill(kind="roster").hand_in("uploads", roster()).tap("上传", exact=True)
    clerk.sees("已上传12月名册.pdf").photograph("review-materials-phone")
    clerk.tap("填写申报").sees("原有记载 78")
    clerk.fill(promised_by="张").tap("保存草稿").sees("草稿已保存")
    answered(clerk, insured="81").tap("签署承诺并申报")
    clerk.sees("本单位承诺", "还有内容需要改正")
    clerk.page.locator("main [name=promise]").check()
    clerk.tap("签署承诺并申报").sees("参加社会保险人数（81）不能多于从业人员总数（80）")
    clerk.photograph("review-refused-phone").fill(insured="80").tap("签署承诺并申报")
    clerk.sees("已申报，请留意审核结果", "劳动保障书面审查报告书")

    desk.does(lead, "退回补正", reason="名册缺3人，请核对。", correct_by="2026-05-08")
    clerk.tap("书面审查").sees("请于2026-05-08前补正：名册缺3人，请核对。")
    clerk.tap("2025年度劳动保障书面审查").tap("填写申报").sees("名册缺3人")
    clerk.page.locator("main [name=promise]").check()
    clerk.tap("签署承诺并申报").sees("已申报")
    desk.does(lead, "审查合格", "审查合格，发证明", note="其余材料已现场核对。")
    desk.screen(lead).photograph("review-certified")

    paper = Paper.objects.get(kind="review_certificate")
    site.until(lambda: bool(Paper.objects.get(pk=paper.pk).file))
    clerk.tap("书面审查").sees("合格").photograph("review-list-phone")
    kind = clerk.page.evaluate(CONTENT_TYPE, f"/employer/papers/{paper.pk}/")
    assert kind == "application/pdf"
    visitor(PHONE).open(f"/v/{paper.verification_code}/").sees("现在有效", paper.title)
    employer.refresh_from_db()
    assert employer.headcount == 80
