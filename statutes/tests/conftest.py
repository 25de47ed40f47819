"""The pure ring runs in seconds: enough examples to find a slip, the same ones every time."""

from hypothesis import settings

settings.register_profile("pure", max_examples=40, deadline=None, derandomize=True, database=None)
settings.load_profile("pure")
