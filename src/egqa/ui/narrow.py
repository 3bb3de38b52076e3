"""Filters on the page: a panel to choose from, and what is chosen as chips that can be removed."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from egqa.filters import FIELDS, Choice, Filters, confine
from egqa.types import Document
from egqa.ui import strings as s
from egqa.ui.markup import esc

Offered = Mapping[str, Sequence[Choice]]
#: Beyond these a list is cut to the values that leave most; and from where on it can be searched.
_LISTED, _SEARCHED = 150, 12


def panel(filters: Filters, offered: Offered) -> str:
    """All that can be chosen, folded away; what is chosen but no longer offered stays there.

    Each call differs in one attribute, so that the page notices when it is drawn anew.
    """
    groups = "".join(_group(field, _chosen(filters, field), offered[field]) for field in FIELDS)
    return (
        f'<details class="narrow" data-drawn="{time.time_ns()}"><summary>{esc(s.NARROW)}</summary>'
        f'<div class="panel" role="group" aria-label="{esc(s.NARROW_LONG)}">'
        f'<p class="rule">{esc(s.NARROW_RULE)}</p><div class="fields">{groups}</div>'
        f'<p class="end"><button type="button" class="quiet" data-close>{esc(s.CLOSE)}</button></p>'
        "</div></details>"
    )


def _group(field: str, chosen: Sequence[str], offered: Sequence[Choice]) -> str:
    listed = list(offered)
    if len(listed) > _LISTED:
        largest = {one.value for one in sorted(listed, key=lambda one: -one.units)[:_LISTED]}
        listed = [one for one in listed if one.value in largest or one.value in chosen]
    have = {_fold(one.value) for one in listed}
    gone = [Choice(one, one, 0) for one in chosen if _fold(one) not in have]
    picked = {_fold(one) for one in chosen}
    rows = "".join(
        f'<label><input type="checkbox" data-field="{field}" value="{esc(one.value)}"'
        f"{' checked' if _fold(one.value) in picked else ''}>"
        f'<span dir="auto">{esc(one.label)}</span> <small>{one.units}'
        f'<span class="spoken"> {esc(s.PARAGRAPHS)}</span></small></label>'
        for one in (*gone, *listed)
    )
    find = ""
    if len(listed) > _SEARCHED:
        named = esc(s.FIND.format(field=s.FIELDS[field]))
        find = f'<input type="search" data-find placeholder="{named}" aria-label="{named}">'
    cut = len(offered) - len(listed)
    more = f"<p>{esc(s.NOT_LISTED.format(count=cut))}</p>" if cut > 0 else ""
    return (
        f"<fieldset><legend>{esc(s.FIELDS[field])}</legend>{find}"
        f'<div class="options">{rows or f"<p>{esc(s.NOTHING_OFFERED)}</p>"}{more}</div></fieldset>'
    )


def chosen_chips(filters: Filters, documents: Sequence[Document], offered: Offered) -> str:
    """What the next question is confined to, each with a way to remove it, and what that leaves."""
    if not filters:
        return ""
    rows = []
    for field in FIELDS:
        labels = {_fold(one.value): one.label for one in offered[field]}
        for value in _chosen(filters, field):
            label = labels.get(_fold(value), value)
            spoken = s.DROP.format(field=s.FIELDS[field], value=label)
            rows.append(
                f'<li><button type="button" class="confine" data-drop="{field}" '
                f'data-value="{esc(value)}" aria-label="{esc(spoken)}" title="{esc(label)}">'
                f'<span dir="auto">{esc(label)}</span> <span aria-hidden="true">×</span>'
                "</button></li>"
            )
    css = "left" if _left(filters, documents) else "left none"
    return (
        f'<ul class="confines" aria-label="{esc(s.CONFINED)}">{"".join(rows)}</ul>'
        f'<p class="{css}">{esc(what_is_left(filters, documents))} '
        f'<button type="button" class="quiet" data-drop-all>{esc(s.DROP_ALL)}</button></p>'
    )


def what_is_left(filters: Filters, documents: Sequence[Document]) -> str:
    """How many units the filters leave, in a sentence."""
    left = _left(filters, documents)
    total = sum(len(one.paragraphs) for one in documents)
    return s.LEFT.format(left=left, total=total) if left else s.NOTHING_LEFT


def _left(filters: Filters, documents: Sequence[Document]) -> int:
    return sum(len(one.paragraphs) for one in confine(documents, filters))


def _chosen(filters: Filters, field: str) -> list[str]:
    return [str(value) for value in getattr(filters, field)]


def _fold(value: str) -> str:
    return value.replace("’", "'").casefold()
