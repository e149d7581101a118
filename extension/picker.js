// @ts-check
// Lets the person point at the composer of this page: what the pointer or the focus is on is marked, a click or
// Enter picks it, Esc leaves. Loaded when it is asked for, and gone afterwards.
import { finder } from "@medv/finder";

const WRITABLE = "textarea,input:not([type]),input[type=text],[contenteditable]:not([contenteditable=false])";
const lifetime = new AbortController();

const host = document.createElement("prompt-commons-picker");
const shadow = host.attachShadow({ mode: "closed" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(
  ":host{all:initial!important;position:fixed!important;inset:0!important;z-index:2147483647!important;pointer-events:none!important}" +
    "div{position:fixed;box-sizing:border-box;border:3px solid #4b44cf;border-radius:8px;background:#4b44cf22}" +
    "p{position:fixed;top:16px;left:50%;translate:-50%;max-width:calc(100vw - 64px);margin:0;padding:12px 20px;border-radius:12px;" +
    "background:#23224a;color:#fff;font:500 15px/1.4 system-ui,sans-serif;box-shadow:0 8px 32px #0006}",
);
shadow.adoptedStyleSheets = [sheet];
const banner = document.createElement("p");
banner.role = "status";
const mark = document.createElement("div");
mark.hidden = true;
shadow.append(mark, banner);

/** @type {Element | undefined} */
let chosen;

/** The innermost element of an event that can be written in. @param {Event} event */
const writable = (event) => {
  const elements = event.composedPath().filter((target) => target instanceof Element);
  // A rich editor is the outermost of nested editable elements.
  return elements.findLast((element) => element.matches(WRITABLE));
};

/** @param {Event} event */
const point = (event) => {
  chosen = writable(event);
  mark.hidden = !chosen;
  if (!chosen) return;
  const { left, top, width, height } = chosen.getBoundingClientRect();
  Object.assign(mark.style, { left: `${left - 4}px`, top: `${top - 4}px`, width: `${width + 8}px`, height: `${height + 8}px` });
};

const leave = () => {
  lifetime.abort();
  host.remove();
};

const pick = async () => {
  if (!chosen) return;
  let top = chosen;
  while (top.parentElement) top = top.parentElement;
  const selector = finder(chosen, { root: top });
  leave();
  await chrome.runtime.sendMessage({ type: "picked", selector });
};

/** @param {string} types @param {(event: any) => void} listener */
const on = (types, listener) => {
  for (const type of types.split(" ")) {
    addEventListener(type, (event) => event.isTrusted && listener(event), { capture: true, signal: lifetime.signal });
  }
};

/** Nothing of this is meant for the page. @param {Event} event */
const keep = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
};

on("pointermove focusin", point);
on("pointerdown pointerup mousedown mouseup", keep);
on("click", (event) => {
  keep(event);
  point(event);
  pick();
});
on("keydown", (event) => {
  if (event.key !== "Escape" && event.key !== "Enter") return;
  keep(event);
  if (event.key === "Escape") leave();
  else pick();
});

for (const old of document.querySelectorAll(host.localName)) old.remove();
document.documentElement.append(host);
// Said once it is there, so that a screen reader hears it.
banner.textContent = chrome.i18n.getMessage("pickComposer");
