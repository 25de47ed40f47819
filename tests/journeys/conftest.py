"""Browsers of the journeys: every one is watched, and may not complain."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.journeys.browsing import DESK, NewVisitor, Visitor, Watch
from tests.journeys.people import Bureau, open_bureau
from tests.running_site import RunningSite
from workflow.clock import set_test_clock


@pytest.fixture
def bureau(site: RunningSite) -> Bureau:
    return open_bureau()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """No page that a journey visits may write an error to the browser's console."""
    watch = Watch()
    yield watch
    assert watch.problems == []


@pytest.fixture
def visitor(new_context: Callable[..., Any], site: RunningSite, watch: Watch) -> NewVisitor:
    """A new person at a screen of the given size."""

    def arrive(screen: tuple[int, int] = DESK, **options: Any) -> Visitor:
        size = {"width": screen[0], "height": screen[1]}
        context = new_context(viewport=size, base_url=site.address, **options)
        context.on("page", watch.follow)
        return Visitor(context, site.address)

    return arrive


@pytest.fixture
def it_is(site: RunningSite) -> Iterator[Callable[[str], datetime]]:
    """Stop the bureau's clock at a moment of Shanghai: `it_is("2026-11-23 09:30")`."""

    def stop(moment: str) -> datetime:
        at = datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
        set_test_clock(stopped_at=at)
        return at

    yield stop
