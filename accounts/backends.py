"""Who may be logged in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class PeopleBackend(ModelBackend):
    """Demo log-ins stop existing where DEMO is off, open sessions included."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)
