// The table: long lists a keyboard and a screen reader can use; search, sort, choose, act on many.

const kept = new Map(); // by data.key: search, facets, order, chosen

const CSS = `
:host{display:block;height:100%}
.root{display:flex;flex-direction:column;gap:.55rem;height:100%;min-height:0;font:400 .86rem/1.35 var(--st-font);color:var(--st-text-color)}
.bar{display:flex;flex-wrap:wrap;gap:.45rem;align-items:center}
input[type=search],select,button{font:inherit;color:inherit;background:var(--st-background-color);border:1px solid var(--st-widget-border-color,var(--st-border-color));border-radius:var(--st-base-radius);padding:.38rem .6rem;min-height:2.2rem;box-sizing:border-box}
input[type=search]{flex:1 1 8rem;min-width:8rem}
input::placeholder{color:var(--st-gray-text-color);opacity:1}
select{width:7.2rem;text-overflow:ellipsis}
button{cursor:pointer}
button:hover:not(:disabled){border-color:var(--st-primary-color)}
.scroll{flex:1;min-height:0;overflow:auto;border:1px solid var(--st-border-color);border-radius:var(--st-base-radius);scrollbar-width:thin}
table{border-collapse:separate;border-spacing:0;width:100%}
th{position:sticky;top:0;z-index:1;background:var(--st-dataframe-header-background-color,var(--st-secondary-background-color));text-align:left;font-weight:600;border-bottom:1px solid var(--st-border-color);padding:0;white-space:nowrap}
th button{border:0;background:none;font-weight:600;width:100%;text-align:inherit;padding:.4rem .45rem;border-radius:0;min-height:2rem}
th.check,td.check{width:2.3rem;padding:.35rem .6rem .3rem .65rem}
td{border-bottom:1px solid var(--st-border-color);padding:.38rem .45rem;vertical-align:top}
tr:last-child td{border-bottom:0}
tbody tr{cursor:pointer}
tbody tr:hover{background:var(--st-secondary-background-color)}
tbody tr.chosen{background:var(--st-blue-background-color)}
tbody tr.open td:first-child{box-shadow:inset 3px 0 0 var(--st-primary-color)}
td.narrow{white-space:nowrap}
td.wide{min-width:8.6rem}
td .clamp{display:-webkit-box;-webkit-line-clamp:3;-webkit-box-orient:vertical;overflow:hidden}
td.snug{max-width:6.5rem}
td.right,th.right{text-align:right;font-variant-numeric:tabular-nums}
.link{border:0;background:none;padding:0;min-height:0;text-align:left;font:inherit;font-weight:600;color:var(--st-link-color);text-decoration:underline;text-underline-offset:3px;text-decoration-thickness:1px;white-space:nowrap}
.badge{display:inline-block;font-size:.74rem;font-weight:600;border-radius:.7rem;padding:.05rem .5rem}
.gray{background:var(--st-gray-background-color);color:var(--st-gray-text-color)}
.green{background:var(--st-green-background-color);color:var(--st-green-text-color)}
.orange{background:var(--st-orange-background-color);color:var(--st-orange-text-color)}
.red{background:var(--st-red-background-color);color:var(--st-red-text-color)}
.blue{background:var(--st-blue-background-color);color:var(--st-blue-text-color)}
input[type=checkbox]{width:18px;height:18px;accent-color:var(--st-primary-color);cursor:pointer;margin:0}
.none{padding:2rem 1rem;text-align:center;color:var(--st-gray-text-color)}
.foot{display:flex;flex-wrap:wrap;gap:.45rem;align-items:center;min-height:2.3rem}
.foot .n{margin-right:auto;color:var(--st-gray-text-color)}
.pager{display:flex;gap:.4rem;align-items:center}
.pager[hidden]{display:none}
.pager button{min-width:2.2rem}
.foot button.first{background:var(--st-primary-color);border-color:var(--st-primary-color);color:var(--st-background-color);font-weight:600}
.foot button:disabled{opacity:.5;cursor:not-allowed}
:focus-visible{outline:2px solid var(--st-primary-color);outline-offset:1px}
`;

const fold = (text) =>
  String(text ?? "").normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

const textOf = (cell) => (cell && typeof cell === "object" ? cell.text : cell) ?? "";
const rankOf = (cell) => (cell && typeof cell === "object" && "sort" in cell ? cell.sort : textOf(cell));

export default function table({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".root");
  if (!root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    parentElement.adoptedStyleSheets = [...(parentElement.adoptedStyleSheets || []), sheet];
    root = el("div", { class: "root" });
    parentElement.append(root);
  }
  const shown = JSON.stringify(data);
  if (root.dataset.shown === shown) { root.trigger = setTriggerValue; return () => {}; }
  root.dataset.shown = shown;
  root.trigger = setTriggerValue;
  const words = data.words;
  const memory = kept.get(data.key) || { search: "", facets: {}, sort: null, down: false, page: 0, chosen: new Set() };
  kept.set(data.key, memory);
  const far = data.far; // a page of thousands: the other side seeks, sorts and turns
  const typing = far && parentElement.activeElement?.type === "search";
  if (far) {
    const { search: asked, ...others } = far.asked;
    Object.assign(memory, others, typing ? {} : { search: asked });
  } else {
    const known = new Set(data.rows.map((row) => row.ref));
    memory.chosen = new Set([...memory.chosen].filter((ref) => known.has(ref)));
  }
  const seek = () => {
    const { search: asked, facets, sort, down, page } = memory;
    root.trigger("seek", { search: asked, facets, sort: sort || "", down, page });
  };
  const again = () => { if (far) seek(); else draw(); };

  const bar = el("div", { class: "bar" });
  const search = el("input", { type: "search", placeholder: words.search, "aria-label": words.search });
  search.value = memory.search;
  search.oninput = () => {
    memory.search = search.value;
    memory.page = 0;
    clearTimeout(memory.soon);
    if (far) memory.soon = setTimeout(seek, 350); else draw();
  };
  search.onkeydown = (event) => event.stopPropagation();
  bar.append(search);
  for (const column of data.columns.filter((one) => one.facet)) {
    const here = far ? far.facets[column.key] || [] : data.rows.map((row) => textOf(row.cells[column.key]));
    const values = [...new Set(here)].filter(Boolean).sort();
    if (values.length < 2 && !memory.facets[column.key]) continue;
    const choose = el("select", { "aria-label": column.label }, el("option", { value: "" }, column.label));
    for (const value of values) choose.append(el("option", { value }, value));
    choose.value = memory.facets[column.key] || "";
    choose.onchange = () => { memory.facets[column.key] = choose.value; memory.page = 0; again(); };
    bar.append(choose);
  }

  const every = el("input", { type: "checkbox", "aria-label": words.every });
  const head = el("tr");
  const many = data.actions.length > 0;
  if (many) head.append(el("th", { class: "check", scope: "col" }, every));
  for (const column of data.columns.filter((one) => !one.hidden)) {
    const sort = el("button", { type: "button" }, column.label);
    sort.onclick = () => {
      memory.down = memory.sort === column.key ? !memory.down : false;
      memory.sort = column.key;
      memory.page = 0;
      again();
    };
    const cell = el("th", { scope: "col", class: column.align || "" }, sort);
    cell.column = column;
    head.append(cell);
  }
  const body = el("tbody");
  const scroll = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": data.label },
    el("table", { "aria-label": data.label }, el("thead", {}, head), body));
  const count = el("span", { class: "n", role: "status" });
  const foot = el("div", { class: "foot" }, count);
  const place = el("span", { class: "place" });
  const turns = ["earlier", "further"].map((name, way) => {
    const button = el("button", { type: "button", class: "turn", "aria-label": words[name] }, way ? "›" : "‹");
    button.onclick = () => { memory.page += way ? 1 : -1; again(); scroll.scrollTop = 0; };
    return button;
  });
  const pager = el("span", { class: "pager" }, turns[0], place, turns[1]);
  if (data.page || far) foot.append(pager);
  const buttons = data.actions.map((action, place) => {
    const button = el("button", { type: "button", class: place ? "" : "first" }, action.label);
    button.onclick = () => root.trigger("bulk", { op: action.op, refs: [...memory.chosen] });
    foot.append(button);
    return button;
  });

  const visible = () => {
    if (far) return data.rows;
    const asked = fold(memory.search).split(/\s+/).filter(Boolean);
    const rows = data.rows.filter((row) => {
      const text = fold(Object.values(row.cells).map(textOf).join(" "));
      return asked.every((word) => text.includes(word)) &&
        Object.entries(memory.facets).every(([key, value]) => !value || textOf(row.cells[key]) === value);
    });
    if (!memory.sort) return rows;
    const order = new Intl.Collator(words.locale, { numeric: true });
    const sign = memory.down ? -1 : 1;
    return rows.sort((a, b) => sign * order.compare(String(rankOf(a.cells[memory.sort])), String(rankOf(b.cells[memory.sort]))));
  };

  function choose(ref, on) { if (on) memory.chosen.add(ref); else memory.chosen.delete(ref); }

  function line(row) {
    const node = el("tr", { class: `${memory.chosen.has(row.ref) ? "chosen" : ""}${row.ref === data.open ? " open" : ""}`, "data-ref": row.ref });
    const check = el("input", { type: "checkbox", "aria-label": `${words.choose} ${row.name}` });
    check.checked = memory.chosen.has(row.ref);
    check.onclick = (event) => {
      event.stopPropagation();
      const rows = visible();
      const here = rows.findIndex((one) => one.ref === row.ref);
      const last = rows.findIndex((one) => one.ref === memory.last);
      const [from, to] = event.shiftKey && last >= 0 ? [Math.min(here, last), Math.max(here, last)] : [here, here];
      rows.slice(from, to + 1).forEach((one) => choose(one.ref, check.checked));
      memory.last = row.ref;
      draw(row.ref);
    };
    if (many) node.append(el("td", { class: "check" }, check));
    data.columns.filter((one) => !one.hidden).forEach((column, place) => {
      const cell = row.cells[column.key];
      const text = String(textOf(cell));
      const td = el("td", { class: `${column.align || ""} ${column.narrow ? "narrow" : ""}${column.wide ? "wide" : ""}${column.snug ? "snug" : ""}` });
      if (place === 0) {
        const link = el("button", { type: "button", class: "link" }, text);
        link.onclick = (event) => { event.stopPropagation(); root.trigger("open", row.ref); };
        td.append(link);
      } else if (cell && typeof cell === "object" && cell.tone && text) {
        td.append(el("span", { class: `badge ${cell.tone}` }, text));
      } else if (column.wide) td.append(el("div", { class: "clamp", title: text }, text));
      else td.append(text);
      node.append(td);
    });
    node.onclick = () => root.trigger("open", row.ref);
    return node;
  }

  function draw(focus) {
    const rows = visible();
    const pages = far ? far.pages : data.page ? Math.max(1, Math.ceil(rows.length / data.page)) : 1;
    memory.page = Math.min(Math.max(0, memory.page), pages - 1);
    const here = data.page && !far ? rows.slice(memory.page * data.page, (memory.page + 1) * data.page) : rows;
    body.replaceChildren(...here.map(line));
    pager.hidden = pages < 2;
    if (pages > 1) place.textContent = words.page.replace("{page}", memory.page + 1).replace("{pages}", pages);
    turns.forEach((button, way) => { button.disabled = memory.page === (way ? pages - 1 : 0); });
    if (!rows.length) body.append(el("tr", {}, el("td", { class: "none", colspan: data.columns.length + 1 }, words.none)));
    every.checked = rows.length > 0 && rows.every((row) => memory.chosen.has(row.ref));
    every.indeterminate = !every.checked && rows.some((row) => memory.chosen.has(row.ref));
    head.querySelectorAll("th").forEach((cell) => {
      if (!cell.column) return;
      const on = cell.column.key === memory.sort;
      cell.setAttribute("aria-sort", on ? (memory.down ? "descending" : "ascending") : "none");
      cell.firstChild.textContent = cell.column.label + (on ? (memory.down ? " ↓" : " ↑") : "");
    });
    count.textContent = many
      ? words.counted.replace("{chosen}", memory.chosen.size).replace("{shown}", far ? far.total : rows.length)
      : words.shown.replace("{shown}", far ? far.total : rows.length);
    buttons.forEach((button) => { button.disabled = memory.chosen.size === 0; });
    if (focus) body.querySelector(`tr[data-ref="${focus}"] input`)?.focus();
  }

  every.onclick = () => { visible().forEach((row) => choose(row.ref, every.checked)); draw(); };
  root.onkeydown = (event) => { if (event.key.length === 1) event.stopPropagation(); };
  root.replaceChildren(bar, scroll, foot);
  draw();
  if (typing) { search.focus(); search.setSelectionRange(search.value.length, search.value.length); }
  return () => {};
}
