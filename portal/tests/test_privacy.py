"""A public screen: nothing readable at rest, resumable, left behind or done twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings as live_settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from complaints.models import Complaint
from portal import sealed_files
from portal.draft import SESSION_KEY
from portal.jobs import clear_drafts
from portal.tests import walking
from portal.tests.walking import answer, page_url, picture, submit
from workflow.clock import today

pytestmark = pytest.mark.django_db
PAGES = ["kiosk_home", "kiosk_idle", "home", "lookup", "verify_form"]


@pytest.fixture
def filled(client, bureau):
    walking.one_worker(client, today())
    return client


def test_nothing_of_a_draft_is_readable_at_rest(filled):
    stored = Session.objects.get()
    raw = stored.get_decoded()
    assert set(raw) == {SESSION_KEY}
    for personal in ("王五", walking.test_identity(102), "13800001234", "鑫达"):
        assert personal not in raw[SESSION_KEY]
        assert personal not in stored.session_data


def test_a_draft_whose_key_is_gone_counts_as_none(filled, settings):
    settings.PERSONAL_DATA_KEYS = "other:" + "A" * 43 + "="
    assert filled.get(page_url("check")).url == reverse("portal:kiosk_home")


def test_another_browser_finds_nothing_at_the_same_address(filled):
    assert walking.a_browser().get(page_url("check")).url == reverse("portal:kiosk_home")
    assert walking.a_browser().get(reverse("portal:kiosk_receipt")).url == reverse(
        "portal:kiosk_home"
    )


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_are_kept_by_no_browser(client, bureau, name):
    assert "no-store" in client.get(reverse(f"portal:{name}"))["Cache-Control"]


def test_every_page_of_the_kiosk_is_kept_by_no_browser(filled):
    for name in ("purpose", "employer", "identity", "check"):
        assert "no-store" in filled.get(page_url(name))["Cache-Control"]
    assert "no-store" in submit(filled)["Cache-Control"]
    assert "no-store" in filled.get(reverse("portal:kiosk_receipt"))["Cache-Control"]


def test_titles_and_addresses_name_nobody(filled):
    for name in ("employer", "identity", "check"):
        page = filled.get(page_url(name)).content.decode()
        title = "".join(re.findall(r"<title>(.*?)</title>", page, re.S))
        assert "还没有提交" in title
        assert "鑫达" not in title
        assert "王五" not in title


def test_fields_are_not_filled_in_by_the_browser(filled):
    page = filled.get(page_url("identity")).content.decode()
    assert 'autocomplete="off"' in page
    for field in re.findall(r"<input[^>]*type=\"text\"[^>]*>", page):
        assert 'autocomplete="off"' in field
        assert 'spellcheck="false"' in field


def test_no_page_forbids_pinch_zoom(client, bureau):
    page = client.get(reverse("portal:kiosk_home")).content.decode()
    assert "user-scalable" not in page
    assert "maximum-scale" not in page


def test_clearing_the_screen_forgets_everything(filled):
    response = filled.post(reverse("portal:kiosk_clear"))
    assert response.url == reverse("portal:kiosk_home")
    assert not Session.objects.exists()
    assert filled.get(page_url("check")).url == reverse("portal:kiosk_home")


def test_a_page_left_alone_is_wiped_without_script(filled):
    page = filled.get(page_url("privacy")).content.decode()
    assert re.search(
        r'<noscript>\s*<meta http-equiv="refresh"\s+content="90;url=/kiosk/idle/">', page
    )
    assert "已经清屏" in filled.get(reverse("portal:kiosk_idle")).content.decode()
    assert filled.get(page_url("check")).url == reverse("portal:kiosk_home")


def test_typing_has_longer_before_the_wipe(filled):
    assert 'content="300;url=/kiosk/idle/"' in filled.get(page_url("employer")).content.decode()


def test_the_next_person_starts_with_an_empty_draft(filled):
    walking.start(filled)
    assert walking.draft_of(filled).answers == {}


def test_a_session_ends_after_half_an_hour_of_rest():
    assert live_settings.SESSION_COOKIE_AGE <= 30 * 60
    assert live_settings.SESSION_EXPIRE_AT_BROWSER_CLOSE


def test_submitting_twice_lodges_once_and_shows_the_same_receipt(filled):
    token = filled.get(page_url("check")).context["token"]
    first = filled.post(page_url("check"), {"token": token})
    receipt = filled.get(first.url).content.decode()
    again = filled.post(page_url("check"), {"token": token})
    assert again.url == reverse("portal:kiosk_receipt")
    assert Complaint.objects.count() == 1
    assert codes(filled.get(again.url).content.decode()) == codes(receipt)


def test_the_back_button_after_submission_leads_to_the_receipt(filled):
    submit(filled)
    for name in ("identity", "check", "purpose"):
        assert filled.get(page_url(name)).url == reverse("portal:kiosk_receipt")
    assert filled.post(page_url("employer"), {"name": "别家"}).url == reverse(
        "portal:kiosk_receipt"
    )


def test_a_cut_between_submission_and_receipt_loses_and_doubles_nothing(filled):
    """The answer never arrived and the session was put back: the same token, the same complaint."""
    before = Session.objects.get()
    kept = before.session_data
    submit(filled)
    codes_before = codes(filled.get(reverse("portal:kiosk_receipt")).content.decode())
    Session.objects.filter(pk=before.pk).update(session_data=kept)
    submit(filled)
    assert Complaint.objects.count() == 1
    assert codes(filled.get(reverse("portal:kiosk_receipt")).content.decode()) == codes_before


def test_a_stale_check_page_is_not_taken(filled):
    said = walking.refused(filled, "check", token="another")
    assert any("已经过时" in error for error in said)
    assert not Complaint.objects.exists()


def test_the_receipt_keeps_neither_names_nor_numbers(filled):
    submit(filled)
    draft = walking.draft_of(filled)
    assert (draft.answers, draft.lines, draft.files) == ({}, [], [])
    page = filled.get(reverse("portal:kiosk_receipt")).content.decode()
    assert "王五" not in page
    assert "13800001234" not in page


def test_files_of_a_draft_are_sealed_and_go_with_it(filled):
    photo = picture()
    answer(filled, "evidence", uploads=[SimpleUploadedFile("欠条.png", photo)])
    place = walking.draft_of(filled).files[0]["place"]
    with default_storage.open(place) as file:
        assert b"PNG" not in file.read()
    assert sealed_files.open_sealed(walking.draft_of(filled).files[0]).read() == photo
    filled.post(reverse("portal:kiosk_clear"))
    assert not default_storage.exists(place)


def test_a_file_can_be_taken_back(filled):
    answer(filled, "evidence", uploads=[SimpleUploadedFile("欠条.png", picture())])
    filled.post(page_url("evidence"), {"remove": "0"})
    assert walking.draft_of(filled).files == []


def test_the_hourly_job_removes_what_nobody_can_open(filled, monkeypatch):
    answer(filled, "evidence", uploads=[SimpleUploadedFile("欠条.png", picture())])
    place = walking.draft_of(filled).files[0]["place"]
    assert clear_drafts() == 0
    monkeypatch.setattr("portal.jobs.LEFT_FOR", timedelta(hours=-1))
    clear_drafts()
    assert not default_storage.exists(place)


def test_type_size_and_contrast_are_kept_by_post_and_forgotten_with_the_person(client, bureau):
    display = reverse("portal:kiosk_display")
    home = reverse("portal:kiosk_home")
    assert client.get(display).status_code == 405
    assert client.post(display, {"size": "next", "next": home}).url == home
    client.post(display, {"contrast": "next", "next": home})
    page = client.get(home).content.decode()
    assert "size-large" in page
    assert "contrast-high" in page
    client.post(reverse("portal:kiosk_clear"))
    assert "size-large" not in client.get(home).content.decode()


def test_display_leads_nowhere_else(client, bureau):
    response = client.post(reverse("portal:kiosk_display"), {"next": "https://example.org/"})
    assert response.url == reverse("portal:kiosk_home")


@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_lodge_one_complaint(client, bureau):
    walking.one_worker(client, today())
    token = client.get(page_url("check")).context["token"]

    def send(_):
        twin = walking.a_browser()
        twin.cookies = client.cookies
        try:
            return twin.post(page_url("check"), {"token": token}).url
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(send, range(4))) == {reverse("portal:kiosk_receipt")}
    assert Complaint.objects.count() == 1


def codes(page):
    return re.findall(r"\d{4} \d{4} \d{4} \d{4}", page)
