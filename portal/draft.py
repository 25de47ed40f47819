"""What a person has filled in so far: one sealed value in the session, nothing readable at rest.

The draft lives no longer than the session and has no address of its own, so it cannot be resumed
by URL, found in a browser's history or read out of the database. A finished draft keeps only what
the receipt shows.
"""

import base64
import json
import secrets
import zlib
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.contrib.sessions.backends.base import SessionBase

from accounts.personal_data import UnreadableValue, decrypt, encrypt

SESSION_KEY = "kiosk"


@dataclass(slots=True)
class Draft:
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    online: bool = False  # from a person's own device, not the machine in the hall
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: list[dict[str, Any]] = field(default_factory=list)
    notices: list[Any] = field(default_factory=list)  # what the roster reader did: msgid, params
    editing: int | None = None  # which line of `lines` the page 一个人 shows
    files: list[dict[str, Any]] = field(default_factory=list)
    receipt: dict[str, Any] | None = None

    @classmethod
    def load(cls, session: SessionBase) -> Self | None:
        """Return the draft of this session; one that no key opens any more, or that an earlier
        version of this page wrote, counts as none."""
        sealed = session.get(SESSION_KEY)
        if not sealed:
            return None
        try:
            return cls(**json.loads(zlib.decompress(base64.b64decode(decrypt(sealed)))))
        except (UnreadableValue, TypeError):
            return None

    def save(self, session: SessionBase) -> None:
        packed = zlib.compress(json.dumps(self._kept(), ensure_ascii=False).encode(), level=1)
        session[SESSION_KEY] = encrypt(base64.b64encode(packed).decode())

    def _kept(self) -> dict[str, Any]:
        """As it stands: `asdict` would copy every answer first."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def finish(self, receipt: dict[str, Any]) -> None:
        """Keep what the receipt shows and the token that proves it; forget everything else."""
        self.answers, self.lines, self.files, self.notices, self.editing = {}, [], [], [], None
        self.receipt = receipt
