"""The report's page around its contents: escaping, style, script, and a policy that allows no more.

Questions, predictions and documents come from strangers. Nothing of them reaches the page but
through `esc`, and the page's own policy lets only the one style and the one script below run and
nothing be fetched.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from hashlib import sha256

_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def shown(text: object) -> str:
    """`text` without what a terminal or a browser would obey or choke on.

    >>> shown("red\\x1b[31m")
    'red�[31m'
    """
    return _UNSHOWABLE.sub("\ufffd", str(text))


def esc(text: object) -> str:
    """`text` as it may stand between tags and in quoted attributes.

    >>> esc("<script>alert('x')</script>")
    '&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;'
    """
    return html.escape(shown(text), quote=True)


def page(title: str, body: str) -> str:
    """One self-contained HTML page; `body` must be escaped already, `title` is escaped here."""
    policy = (
        f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{esc(title)}</title>
<style>{STYLE}</style>
</head>
<body>
{body}
<script>{SCRIPT}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


STYLE = """
:root {
  --paper: #faf8f4; --card: #ffffff; --ink: #1c2530; --soft: #5b6672; --line: #e0dcd3;
  --blue: #14689f; --blue-wash: #d5e6f2; --right: #1c7a4a; --right-wash: #dcf0e4;
  --half: #8f5b00; --half-wash: #faecca; --wrong: #b0302a; --wrong-wash: #f9e1de;
  --mark: #fff0b3; --serif: Georgia, "Iowan Old Style", "Times New Roman", serif;
}
@media (prefers-color-scheme: dark) { :root {
  --paper: #14181d; --card: #1c2229; --ink: #e4e8ec; --soft: #9ba7b3; --line: #323b45;
  --blue: #6db8e8; --blue-wash: #22384a; --right: #6fcf97; --right-wash: #1b3a2a;
  --half: #e5b454; --half-wash: #3d3118; --wrong: #f08a80; --wrong-wash: #472522;
  --mark: #5a4b12;
} }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2.5rem 1.25rem 5rem; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; margin: 0; }
h1 { font-size: 2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; }
.lede { font-size: 1.1rem; color: var(--soft); max-width: 46rem; margin: .6rem 0 0; }
.lede b { color: var(--ink); font-weight: 600; }
.tiles { display: grid; grid-template-columns: 1.5fr 1fr 1fr 1fr; gap: .75rem;
  margin-top: 1.75rem; }
.tile { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  padding: .9rem 1rem .8rem; }
.tile.main { grid-row: span 2; border-color: var(--blue); }
.tile .name { color: var(--soft); font-size: .85rem; }
.tile .value { font: 600 1.7rem/1.25 var(--serif); font-variant-numeric: tabular-nums; }
.tile.main .value { font-size: 3.4rem; line-height: 1.15; color: var(--blue); }
.tile .range { color: var(--soft); font-size: .8rem; font-variant-numeric: tabular-nums; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
  gap: 1.5rem; align-items: start; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; padding: 1rem 1.1rem; }
figcaption { font: 600 1.05rem/1.3 var(--serif); margin-bottom: .5rem; }
figcaption small { display: block; color: var(--soft); font: .82rem/1.4 system-ui, sans-serif; }
svg { display: block; width: 100%; height: auto; font: 13px system-ui, sans-serif; }
svg text { fill: var(--ink); } svg .soft { fill: var(--soft); font-size: 12px; }
svg .track { fill: var(--line); opacity: .45; } svg .bar { fill: var(--blue); opacity: .75; }
svg .whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; opacity: .75; }
svg .grid { stroke: var(--line); } svg .curve { stroke: var(--blue); stroke-width: 2.5;
  fill: none; stroke-linejoin: round; } svg .under { fill: var(--blue-wash); opacity: .7; }
svg .dashed { stroke: var(--soft); stroke-dasharray: 4 4; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; font-weight: 500; } td { font-variant-numeric: tabular-nums; }
th, td { padding: .38rem .6rem .38rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
tr:last-child > * { border-bottom: 0; } thead th { color: var(--soft); font-size: .82rem; }
td.n, th.n { white-space: nowrap; text-align: right; padding-right: 0; padding-left: .6rem; }
td small { color: var(--soft); }
.good { color: var(--right); } .bad { color: var(--wrong); }
.big { font: 600 1.35rem var(--serif); }
.tools { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: .7rem 0;
  display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
.tools input[type=search], .tools select, .tools button { font: inherit; font-size: .9rem;
  color: var(--ink); background: var(--card); border: 1px solid var(--line);
  border-radius: .45rem; padding: .35rem .65rem; }
.tools input[type=search] { flex: 1 1 11rem; min-width: 8rem; }
.tools button { cursor: pointer; } .tools button[aria-pressed=true] { background: var(--blue);
  border-color: var(--blue); color: var(--paper); }
.tools output { color: var(--soft); font-size: .85rem; margin-left: auto; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem;
  border-left: .35rem solid var(--tone); margin-bottom: 1rem; padding: 1rem 1.2rem; }
.card.right { --tone: var(--right); --wash: var(--right-wash); }
.card.partly { --tone: var(--half); --wash: var(--half-wash); }
.card.wrong, .card.abstained, .card.missing { --tone: var(--wrong); --wash: var(--wrong-wash); }
.card header { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center;
  color: var(--soft); font-size: .85rem; }
.pill { background: var(--wash); color: var(--tone); border-radius: 1rem; padding: .05rem .65rem;
  font-weight: 600; }
.card header .score { margin-left: auto; font-variant-numeric: tabular-nums; }
.turn { margin: .35rem 0 0; color: var(--soft); overflow-wrap: anywhere; }
.turn.asked { color: var(--ink); font: 600 1.12rem/1.4 var(--serif); }
.turn::before { content: "\\2013\\00a0"; color: var(--soft); }
.only::before { content: ""; }
.expected { color: var(--soft); margin: .35rem 0 0; font-size: .92rem; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; margin-top: .9rem; }
.sides h4 { margin: 0 0 .4rem; font-size: .78rem; letter-spacing: .06em;
  text-transform: uppercase; color: var(--soft); font-weight: 600; }
.unit { margin: 0 0 .8rem; } .unit p { margin: .15rem 0 0; }
.unit .where { font-size: .88rem; overflow-wrap: anywhere; }
.unit .sign { display: inline-block; min-width: 1.25em; margin-right: .15em; font-weight: 700; }
.yes .sign { color: var(--right); } .half .sign { color: var(--half); }
.no .sign { color: var(--wrong); }
.words { font: .95rem/1.5 var(--serif); border-left: 2px solid var(--line); padding-left: .7rem;
  overflow-wrap: anywhere; unicode-bidi: isolate; color: var(--soft); }
.words mark, .words b { background: var(--mark); color: var(--ink); font-weight: 400; }
.words s { text-decoration: underline wavy var(--wrong) 1px; color: var(--ink); }
.note { color: var(--soft); font-size: .85rem; margin: .2rem 0; overflow-wrap: anywhere; }
details { margin-top: .5rem; font-size: .9rem; } summary { cursor: pointer; color: var(--soft); }
details .reply { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0; }
footer { color: var(--soft); font-size: .85rem; margin-top: 3rem; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
@media (max-width: 44rem) { .sides { grid-template-columns: 1fr; gap: .6rem; }
  .tiles { grid-template-columns: 1fr 1fr; } .tile.main { grid-column: 1 / -1; }
  .tools { position: static; } }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #444; --line: #bbb; --blue: #14689f;
    --blue-wash: #d5e6f2; --right: #1c7a4a; --right-wash: #fff; --half: #8f5b00;
    --half-wash: #fff; --wrong: #b0302a; --wrong-wash: #fff; --mark: #fff0b3; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  main { max-width: none; padding: 0; } .tools { display: none; }
  .two { grid-template-columns: 1fr 1fr; } .card, figure, .tile { break-inside: avoid; }
  h2 { break-after: avoid; margin-top: 1.5rem; } @page { margin: 14mm; }
}
"""

SCRIPT = """
const cards = [...document.querySelectorAll(".card")];
const words = cards.map(card => card.textContent.toLowerCase());
const list = document.getElementById("cards");
const search = document.getElementById("search"), kind = document.getElementById("kind");
const order = document.getElementById("order"), shown = document.getElementById("shown");
const verdicts = [...document.querySelectorAll("[data-show]")];
function sift() {
  const text = search.value.trim().toLowerCase();
  const wanted = verdicts.filter(b => b.getAttribute("aria-pressed") === "true")
    .map(b => b.dataset.show);
  let count = 0;
  cards.forEach((card, place) => {
    const fits = words[place].includes(text) && (!kind.value || card.dataset.kind === kind.value)
      && (!wanted.length || wanted.includes(card.dataset.verdict));
    card.hidden = !fits;
    count += fits;
  });
  shown.textContent = count + " of " + cards.length;
}
function arrange() {
  const sorted = order.value === "asked" ? cards
    : [...cards].sort((a, b) => a.dataset.score - b.dataset.score);
  list.append(...sorted);
}
verdicts.forEach(button => button.addEventListener("click", () => {
  button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
  sift();
}));
search.addEventListener("input", sift);
kind.addEventListener("change", sift);
order.addEventListener("change", arrange);
addEventListener("beforeprint", () =>
  document.querySelectorAll("details").forEach(one => { one.open = true; }));
sift();
"""
