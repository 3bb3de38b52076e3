"""XML to a tree, safely: nothing outside the file is read, and hostile files cost little.

No entity is resolved and no network asked; a file that declares entities of its own, nests deeper
than libxml2 allows, or holds more elements than any document needs is refused.
"""

from __future__ import annotations

import re

from lxml import etree

from egqa.errors import UnsupportedFile

#: More markup than this is no document: A/RES/78/69, of 415 paragraphs, has 30,000 pieces of it.
MAX_MARKUP = 2_000_000

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_HINT = "Save it anew in the program it came from, or as PDF or plain text, and add that."


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of the XML file `name`; comments and processing instructions are left out.

    Raises:
        UnsupportedFile: it is damaged, too deep, too large, or declares entities.
    """
    check_size(data, name)
    if _ENTITY.search(data) or _ENTITY.search(data[:200_000].replace(b"\0", b"")):
        raise UnsupportedFile(f"{name} declares entities, which egqa does not resolve.", hint=_HINT)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        reason = str(error.msg or error).split("\n")[0]
        if "xcessive depth" in reason:
            raise UnsupportedFile(f"{name} nests its elements too deeply.", hint=_HINT) from error
        raise UnsupportedFile(f"{name} is not sound XML: {reason}.", hint=_HINT) from error


def check_size(data: bytes, name: str) -> None:
    """Raise UnsupportedFile where there is more markup than any document needs."""
    if data.count(b"<") > MAX_MARKUP:
        raise UnsupportedFile(f"{name} holds too much markup to be a document.", hint=_HINT)


def local_name(element: etree._Element) -> str:
    """The name of `element` without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
