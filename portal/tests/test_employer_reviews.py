"""书面审查 as an employer's clerk does it: drafted, handed in, declared, returned, certified."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_user
from documents import tasks
from documents.models import Paper
from employers.tests.factories import make_employer, make_uscc
from written_reviews.models import Review
from written_reviews.policy.contents import Item
from written_reviews.services import campaigns, reviewing
from written_reviews.tests.factories import AT, CORRECT_BY, FIGURES, make_clerk, make_review, pdf

pytestmark = pytest.mark.django_db
LIST = reverse("portal:employer_reviews")
FILLED = {
    **{name: str(getattr(FIGURES, name)) for name in FIGURES.__dataclass_fields__},
    **{f"answer_{item}": "yes" for item in Item},
    "promised_by": "张强斌",
    "promise": "on",
}


@pytest.fixture(autouse=True)
def that_day() -> Any:
    with time_machine.travel(AT, tick=False) as traveller:
        yield traveller


@pytest.fixture
def review() -> Review:
    return make_review(uscc=make_uscc(), headcount=70)


@pytest.fixture
def clerk(review: Review, client: Client) -> User:
    clerk = make_clerk(review.employer)
    client.force_login(clerk, backend="accounts.backends.PeopleBackend")
    return clerk


def page(client: Client, name: str, review: Review) -> str:
    return client.get(reverse(f"portal:{name}", args=[review.pk])).content.decode()


def send(client: Client, name: str, review: Review, data: dict[str, Any]) -> tuple[int, str]:
    response = client.post(reverse(f"portal:{name}", args=[review.pk]), data)
    return response.status_code, response.content.decode()


def inspector_of(review: Review) -> User:
    return make_user(role=Role.INSPECTOR, office=review.office, certified=True)


def test_the_year_begins_with_what_is_known_and_is_declared(
    review: Review, clerk: User, client: Client
) -> None:
    assert "2025年度劳动保障书面审查" in client.get(LIST).content.decode()
    assert "还没有上传“审查年度12月职工名册”" in page(client, "employer_review", review)
    asked = page(client, "employer_declare", review)
    assert 'name="headcount" value="70"' in asked
    assert "原有记载 70" in asked
    assert send(client, "employer_declare", review, FILLED)[0] == 302
    review.refresh_from_db()
    assert review.state == "declared"
    assert review.declaration is not None
    assert review.declaration.promised_by == "张强斌"
    assert "劳动保障书面审查报告书" in page(client, "employer_review", review)
    assert "已经申报，现在不能再改" in page(client, "employer_declare", review)
    code, said = send(client, "employer_declare", review, FILLED)
    assert code == 200 and review.declarations.count() == 1


def test_a_draft_is_kept_also_where_it_is_refused(
    review: Review, clerk: User, client: Client
) -> None:
    half = {"headcount": "八十", "note_rules": "制度正在修订", "draft": "1"}
    assert send(client, "employer_declare", review, half)[0] == 302
    asked = page(client, "employer_declare", review)
    assert 'value="八十"' in asked and "制度正在修订" in asked
    assert "继续填写" in page(client, "employer_review", review)

    code, said = send(client, "employer_declare", review, {**FILLED, "promise": ""})
    assert code == 200 and "本单位承诺" in said
    assert 'value="张强斌"' in page(client, "employer_declare", review)
    code, said = send(client, "employer_declare", review, {**FILLED, "insured": "81"})
    assert code == 200 and "参加社会保险人数（81）不能多于" in said
    wrong = {**FILLED, "answer_wages": "no"}
    code, said = send(client, "employer_declare", review, wrong)
    assert code == 200 and "存在问题的，请写明情况" in said
    assert not review.declarations.exists()


def test_files_are_judged_by_what_they_hold(review: Review, clerk: User, client: Client) -> None:
    fake = SimpleUploadedFile("名册.pdf", b"MZ not a pdf")
    code, said = send(client, "employer_review", review, {"kind": "roster", "uploads": [fake]})
    assert code == 200 and "可以上传" in said
    code, said = send(client, "employer_review", review, {"kind": "roster"})
    assert code == 200 and "请选择文件" in said
    assert send(client, "employer_review", review, {"kind": "roster", "uploads": [pdf()]})[0] == 302
    material = review.materials.get()
    opened = client.get(reverse("portal:employer_material", args=[material.pk]))
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    client.post(reverse("portal:employer_take_back", args=[material.pk]))
    assert not review.materials.standing().exists()
    send(client, "employer_review", review, {"kind": "roster", "uploads": [pdf()]})
    send(client, "employer_declare", review, FILLED)
    late = review.materials.standing().get()
    client.post(reverse("portal:employer_take_back", args=[late.pk]))
    assert review.materials.standing().count() == 1


def test_what_was_returned_or_is_to_be_put_right_is_shown_and_answered(
    review: Review, clerk: User, client: Client
) -> None:
    inspector = inspector_of(review)
    send(client, "employer_declare", review, FILLED)
    reviewing.return_declaration(
        review.pk, reason="参保人数不符", correct_by=CORRECT_BY, actor=inspector, at=AT
    )
    assert "请于2026-05-08前补正：参保人数不符" in client.get(LIST).content.decode()
    assert "请于 2026-05-08 前补正并重新申报" in page(client, "employer_review", review)
    again = page(client, "employer_declare", review)
    assert "参保人数不符" in again and 'name="insured" value="80"' in again
    send(client, "employer_declare", review, {**FILLED, "insured": "70"})

    due = date(2026, 5, 20)
    reviewing.order_rectification(
        review.pk, requirements="补缴10人社会保险费", due_on=due, actor=inspector, at=AT
    )
    shown = page(client, "employer_review", review)
    assert "补缴10人社会保险费" in shown and "整改通知书" in shown
    assert send(client, "employer_rectify", review, {"report": ""})[0] == 200
    assert send(client, "employer_rectify", review, {"report": "已全部补缴"})[0] == 302
    code, said = send(client, "employer_rectify", review, {"report": "再报一次"})
    assert code == 200 and "不能" in said
    review.refresh_from_db()
    assert review.rectified == "已全部补缴"


def test_a_falsehood_is_named_with_its_article(review: Review, clerk: User, client: Client) -> None:
    send(client, "employer_declare", review, FILLED)
    reviewing.fail_false(review.pk, reason="回单系伪造", actor=inspector_of(review), at=AT)
    shown = page(client, "employer_review", review)
    assert "申报或者材料不实（《劳动保障监察条例》第三十条）：回单系伪造" in shown
    assert "本次审查已经结束" in shown


def test_the_certificate_is_downloaded(review: Review, clerk: User, client: Client) -> None:
    send(client, "employer_declare", review, FILLED)
    reviewing.pass_review(review.pk, note="已现场核对", actor=inspector_of(review), at=AT)
    assert "下载证明" in client.get(LIST).content.decode()
    paper = Paper.objects.of(review.subject).get(kind="review_certificate")
    url = reverse("portal:employer_paper", args=[paper.pk])
    assert client.get(url).status_code == 202
    tasks.render_paper(paper.pk)
    assert client.get(url)["Content-Type"] == "application/pdf"


def test_of_another_employer_nothing_exists(review: Review, client: Client) -> None:
    clerk = make_clerk(review.employer)
    client.force_login(clerk, backend="accounts.backends.PeopleBackend")
    send(client, "employer_review", review, {"kind": "roster", "uploads": [pdf()]})
    send(client, "employer_declare", review, FILLED)
    paper, material = Paper.objects.of(review.subject).get(), review.materials.get()
    stranger = make_clerk(make_employer("别的公司", division=make_division("410103")))
    client.force_login(stranger, backend="accounts.backends.PeopleBackend")
    assert "还没有书面审查" in client.get(LIST).content.decode()
    for name, pk in (
        ("employer_review", review.pk),
        ("employer_declare", review.pk),
        ("employer_rectify", review.pk),
        ("employer_material", material.pk),
        ("employer_paper", paper.pk),
    ):
        assert client.get(reverse(f"portal:{name}", args=[pk])).status_code == 404
    assert client.post(reverse("portal:employer_take_back", args=[material.pk])).status_code == 404


def test_outside_the_window_the_page_says_when(
    review: Review, clerk: User, client: Client, that_day: Any
) -> None:
    for day, said in (
        (datetime(2026, 3, 1, tzinfo=AT.tzinfo), "申报自2026-03-15开始"),
        (datetime(2026, 6, 20, tzinfo=AT.tzinfo), "申报已于2026-06-15截止"),
    ):
        that_day.move_to(day)
        client.force_login(clerk, backend="accounts.backends.PeopleBackend")
        assert said in page(client, "employer_review", review)
        code, refused = send(client, "employer_declare", review, FILLED)
        assert code == 200 and said in refused


def test_a_reminder_reaches_the_clerk(review: Review, clerk: User, client: Client) -> None:
    campaigns.remind(review.campaign, [review.pk], at=AT)
    assert "请于2026-06-15前申报2025年度劳动保障书面审查" in client.get(LIST).content.decode()
