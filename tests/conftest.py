"""Settings for all tests."""

from hypothesis import settings

settings.register_profile("no times", deadline=None)  # machines differ, and a busy one is slow: no test asserts a time
settings.load_profile("no times")
