// A career's pages and findings, new whenever a file is saved, and the editor beside them.
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const { id, query } = $("#career").dataset, stage = $("#pages"), told = $("#findings"), box = $("#editor");
  const form = box.querySelector("form"), area = form.elements.text, digest = form.elements.digest;
  const state = $("#state"), key = $('meta[name="post-key"]').content;
  const at = (part) => `/career/${id}/${part}?${query}`;
  let asked = 0;

  // pages: the new ones take the place of the old once they can be seen
  const showPages = async () => {
    const mine = ++asked;
    stage.setAttribute("aria-busy", "true");
    stage.classList.add("is-old");
    const answer = await fetch(at("pages"));
    const html = await answer.text();
    if (mine !== asked) return;
    const fresh = document.createElement("div");
    fresh.innerHTML = html;
    if (!answer.ok) { location.reload(); return; }
    const first = fresh.querySelector("img");
    stage.style.minHeight = `${stage.offsetHeight}px`;
    if (first) { first.sizes = stage.querySelector("img")?.sizes || first.sizes; await first.decode().catch(() => {}); }
    if (mine !== asked) return;
    stage.replaceChildren(...fresh.childNodes);
    stage.style.minHeight = "";
    stage.classList.remove("is-old");
    stage.setAttribute("aria-busy", "false");
    const line = stage.querySelector(".receipt, .bad-box h2");
    if (line) say(line.textContent);
    document.dispatchEvent(new Event("pages-shown"));
  };
  const showFindings = async () => {
    told.setAttribute("aria-busy", "true");
    const answer = await fetch(at("findings"));
    if (answer.ok) told.innerHTML = await answer.text();
    told.setAttribute("aria-busy", "false");
    document.dispatchEvent(new Event("findings-shown"));
  };
  showPages();
  showFindings();
  $("#states select").addEventListener("change", () => $("#states").submit());
  $("#states .btn").hidden = true;

  // the editor: CodeMirror in place of the plain field, which is what is sent without it
  const cm = window.careerprintEditor, isFixed = Boolean(box.dataset.fixed);
  let isDirty = false, view = null, waiting = 0;
  // the text on the disk, and what was changed since: lines of findings and places are lines there
  let disk = null, drift = null;
  const status = (text, isAmiss) => {
    if (!state) return;
    state.textContent = text;
    state.classList.toggle("is-amiss", Boolean(isAmiss));
  };
  const content = () => (view ? view.state.doc.toString() : area.value);
  const put = (text) => {
    if (view) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    else area.value = text;
    clearTimeout(waiting);
    isDirty = false;
    rebase();
  };
  const rebase = () => { if (view) { disk = view.state.doc; drift = null; } };
  const post = (part, body) => fetch(at(part), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-Careerprint": key },
    body: JSON.stringify(body),
  });
  // what is on the disk, where it is not what was edited: whose text stays is for the writer to say
  const clash = (disk) => {
    $("#clash").hidden = $("#disk").hidden = !disk;
    if (!disk) return;
    $("#disk pre").textContent = disk.text;
    status(box.dataset.changed, true);
    $("#mine").onclick = () => { digest.value = disk.digest; save(); };
    $("#theirs").onclick = () => take(disk);
  };
  const take = (disk) => {
    digest.value = disk.digest;
    put(disk.text);
    clash(null);
    status(box.dataset.disk);
  };
  let saving = Promise.resolve();
  const save = () => { saving = saving.then(send); return saving; };
  const send = async () => {
    if (isFixed) return;
    const before = { disk, drift };
    rebase(); // what is typed from here on is not in what is sent
    const answer = await post("save", { text: content(), digest: digest.value }).catch(() => null);
    const said = answer ? await answer.json().catch(() => ({})) : {};
    if (answer?.ok) {
      digest.value = said.digest;
      isDirty = content() !== said.text;
      clash(null);
      status(box.dataset.saved);
    } else {
      drift = before.drift && drift ? before.drift.compose(drift) : before.drift || drift;
      disk = before.disk;
      if (answer?.status === 409 && said.digest) clash(said);
      else status([said.message, said.hint].filter(Boolean).join(". ") || String(answer?.status ?? "–"), true);
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); save(); });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });

  const check = async () => {
    const text = content(), answer = await post("check", { text });
    if (!answer.ok || text !== content()) return;
    const found = await answer.json(), doc = view.state.doc;
    view.dispatch(cm.setDiagnostics(view.state, found.map((one) => {
      const line = doc.line(Math.min(Math.max(one.line || 1, 1), doc.lines));
      const from = Math.min(line.from + Math.max((one.column || 1) - 1, 0), line.to);
      const message = one.hint ? `${one.message}\n${one.hint}` : one.message;
      return { from, to: Math.max(from, line.to), severity: one.severity === "note" ? "info" : one.severity, message };
    })));
  };
  // what the key is for that the caret is in
  const tellKey = (now) => {
    const key = window.schemaKeys.keyAt(now.doc, now.selection.main.head), about = $("#about");
    about.hidden = !key?.text;
    about.querySelector("b").textContent = key?.text ? key.name : ""; // what is hidden is read out as well
    about.querySelector("span").textContent = key?.text || "";
  };
  const changed = () => {
    isDirty = true;
    status(box.dataset.unsaved);
    clearTimeout(waiting);
    waiting = setTimeout(check, 350);
  };
  if (cm) {
    const { EditorView, EditorState, tags: t } = cm, v = (name) => `var(--${name})`;
    view = new EditorView({
      state: EditorState.create({
        doc: area.value,
        extensions: [
          EditorView.cspNonce.of($('meta[name="nonce"]').content),
          cm.lineNumbers(), cm.history(), cm.drawSelection(), cm.highlightActiveLine(), cm.highlightSpecialChars(),
          cm.highlightActiveLineGutter(), cm.highlightSelectionMatches(), cm.lintGutter(), cm.yaml(),
          EditorState.tabSize.of(2), cm.indentUnit.of("  "), EditorState.readOnly.of(isFixed), EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": area.getAttribute("aria-label"), spellcheck: "true", tabindex: "0", "aria-describedby": "about" }),
          cm.keymap.of([{ key: "Mod-s", run: () => { save(); return true; } },
            ...cm.defaultKeymap, ...cm.historyKeymap, ...cm.searchKeymap, ...cm.lintKeymap]),
          ...window.schemaKeys.extensions(cm, { isFixed, words: box.dataset }),
          cm.syntaxHighlighting(cm.HighlightStyle.define([
            { tag: [t.propertyName, t.definition(t.propertyName)], color: v("accent"), fontWeight: "600" },
            { tag: t.comment, color: v("ink2"), fontStyle: "italic" },
          ])),
          EditorView.theme({
            "&": { color: v("ink"), fontSize: ".84rem" },
            "&.cm-focused": { outline: `3px solid ${v("focus")}`, outlineOffset: "-3px" },
            ".cm-scroller": { fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace', lineHeight: "1.6" },
            ".cm-content": { caretColor: v("ink") },
            ".cm-cursor": { borderLeftColor: v("ink") },
            ".cm-gutters": { backgroundColor: v("well"), color: v("ink2"), border: "0" },
            ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent", boxShadow: `inset 0 0 0 99px color-mix(in srgb, ${v("accent")} 7%, transparent)` },
            ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: `color-mix(in srgb, ${v("focus")} 30%, transparent) !important` },
            ".cm-tooltip": { background: v("sheet"), color: v("ink"), border: `1px solid ${v("edge")}`, maxWidth: "26rem" },
            "& .cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "min(30rem, 60vh)" },
            "& .cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: ".1rem .6rem", lineHeight: "1.5" },
            "& .cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: v("ink"), color: v("sheet") },
            ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
            ".cm-completionDetail": { fontStyle: "normal", opacity: ".85" },
            ".cm-tooltip.cm-completionInfo": { padding: ".4rem .6rem" },
            ".cm-panels": { background: v("sheet"), color: v("ink") },
          }),
          EditorView.updateListener.of((update) => {
            const line = update.state.doc.lineAt(update.state.selection.main.head).number;
            $("#at").textContent = `${root.lang === "es" ? "línea" : "line"} ${line}`;
            if (update.selectionSet || update.docChanged) tellKey(update.state);
            if (update.docChanged) {
              drift = drift ? drift.compose(update.changes) : update.changes;
              changed();
            }
            if ((update.selectionSet || update.docChanged) && update.view.hasFocus) tellCaret(update.state);
          }),
        ],
      }),
    });
    area.hidden = true;
    area.after(view.dom);
    rebase();
    check();
    window.schemaKeys.ready.then(() => tellKey(view.state));
  } else area.addEventListener("input", changed);

  const goTo = (number) => {
    if (!view) {
      const before = area.value.split("\n").slice(0, number - 1).join("\n").length;
      area.focus();
      area.setSelectionRange(before + 1, before + 1);
      return;
    }
    const from = disk.line(Math.min(number, disk.lines)).from, at = drift ? drift.mapPos(from) : from;
    view.focus();
    view.dispatch({ selection: { anchor: at }, effects: cm.EditorView.scrollIntoView(at, { y: "center" }) });
    box.scrollIntoView({ block: "nearest" });
  };
  const tellCaret = (now) => {
    const { head } = now.selection.main, at = drift ? drift.invertedDesc.mapPos(head) : head;
    document.dispatchEvent(new CustomEvent("caret-moved", { detail: disk.lineAt(Math.min(at, disk.length)).number }));
  };
  document.addEventListener("line-wanted", (event) => goTo(event.detail));
  const [, wantedLine] = location.hash.match(/^#line-(\d+)$/) || [];
  if (wantedLine) goTo(Number(wantedLine));
  told.addEventListener("click", (event) => {
    const button = event.target.closest("[data-line]");
    if (button) goTo(Number(button.dataset.line));
  });

  document.addEventListener("files-changed", async (event) => {
    if (event.detail.length && !event.detail.includes(id)) return;
    showPages().then(showFindings); // the page is what is looked at
    await saving; // word of a file that we save ourselves may come before its answer
    const answer = await fetch(at("text"));
    if (!answer.ok) return;
    const disk = await answer.json();
    if (disk.digest === digest.value) return;
    if (!isDirty || disk.text === content()) take(disk);
    else clash(disk);
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save(); }
  });
})();
