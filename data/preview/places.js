// Where a page's blocks come from: places over its picture, to point at, tap, or walk with arrow
// keys, each with its file and line. They are asked for once the picture is there to be seen.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const { id, query } = $("#career").dataset, stage = $("#pages"), words = stage.dataset;
  const told = $("#findings"), NEAR_PX = 24, MOMENT_MS = 3000, SHORT = 40;
  let blocks = [], pointed = null, caret = null, asked = 0, isTouch = false, before = null;

  const load = async () => {
    const mine = ++asked, answer = await fetch(`/career/${id}/places?${query}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || mine !== asked) return;
    const said = await answer.json();
    if (mine !== asked || said.key !== stage.querySelector(".receipt")?.dataset.key) return; // another page comes
    blocks = [];
    pointed = null;
    stage.querySelectorAll(".page").forEach((figure, number) => build(figure, number, said));
    const hint = stage.querySelector(".point");
    if (hint) hint.hidden = !blocks.length;
    if (caret !== null) showCaret(caret, false);
    markChanged();
    offerPlaces();
  };
  const named = (block) => `${block.file}, ${words.line} ${block.line}`;
  const build = (figure, number, said) => {
    const own = said.blocks.filter((one) => one.page === number), [wide, high] = said.sizes[number];
    if (!own.length) return;
    const list = document.createElement("ul"), tip = document.createElement("p");
    list.className = "places";
    list.setAttribute("aria-label", `${words.places}, ${words.page} ${number + 1}`);
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true"); // the places say the same
    for (const block of own) {
      const item = document.createElement("li"), place = document.createElement(block.text ? "button" : "i");
      block.element = place;
      block.figure = figure;
      Object.assign(place.style, {
        left: `${block.x / wide * 100}%`, top: `${block.y / high * 100}%`,
        width: `${block.width / wide * 100}%`, height: `${block.height / high * 100}%`,
      });
      if (block.text) {
        place.type = "button";
        place.tabIndex = -1;
        place.textContent = `${block.text}: ${named(block)}`;
        place.addEventListener("click", (event) => { event.stopPropagation(); go(block); });
        place.addEventListener("focus", () => { own.forEach((one) => { one.element.tabIndex = -1; }); place.tabIndex = 0; point(block); });
        place.addEventListener("blur", () => point(null));
      } else item.setAttribute("aria-hidden", "true");
      item.append(place);
      list.append(item);
      blocks.push(block);
    }
    const first = own.find((one) => one.text);
    if (first) first.element.tabIndex = 0;
    figure.append(list, tip);
  };

  // what is pointed at, with its file and line; all pieces of it are shown
  const point = (block) => {
    for (const one of blocks) one.element.classList.toggle("is-pointed", Boolean(block) && one.keys === block.keys && one.page === block.page && one.file === block.file);
    stage.querySelectorAll(".tip").forEach((one) => { one.hidden = true; });
    stage.classList.toggle("is-pointing", Boolean(block));
    if (!block) return;
    const tip = block.figure.querySelector(".tip"), { style } = block.element, is_low = parseFloat(style.top) + parseFloat(style.height) > 94;
    tip.textContent = isTouch ? `${named(block)} →` : named(block);
    tip.hidden = false;
    tip.classList.toggle("is-above", is_low);
    tip.style.left = `min(${style.left}, 100% - ${tip.offsetWidth}px)`;
    tip.style.top = is_low ? style.top : `calc(${style.top} + ${style.height})`;
  };
  const go = (block) => {
    if (block.href) location.href = block.href;
    else document.dispatchEvent(new CustomEvent("line-wanted", { detail: block.line }));
  };
  // the smallest block there, else the nearest: on a telephone a line is a few pixels high
  const at = (event) => {
    const figure = event.target.closest?.(".page");
    if (!figure) return null;
    let found = null, least = [Infinity, Infinity];
    for (const block of blocks) {
      if (block.figure !== figure) continue;
      const box = block.element.getBoundingClientRect();
      const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const down = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
      const far = Math.hypot(across, down), size = box.width * box.height;
      if (far <= (isTouch ? NEAR_PX : 0) && (far < least[0] || (far === least[0] && size < least[1]))) { found = block; least = [far, size]; }
    }
    return found;
  };
  stage.addEventListener("pointerdown", (event) => { isTouch = event.pointerType === "touch"; });
  stage.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    isTouch = false;
    const block = at(event);
    if (block !== pointed) point(pointed = block);
  });
  stage.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") point(pointed = null); });
  stage.addEventListener("click", (event) => {
    const block = at(event);
    if (block && (!isTouch || block === pointed)) go(block);
    else if (isTouch) point(pointed = block); // a second tap leads there
  });
  stage.addEventListener("keydown", (event) => {
    const here = blocks.find((one) => one.element === event.target);
    if (!here) return;
    if (event.key === "Escape") { point(null); return; }
    const own = blocks.filter((one) => one.page === here.page && one.text), number = own.indexOf(here);
    const next = { ArrowDown: number + 1, ArrowRight: number + 1, ArrowUp: number - 1, ArrowLeft: number - 1, Home: 0, End: own.length - 1 }[event.key];
    if (next === undefined || !own[next]) return;
    event.preventDefault();
    own[next].element.focus();
  });

  // and back: the blocks of a line, those that are about the fewest lines
  const ofLine = (line) => {
    let least = Infinity, keys = null;
    for (const block of blocks) {
      for (const [first, last] of block.spans) if (first <= line && line <= last && last - first < least) { least = last - first; keys = block.keys; }
    }
    return blocks.filter((one) => one.keys === keys && one.spans.length);
  };
  const showCaret = (line, isMoved) => {
    caret = line;
    const own = ofLine(line), here = own.find((one) => one.text);
    for (const one of blocks) one.element.classList.toggle("is-here", own.includes(one));
    if (!here) return;
    blocks.forEach((one) => { if (one.page === here.page && one.text) one.element.tabIndex = -1; });
    here.element.tabIndex = 0;
    if (isMoved && matchMedia("(min-width: 56rem)").matches) here.element.scrollIntoView({ block: "nearest" });
  };
  // for a moment: what a finding is about, and what is not as it was before a file was saved
  const mark = (several, name) => {
    for (const { element } of several) {
      element.classList.add(name);
      setTimeout(() => element.classList.remove(name), MOMENT_MS);
    }
  };
  const markChanged = () => {
    // an entry that is added moves those after it: what is written counts as old wherever in its list it
    // stood; and a short text that reads as before is, in a chart, of what was changed beside it
    const kind = (one) => `${one.file} ${one.keys.replace(/\d+/g, "")} `;
    const now = new Set(blocks.flatMap((one) => [kind(one) + one.said, kind(one) + one.text]));
    const isFresh = (one) => !before.has(kind(one) + one.said) && (!one.text || one.text.length > SHORT || !before.has(kind(one) + one.text));
    if (before) mark(blocks.filter(isFresh), "is-new");
    before = now;
  };
  const offerPlaces = () => told.querySelectorAll("[data-place]").forEach((one) => { one.hidden = !ofLine(Number(one.dataset.place)).some((block) => block.text); });
  const blockOf = (target) => {
    const line = target.closest?.("li")?.querySelector("[data-place]")?.dataset.place;
    const own = line ? ofLine(Number(line)).filter((one) => one.text) : [];
    return own.sort((one, other) => other.text.length - one.text.length)[0] || null; // not its label in a chart
  };
  told.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") point(blockOf(event.target)); });
  told.addEventListener("pointerleave", () => point(null));
  told.addEventListener("click", (event) => {
    const button = event.target.closest("button"), block = button && blockOf(button);
    if (!block) return;
    mark(ofLine(Number(button.dataset.place || button.dataset.line)), "is-told");
    if (!button.dataset.place) return;
    block.element.focus({ preventScroll: true });
    block.element.scrollIntoView({ block: "center" });
  });
  document.addEventListener("findings-shown", offerPlaces);
  document.addEventListener("caret-moved", (event) => showCaret(event.detail, true));
  document.addEventListener("pages-shown", load);
  if (stage.querySelector(".receipt")) load();
})();
