// The page follows what is typed: one request at a time, the last one always.
"use strict";
(() => {
  const form = document.getElementById("brand"), seen = document.getElementById("seen");
  const wheel = document.getElementById("wheel");
  if (!form) return;
  const accent = form.elements.accent;
  let isAsking = false, isOld = false, timer = 0;
  const ask = async () => {
    if (isAsking) { isOld = true; return; }
    isAsking = true;
    isOld = false;
    seen.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch("/brand/try", { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = fresh.querySelector("main");
      const pictures = [...fresh.querySelectorAll("img")].map((one) => {
        const picture = new Image();
        picture.src = one.getAttribute("src");
        return picture.decode().catch(() => {});
      });
      await Promise.all(pictures);
      const found = [...(main || fresh.body).childNodes].map((one) => document.importNode(one, true));
      const before = pictures.length ? [] : [...seen.querySelectorAll("figure")];
      for (const one of before) one.classList.add("is-before");
      seen.replaceChildren(...found, ...before);
      say([...seen.querySelectorAll(".contrast, .told li p:first-child")].map((one) => one.textContent.trim()).join(". "));
    } catch { /* the server is gone: saving will say so */ }
    seen.removeAttribute("aria-busy");
    isAsking = false;
    if (isOld) ask();
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 350); };
  form.addEventListener("input", (event) => {
    if (event.target === wheel) accent.value = wheel.value;
    else if (event.target === accent && /^#[0-9a-f]{6}$/i.test(accent.value)) wheel.value = accent.value;
    soon();
  });
  wheel.hidden = false;
})();
