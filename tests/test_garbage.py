"""When Python looks for garbage."""

from __future__ import annotations

import gc
import subprocess
import sys

from egqa.garbage import collecting_paused


def test_collecting_goes_on_after_a_pause_and_a_failure() -> None:
    assert gc.isenabled()
    with collecting_paused():
        assert not gc.isenabled()
        with collecting_paused():
            pass
        assert not gc.isenabled(), "the outer pause ends it"
    assert gc.isenabled()
    try:
        with collecting_paused():
            raise ValueError
    except ValueError:
        assert gc.isenabled()


def test_what_is_left_at_the_end_is_not_looked_through() -> None:
    code = (
        "import gc, sys\n"
        "from egqa.cli import main\n"
        "sys.argv = ['egqa', 'show', 'nothing', '--index', 'nowhere']\n"
        "try:\n    main()\n"
        "finally:\n    print('frozen', gc.get_freeze_count() > 10_000)\n"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert found.returncode == 1, "the exit code is kept"
    assert "frozen True" in found.stdout
