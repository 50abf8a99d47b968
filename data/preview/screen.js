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
  const events = new EventSource("/changes");
  events.addEventListener("changed", (event) => {
    const ids = JSON.parse(event.data);
    document.dispatchEvent(new CustomEvent("files-changed", { detail: ids }));
    if (document.querySelector(".problem") && !document.querySelector(".problem form")) location.reload();
  });
  addEventListener("pagehide", () => events.close());
});
const say = (text) => { document.getElementById("say").textContent = text; };
