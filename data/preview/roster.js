// A roster is sent as it is, its name in the head of the request, not in its address; what sheets cost.
"use strict";
(() => {
  const drop = document.getElementById("drop"), input = document.getElementById("upload");
  const refused = document.getElementById("refused");
  const send = async (file) => {
    refused.hidden = true;
    say(drop.dataset.sending);
    drop.setAttribute("aria-busy", "true");
    let message = drop.dataset.failed;
    try {
      const answer = await fetch("/roster/upload", {
        method: "POST",
        body: file,
        headers: {
          "Content-Type": "application/octet-stream",
          "X-Careerprint": document.querySelector("[name=post-key]").content,
          "X-Careerprint-File": encodeURIComponent(file.name),
          accept: "application/json",
        },
      });
      const text = await answer.text();
      if (answer.ok) { location.reload(); return; }
      try { message = JSON.parse(text).message; } catch { message = text.slice(0, 300); }
    } catch { /* the line broke: too large, or the server is gone */ }
    drop.removeAttribute("aria-busy");
    refused.textContent = message;
    refused.hidden = false;
    input.value = "";
  };
  if (drop) {
    drop.hidden = false;
    const chosen = () => { if (input.files[0]) send(input.files[0]); };
    input.addEventListener("change", chosen);
    chosen(); // it may have been chosen before this ran
    for (const name of ["dragover", "dragenter"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("is-over");
      if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
    });
  }
  const reckon = () => {
    const cost = document.getElementById("cost");
    if (!cost) return;
    const price = cost.querySelector("input"), total = cost.querySelector("output");
    cost.hidden = false;
    price.addEventListener("input", () => {
      const sum = Number(price.value) * Number(cost.dataset.sheets);
      total.textContent = sum ? sum.toLocaleString(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }) : "";
    });
  };
  reckon();
  document.addEventListener("work-ended", reckon);
})();
