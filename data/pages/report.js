// Tables that can be filtered and sorted; without this script they are read as they stand.
(() => {
  "use strict";
  const FEW = 8; // rows that anybody sees at a glance

  const made = (name, into, values = {}) => into.appendChild(Object.assign(document.createElement(name), values));

  const choice = (form, heading, column, rows) => {
    const counts = new Map();
    for (const row of rows) {
      const text = row.cells[column].textContent;
      counts.set(text, (counts.get(text) || 0) + 1);
    }
    if (counts.size < 2) return null;
    const select = made("select", made("label", form, { textContent: heading }));
    made("option", select, { textContent: `all (${rows.length.toLocaleString("en")})`, value: "" });
    for (const [text, count] of [...counts].sort(([one], [other]) => one.localeCompare(other, "en", { numeric: true })))
      made("option", select, { textContent: `${text || "–"} (${count.toLocaleString("en")})`, value: `=${text}` });
    return { column, select };
  };

  const withTools = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const headings = [...table.tHead.rows[0].cells];
    if (rows.length <= FEW) return;

    const form = document.createElement("form");
    form.className = "tools";
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", table.dataset.tools);
    const find = made("input", made("label", form, { textContent: "Find" }), { type: "search" });
    const choices = headings
      .map((heading, column) => ("pick" in heading.dataset ? choice(form, heading.textContent, column, rows) : null))
      .filter(Boolean);
    const count = made("output", form);
    count.setAttribute("role", "status");
    table.before(form);

    let texts = null; // made when somebody looks for something: there may be many rows
    const filter = () => {
      const wanted = find.value.trim().toLowerCase();
      if (wanted && !texts) texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
      let shown = 0;
      for (const row of rows) {
        const fits =
          (!wanted || texts.get(row).includes(wanted)) &&
          choices.every(({ column, select }) => !select.value || `=${row.cells[column].textContent}` === select.value);
        row.hidden = !fits;
        shown += fits;
      }
      count.textContent = `${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    };
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(filter, 150);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();

    headings.forEach((heading, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...heading.childNodes);
      heading.append(button);
      heading.setAttribute("aria-sort", "none");
      const isNumber = heading.classList.contains("n");
      button.addEventListener("click", () => {
        const way = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of headings) other.setAttribute("aria-sort", "none");
        heading.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
        const keys = new Map(
          rows.map((row) => {
            const text = row.cells[column].textContent;
            return [row, isNumber ? Number(text.replace(/[^\d.-]/g, "") || -1) : text];
          }),
        );
        const { compare } = new Intl.Collator("en", { numeric: true });
        const order = isNumber ? (one, other) => keys.get(one) - keys.get(other) : (one, other) => compare(keys.get(one), keys.get(other));
        rows.sort((one, other) => way * order(one, other));
        const all = document.createDocumentFragment();
        for (const row of rows) all.append(row);
        body.append(all);
      });
    });
  };

  document.querySelectorAll("table[data-tools]").forEach(withTools);
})();
