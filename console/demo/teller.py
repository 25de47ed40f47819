"""Who tells the demo's stories: knows the office, the dice and the day it has come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from accounts.models import User
from console.demo.people import Bureau
from rulebook import services as rulebook
from statutes.clocks import start_of


@dataclass(slots=True)
class Teller:
    """Tells one story: knows the office, the dice and the day it has come to."""

    bureaus: Mapping[int, Bureau]
    rng: Random
    day: date
    today: date
    serial: int
    office_id: int = 0
    minutes: int = 0

    @property
    def bureau(self) -> Bureau:
        """The office that the place of work made responsible."""
        return self.bureaus[self.office_id]

    @property
    def at(self) -> datetime:
        """The next moment of the office day it has come to, always later than the last."""
        self.minutes += self.rng.randint(3, 20)
        return start_of(self.day) + timedelta(hours=8, minutes=30 + self.minutes)

    def wait(self, working_days: int) -> bool:
        """Let working days pass; False when that day has not come yet, and the story rests."""
        return self.wait_for(rulebook.calendar().add(self.day, working_days))

    def wait_for(self, later: date) -> bool:
        """Let the days pass up to this one; False when it has not come yet."""
        if later > self.today:
            return False
        if later > self.day:
            self.day, self.minutes = later, 0
        return True

    def officers(self) -> tuple[User, User]:
        lead, assistant = self.rng.sample(self.bureau.inspectors, 2)
        return lead, assistant

    def token(self) -> UUID:
        """What a form carries so that sending it twice is one act."""
        return UUID(int=self.rng.getrandbits(128), version=4)
