// What every screen has: the theme, and word of files that change. Screens are useful without it.
"use strict";
const root = document.documentElement;
const setTheme = (name) => {
  root.dataset.theme = name;
  const button = document.getElementById("theme");
  if (!button) return;
  button.hidden = false;
  button.textContent = name === "dark" ? root.dataset.light : root.dataset.dark;
  button.setAttribute("aria-label", name === "dark" ? root.dataset.toLight : root.dataset.toDark);
};
const kept = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
setTheme(kept() || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));

document.addEventListener("DOMContentLoaded", () => {
  setTheme(root.dataset.theme);
  document.getElementById("theme").addEventListener("click", () => {
    const name = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("theme", name); } catch { /* it holds for this screen */ }
    setTheme(name);
  });
  const events = new EventSource(`/changes?since=${root.dataset.changes}`);
  events.addEventListener("changed", (event) => {
    const ids = JSON.parse(event.data);
    document.dispatchEvent(new CustomEvent("files-changed", { detail: ids }));
    if (document.querySelector(".problem") && !document.querySelector(".problem form")) location.reload();
  });
  addEventListener("pagehide", () => events.close());
});
// back to the library as it was left, also for whoever does not wait until the page is all there
const leadBack = (event) => {
  const link = event.target.closest?.(".mast nav a:not([aria-current])");
  if (link?.pathname !== "/") return;
  try { link.search = sessionStorage.getItem("library") || ""; } catch { /* all of it */ }
};
for (const kind of ["click", "auxclick", "contextmenu"]) addEventListener(kind, leadBack, true);
const say = (text) => { document.getElementById("say").textContent = text; };

// what is under way: how far it is, and the parts of a screen that its end makes new
document.addEventListener("DOMContentLoaded", () => {
  const work = document.getElementById("work"), bar = document.getElementById("work-bar");
  const text = document.getElementById("work-text"), look = document.getElementById("work-look");
  const stop = work.querySelector("form");
  let kind = "", said = "";
  const renew = async () => {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const old of document.querySelectorAll("[data-fresh]")) {
      const found = fresh.getElementById(old.id);
      if (found) old.replaceWith(found);
    }
    document.dispatchEvent(new CustomEvent("work-ended"));
  };
  const ended = async () => {
    if (document.querySelector(`[data-kind="${kind}"]`)) {
      work.hidden = true;
      await renew();
      const told = document.querySelector(".ended p, .done-note");
      say(told ? told.textContent : work.dataset.ended);
    } else {
      text.textContent = "";
      bar.hidden = stop.hidden = true;
      look.hidden = false;
      look.href = `/${kind}`;
      look.textContent = work.dataset.ended;
      say(work.dataset.ended);
    }
    kind = waits();
  };
  const ask = async () => {
    let found = null;
    try { found = await (await fetch("/work")).json(); } catch { /* the server is gone, or away */ }
    if (found?.outcome) {
      kind = found.kind;
      work.hidden = bar.hidden = stop.hidden = false;
      look.hidden = true;
      if (found.of) { bar.max = found.of; bar.value = found.done; } else bar.removeAttribute("value");
      text.textContent = found.words;
      const tenth = found.of ? Math.floor((10 * found.done) / found.of) : 0;
      const now = `${found.step} ${tenth} ${found.stopping}`;
      if (now !== said) { said = now; say(found.words); }
    } else if (found && kind) await ended();
    setTimeout(ask, kind ? 500 : 4000);
  };
  // a screen may have been made just before the end: what it waits for is asked for as well
  const waits = () => document.querySelector("[data-waits]")?.closest("[data-kind]").dataset.kind || "";
  kind = work.dataset.kindUnderWay || waits();
  ask();
});
