from io import StringIO

import pytest
from django.core.management import call_command

from console.demo.people import PASSWORD, open_bureaus


def printed() -> str:
    output = StringIO()
    call_command("demo_logins", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_the_log_ins_of_the_demo_are_listed_with_their_roles(settings) -> None:
    settings.DEMO = True
    assert printed() == ""
    open_bureaus()
    assert PASSWORD in printed() and "zhoujg" in printed() and "监察机构负责人" in printed()


@pytest.mark.django_db
def test_outside_the_demo_nothing_is_listed(settings) -> None:
    settings.DEMO = True
    open_bureaus()
    settings.DEMO = False
    assert printed() == ""
