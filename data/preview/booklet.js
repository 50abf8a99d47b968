// Careers are put in order where they stand, without a way to the server and back: with the buttons
// of each, or dragged, by its grip with a finger, by all of it with a mouse.
"use strict";
(() => {
  const form = document.getElementById("order"), picks = document.getElementById("picks");
  const add = document.getElementById("add");
  if (!form || !picks || !add) return;
  const line = (option) => {
    const found = document.createElement("li"), id = option.value, title = option.textContent;
    found.className = `pickline c-${option.dataset.cluster}`;
    const kept = Object.assign(document.createElement("input"), { type: "hidden", name: "career", value: id });
    const name = document.createElement("span"), cluster = document.createElement("span");
    name.className = "name";
    name.append(Object.assign(document.createElement("b"), { textContent: title }));
    cluster.className = "small sub";
    cluster.textContent = option.dataset.name;
    name.append(cluster);
    const moves = document.createElement("span");
    moves.className = "moves";
    for (const [what, sign] of [["up", "↑"], ["down", "↓"], ["drop", "×"]]) {
      const button = Object.assign(document.createElement("button"), { name: "do", value: `${what}:${id}`, textContent: sign });
      button.setAttribute("aria-label", `${title}: ${form.dataset[what]}`);
      moves.append(button);
    }
    found.append(kept, name, moves);
    gripped(found);
    return found;
  };
  const gripped = (item) => {
    const grip = Object.assign(document.createElement("span"), { className: "grip" });
    grip.setAttribute("aria-hidden", "true"); // the buttons do the same
    item.prepend(grip);
  };
  [...picks.children].forEach(gripped);
  const sayPlace = (item) => say(`${item.querySelector("b").textContent}: ${[...picks.children].indexOf(item) + 1} ${root.dataset.of} ${picks.children.length}`);

  // one that is dragged goes before the first whose middle lies below the pointer
  const EDGE_PX = 70, STEP_PX = 14;
  let dragged = null, before = [];
  const end = (isKept) => {
    if (!dragged) return;
    dragged.classList.remove("is-dragged");
    if (!isKept) picks.append(...before);
    else if (before.some((one, number) => one !== picks.children[number])) sayPlace(dragged);
    dragged = null;
  };
  picks.addEventListener("pointerdown", (event) => {
    const item = event.target.closest(".pickline");
    if (!item || event.button || event.target.closest("button") || (event.pointerType === "touch" && !event.target.closest(".grip"))) return;
    event.preventDefault(); // no text is marked
    end(false);
    [dragged, before] = [item, [...picks.children]];
    item.classList.add("is-dragged");
    picks.setPointerCapture(event.pointerId);
  });
  picks.addEventListener("pointermove", ({ clientY }) => {
    if (!dragged) return;
    const rest = [...picks.children].filter((one) => one !== dragged);
    const next = rest.find((one) => { const { top, height } = one.getBoundingClientRect(); return top + height / 2 > clientY; }) || null;
    if (next !== dragged.nextElementSibling) picks.insertBefore(dragged, next);
    if (clientY < EDGE_PX) scrollBy(0, -STEP_PX);
    else if (clientY > innerHeight - EDGE_PX) scrollBy(0, STEP_PX);
  });
  picks.addEventListener("pointerup", () => end(true));
  picks.addEventListener("pointercancel", () => end(false));
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(false); });
  form.addEventListener("submit", (event) => {
    const [what, id] = (event.submitter?.value || "").split(":");
    if (what === "add") {
      event.preventDefault();
      const option = add.selectedOptions[0];
      if (!option.value) return;
      const found = line(option);
      found.dataset.name = option.dataset.name;
      found.dataset.cluster = option.dataset.cluster;
      picks.append(found);
      option.remove();
      add.value = "";
      say(`${option.textContent}: ${picks.children.length}`);
      add.focus();
      return;
    }
    if (!["up", "down", "drop"].includes(what)) return;
    const button = event.submitter, item = button.closest("li"), title = item.querySelector("b").textContent;
    event.preventDefault();
    if (what === "up") item.previousElementSibling?.before(item);
    if (what === "down") item.nextElementSibling?.after(item);
    if (what === "drop") {
      const next = item.nextElementSibling || item.previousElementSibling;
      const option = Object.assign(document.createElement("option"), { value: id, textContent: title });
      option.dataset.cluster = [...item.classList].find((one) => one.startsWith("c-"))?.slice(2) || "";
      option.dataset.name = item.querySelector(".small").textContent;
      add.append(option);
      item.remove();
      (next?.querySelector(`[value^="drop:"]`) || add).focus();
      say(`${title}: ${form.dataset.drop}`);
      return;
    }
    button.focus();
    sayPlace(item);
  });
})();
