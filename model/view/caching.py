"""Results that all sessions share: whoever asks the same question again, in whichever session, need not wait again.

Such a cache holds nothing that belongs to a person: a key names all that its value depends on (the case, the scenario,
the seed ...), so that to forget a value costs time and changes no answer.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class SharedCache(dict[Key, Value]):
    """A dictionary that holds so many values at most: the oldest makes room for the next."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def __setitem__(self, key: Key, value: Value) -> None:
        """Keep a value, and drop the oldest ones that are too many."""
        super().__setitem__(key, value)
        for oldest in list(self)[: -self.most]:
            self.pop(oldest, None)
