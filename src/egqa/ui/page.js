// What Gradio has no component for: citations that open, the peek at a quote, copying, scrolling.
// Clicks are sent to the server through `egqa.send`, which the page's channel puts in place.
(() => {
  const early = []; // what was clicked before the channel stood; it is sent when it does
  const send = (name, value) => early.push([name, value]);
  const egqa = (window.egqa = { send, early, settle, follow, refocus, retick, told, stopped });
  const narrow = () => !window.matchMedia("(min-width: 960px) and (min-height: 480px)").matches;
  const behavior = () =>
    window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  let back = null; // the citation that was opened last, to return to
  let wanted = false; // whether a reader asked for the document that arrives next
  let turns = 0;
  let waited = false; // whether an answer was still to come when the conversation was last drawn

  // On a screen far wider than a line of text, letters grow rather than lines; Gradio keeps style
  // sheets from reaching the root.
  const grow = () => {
    const wide = window.innerWidth;
    document.documentElement.style.fontSize = wide >= 3400 ? "162.5%" : wide >= 2200 ? "125%" : "";
  };
  grow();
  window.addEventListener("resize", grow);

  const own = (node, selector) => (node instanceof Element ? node.closest(selector) : null);
  const box = () => document.querySelector("#question textarea");

  document.addEventListener("click", (event) => {
    const link = own(event.target, "a[data-open]");
    if (link) return open(event, link);
    const copy = own(event.target, "[data-copy], [data-copy-link]");
    if (copy) return take(copy);
    if (own(event.target, "[data-back]")) return goBack();
    if (own(event.target, "[data-skip]")) {
      event.preventDefault();
      return box()?.focus();
    }
    if (own(event.target, "[data-close]")) return close(own(event.target, "details"));
    const report = own(event.target, "[data-report]");
    if (report) return sendReport(report);
    const drop = own(event.target, "[data-drop], [data-drop-all]");
    if (drop) return unpick(drop);
    const act = own(event.target, "[data-act]");
    if (act) {
      const value = JSON.parse(act.dataset.value || "{}");
      egqa.send(act.dataset.act, value);
      if (act.dataset.act === "edit") setTimeout(() => box()?.focus(), 150);
      if (act.dataset.act === "cards" && narrow()) show("papers");
    }
    for (const fold of document.querySelectorAll(FOLDS))
      if (!fold.contains(event.target)) fold.open = false;
  });

  document.addEventListener("change", (event) => {
    const field = own(event.target, "[data-rename]");
    if (field)
      egqa.send("keep", { do: "rename", name: field.dataset.rename, title: field.value });
    if (own(event.target, "input[data-field]")) pick();
  });

  // Filters: all that is ticked goes to the server together, so that quick clicks cannot cross.
  const FOLDS = "#menu details[open], #filters details[open]";
  let dropped = -1; // the place of the chip that was removed last, for the focus

  function pick() {
    const wanted = {};
    for (const one of document.querySelectorAll("#filters input[data-field]:checked"))
      (wanted[one.dataset.field] ??= []).push(one.value);
    egqa.send("confine", wanted);
  }

  function unpick(button) {
    const all = "dropAll" in button.dataset;
    dropped = all ? 0 : [...document.querySelectorAll("[data-drop]")].indexOf(button);
    for (const one of document.querySelectorAll("#filters input[data-field]:checked"))
      if (all || (one.dataset.field === button.dataset.drop && same(one.value, button.dataset.value)))
        one.checked = false;
    pick();
  }

  const same = (one, other) =>
    one.replaceAll("’", "'").toLowerCase() === other.replaceAll("’", "'").toLowerCase();

  // After the panel was drawn anew: Gradio keeps the ticks of fields that were there before.
  function retick() {
    for (const one of document.querySelectorAll("#filters input[data-field]"))
      one.checked = one.defaultChecked;
  }

  // After the chips changed: the focus to the one that took the place of the one removed.
  function refocus() {
    if (dropped < 0) return;
    const at = dropped;
    dropped = -1;
    requestAnimationFrame(() => {
      const chips = document.querySelectorAll("[data-drop]");
      (chips[Math.min(at, chips.length - 1)] ?? document.querySelector("#filters summary"))?.focus();
    });
  }

  // What is folded out comes into view; `toggle` does not bubble.
  document.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (fold.open && own(fold, ".tools")) fold.scrollIntoView({ block: "nearest", behavior: behavior() });
    },
    true,
  );

  document.addEventListener("input", (event) => {
    const find = own(event.target, "[data-find]");
    if (!find) return;
    const words = find.value.toLowerCase().split(/\s+/);
    for (const label of find.parentElement.querySelectorAll("label"))
      label.hidden = !words.every((word) => label.textContent.toLowerCase().includes(word));
  });

  function close(fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }

  // Feedback: what is chosen goes out; what the server says of it comes back with the status.
  function sendReport(button) {
    const form = own(button, ".report");
    const failure = form.querySelector("input:checked")?.value ?? "";
    const note = form.querySelector("textarea").value;
    egqa.send("report", { turn: Number(button.dataset.report), failure, note });
  }

  function told() {
    const said = document.querySelector("#status [data-about]");
    const form = said && document.getElementById(said.dataset.about);
    if (!form) return;
    form.querySelector(".told").textContent = said.textContent;
    form.classList.toggle("done", "done" in said.dataset);
  }

  // The question being answered, for whoever stops it; but what was typed since goes before it.
  function stopped(typed) {
    box()?.focus();
    const asked = document.querySelector("#conversation .turn:has(.pending) .question");
    return typed.trim() ? typed : (asked?.textContent ?? "");
  }

  // A plain click opens a citation beside the answer; with a modifier it is a link like any other.
  function open(event, link) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    hide();
    if (!own(link, "#document")) back = link;
    wanted = true;
    egqa.send("open", Object.fromEntries(new URL(link.href).searchParams));
  }

  function goBack() {
    if (back && back.isConnected) {
      back.scrollIntoView({ block: "center", behavior: behavior() });
      back.focus({ preventScroll: true });
    } else box()?.focus();
  }

  function show(id) {
    document.getElementById(id)?.scrollIntoView({ block: "start", behavior: behavior() });
  }

  // After a document arrived: its marked words into view, once its tab shows.
  function settle(tries = 40) {
    const paper = document.querySelector("#document .paper");
    if (!paper || paper.dataset.shown === paper.dataset.settled) return;
    if (!paper.offsetParent) {
      if (tries > 0) setTimeout(() => settle(tries - 1), 50);
      return;
    }
    paper.dataset.settled = paper.dataset.shown;
    const target = paper.querySelector(".target");
    const words = target?.querySelector("mark") ?? target;
    requestAnimationFrame(() => {
      if (!words) {
        if (wanted) paper.scrollIntoView({ block: "start" });
      } else {
        const tall = words.getBoundingClientRect().height > window.innerHeight * 0.5;
        words.scrollIntoView({ block: tall ? "start" : "center", behavior: "auto" });
        if (wanted) target.focus({ preventScroll: true });
      }
      wanted = false;
    });
  }

  // After a turn arrived: its question to the top, so that the answer is read from its beginning.
  function follow() {
    const all = document.querySelector("#conversation .turns");
    if (!all) return;
    const now = Number(all.dataset.turns);
    const waits = Boolean(all.querySelector(".pending"));
    const grown = now > turns && turns > 0;
    const last = all.querySelector(".turn:last-of-type");
    if (last && (grown || waits || waited)) last.scrollIntoView({ block: "start" });
    turns = now;
    waited = waits;
  }

  async function take(button) {
    const text = button.dataset.copyLink
      ? new URL(button.dataset.copyLink, location.origin + location.pathname).href
      : button.dataset.copy;
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area);
      area.select();
      done = document.execCommand("copy"); // where the page is not served from this machine
      area.remove();
      button.focus();
    }
    button.classList.add(done ? "done" : "failed");
    const status = document.querySelector("#status [role=status]");
    if (status) status.textContent = done ? "@COPIED@" : "@NOT_COPIED@";
    setTimeout(() => button.classList.remove("done", "failed"), 1600);
  }

  // The peek: a citation's quote on hover and on focus; Escape closes it.
  let timer = 0;
  const peek = () => {
    let node = document.getElementById("peek");
    if (!node) {
      node = document.createElement("div");
      node.id = "peek";
      node.setAttribute("role", "tooltip");
      node.append(...["cite", "p", "small"].map((tag) => document.createElement(tag)));
      node.hidden = true;
      node.addEventListener("mouseenter", () => clearTimeout(timer));
      node.addEventListener("mouseleave", () => later(hide, 120));
      document.body.append(node);
    }
    return node;
  };
  const later = (what, wait) => {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  };
  function hide() {
    clearTimeout(timer);
    const node = peek();
    node.hidden = true;
    document.querySelectorAll('[aria-describedby="peek"]').forEach((one) => one.removeAttribute("aria-describedby"));
  }
  function reveal(link) {
    if (!link.isConnected) return;
    const node = peek();
    const [name, words, path] = node.children;
    name.textContent = link.dataset.cite;
    words.textContent = `“${link.dataset.quote}”`;
    path.textContent = link.dataset.path || "";
    node.hidden = false;
    link.setAttribute("aria-describedby", "peek");
    const at = link.getBoundingClientRect();
    const size = node.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, window.innerWidth - size.width - 8));
    const below = at.bottom + 6 + size.height < window.innerHeight;
    node.style.left = `${left}px`;
    node.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - size.height - 6)}px`;
  }
  document.addEventListener("mouseover", (event) => {
    const link = own(event.target, "a.cite");
    if (link) later(() => reveal(link), 300);
  });
  document.addEventListener("mouseout", (event) => {
    if (own(event.target, "a.cite")) later(hide, 200);
  });
  document.addEventListener("focusin", (event) => {
    const link = own(event.target, "a.cite");
    if (link && link.matches(":focus-visible")) reveal(link);
    else if (!own(event.target, "#peek")) hide();
  });
  // Arrows go from tab to tab, as screen readers say of tabs; Gradio leaves that out.
  function turnTab(event, tab) {
    const all = [...own(tab, "[role=tablist]").querySelectorAll("[role=tab]")].filter((one) => one.offsetParent);
    const last = all.length - 1;
    const at = all.indexOf(tab);
    const to = { ArrowRight: at < last ? at + 1 : 0, ArrowLeft: at > 0 ? at - 1 : last, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[to].click();
    all[to].focus();
  }

  document.addEventListener("keydown", (event) => {
    const tab = own(event.target, "[role=tab]");
    if (tab) return turnTab(event, tab);
    if (event.key !== "Escape") return;
    hide();
    const fold = document.querySelector(FOLDS);
    if (fold) close(fold);
  });
  document.addEventListener("scroll", hide, { capture: true, passive: true });
})();
