"""Other names for things, and the user's own file of them."""

import pytest

from egqa.aliases import count_form, extend_aliases, find_entities, load_entities, spell_out
from egqa.errors import EgqaError

OWN = """
[[entity]]
forms = ["Office of Harbours and Lighthouses", "OHL"]

[[entity]]
forms = ["Lisbon Compact"]
outside = "The Lisbon Compact came later."
"""


@pytest.fixture(autouse=True)
def _forget():
    yield
    extend_aliases("")


def test_a_file_of_the_users_own_adds_to_what_is_known(tmp_path):
    known = len(load_entities())
    (tmp_path / "own.toml").write_text(OWN)
    extend_aliases(tmp_path / "own.toml")
    assert len(load_entities()) == known + 2
    assert spell_out("what of OHL?", len) == "what of Office of Harbours and Lighthouses?"
    assert find_entities("the Lisbon Compact")[0].outside == "The Lisbon Compact came later."
    assert find_entities("UNTOC")
    extend_aliases("")
    assert len(load_entities()) == known


@pytest.mark.parametrize(
    "text",
    [
        "[[entity]\n",
        "[[entity]]\nname = 'x'\n",
        "[[entity]]\nforms = 'one'\n",
        "[[entity]]\nforms = [1]\n",
        '[[entity]]\nforms = ["a"]\noutside = 3\n',
    ],
)
def test_a_file_that_cannot_be_read_changes_nothing(tmp_path, text):
    known = load_entities()
    (tmp_path / "own.toml").write_text(text)
    with pytest.raises(EgqaError, match=r"own\.toml") as error:
        extend_aliases(tmp_path / "own.toml")
    assert "[[entity]]" in error.value.hint
    assert load_entities() == known


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(EgqaError, match=r"none\.toml"):
        extend_aliases(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(EgqaError, match=r"bytes\.toml"):
        extend_aliases(tmp_path / "bytes.toml")


def test_a_form_is_counted_however_it_is_spelled():
    texts = (
        "The World Health Organisation met.",
        "A world-health organization, so to say.",
        "World health\norganization.",
        "The world health of an organ.",
        "Underworld health organization is another.",
    )
    assert count_form("World Health Organization", texts) == 3
