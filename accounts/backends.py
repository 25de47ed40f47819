"""Who may be logged in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from accounts.models import User


class PeopleBackend(ModelBackend):
    """Demo log-ins stop existing where DEMO is off, open sessions included."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not user.is_demo)

    def get_user(self, user_id: Any) -> User | None:
        """Return the person of a session with the office, which every page of the desk names."""
        user = User.objects.select_related("office").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
