"""The path of headings: their levels, and which are in force.

Levels, outermost first: part or annex, an annex's enclosure, one of several resolutions of one
symbol (`A` over its title), the title of an annex or a decision, chapter (`II.`), section (`A.`),
numbered sub-section (`1. Title`), and unnumbered headings, which stand below the nearest numbered
one, or at chapter level where there is none (UN Editorial Manual, "Headings").
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from egqa.numerals import roman_value
from egqa.parse.parts import ANNEXES, is_act, is_next_part

PART, ENCLOSED, LETTERED, PART_TITLE, CHAPTER, CHAPTER_TITLE = 5, 6, 7, 9, 10, 11
SECTION, SUBSECTION, UNNUMBERED, LEAD = 20, 30, 40, 45
LABELLED = (CHAPTER, SECTION)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text, its level (less is outer), how many lines it takes, its part."""

    text: str
    level: int
    lines: int
    label: str = ""
    part: str = ""


class HeadingPath:
    """The headings in force, outermost first.

    The letters C, D, L, M, V, X and I are also roman numerals; which is meant depends on what came
    before, so the path remembers its last chapter and section.
    """

    def __init__(self) -> None:
        self._path: list[Heading] = []
        self._chapter = 0
        self._section = ""
        self._before_part: tuple[Heading, ...] = ()
        # What an act that the text records stands in: headings, chapter, section.
        self._around_act: tuple[tuple[Heading, ...], int, str] | None = None
        # The headings above the acts that follow each other, their annexes and parts among them.
        self._outer: tuple[Heading, ...] = ()
        self._within_act = False

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in force, outermost first."""
        return tuple(self._path)

    @property
    def shown(self) -> tuple[Heading, ...]:
        """The headings of a unit: those in force, and above an act the chapter it stands in."""
        if not self._within_act or not self._path or not is_act(self._path[0].part):
            return self.headings
        return (*(one for one in self._outer if one not in self._path), *self._path)

    def enter(self, heading: Heading) -> None:
        """Put `heading` in force: it ends those of its own level and below."""
        if heading.part.startswith("enclosure"):
            heading = replace(heading, level=ENCLOSED)
        if heading.level < PART_TITLE:
            if is_act(heading.part):
                if self._around_act is None:
                    self._around_act = self.headings, self._chapter, self._section
                if not self._within_act:
                    around = (one for one in self._path if one.level <= SECTION)
                    self._outer = tuple(one for one in around if one.text.lower() != "contents")
                self._within_act = True
            elif not heading.part.startswith(ANNEXES):
                self._around_act = None
            if any(is_next_part(heading.part, one.part) for one in self._outer):
                self._within_act = False
            self._chapter, self._section = 0, ""
            # An article that resolution A quotes is left for that resolution again.
            if not any(one.level < PART_TITLE and one.level != LETTERED for one in self._path):
                self._before_part = self.headings
        if heading.level == CHAPTER:
            label = heading.label.lower()
            number = int(label) if label.isdigit() else roman_value(label)
            self._chapter, self._section = number or 0, ""
        if heading.level == SECTION:
            self._section = heading.label
        # The title of resolutions A and B stands above both.
        lettered = next((at for at, one in enumerate(self._path) if one.level == LETTERED), None)
        titles = (CHAPTER_TITLE,) if heading.level == LETTERED else ()
        if titles and lettered is not None:
            del self._path[lettered:]
        while self._path and self._path[-1].level >= heading.level:
            if self._path[-1].level in titles:
                break
            self._path.pop()
        self._path.append(heading)

    def leave_part(self) -> None:
        """Put in force again what was before the part, and below it what the text has come to."""
        labelled = [at for at, one in enumerate(self._path) if one.level in (CHAPTER, SECTION)]
        since = self._path[labelled[0] :] if labelled else []
        self._path = []
        self._within_act = False
        for heading in (*self._before_part, *since):
            self.enter(heading)

    def ends_act(self, label: str) -> bool:
        """Whether `label` goes on with what a recorded act stands in, not with the act's own."""
        if self._around_act is None or self.expects(label):
            return False
        _, chapter, section = self._around_act
        if section and label == chr(ord(section) + 1):
            return True
        return chapter > 0 and roman_value(label.lower()) == chapter + 1

    def leave_act(self) -> None:
        """Put in force again what stood around the act."""
        if self._around_act is not None:
            headings, self._chapter, self._section = self._around_act
            self._path = list(headings)
            self._around_act = None
            self._within_act = False

    def expects(self, label: str) -> bool:
        """Whether `label` is that of the next section or chapter."""
        return label == self._next_section() or self.expects_chapter(label)

    def expects_chapter(self, label: str) -> bool:
        """Whether `label` is that of the next chapter."""
        return roman_value(label.lower()) == self._chapter + 1

    def follows(self, label: str) -> bool:
        """Whether `label` is that of one of the next two chapters."""
        value = roman_value(label.lower())
        return value is not None and self._chapter < value <= self._chapter + 2

    def label_level(self, label: str) -> int | None:
        """The level of a heading that begins with `label`, as a chapter or a section."""
        value = roman_value(label.lower())
        if len(label) == 1:
            next_chapter = value is not None and value == self._chapter + 1
            if label == self._next_section() and not (next_chapter and label != "A"):
                return SECTION
            if value is None or label in "CDLM":
                return SECTION
            if self._section and value <= self._chapter:
                return SECTION
        return CHAPTER if value else None

    def title_level(self) -> int:
        """The level of a heading right below a part's name: chapters stand below it."""
        part = self._path[-1] if self._path else None
        titled = part is not None and (part.part.startswith(ANNEXES) or is_act(part.part))
        return PART_TITLE if titled else self.unnumbered_level()

    def unnumbered_level(self) -> int:
        """The level of a heading without a number, by those in force."""
        numbered = [
            h.level for h in self._path if h.level < UNNUMBERED and h.level != CHAPTER_TITLE
        ]
        return UNNUMBERED if numbered and numbered[-1] >= CHAPTER else CHAPTER_TITLE

    def _next_section(self) -> str:
        return chr(ord(self._section) + 1) if self._section else "A"
