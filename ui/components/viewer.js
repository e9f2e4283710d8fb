// The viewer: page images from our own server, zoom, and signatures as buttons on the page.

const kept = new Map(); // by data.key: zoom

const CSS = `
:host{display:block;height:100%}
.root{display:flex;flex-direction:column;height:100%;min-height:0;border:1px solid var(--st-border-color);border-radius:var(--st-base-radius);overflow:hidden;font:400 .88rem/1.4 var(--st-font);color:var(--st-text-color)}
.bar{display:flex;align-items:center;gap:.4rem;padding:.35rem .5rem .35rem .75rem;background:var(--st-secondary-background-color);border-bottom:1px solid var(--st-border-color);min-height:2.4rem;box-sizing:border-box}
.bar .name{font-weight:600;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.bar .space{flex:1}
.bar .n{white-space:nowrap}
button{font:inherit;color:inherit;background:var(--st-background-color);border:1px solid var(--st-border-color);border-radius:6px;padding:.15rem .55rem;cursor:pointer;white-space:nowrap;min-height:1.75rem}
button:hover{border-color:var(--st-primary-color)}
.zoom{min-width:3.1rem;text-align:center;font-variant-numeric:tabular-nums}
.sheets{flex:1;min-height:0;overflow:auto;background:color-mix(in srgb,var(--st-secondary-background-color) 70%,#8a8577 30%);padding:12px;display:flex;flex-direction:column;align-items:safe center;gap:12px;scrollbar-width:thin}
.page{position:relative;background:#fff;box-shadow:0 1px 5px rgb(0 0 0/.25);flex:none}
.page img{display:block;width:100%;height:100%}
.mark{position:absolute;border:2px solid #14507a;background:rgb(20 80 122/.06);border-radius:4px;padding:0;min-height:0}
.mark:hover{background:rgb(20 80 122/.14)}
.mark span{position:absolute;right:-2px;top:-2px;background:#14507a;color:#fff;font:600 .75rem var(--st-font);min-width:1.1rem;padding:.05rem .25rem;border-radius:0 4px 0 4px}
.none{margin:auto;padding:2rem;text-align:center;background:var(--st-background-color);border-radius:var(--st-base-radius)}
:focus-visible{outline:3px solid var(--st-primary-color);outline-offset:-3px}
button:focus-visible{outline-offset:1px}
`;

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

export default function viewer({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".root");
  if (!root) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    parentElement.adoptedStyleSheets = [...(parentElement.adoptedStyleSheets || []), sheet];
    root = el("div", { class: "root" });
    parentElement.append(root);
  }
  const signature = JSON.stringify([data.pages, data.marks, data.words, data.name]);
  if (root.dataset.shown === signature) { root.marked = setTriggerValue; return () => {}; }
  root.dataset.shown = signature;
  root.marked = setTriggerValue;
  const words = data.words;
  const memory = kept.get(data.key) || { zoom: 0 }; // 0: the width of the pane
  kept.set(data.key, memory);

  const level = el("span", { class: "zoom", role: "status" });
  const less = el("button", { type: "button", "aria-label": words.less }, "−");
  const more = el("button", { type: "button", "aria-label": words.more }, "+");
  const fit = el("button", { type: "button" }, words.fit);
  const count = data.pages.length;
  const bar = el("div", { class: "bar" }, el("span", { class: "name", title: data.name }, data.name), el("span", { class: "space" }));
  if (count) bar.append(el("span", { class: "n" }, words.pages), less, level, more, fit);
  const sheets = el("div", { class: "sheets", tabindex: "0", role: "region", "aria-label": words.region });
  sheets.onkeydown = (event) => event.stopPropagation();

  const pages = data.pages.map((page, place) => {
    const image = el("img", { alt: page.alt, loading: place ? "lazy" : "eager", decoding: "async" });
    const sheet = el("div", { class: "page" }, image);
    for (const mark of data.marks.filter((one) => one.page === place)) {
      const button = el("button", {
        type: "button", class: "mark", title: mark.label, "aria-label": mark.label,
        style: `left:${mark.x * 100}%;top:${mark.y * 100}%;width:${mark.width * 100}%;height:${mark.height * 100}%`,
      }, el("span", { "aria-hidden": "true" }, mark.id));
      button.onclick = () => root.marked("mark", mark.id);
      sheet.append(button);
    }
    sheets.append(sheet);
    return { page, sheet, image };
  });
  if (!count) sheets.append(el("div", { class: "none" }, words.none));

  function draw() {
    const room = Math.max(200, sheets.clientWidth - 26);
    for (const { page, sheet, image } of pages) {
      const width = memory.zoom ? page.width * memory.zoom * 1.333 : room;
      sheet.style.width = `${width}px`;
      sheet.style.height = `${(width * page.height) / page.width}px`;
      const wanted = width * (window.devicePixelRatio || 1) > page.width * 1.9 ? `${page.url}?close` : page.url;
      if (image.getAttribute("src") !== wanted) image.src = wanted;
    }
    const first = pages[0];
    const now = first ? (memory.zoom || room / (first.page.width * 1.333)) : 1;
    level.textContent = `${Math.round(now * 100)}%`;
    fit.setAttribute("aria-pressed", String(!memory.zoom));
    return now;
  }

  const zoom = (factor) => { memory.zoom = Math.min(3, Math.max(0.4, draw() * factor)); draw(); };
  less.onclick = () => zoom(1 / 1.25);
  more.onclick = () => zoom(1.25);
  fit.onclick = () => { memory.zoom = 0; draw(); };
  root.replaceChildren(bar, sheets);
  draw();
  root.watch?.disconnect();
  root.watch = new ResizeObserver(() => { if (!memory.zoom) draw(); });
  root.watch.observe(sheets);
  return () => root.watch?.disconnect();
}
