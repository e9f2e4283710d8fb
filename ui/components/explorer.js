// The explorer: trays (listbox) and holdings (tree); drag and drop, and all of it by keyboard.

const kept = new Map(); // by data.key: what is unfolded, searched, moved; survives a redraw

const CSS = `
:host{display:block;height:100%}
.root{display:flex;flex-direction:column;gap:.5rem;height:100%;min-height:0;font:400 .9rem/1.35 var(--st-font);color:var(--st-text-color)}
.search{width:100%;box-sizing:border-box;font:inherit;color:inherit;background:var(--st-background-color);border:1px solid var(--st-widget-border-color,var(--st-border-color));border-radius:var(--st-base-radius);padding:.4rem .65rem}
.search::placeholder{color:var(--st-gray-text-color);opacity:1}
.scroll{flex:1;min-height:0;overflow:auto;margin:0 -.25rem;padding:0 .25rem .5rem;scrollbar-width:thin}
h3{display:flex;align-items:center;gap:.5rem;font-size:.8rem;font-weight:600;margin:.6rem 0 .35rem;color:var(--st-gray-text-color)}
h3:first-child{margin-top:.1rem}
h3 .n{margin-left:auto;font-weight:600;font-size:.75rem;background:var(--st-gray-background-color);color:var(--st-gray-text-color);border-radius:999px;padding:0 .5rem}
.card{position:relative;border:1px solid var(--st-border-color);border-radius:var(--st-base-radius);padding:.45rem .6rem .5rem .7rem;margin-bottom:.4rem;cursor:pointer;background:var(--st-background-color)}
.card[draggable=true]{cursor:grab}
.card:hover{border-color:var(--st-primary-color)}
.card[aria-selected=true]{border-color:var(--st-primary-color);background:var(--st-blue-background-color)}
.card[aria-selected=true]::before{content:"";position:absolute;left:-1px;top:8px;bottom:8px;width:3px;border-radius:3px;background:var(--st-primary-color)}
.row{display:flex;align-items:baseline;gap:.5rem}
.row .end{margin-left:auto;white-space:nowrap;font-size:.78rem;color:var(--st-gray-text-color)}
.num{font-weight:600;overflow-wrap:anywhere}
.title{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;margin:.1rem 0}
.from{font-size:.78rem;color:var(--st-gray-text-color);white-space:nowrap;overflow:hidden;text-overflow:ellipsis;min-width:0}
.urgent{color:var(--st-red-text-color);font-weight:700}
.badge{font-size:.72rem;font-weight:600;border-radius:999px;padding:.05rem .5rem;white-space:nowrap}
.gray{background:var(--st-gray-background-color);color:var(--st-gray-text-color)}
.green{background:var(--st-green-background-color);color:var(--st-green-text-color)}
.orange{background:var(--st-orange-background-color);color:var(--st-orange-text-color)}
.red{background:var(--st-red-background-color);color:var(--st-red-text-color)}
.blue{background:var(--st-blue-background-color);color:var(--st-blue-text-color)}
.none{font-size:.85rem;color:var(--st-gray-text-color);padding:.1rem .1rem .4rem}
.tree{border-radius:var(--st-base-radius)}
.moving .tree{outline:2px solid var(--st-primary-color);outline-offset:3px}
.node{display:flex;align-items:center;gap:.4rem;min-height:1.9rem;padding:.12rem .4rem;border-radius:6px;cursor:pointer;border:1.5px solid transparent}
.node:hover{background:var(--st-secondary-background-color)}
.node[aria-selected=true]{background:var(--st-blue-background-color);color:var(--st-blue-text-color);font-weight:600}
.node .label{flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.node.heading .label{font-weight:600}
.node .twist{width:1rem;height:1rem;flex:none;transition:transform .12s;color:var(--st-gray-text-color)}
.node[aria-expanded=true] .twist{transform:rotate(90deg)}
.node .glyph{width:1.05rem;height:1.05rem;flex:none}
.node .note{font-size:.75rem;color:var(--st-gray-text-color);white-space:nowrap}
.node.over,.node.aim{border-color:var(--st-primary-color);background:var(--st-blue-background-color)}
.moving .node:not(.drop){opacity:.55}
.hint{font-size:.75rem;color:var(--st-gray-text-color);border-top:1px solid var(--st-border-color);padding-top:.4rem}
kbd{font:600 .72rem var(--st-font);border:1px solid var(--st-border-color);border-bottom-width:2px;border-radius:4px;padding:0 .3rem;background:var(--st-secondary-background-color)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
@media (prefers-reduced-motion:reduce){.node .twist{transition:none}}
`;

const GLYPHS = {
  file: '<path fill="#E3B04B" d="M2 5.2C2 4.5 2.5 4 3.2 4h4l1.6 1.7h7.9c.7 0 1.3.6 1.3 1.3v8.7c0 .7-.6 1.3-1.3 1.3H3.2C2.5 17 2 16.5 2 15.8z"/>',
  planned: '<path fill="none" stroke="currentColor" stroke-width="1.4" stroke-dasharray="2.4 1.8" d="M2.7 5.4c0-.5.4-.8.8-.8h3.6l1.6 1.7h7.5c.5 0 .9.4.9.9v8.2c0 .5-.4.9-.9.9H3.5c-.5 0-.8-.4-.8-.8z"/>',
  closed: '<path fill="#8A8577" d="M2 5.2C2 4.5 2.5 4 3.2 4h4l1.6 1.7h7.9c.7 0 1.3.6 1.3 1.3v8.7c0 .7-.6 1.3-1.3 1.3H3.2C2.5 17 2 16.5 2 15.8z"/><path fill="#fff" d="M8 11.2h4v3H8zM8.7 11.2v-.8a1.3 1.3 0 0 1 2.6 0v.8h-.8v-.8a.5.5 0 0 0-1 0v.8z"/>',
  document: '<path fill="none" stroke="currentColor" stroke-width="1.4" d="M5 2.7h6.6L15.3 6v11.3H5zM11.3 2.9V6.4h3.8M7.3 10h5.4M7.3 13h5.4"/>',
  list: '<path fill="none" stroke="currentColor" stroke-width="1.5" d="M7 5.5h10M7 10h10M7 14.5h10M3 5.5h1.3M3 10h1.3M3 14.5h1.3"/>',
  case: '<path fill="none" stroke="currentColor" stroke-width="1.4" d="M3 6.8h14v9.5H3zM7.2 6.6V4.3h5.6v2.3M3 11h14"/>',
};

export const fold = (text) =>
  String(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((one) => one !== null && one !== ""));
  return node;
}

function glyph(kind) {
  const box = el("span", { class: "glyph", "aria-hidden": "true" });
  box.innerHTML = `<svg viewBox="0 0 20 20" width="100%" height="100%">${GLYPHS[kind] || GLYPHS.file}</svg>`;
  return box;
}

export default function explorer({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".root");
  if (!root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    parentElement.adoptedStyleSheets = [...(parentElement.adoptedStyleSheets || []), sheet];
    root = el("div", { class: "root" });
    parentElement.append(root);
  }
  if (!kept.has(data.key)) kept.set(data.key, { folded: new Set(), search: "", moving: null, place: "" });
  const memory = kept.get(data.key);
  memory.moving = null;
  const words = data.words;
  const focused = root.contains(parentElement.activeElement) ? parentElement.activeElement.dataset.id : null;

  const live = el("div", { class: "sr", role: "status", "aria-live": "polite" });
  const search = el("input", { class: "search", type: "search", placeholder: words.search, "aria-label": words.search });
  search.value = memory.search;
  const scroll = el("div", { class: "scroll" });
  const hint = el("div", { class: "hint" });
  hint.innerHTML = words.hint; // a constant of the catalogues with <kbd>, never data
  root.replaceChildren(search, scroll, hint, live);

  const say = (text) => { live.textContent = ""; requestAnimationFrame(() => { live.textContent = text; }); };
  const matches = (...texts) => !memory.search || texts.some((one) => fold(one).includes(fold(memory.search)));

  function open(id) { setTriggerValue("open", id); }

  function card(item) {
    const node = el("div", {
      class: "card", role: "option", "data-id": item.id, "aria-selected": String(item.id === data.selected),
      draggable: item.drag ? "true" : "false", tabindex: "-1",
    });
    const badge = item.badge ? el("span", { class: `badge ${item.tone || "gray"} end` }, item.badge) : "";
    const title = el("div", { class: "title" });
    if (item.urgent) title.append(el("span", { class: "urgent" }, item.urgent), " · ");
    title.append(item.title);
    node.append(
      el("div", { class: "row" }, el("span", { class: "num" }, item.number), badge), title,
      el("div", { class: "row" }, el("span", { class: "from" }, item.from || ""), el("span", { class: "end" }, item.date || "")),
    );
    wire(node, item, "");
    return node;
  }

  function wire(node, item, from) {
    node.item = item;
    node.from = from;
    node.onclick = (event) => {
      if (memory.moving && item.drop) { drop(item); return; }
      if (event.target.closest(".twist") || (item.children && !item.opens)) { toggle(item); return; }
      open(item.id);
    };
    if (item.drag) {
      node.ondragstart = (event) => {
        memory.dragged = { id: item.id, from };
        event.dataTransfer.setData("text/plain", item.id);
        event.dataTransfer.effectAllowed = "move";
      };
      node.ondragend = () => { memory.dragged = null; };
    }
    if (item.drop) {
      node.ondragover = (event) => { if (memory.dragged) { event.preventDefault(); node.classList.add("over"); } };
      node.ondragleave = () => node.classList.remove("over");
      node.ondrop = (event) => {
        event.preventDefault();
        node.classList.remove("over");
        if (memory.dragged) { memory.moving = memory.dragged; memory.dragged = null; drop(item); }
      };
    }
  }

  function drop(target) {
    const moved = memory.moving;
    leave();
    if (moved && moved.from !== target.id) {
      setTriggerValue("move", { what: moved.id, from: moved.from, to: target.id });
      say(words.moved);
    }
  }

  function leave() {
    memory.moving = null;
    root.classList.remove("moving");
    root.querySelectorAll(".aim").forEach((one) => one.classList.remove("aim"));
  }

  function toggle(item) {
    if (memory.folded.has(item.id)) memory.folded.delete(item.id); else memory.folded.add(item.id);
    draw(item.id);
  }

  const isOpen = (item) => Boolean(memory.search) || (item.shut ? memory.folded.has(item.id) : !memory.folded.has(item.id));
  const shown = (item) => matches(item.label, item.note || "") || (item.children || []).some(shown);

  function branch(items, level, from, into) {
    const visible = items.filter(shown);
    visible.forEach((item, place) => {
      const children = item.children && item.children.length ? item.children : null;
      const node = el("div", {
        class: `node ${item.kind}${item.drop ? " drop" : ""}`, role: "treeitem", "data-id": item.id,
        "aria-level": level, "aria-setsize": visible.length, "aria-posinset": place + 1, tabindex: "-1",
        "aria-selected": String(item.id === data.selected), draggable: item.drag ? "true" : "false",
        "aria-expanded": children ? String(isOpen(item)) : null, title: item.label,
        style: `padding-left:${(level - 1) * 0.95 + 0.1}rem`,
      });
      const twist = el("span", { class: "twist", "aria-hidden": "true" });
      if (children) twist.innerHTML = '<svg viewBox="0 0 16 16" width="100%" height="100%"><path fill="none" stroke="currentColor" stroke-width="1.6" d="M6 4l4 4-4 4"/></svg>';
      node.append(twist);
      if (item.kind !== "heading") node.append(glyph(item.kind));
      node.append(el("span", { class: "label" }, item.label));
      if (item.badge) node.append(el("span", { class: `badge ${item.tone || "gray"}` }, item.badge));
      if (item.note) node.append(el("span", { class: "note" }, item.note));
      wire(node, item, from);
      into.append(node);
      if (children && isOpen(item)) branch(children, level + 1, item.id, into);
    });
  }

  function draw(focus) {
    const top = scroll.scrollTop;
    scroll.replaceChildren();
    for (const group of data.trays) {
      const items = group.items.filter((one) => matches(one.number, one.title, one.from || ""));
      const id = `t-${group.id}`;
      scroll.append(el("h3", { id }, group.title, el("span", { class: "n" }, String(items.length))));
      if (!items.length) { scroll.append(el("div", { class: "none" }, group.empty)); continue; }
      const list = el("div", { role: "listbox", "aria-labelledby": id });
      list.append(...items.map(card));
      list.onkeydown = keys(list, false);
      scroll.append(list);
      rove(list);
    }
    data.trees.forEach((group) => {
      const id = `h-${group.id}`;
      scroll.append(el("h3", { id }, group.title));
      const tree = el("div", { class: "tree", role: "tree", "aria-labelledby": id });
      branch(group.items, 1, "", tree);
      if (!tree.children.length) { scroll.append(el("div", { class: "none" }, group.empty || words.nothing)); return; }
      tree.onkeydown = keys(tree, true);
      scroll.append(tree);
      rove(tree);
    });
    scroll.scrollTop = top;
    if (focus) scroll.querySelector(`[data-id="${CSS_escape(focus)}"]`)?.focus({ preventScroll: true });
  }

  const CSS_escape = (text) => window.CSS.escape(text);

  function rove(list) {
    const items = [...list.querySelectorAll("[data-id]")];
    const first = items.find((one) => one.getAttribute("aria-selected") === "true") || items[0];
    if (first) first.tabIndex = 0;
  }

  function go(list, node) {
    if (!node) return;
    list.querySelectorAll("[data-id]").forEach((one) => { one.tabIndex = -1; one.classList.remove("aim"); });
    node.tabIndex = 0;
    if (memory.moving) node.classList.add("aim");
    node.focus();
  }

  function targets() { return [...scroll.querySelectorAll(".node.drop")]; }

  function keys(list, isTree) {
    return (event) => {
      event.stopPropagation(); // the app has letters of its own
      const node = event.target.closest("[data-id]");
      if (!node) return;
      const item = node.item;
      const all = memory.moving ? targets() : [...list.querySelectorAll("[data-id]")];
      const at = all.indexOf(node);
      const step = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (step !== undefined) { event.preventDefault(); go(list, all[Math.max(0, Math.min(all.length - 1, step))]); return; }
      if (event.key === "Escape" && memory.moving) {
        const back = memory.moving.id; leave(); say(words.cancelled);
        scroll.querySelector(`[data-id="${CSS_escape(back)}"]`)?.focus(); return;
      }
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        if (memory.moving && item.drop) drop(item);
        else if (item.children && !item.opens) toggle(item);
        else open(item.id);
        return;
      }
      if ((event.key === "m" || event.key === "M") && item.drag) {
        event.preventDefault();
        memory.moving = { id: item.id, from: node.from };
        root.classList.add("moving");
        say(words.moving);
        const first = targets()[0];
        if (first) go(first.parentElement, first); else { leave(); say(words.nowhere); }
        return;
      }
      if (isTree && event.key === "ArrowRight" && item.children && !isOpen(item)) toggle(item);
      else if (isTree && event.key === "ArrowRight" && item.children) go(list, all[at + 1]);
      else if (isTree && event.key === "ArrowLeft" && item.children && isOpen(item)) toggle(item);
      else if (isTree && event.key === "ArrowLeft") {
        const level = Number(node.getAttribute("aria-level"));
        go(list, all.slice(0, at).reverse().find((one) => Number(one.getAttribute("aria-level")) < level));
      }
    };
  }

  search.oninput = () => { memory.search = search.value; draw(); };
  search.onkeydown = (event) => { event.stopPropagation(); if (event.key === "Escape") { search.value = memory.search = ""; draw(); } };
  draw(focused);
  return () => {};
}
