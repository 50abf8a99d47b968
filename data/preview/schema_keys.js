// What may be written where the caret stands: keys and values with their descriptions, as the schema
// of profiles has them. The place in the YAML is told from its lines alone, so that it is known in a
// text that is half written, too.
"use strict";
window.schemaKeys = (() => {
  const ITEM = Symbol("item"), LINE = /^( *(?:- +)*)(?:([A-Za-z_][\w-]*):(?= |$))?(.*)$/, WORD = /^[\w-]*$/;
  let schema = null;
  const ready = fetch("/look/profile.schema.json").then(async (answer) => { if (answer.ok) schema = await answer.json(); }).catch(() => {});

  // all forms of a thing: where its schema refers to another, or says "one of these"
  const forms = (node) => {
    if (!node) return [];
    if (node.$ref) return forms(schema.$defs[node.$ref.split("/").pop()]);
    return node.anyOf ? node.anyOf.flatMap(forms) : [node];
  };
  const below = (found, step) => found.map((one) => (step === ITEM ? one.items : one.properties?.[step])).filter(Boolean);
  const at = (path) => path.reduce((found, step) => below(found, step).flatMap(forms), forms(schema));
  const description = (nodes) => {
    for (const one of [...nodes, ...nodes.flatMap(forms), ...nodes.flatMap(forms).flatMap((form) => (form.items ? [form.items, ...forms(form.items)] : []))]) {
      if (one.description) return one.description;
    }
    return "";
  };
  const values = (found) => found.flatMap((one) => one.enum || ("const" in one ? [one.const] : one.type === "boolean" ? [true, false] : [])).map(String);

  // {a: 1, b: [2, …: in braces and brackets on one line, from where they open to the caret
  const flow = (place, opened, after) => {
    const frames = [];
    let key = null, word = "", quote = "";
    for (const sign of opened) {
      if (quote) { if (sign === quote) quote = ""; word += sign; continue; }
      if ((sign === '"' || sign === "'") && !word) quote = sign;
      if (sign === "{" || sign === "[") { frames.push({ sign, key, keys: [] }); key = null; word = ""; }
      else if (sign === "}" || sign === "]") { key = frames.pop()?.key ?? null; word = ""; if (!frames.length) return null; }
      else if (sign === ",") { key = null; word = ""; }
      else if (sign === ":" && frames.at(-1).sign === "{" && key === null) { key = word; frames.at(-1).keys.push(key); word = ""; }
      else if (sign !== " " || word) word += sign;
    }
    if (quote) return null;
    const path = frames.flatMap((one) => [...(one.key === null ? [] : [one.key]), ...(one.sign === "[" ? [ITEM] : [])]);
    const top = frames.at(-1), later = [...after.split("}")[0].matchAll(/([\w-]+): /g)].map((one) => one[1]);
    return {
      ...place, word, isFlow: true, isValue: key !== null || top.sign === "[", keys: new Set([...top.keys, ...later]),
      path: [...place.path, ...path, ...(key === null ? [] : [key])],
    };
  };
  // where a position is: the path of keys to it, and the word before it; null in a remark
  const place = (doc, position) => {
    const line = doc.lineAt(position), before = line.text.slice(0, position - line.from);
    if (/(^|\s)#/.test(before)) return null;
    const [, lead, key, rest] = LINE.exec(before), path = [], keys = new Set();
    const dashes = (text) => [...text.matchAll(/-/g)].map((one) => one.index).reverse();
    let limit = lead.length, isItem = false, isOwn = true;
    const enter = (columns) => columns.filter((one) => one < limit).forEach((one) => { path.unshift(ITEM); limit = one; isItem = true; isOwn = false; });
    enter(dashes(lead));
    for (let number = line.number - 1; number > 0 && (isOwn || isItem || limit > 0); number -= 1) {
      const { text } = doc.line(number);
      if (!text.trim() || /^\s*#/.test(text)) continue;
      const [, own, name] = LINE.exec(text);
      // a list may stand as far left as the key that it is of
      if (name !== undefined && (own.length < limit || (isItem && own.length === limit))) { path.unshift(name); limit = own.length; isItem = isOwn = false; }
      else if (name !== undefined && own.length === limit && isOwn) keys.add(name);
      enter(dashes(own));
    }
    for (let number = line.number + 1; number <= doc.lines; number += 1) {
      const { text } = doc.line(number);
      if (!text.trim() || /^\s*#/.test(text)) continue;
      const [, own, name] = LINE.exec(text);
      if (own.length < lead.length || (own.length === lead.length && own.includes("-"))) break;
      if (own.length === lead.length && name !== undefined) keys.add(name);
    }
    const found = { path: key === undefined ? path : [...path, key], column: lead.length, keys, isFlow: false, isItem: lead.includes("-") };
    if (/^ *[[{]/.test(rest)) return flow(found, rest.trimStart(), line.text.slice(before.length));
    return { ...found, word: rest.trimStart(), isValue: key !== undefined, isTight: key !== undefined && !rest };
  };

  const offered = (here, rest, words) => {
    let found = at(here.path), lead = here.isTight ? " " : "";
    const said = values(found).map((label, number) => ({ label, type: "enum", boost: -number, apply: lead + label }));
    if (here.isValue) return said;
    let { column } = here;
    if (!here.isFlow && !found.some((one) => one.properties) && found.some((one) => one.items)) { // a list without its dash
      found = below(found, ITEM).flatMap(forms);
      lead = "- ";
      column += 2;
    }
    const required = new Set(found.flatMap((one) => one.required || []));
    const names = found.flatMap((one) => Object.keys(one.properties || {})).filter((one) => !here.keys.has(one) || one === here.word);
    names.forEach((label, number) => {
      const own = below(found, label), kinds = own.flatMap(forms), deeper = `\n${" ".repeat(column + 2)}`;
      let end = ": ";
      if (rest.startsWith(":")) end = "";
      else if (!here.isFlow && kinds.some((one) => one.properties)) end = `:${deeper}`;
      else if (!here.isFlow && kinds.some((one) => one.items)) end = `:${deeper}- `;
      const info = description(own);
      said.push({ label, type: "property", boost: -number, apply: lead + label + end, detail: required.has(label) ? words.required : undefined, info: info ? () => told(info) : undefined });
    });
    return said;
  };
  const told = (text) => Object.assign(document.createElement("p"), { className: "key-text", lang: "en", textContent: text });
  const source = (words) => async (context) => {
    await ready;
    const here = schema && place(context.state.doc, context.pos);
    if (!here || !WORD.test(here.word) || (!context.explicit && !here.word && !here.isValue)) return null;
    const line = context.state.doc.lineAt(context.pos), rest = line.text.slice(context.pos - line.from), [own] = /^[\w-]*/.exec(rest);
    const options = offered(here, rest.slice(own.length), words);
    if (!options.length || (!context.explicit && options.some((one) => one.label === here.word))) return null;
    return { from: context.pos - here.word.length, to: context.pos + own.length, options, validFor: WORD };
  };
  // the key that a position stands on, or else the one that it is in, with its description
  const keyAt = (doc, position) => {
    if (!schema) return null;
    const line = doc.lineAt(position), column = position - line.from;
    let here = null;
    for (const one of line.text.matchAll(/(?<=^[ -]*|[{,] *)([\w-]+)(?=:(?: |$))/g)) {
      if (one.index <= column && column <= one.index + one[0].length) here = { from: line.from + one.index, to: line.from + one.index + one[0].length, name: one[0] };
    }
    const found = place(doc, here ? here.to : position);
    if (!found) return null;
    const path = [...found.path, ...(here ? [here.name] : [])].filter((one, number, all) => one !== ITEM || number < all.length - 1);
    if (!path.length || !at(path).length) return null;
    const step = path.at(-1), above = at(path.slice(0, -1));
    return { ...here, name: String(step), text: description(below(above, step)), values: values(at(path)) };
  };
  const hover = (view, position) => {
    const key = keyAt(view.state.doc, position);
    if (key?.from === undefined || !(key.text || key.values.length)) return null;
    const dom = document.createElement("div");
    dom.className = "key-told";
    dom.append(Object.assign(document.createElement("b"), { textContent: key.name }));
    if (key.text) dom.append(told(key.text));
    if (key.values.length) dom.append(Object.assign(document.createElement("p"), { className: "small sub", textContent: key.values.join(", ") }));
    return { pos: key.from, end: key.to, above: true, create: () => ({ dom }) };
  };
  // beside the list where there is room, else above or below it, over no other key
  const ROOM_PX = 420;
  const infoPlace = (view, list, option, info, space) => {
    const side = space.right - list.right > ROOM_PX ? "left" : list.left - space.left > ROOM_PX ? "right" : "";
    if (!side) return { style: `${space.bottom - list.bottom > info.bottom - info.top ? "top" : "bottom"}: 100%; left: -1px; right: -1px; width: auto;` };
    const top = Math.max(space.top, Math.min(option.top, space.bottom - (info.bottom - info.top)));
    return { style: `${side}: 100%; top: ${top - list.top}px;` };
  };
  // the parts of an editor: nothing is offered in a text that cannot be changed
  const extensions = (cm, { isFixed, words }) => [
    cm.hoverTooltip(hover),
    ...(isFixed ? [] : [
      cm.EditorState.phrases.of({ Completions: words.keys }),
      cm.autocompletion({ override: [source(words)], icons: false, positionInfo: infoPlace, activateOnCompletion: (one) => one.type === "property" }),
    ]),
  ];
  return { extensions, keyAt, ready };
})();
