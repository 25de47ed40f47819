"""A yearly review is its office's: a role that is held elsewhere opens and reminds nothing."""

import pytest

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from statutes.refusal import Refused
from written_reviews.models import Campaign, CampaignRun
from written_reviews.services import runs
from written_reviews.tests.factories import AT, make_campaign, make_review

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_HEAD])
def test_who_holds_the_role_elsewhere_may_not_open(role: Role) -> None:
    office = make_office("410102")
    elsewhere = make_office("410103") if role is Role.UNIT_HEAD else office
    with pytest.raises(Refused, match="“发起书面审查”须由监察机构负责人办理"):
        make_campaign(office, actor=make_user(role=role, office=elsewhere))
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.UNIT_HEAD, Role.BUREAU_HEAD])
def test_who_holds_the_role_elsewhere_may_not_remind(role: Role) -> None:
    review = make_review()
    stranger = make_user(role=role, office=make_office("410103"))
    with pytest.raises(Refused, match="“催报”须由监察员办理"):
        runs.order(review.campaign, CampaignRun.Kind.REMIND, actor=stranger, at=AT)
    own = make_user(role=role, office=review.office)
    assert runs.order(review.campaign, CampaignRun.Kind.REMIND, actor=own, at=AT).total == 1
