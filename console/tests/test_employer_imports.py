"""批量导入 on the desk: looked through first, taken in when the officer says so."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.tests.factories import make_division, make_office, make_user
from console.tests.desk import Desk, Screen, errors
from employers import jobs
from employers.models import Employer, ImportRun
from employers.tests.factories import make_uscc

HERE = reverse("console:employer_imports")
HEAD = "uscc,name,division,headcount\n"


def table(*lines: str) -> SimpleUploadedFile:
    text = HEAD + "".join(f"{line}\n" for line in lines)
    return SimpleUploadedFile("单位.csv", text.encode(), content_type="text/csv")


def hand_in(screen: Screen, file: SimpleUploadedFile, work: Any) -> ImportRun:
    with work(execute=False):
        response = screen.client.post(HERE, {"file": file})
    assert response.status_code == 302, errors(response)
    return ImportRun.objects.latest("pk")


@pytest.fixture
def work(django_capture_on_commit_callbacks: Any) -> Any:
    return django_capture_on_commit_callbacks


def test_a_table_is_looked_through_then_taken_in(desk: Desk, work: Any) -> None:
    make_division("410102"), make_division("4102")
    good, far = f"{make_uscc(1)},江城宏达,410102,80", f"{make_uscc(2)},远方,4102,"
    run = hand_in(desk.lead, table(good, far, f"{make_uscc(3)},江城鑫源,410102,约八十"), work)
    waiting = desk.lead.client.get(run.get_absolute_url())
    assert waiting["Refresh"] == "3"

    assert jobs.resume_imports() == 1
    jobs.carry_out_import(run.pk)
    page = desk.lead.open(run.get_absolute_url())
    assert "核对完毕" in page
    assert "新建 1 更新 0 未变 0 退回行数 2" in page
    assert "“约八十”不是人数" in page
    assert "管辖范围" in page
    assert not Employer.objects.filter(uscc=make_uscc(1)).exists()

    download = desk.lead.client.get(f"{run.get_absolute_url()}errors/")
    lines = b"".join(download.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "行,列,问题和改法"
    assert lines[2].startswith("4,从业人员总数,")

    with work(execute=False):
        desk.lead.client.post(run.get_absolute_url())
    jobs.carry_out_import(run.pk)
    employer = Employer.objects.get(uscc=make_uscc(1))
    assert employer.updates.get().collector == desk.lead.user
    assert "已导入" in desk.lead.open(run.get_absolute_url())
    jobs.carry_out_import(run.pk)
    assert jobs.resume_imports() == 0
    again = desk.lead.client.post(run.get_absolute_url(), follow=True)
    assert "不能再次导入" in again.content.decode()


def test_what_is_no_such_table_is_refused_with_the_reason(desk: Desk, work: Any) -> None:
    file = SimpleUploadedFile("单位.csv", "名称\n甲\n".encode(), content_type="text/csv")
    run = hand_in(desk.lead, file, work)
    jobs.carry_out_import(run.pk)
    page = desk.lead.open(run.get_absolute_url())
    assert "整张表没有受理" in page
    assert "第1行：不认识表头“名称”" in page
    picture = SimpleUploadedFile("单位.png", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    response = desk.lead.client.post(HERE, {"file": picture})
    assert response.status_code == 200
    assert errors(response)


def test_a_table_is_taken_in_by_who_handed_it_in(desk: Desk, work: Any) -> None:
    run = hand_in(desk.lead, table(), work)
    stranger = Screen(make_user(office=make_office("4102")))
    assert stranger.client.get(run.get_absolute_url()).status_code == 404
    other = desk.assistant.client.post(run.get_absolute_url(), follow=True)
    assert "只有提交人可以确认导入" in other.content.decode()
    assert run.file.name in desk.lead.open(HERE)
    jobs.carry_out_import(run.pk)
    nothing = desk.lead.client.post(run.get_absolute_url(), follow=True)
    assert "没有需要导入的单位" in nothing.content.decode()
