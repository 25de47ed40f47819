"""The kiosk complaint from the first tap to the receipt, as one worker and as groups."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from complaints.models import Claimant, Complaint
from complaints.tests.rosters import FOUNDING, HEADER, QIAN, ZHAO, xlsx
from portal.procedure import Situation
from portal.tests import walking
from portal.tests.walking import answer, errors, month, page_url, picture, refused, submit
from workflow.clock import today
from workflow.models import Clock

pytestmark = pytest.mark.django_db
RECEIPT = "portal:kiosk_receipt"
PNG = picture()


@pytest.fixture
def on():
    return today()


def group(client, on, *, size="many", site="yes"):
    walking.up_to_others(client, on, site=site)
    answer(client, "others", choice=size)


def after_the_lines(client):
    answer(client, "representatives", chosen=["0", "1"])
    answer(client, "evidence", note="")
    assert answer(client, "privacy", choice="open") == page_url("check")


def upload(data, name="花名册.xlsx"):
    return SimpleUploadedFile(name, data)


def test_one_worker_lodges_and_gets_a_receipt_with_number_code_and_dates(client, bureau, on):
    walking.one_worker(client, on)
    response = submit(client)

    assert response.url == reverse(RECEIPT)
    complaint = Complaint.objects.get()
    claimant = complaint.claimants.get()
    assert (claimant.agreed, claimant.paid, claimant.owed) == (12000, 3000, 9000)
    assert complaint.office == bureau
    assert complaint.division_id == "410102001000"
    assert complaint.channel == "kiosk"
    page = client.get(response.url).content.decode()
    assert complaint.number in page
    due_on = Clock.objects.get(code="complaint_acceptance").due_at.astimezone()
    assert f"{due_on:%Y-%m-%d}" in page
    assert bureau.phone in page


def test_a_complaint_from_ones_own_device_is_recorded_as_online(client, bureau, on):
    client.post(reverse("portal:kiosk_start"), {"online": "1"})
    page = client.get(page_url("purpose"))
    assert page.context["idle_warn"] > 600


def test_wages_by_month_add_up(client, bureau, on):
    walking.up_to_others(client, on)
    answer(client, "others", choice="one")
    assert answer(client, "wages", by_month="1") == page_url("months")
    months = [month(back, on) for back in (4, 3, 2, 1)]
    tiles = {f"agreed_{name}": "6000" for name in months} | {f"paid_{months[0]}": "1,500.50"}
    answer(client, "months", **tiles)
    answer(client, "evidence", note="")
    answer(
        client,
        "identity",
        name="王五",
        identity=walking.test_identity(7),
        phone="13800001234",
    )
    answer(client, "privacy", choice="confidential")
    submit(client)

    complaint = Complaint.objects.get()
    assert complaint.claimed == Decimal("22499.50")
    assert months[0] in complaint.statement
    assert complaint.is_confidential
    assert "保密" not in complaint.statement


def test_three_workers_are_written_one_by_one(client, bureau, on):
    group(client, on, size="few")
    for serial in range(3):
        response = walking.add_person(client, walking.person(serial, on))
        assert response.status_code == 302, errors(response)
    answer(client, "people", act="done")
    after_the_lines(client)
    submit(client)

    complaint = Complaint.objects.get()
    assert (complaint.worker_count, complaint.claimed) == (3, Decimal("24000.00"))
    assert complaint.representatives.count() == 2
    assert (complaint.is_construction, complaint.project_name) == (True, "幸福家园3号楼")
    slips = client.get(reverse(RECEIPT)).context["slips"]
    assert len({slip["code"] for slip in slips}) == 3


def test_a_line_can_be_changed_and_taken_out(client, bureau, on):
    group(client, on, size="few")
    for serial in range(3):
        walking.add_person(client, walking.person(serial, on))
    client.post(page_url("people"), {"act": "edit:1"})
    page = client.get(reverse("portal:kiosk_person"))
    assert page.context["form"].initial["name"] == "工友乙"
    client.post(reverse("portal:kiosk_person"), walking.person(1, on, paid="4000"))
    client.post(page_url("people"), {"act": "remove:0"})

    page = client.get(page_url("people"))
    assert [line["name"] for line in page.context["lines"]] == ["工友乙", "工友丙"]
    assert page.context["sums"]["owed"] == Decimal("13000.00")


def test_a_group_of_one_is_asked_to_say_so(client, bureau, on):
    group(client, on, size="few")
    walking.add_person(client, walking.person(0, on))
    assert any("至少写两个人" in error for error in refused(client, "people", act="done"))


def test_the_same_person_is_written_once(client, bureau, on):
    group(client, on, size="few")
    walking.add_person(client, walking.person(0, on))
    again = walking.person(1, on, identity=walking.person(0, on)["identity"])
    assert "名单里已经有这个证件号。同一个人只写一次。" in errors(walking.add_person(client, again))


def test_the_founding_roster_is_72_workers_and_210000_yuan(client, bureau, on):
    group(client, on)
    assert answer(client, "roster", file=upload(FOUNDING)) == page_url("roster_check")
    page = client.get(page_url("roster_check"))
    assert page.context["sums"]["owed"] == Decimal("210000.00")
    assert "210,000.00" in page.content.decode()
    answer(client, "roster_check")
    after_the_lines(client)
    submit(client)

    complaint = Complaint.objects.get()
    assert (complaint.worker_count, complaint.claimed) == (72, Decimal("210000.00"))
    receipt = client.get(reverse(RECEIPT))
    assert len({slip["code"] for slip in receipt.context["slips"]}) == 72
    slips = client.get(reverse("portal:kiosk_slips")).content.decode()
    assert slips.count("lookup-code") == 72


def test_a_pasted_table_is_read_like_a_file(client, bureau, on):
    group(client, on)
    lines = ["\t".join(map(str, row)) for row in (HEADER, ZHAO, QIAN)]
    answer(client, "roster", pasted="\n".join(lines))
    page = client.get(page_url("roster_check"))
    assert page.context["sums"]["owed"] == Decimal("11000.50")


def test_the_list_prints_with_a_place_to_sign_and_masked_numbers(client, bureau, on):
    group(client, on)
    answer(client, "roster", file=upload(xlsx(ZHAO, QIAN)))
    page = client.get(reverse("portal:kiosk_roster_print")).content.decode()
    assert "本人签字" in page
    assert "赵一" in page
    assert ZHAO[2] not in page
    assert ZHAO[3] not in page


def test_handed_in_files_belong_to_the_complaint(client, bureau, on, settings, tmp_path):
    group(client, on)
    answer(client, "roster", file=upload(xlsx(ZHAO, QIAN)))
    answer(client, "roster_check")
    answer(client, "representatives", chosen=["0"])
    answer(client, "evidence", kind="iou", uploads=[upload(PNG, "欠条.png")], kinds=["iou"])
    answer(client, "privacy", choice="open")
    submit(client)

    kinds = sorted(Complaint.objects.get().attachments.values_list("kind", flat=True))
    assert kinds == ["iou", "roster"]


def test_the_check_page_masks_numbers_and_offers_every_change(client, bureau, on):
    walking.one_worker(client, on)
    page = client.get(page_url("check"))
    text = page.content.decode()
    identity = walking.test_identity(102)
    assert identity not in text
    assert identity[-4:] in text
    for row in page.context["rows"]:
        assert f'href="{page_url(row.name)}"' in text


def test_a_change_from_the_check_page_returns_straight_to_it(client, bureau, on):
    walking.one_worker(client, on)
    assert answer(client, "employer", **walking.EMPLOYER | {"name": "另一家"}) == page_url("check")
    assert "另一家" in client.get(page_url("check")).content.decode()


def test_an_old_period_is_interrupted_by_the_two_year_limit(client, bureau, on):
    walking.one_worker(client, on)
    url = answer(client, "period", first=month(30, on), last=month(1, on))
    assert url == page_url("old_wages")
    assert "两年" in client.get(url).content.decode()
    assert answer(client, "old_wages") == page_url("check")


@pytest.mark.parametrize("choice", ["suit", "dispute", "trade", "elsewhere", "other"])
def test_whoever_is_wrong_here_is_told_where_to_go(client, bureau, choice):
    walking.start(client)
    answer(client, "purpose", choice="unsure")
    url = answer(client, "fork", choice=choice)
    assert url == reverse("portal:kiosk_direction")
    page = client.get(url).content.decode()
    assert bureau.address in page
    assert bureau.opening_hours in page


def test_progress_leads_to_the_look_up(client, bureau):
    walking.start(client)
    assert answer(client, "purpose", choice="progress") == reverse("portal:lookup")


def test_names_are_escaped(client, bureau, on):
    walking.one_worker(client, on)
    answer(client, "employer", **walking.EMPLOYER | {"name": "<script>alert(1)</script>"})
    page = client.get(page_url("check")).content.decode()
    assert "<script>alert(1)" not in page
    assert escape("<script>alert(1)</script>") in page
    assert Claimant.objects.count() == 0


def test_the_blank_form_filled_in_is_read(client, bureau, on):
    blank = client.get(reverse("portal:kiosk_roster_blank")).content
    book = load_workbook(BytesIO(blank))
    sheet = book.active
    for place, value in enumerate(ZHAO, 1):
        sheet.cell(2, place, value)
    held = BytesIO()
    book.save(held)
    group(client, on)
    assert answer(client, "roster", file=upload(held.getvalue())) == page_url("roster_check")


def test_every_page_renders_in_english(client, bureau, on):
    client.cookies["django_language"] = "en"
    walking.one_worker(client, on)
    for page in Situation(walking.draft_of(client).answers, on).path:
        text = client.get(page_url(page.name)).content.decode()
        assert '<html lang="en"' in text
    assert submit(client).url == reverse(RECEIPT)
    assert '<html lang="en"' in client.get(reverse(RECEIPT)).content.decode()
    assert Complaint.objects.get().statement.startswith("老板一直推")


def test_a_draft_of_an_earlier_version_counts_as_none(client, bureau, on, monkeypatch):
    walking.one_worker(client, on)
    monkeypatch.setattr("portal.draft.Draft._kept", lambda draft: {"gone": 1})
    answer(client, "employer", **walking.EMPLOYER)
    assert client.get(page_url("check")).url == reverse("portal:kiosk_home")
