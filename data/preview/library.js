// Filters of the library, and the findings of each career once they are counted.
"use strict";
(() => {
  const form = document.getElementById("filters"), shelf = document.getElementById("shelf");
  if (!form) return;
  form.hidden = false;
  if (matchMedia("(max-width: 56rem)").matches) form.querySelector("details").open = false;
  const cards = [...shelf.querySelectorAll(".card")], count = document.getElementById("count");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = new Map(cards.map((card) => [card, plain(card.dataset.words || card.textContent)]));
  const groups = [...form.querySelectorAll(".group")], OF_TABLES = ["pay", "education", "interest"];
  let found = {};

  // what is chosen stands in the address, which leads back to it
  const remember = () => {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)), said = chosen.size ? `?${chosen}` : "";
    history.replaceState(history.state, "", location.pathname + said);
    try { sessionStorage.setItem("library", said); } catch { /* it holds for this screen */ }
    const other = document.querySelector("a.switch");
    chosen.append("ui", new URLSearchParams(other.search).get("ui"));
    other.search = chosen;
  };
  const recall = () => {
    const chosen = new URLSearchParams(location.search);
    for (const one of form.elements) {
      if (one.type === "checkbox") one.checked = chosen.getAll(one.name).includes(one.value);
      else if (one.name) one.value = chosen.get(one.name) || "";
    }
    for (const one of groups) one.open = Boolean(one.querySelector(":checked"));
  };

  const apply = () => {
    const said = new FormData(form), clusters = said.getAll("cluster");
    const wanted = plain(said.get("word")).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of cards) {
      card.hidden = !wanted.every((word) => words.get(card).includes(word))
        || (clusters.length > 0 && !clusters.includes(card.dataset.cluster))
        || OF_TABLES.some((name) => said.has(name) && !said.getAll(name).some((one) => card.dataset[name].includes(one)))
        || (said.has("found") && !found[card.dataset.id]);
      shown += !card.hidden;
    }
    count.textContent = shown === cards.length ? `${shown} ${count.dataset.noun}`
      : `${shown} ${count.dataset.of} ${cards.length} ${count.dataset.noun}`;
    document.getElementById("none").hidden = shown > 0;
  };
  const counted = (number, one, many) => (number ? `${number} ${number === 1 ? one : many}` : "");
  const flag = async () => {
    const answer = await fetch("/glances");
    if (!answer.ok) return;
    found = await answer.json();
    for (const card of cards) {
      const [errors, warnings] = found[card.dataset.id] || [0, 0], line = card.querySelector(".flag");
      line.textContent = [counted(errors, shelf.dataset.error, shelf.dataset.errors),
        counted(warnings, shelf.dataset.warning, shelf.dataset.warnings)].filter(Boolean).join(", ");
      line.classList.toggle("bad", errors > 0);
      line.hidden = !line.textContent;
    }
    document.getElementById("found-count").textContent = Object.keys(found).length;
    apply();
  };

  // pictures of the cards that are seen, two at a time: a browser has six lines to a server, and
  // whoever clicks on a card must not wait for those of the others
  const seen = new Set();
  let loading = 0, isLookedAt = false;
  const next = () => {
    for (const picture of seen) {
      if (loading >= 2) return;
      seen.delete(picture);
      loading += 1;
      picture.onload = picture.onerror = () => {
        picture.hidden = !picture.naturalWidth;
        picture.onload = picture.onerror = null;
        loading -= 1;
        next();
      };
      picture.src = picture.dataset.src;
    }
  };
  const watcher = new IntersectionObserver((entries) => {
    isLookedAt = true;
    for (const { isIntersecting, target } of entries) {
      const picture = target.querySelector("img");
      if (!picture || picture.hasAttribute("src")) continue;
      if (isIntersecting) seen.add(picture);
      else seen.delete(picture);
    }
    next();
  }, { rootMargin: "200px" });
  cards.forEach((card) => watcher.observe(card));

  form.addEventListener("input", () => { apply(); remember(); });
  form.addEventListener("reset", () => setTimeout(() => { apply(); remember(); }));
  form.addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("files-changed", (event) => {
    if (!event.detail.length || event.detail.some((id) => !cards.some((card) => card.dataset.id === id))) {
      location.reload();
      return;
    }
    for (const card of cards.filter((one) => event.detail.includes(one.dataset.id))) {
      const picture = card.querySelector("img");
      if (picture?.hasAttribute("src")) picture.src = `${picture.dataset.src}&t=${Date.now()}`;
    }
    flag();
  });

  // what is picked, and the command that prints the same
  const tray = document.getElementById("tray"), picks = [...shelf.querySelectorAll(".pick")];
  const picked = () => {
    const names = picks.filter((one) => one.checked).map((one) => one.value), of = tray.elements;
    tray.hidden = names.length === 0;
    document.getElementById("picked").textContent = names.length;
    const papers = of.layout.selectedOptions[0].dataset.papers.split(" ");
    for (const one of of.paper.options) one.hidden = one.disabled = !papers.includes(one.value);
    if (!papers.includes(of.paper.value)) [of.paper.value] = papers;
    document.getElementById("command").textContent = `careerprint render ${names.join(" ")} --layout ${of.layout.value}`
      + ` --paper ${of.paper.value} --ink ${of.ink.value} --lang ${of.lang.value} --combined careers.pdf`;
  };
  shelf.addEventListener("change", picked);
  tray.addEventListener("change", picked);
  tray.addEventListener("reset", () => setTimeout(picked));
  tray.addEventListener("submit", (event) => {
    if (!event.submitter?.hasAttribute("formaction")) say(tray.dataset.printing);
  });
  picked();
  recall();
  remember();
  apply();
  // the findings of all careers take the server's time: the pictures that are on the screen come first
  const idle = setInterval(() => {
    if (!isLookedAt || loading || seen.size) return;
    clearInterval(idle);
    flag();
  }, 250);
})();
