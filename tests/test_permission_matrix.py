"""Who may open what: every named URL, by everybody, with records of their own and of others.

The table is compared with what the house answers. A URL that is not in it fails the suite.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from console import complaint_acts, publication_acts
from console.case_acts.table import ACTS as TAKEN
from tests.people import ADMINISTRATOR, ANONYMOUS, AUDITOR, GRID, INSPECTOR, PERSONAS, House
from tests.permission_table import (
    ACTS,
    CASE_ACTS,
    COMPLAINT_ACTS,
    DESK,
    LOG_IN,
    OPEN,
    PUBLICATION_ACTS,
    TABLE,
    Row,
)

pytestmark = pytest.mark.django_db


def outcome(persona: str, response: HttpResponse) -> str:
    if response.status_code >= 400:
        return str(response.status_code)
    at_log_in = response.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    return LOG_IN if at_log_in and persona == ANONYMOUS else OPEN


def differences(house: House, row: Row) -> Iterator[str]:
    """Ask as everybody, with both methods, about both records; yield what is not as written."""
    for at_home in (True, False) if row.of else (True,):
        url = row.url(house.here if at_home else house.elsewhere)
        # Who is turned away at the door of one record is turned away at every other's.
        for persona in PERSONAS if at_home else sorted(row.door or row.get or ()):
            for method in ("GET", "POST"):
                said = outcome(persona, house.ask(persona, method, url, dict(row.data)))
                due = row.answer(method, persona, at_home=at_home)
                if said != due:
                    yield f"{method} {url} as {persona}: {said}, not {due}"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_everybody_gets_the_answer_of_the_table(house: House, row: Row) -> None:
    assert list(differences(house, row)) == []


@pytest.mark.parametrize("row", ACTS, ids=lambda row: f"{row.name} {row.args(None)[0]}")
def test_an_act_is_taken_only_by_its_role_and_only_in_its_jurisdiction(
    house: House, row: Row
) -> None:
    assert list(differences(house, row)) == []


def test_every_act_of_the_desk_is_in_the_table() -> None:
    assert set(CASE_ACTS) == set(TAKEN)
    assert set(COMPLAINT_ACTS) == set(complaint_acts.ACTS)
    assert set(PUBLICATION_ACTS) == set(publication_acts.ACTS)


def named(patterns: Iterable[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name or space == "admin:", f"{space}{pattern.pattern} has no name"
            yield f"{space}{pattern.name}"
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from named(pattern.url_patterns, inner)


def test_every_named_url_is_in_the_table() -> None:
    known = {row.name for row in (*TABLE, *ACTS)}
    ours = {name for name in named(get_resolver().url_patterns) if not name.startswith("admin:")}
    assert ours == known


def test_an_act_that_does_not_exist_is_not_found(house: House) -> None:
    for kind in ("case", "complaint"):
        url = reverse(f"console:{kind}_act", args=[getattr(house.here, kind), "pardon"])
        assert house.ask(INSPECTOR, "GET", url).status_code == 404


# ---------------------------------------------------------------- what follows from the table


def test_the_auditor_reads_and_changes_nothing() -> None:
    sends = {
        row.name for row in (*TABLE, *ACTS) if not row.is_public and AUDITOR in (row.post or ())
    }
    assert sends == {
        "accounts:logout",
        "accounts:second_factor",
        "accounts:second_factor_setup",
        "accounts:recovery_codes",
        "accounts:password_change",
        "console:notices",
        "console:keep_view",
    }


def test_the_administrator_sees_no_case() -> None:
    about_cases = [row for row in (*TABLE, *ACTS) if row.of]
    assert about_cases
    assert not any(ADMINISTRATOR in (row.door or row.get or ()) for row in about_cases)


def test_the_grid_assistant_takes_no_act_and_reads_no_paper() -> None:
    """What an employer declared is the grid's to look at first; cases and their papers are not."""
    declared = {"review", "material"}
    rows = [row for row in (*TABLE, *ACTS) if row.of and row.of not in declared]
    opened = {row.name for row in rows if GRID in (row.get or row.post or ())}
    assert opened == {
        "console:case",
        "console:complaint",
        "console:clock",
        "console:wage_deposit",
        "console:patrol",
        "console:warning",
        "console:publication",
        "console:gazette",
        "console:rating_run",
        "console:candidate",
        "console:listing",
        "console:credit_rating",
        # Its own work, and the plans that others make.
        "console:grid",
        "console:visit",
        "console:patrol_plan",
        "console:random_draw",
        # It takes no act on a case; it keeps the facts of the register.
        "console:employer_act",
    }


# ---------------------------------------------------------------- the admin, as one group


def admin_addresses() -> Iterator[str]:
    """Every address of the admin, about a record that need not exist."""
    space, site = get_resolver().namespace_dict["admin"]
    for name in {key for key in site.reverse_dict if isinstance(key, str)}:
        for (path, wanted), *_ in (site.reverse_dict.getlist(name)[0][0],):
            yield f"/{space}{path % dict.fromkeys(wanted, 1)}"


def test_the_admin_is_the_administrators_alone(house: House) -> None:
    index = reverse("admin:index")
    opened = {p for p in PERSONAS if house.ask(p, "GET", index).status_code == 200}
    assert opened == {ADMINISTRATOR}
    assert outcome(ANONYMOUS, house.ask(ANONYMOUS, "GET", index)) == LOG_IN
    assert house.ask(AUDITOR, "GET", reverse("admin:login")).status_code == 403


def test_no_address_of_the_admin_opens_to_an_inspector(house: House) -> None:
    opened = [u for u in admin_addresses() if house.ask(INSPECTOR, "GET", u).status_code < 300]
    assert opened == []


def test_the_administrator_lists_reference_data_and_nothing_else(house: House) -> None:
    lists = {n for n in named(get_resolver().url_patterns) if n.endswith("_changelist")}
    opened = {n for n in lists if house.ask(ADMINISTRATOR, "GET", reverse(n)).status_code == 200}
    assert {name.split("_")[0] for name in opened} == {"admin:accounts", "admin:rulebook"}


def test_the_test_clock_is_for_the_desk_of_the_demo(house: House, settings: Any) -> None:
    settings.DEBUG = True
    url = reverse("console:test_clock")
    opened = {p for p in PERSONAS if house.ask(p, "GET", url).status_code == 200}
    assert opened == DESK - {AUDITOR}
