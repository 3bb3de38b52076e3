"""Which count a number goes on with: the report's, that of a text in it, or that of a list.

A report quotes drafts, articles and lists that count for themselves; its own numbers go on below.
"""

from __future__ import annotations

from egqa.parse.heading_path import LABELLED
from egqa.parse.heading_text import clean_heading
from egqa.parse.interruptions import Interruptions
from egqa.parse.parts import (
    ANNEXES,
    CHAPTER_NAME,
    is_lettered,
    is_provision,
    join_part,
    read_part,
    split_part,
)
from egqa.parse.preamble import declares

# What stands after a report's own paragraphs, not among them as a draft resolution does.
_PROVISIONS = ("art.", "rule", "principle", "regulation")
_AFTER = (*ANNEXES, "part", "sect.", CHAPTER_NAME, *_PROVISIONS)


class Counts(Interruptions):
    """The state machine's judgement of numbers that begin a count or go back to one."""

    def resume_items(self, number: int, index: int) -> None:
        """Go on with a list of numbers that a heading interrupts: "2. …", "Documentation", "3. …".

        Where the report's own next paragraph bears that number, too, it must come once more.
        """
        if self.interrupted is None or self.open is not None:
            return
        levels = self.interrupted.levels
        item = next((one for one in levels if one.scale == "item"), None)
        if item is None or number != item.value + 1:
            return
        following = {1 + (one or 0) for one in (self.last, self.counts.get(""))}
        if number not in following or self.ahead.recurs(number, index):
            self.reopen()

    def opens_count(self, index: int) -> bool:
        """Whether "1." below "We, Heads of State and Government, do:" is paragraph 1, no item.

        A declaration's opening words have no number themselves, and its paragraphs come next. In a
        preamble, it is one also where no other paragraph 1 comes below.
        """
        if self.open is None or self.open.parent is not None:
            return False
        if self.last is not None and not (self.in_letter and self.open.is_unnumbered):
            return False
        if self.open.is_unnumbered:
            return True
        return self.preamble and (declares(self.text() or "") or self._counts_alone(index))

    def is_led(self) -> bool:
        """Whether what is open leads in a list, as a letter's paragraph does, not a declaration."""
        if self.open is None or not self.open.is_unnumbered or self.enacting:
            return False
        return self.opens_list() and not declares(self.text() or "")

    def _counts_alone(self, index: int) -> bool:
        """Whether the numbers from line `index` on are the only ones of their part."""
        below = self.ahead.after_run(index)
        if below is None or self.ahead.next_number(below - 1) != 1:
            return True
        between = range(index, below)
        return any(
            read_part(clean_heading(self.lines[at].plain)) or self.breaks.formula(at)
            for at in between
        )

    def returns_to_report(self, number: int) -> bool:
        """Whether `number` is the report's next paragraph, after the text of a draft or decision.

        It is where that text does not count so far, or where a chapter or section stands between.
        """
        around = self.around()
        report = self.counts.get(around)
        if report is None or number != report + 1 or self.part == around:
            return False
        if is_provision(self.part) and self._quotes(join_part(around, str(report))):
            return number > 1 and self.last is None
        counted = self.last is not None and number != self.last + 1
        if is_provision(self.part) and ANNEXES[0] not in self.part and counted:
            return True  # 185, after an article's own paragraphs, 1 to 3
        if around or self.part.startswith(_AFTER):
            return False
        if any(one.scale == "item" and one.value + 1 == number for one in self.levels):
            return False
        path = self.headings.path.headings
        headed = self.open is None and bool(path) and path[-1].level in LABELLED
        return headed or (number > 1 and self.last is None) or number != (self.last or 0) + 1

    def returns_to_count(self, number: int) -> bool:
        """Whether `number` goes on with the count that a list has left: 177, 1 to 5, 178.

        It is then that count's part that is in force again.
        """
        if self.left is None or number != self.left[1] + 1 or number == (self.last or 0) + 1:
            return False
        self.part = self.left[0]
        return True

    def around(self) -> str:
        """Which of several resolutions the articles stand in that one quotes; else the report."""
        act = split_part(self.part)[0] if is_provision(self.part) else ""
        return act if is_lettered(act) else ""

    def _quotes(self, number: str) -> bool:
        """Whether paragraph `number` quotes what stands below it: "… to read as follows:"."""
        above = self.units.get(number)
        return above is not None and above.words.rstrip().endswith(":")
