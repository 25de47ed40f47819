"""Record who logged in or tried to; never what was typed."""

from datetime import datetime

from axes.utils import reset

from accounts.models import LoginRecord, User


def record(
    user: User | None, *, outcome: LoginRecord.Outcome, address: str | None, at: datetime
) -> LoginRecord:
    return LoginRecord.objects.create(user=user, outcome=outcome, address=address, at=at)


def record_failure(
    username: str, *, address: str | None, at: datetime, outcome: LoginRecord.Outcome | None = None
) -> LoginRecord:
    """Record a failed log-in; an unknown name is not kept: it may be a mistyped password."""
    user = User.objects.filter(username=User.normalize_username(username)).first()
    reason = outcome or LoginRecord.Outcome.WRONG_PASSWORD
    if user is None and outcome is None:
        reason = LoginRecord.Outcome.UNKNOWN_USER
    return record(user, outcome=reason, address=address, at=at)


def unlock(user: User) -> int:
    """Lift the lock of a person who mistyped the password, from every address."""
    return int(reset(username=user.username))
