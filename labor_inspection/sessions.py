"""Django's database sessions, read and renewed by one statement each.

Every kiosk page reads the session and every answer renews it: without the ORM and without a
transaction around a single UPDATE that costs half.
"""

import time
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session"
                " WHERE session_key = %s AND expire_date > to_timestamp(%s)",
                [self.session_key, time.time()],
            )
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])

    def save(self, must_create: bool = False) -> None:
        """Renew the row; a new session is created as Django does, with its own key."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        data = self.encode(dict(self.items()))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE django_session SET session_data = %s, expire_date = %s"
                " WHERE session_key = %s",
                [data, self.get_expiry_date(), self.session_key],
            )
            if cursor.rowcount == 0:
                raise UpdateError
        return None
