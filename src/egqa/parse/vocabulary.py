"""English words, to tell a word that extraction has split from two words.

The list is the one that ships with symspellpy (82,765 words, from Google Books n-grams and SCOWL).
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """Lower-case English words; without single letters other than "a" and "i"."""
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:  # pragma: no cover - a declared dependency
        return frozenset()
    path = Path(spec.origin).parent / "frequency_dictionary_en_82_765.txt"
    words = (line.split(" ", 1)[0] for line in path.read_text("utf-8-sig").splitlines())
    return frozenset(word for word in words if len(word) > 1 or word in "ai")
