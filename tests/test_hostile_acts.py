"""No act of a case breaks on what is typed into it, whatever that is.

Every act is opened where a case first offers it and sent what nobody means: it answers with its
form and a sentence and changes nothing, or takes what its fields allow; never with a fault of
ours. A new act is covered as soon as it stands in the table of acts and on one of the ways.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import make_division, staff_client
from cases.models import Case
from cases.perms.steps import steps
from cases.services import filing
from cases.tests import factories as make
from cases.tests.test_services_oversight import allow_suspension
from console.case_acts.table import ACTS
from console.demo import outcomes
from console.demo.walk import Stage, Walk, carry
from console.tests.desk import errors
from employers.services.register import find_or_register
from tests import hostile
from tests.outcomes import people_of, teller_of
from workflow.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WAYS = (
    outcomes.PENALTY_AFTER_HEARING,
    outcomes.TAKEN_TO_COURT,
    outcomes.PENALTY_ANNULLED,
    outcomes.NO_PENALTY,
)
# Taken for good after the attack, so that what follows from them is offered and attacked as well.
TAKEN = {
    "inquiry": "",
    "inquiry-answer": "",
    "preservation": "",
    "decide-preservation": "approve",
    "settle-preservation": "",
    "extension": "",
    "decide-extension": "return",
    "suspend": "",
    "decide-suspension": "return",
    "recusal": "",
    "decide-recusal": "return",
    "instalments": "",
    "decide-instalments": "return",
}
WORDS = {"opinion": "经核查，意见如上。"}  # asked for where a proposal is returned
WITHOUT_COMPLAINT = ["refuse-filing", "spot-filing", "spot-penalty"]
# A bound file, a suspension, a file below its mark and wages left beside a paid fine are made for
# these in tests of their own.
NOT_ON_THESE_WAYS = ["archive", "end-suspension", "override-score", "pursue-wages"]


@dataclass
class Attack:
    """Sends every act, once, what nobody means; keeps what broke."""

    attacked: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    def on(self, walk: Walk) -> None:
        """Every act that this case offers now and that was not attacked before."""
        with time_machine.travel(walk.at, tick=False):
            for user, name in self.offered(walk):
                self.attacked.add(name)
                self.act(walk.case, staff_client(user), name)

    def offered(self, walk: Walk) -> Iterator[tuple[User, str]]:
        bureau = walk.bureau
        for user in (walk.lead, bureau.reviewer, bureau.head, bureau.bureau_head):
            available = steps(walk.case, user, walk.on)
            for name, act in ACTS.items():
                offers = act.offers(available)
                if name not in self.attacked and any(not offer.missing for offer in offers):
                    yield user, name

    def act(self, case: Case, client: Client, name: str) -> None:
        url = reverse("console:case_act", args=[case.pk, name])
        form = client.get(url).context["form"]
        meant = hostile.meant(form)
        for sent in (meant, *hostile.attacks(form, meant)):
            wrong = {key: str(value)[:40] for key, value in sent.items() if meant.get(key) != value}
            status = self.send(client, url, sent, f"{name} {wrong}")
            if status == 302 and ACTS[name].sheet:  # a form shown again has shown its sheet
                self.send(client, f"{url}preview/", sent, f"{name} preview {wrong}")
        if name in TAKEN:
            hostile.rewind(meant)
            response = client.post(url, {**meant, "decision": TAKEN[name], **WORDS})
            if response.status_code != 302:
                self.broken.append(f"{name} is not taken as it is meant: {errors(response)}")

    def send(self, client: Client, url: str, sent: hostile.Sent, told: str) -> int:
        """Post and take back; a request that is refused has written nothing."""
        hostile.rewind(sent)
        try:
            with transaction.atomic():
                before = Event.objects.count()
                status = client.post(url, sent).status_code
                if status != 302 and Event.objects.count() != before:
                    self.broken.append(f"{told}: refused and yet recorded")
                transaction.set_rollback(True)
        except Exception as fault:  # whatever it is: the rest is attacked all the same
            self.broken.append(f"{told}: {type(fault).__name__} {fault}"[:600])
            return 500
        return status

    def before(self, stage: Stage) -> Stage:
        """The same stage; on its day, and before its act, the case is attacked."""

        def act(walk: Walk) -> None:
            self.on(walk)
            stage.act(walk)

        return replace(stage, act=act)


def before_filing(bureau: make.Bureau, attack: Attack, walk: Walk) -> None:
    """Proposed, and returned to be proposed again."""
    attack.on(walk)
    head, at = bureau.head, walk.at
    filing.decide_filing(walk.case.pk, approved=False, actor=head, opinion="请补充。", at=at)
    walk.refresh()
    attack.on(walk)


def test_no_act_breaks_on_what_is_typed_into_it() -> None:
    attack, bureau = Attack(), make.make_bureau()
    allow_suspension()
    people = people_of(bureau)

    def walk_of(case: Case) -> Walk:
        walk = Walk(teller_of(bureau, people), case, bureau.lead)
        walk.teller.rng.seed(case.pk)  # each story has tokens of its own
        return walk

    before_filing(bureau, attack, walk_of(make.propose(bureau, make.lodge())))
    for number, way in enumerate(WAYS, 1):
        # Nobody is fined twice for one thing, so each story has an employer of its own.
        complaint = make.lodge(employer_name=f"江城第{number}建筑劳务有限公司")
        walk = walk_of(make.file(bureau, complaint))
        walk.teller.wait(1)
        assert carry(walk, [attack.before(stage) for stage in way])
        attack.on(walk)
    assert (attack.broken, sorted(set(ACTS) - attack.attacked)) == (
        [],
        sorted([*NOT_ON_THESE_WAYS, *WITHOUT_COMPLAINT]),
    )


def test_nor_does_one_of_a_matter_that_nobody_complained_of() -> None:
    attack, bureau = Attack(attacked=set(ACTS) - set(WITHOUT_COMPLAINT)), make.make_bureau()
    make_division("410102")
    teller = teller_of(bureau)
    restaurant = find_or_register(
        name="江城川味小馆",
        division="410102000000",
        actor=None,
        at=make.LODGED,
        address="江城市中原区文化街7号",
        legal_representative="周海",
    )
    case = filing.open_case(
        outcomes.obstruction(teller, restaurant),
        lead=bureau.lead,
        assistants=[bureau.assistant],
        actor=bureau.lead,
        opinion="建议立案查处。",
        at=teller.at,
    )
    walk = Walk(teller, case, bureau.lead)
    attack.on(walk)
    at = walk.at
    filing.decide_filing(case.pk, approved=True, actor=bureau.head, opinion="同意。", at=at)
    walk.refresh()
    attack.on(walk)
    attack.on(outcomes.penalise_on_the_spot(teller, restaurant))
    assert (attack.broken, sorted(attack.attacked)) == ([], sorted(ACTS))
