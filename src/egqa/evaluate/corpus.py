"""Which document a name means, which unit a number means, and where quotes stand in the source.

Judged questions and predictions name documents by file or by symbol and units by number. Here both
become a `UnitRef` that can be compared, with or without the documents at hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from egqa.quotes import fold, locate
from egqa.symbols import symbol_key
from egqa.types import Document, Paragraph, Span, UnitRef

_SUFFIXES = (".txt", ".md", ".pdf", ".docx", ".html", ".htm", ".xml", ".akn")


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents questions are judged against, by the name they are compared under.

    `names` maps every compared form of a file name, key or symbol to that name; `units` maps a
    judged unit to its paragraphs, the sub-paragraph before its bullets; `roots` gives the number
    of the top-level paragraph each unit stands under.
    """

    documents: Mapping[str, Document] = field(default_factory=dict, repr=False)
    names: Mapping[str, str] = field(default_factory=dict, repr=False)
    units: Mapping[UnitRef, tuple[Paragraph, ...]] = field(default_factory=dict, repr=False)
    roots: Mapping[UnitRef, str] = field(default_factory=dict, repr=False)


def gather(documents: Iterable[Document]) -> Corpus:
    """The corpus of `documents`.

    A document is known by its file name, its key, its file's stem, the symbols it prints and the
    one inferred for it. A name that two documents share means the one that has it in the earlier
    of these ways, then the earlier document.
    """
    by_name: dict[str, Document] = {}
    for document in documents:
        file = _base(document.masthead.file)
        by_name[file if file not in by_name else document.masthead.key] = document
    names: dict[str, str] = {}
    for rank in range(4):
        for name, document in by_name.items():
            for alias in _aliases(document)[rank]:
                names.setdefault(symbol_key(alias), name)
    units: dict[UnitRef, tuple[Paragraph, ...]] = {}
    roots: dict[UnitRef, str] = {}
    for name, document in by_name.items():
        parents = {p.para: p.parent.number if p.parent else None for p in document.paragraphs}
        for paragraph in document.paragraphs:
            unit = UnitRef(name, judged_number(paragraph.para or ""))
            units[unit] = (*units.get(unit, ()), paragraph)
            roots.setdefault(unit, _root(paragraph.para or "", parents))
    return Corpus(by_name, names, units, roots)


def _aliases(document: Document) -> tuple[tuple[str, ...], ...]:
    head = document.masthead
    file = _base(head.file)
    inferred = (head.symbol_inferred,) if head.symbol_inferred else ()
    return ((file,), (head.key, _stem(file)), head.symbols, inferred)


def _root(number: str, parents: Mapping[str | None, str | None]) -> str:
    seen = {number}
    while (above := parents.get(number)) is not None and above not in seen:
        number = above
        seen.add(number)
    return number


def document_name(name: str, corpus: Corpus) -> str:
    """The name under which the document called `name` is compared.

    A path counts by its last part where that is a file. A document that is not in the corpus is
    compared by its name, without regard to case, spaces, the kind of dash or a file's suffix.

    >>> document_name("seeds/Report 1.txt", Corpus()) == document_name("REPORT1", Corpus())
    True
    """
    base = _base(name)
    for alias in (name, base, _stem(base)):
        if (found := corpus.names.get(symbol_key(alias))) is not None:
            return found
    is_file = base.lower().endswith(_SUFFIXES)
    return symbol_key(_stem(base) if is_file else name)


def judged_number(number: str) -> str:
    """The number of the unit that is judged: no spaces, and a bullet turned into its sub-paragraph.

    >>> judged_number("2 (f)•3")
    '2(f)'
    """
    plain = "".join(number.split())
    return plain.partition("•")[0] or plain


def judged_unit(doc: str, para: str, corpus: Corpus) -> UnitRef:
    """What a question or a prediction names, in the form in which units are compared."""
    return UnitRef(document_name(doc, corpus), judged_number(para))


def stands_in_unit(quote: str, unit: UnitRef, corpus: Corpus) -> bool:
    """Whether `quote` is verbatim, under `fold`, in the words of `unit`.

    A unit's words are its own and its bullets', with or without the bullets' markers and the page
    furniture between them; not those of its parent or of other children. A quote without words,
    and one from a unit that does not exist, is not verbatim.
    """
    return bool(fold(quote)) and any(
        locate(quote, words) for words in _words(corpus.units.get(unit, ()), unit, corpus)
    )


def _words(paragraphs: Sequence[Paragraph], unit: UnitRef, corpus: Corpus) -> list[str]:
    if not paragraphs:
        return []
    source = corpus.documents[unit.key].source
    return [
        "".join(paragraph.text for paragraph in paragraphs),
        "".join(marker + paragraph.text for marker, paragraph in _marked(paragraphs)),
        *(
            source[paragraph.hull.start : paragraph.hull.end]
            for paragraph in paragraphs
            if paragraph.cuts and paragraph.pieces
        ),
    ]


def _marked(paragraphs: Sequence[Paragraph]) -> list[tuple[str, Paragraph]]:
    return [(p.marker if place else "", p) for place, p in enumerate(paragraphs)]


def find_in_source(quote: str, unit: UnitRef, corpus: Corpus) -> Span | None:
    """Where `quote` stands in the source, from the start of the numbered paragraph `unit` belongs
    to (the top-level one, its number included) to the end of that paragraph's last descendant.

    The unit itself is looked through first, so that words said twice are found where they are
    cited. The source counts as it is and with page furniture cut out; a span runs from the quote's
    first character to its last, furniture between them included. None where the words are not
    there or the unit does not exist.
    """
    paragraphs = corpus.units.get(unit, ())
    if not paragraphs:
        return None
    document = corpus.documents[unit.key]
    root = corpus.roots[unit]
    family = [
        paragraph
        for paragraph in document.paragraphs
        if corpus.roots[UnitRef(unit.key, judged_number(paragraph.para or ""))] == root
    ]
    for near in (paragraphs, family):
        if (found := _find_among(quote, near, document.source)) is not None:
            return found
    return None


def _find_among(quote: str, paragraphs: Sequence[Paragraph], source: str) -> Span | None:
    placed = [paragraph for paragraph in paragraphs if paragraph.pieces]
    if not placed:
        return None
    first = min(placed, key=lambda paragraph: paragraph.hull.start)
    start = _start_with_marker(first, source)
    end = max(paragraph.hull.end for paragraph in placed)
    cuts = sorted({cut for paragraph in placed for cut in paragraph.cuts})
    for left_out in ((), cuts) if cuts else ((),):
        kept = _without(Span(start, end), left_out)
        if found := locate(quote, "".join(source[offset] for offset in kept)):
            return Span(kept[found.start], kept[found.end - 1] + 1)
    return None


def _start_with_marker(paragraph: Paragraph, source: str) -> int:
    start = paragraph.hull.start
    if not paragraph.marker:
        return start
    marker = source.rfind(paragraph.marker, max(0, start - len(paragraph.marker) - 16), start)
    return start if marker < 0 else marker


def _without(span: Span, cuts: Sequence[Span]) -> list[int]:
    dropped = {offset for cut in cuts for offset in range(cut.start, cut.end)}
    return [offset for offset in range(span.start, span.end) if offset not in dropped]


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2] or name


def _stem(file: str) -> str:
    stem, dot, suffix = file.rpartition(".")
    return stem if stem and f"{dot}{suffix}".lower() in _SUFFIXES else file
