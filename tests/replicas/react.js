// A controlled textarea of React: what it holds is React's state, and the next render writes that back.
// `?refuses` keeps the state as it is, whatever is typed.

import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { editor, expose, fieldReplica, label, onSend, options, sendOnEnter } from "./shared.js";

let state = "";
/** @type {(text: string) => void} */
let setState;

function Composer() {
  [state, setState] = useState("");
  return createElement("textarea", {
    rows: 2,
    "aria-label": label,
    value: state,
    readOnly: options.has("readonly"),
    onChange: ({ target }) => options.has("refuses") || setState(target.value),
  });
}

flushSync(() => createRoot(editor).render(createElement(Composer)));
const field = editor.querySelector("textarea");
expose({ ...fieldReplica(field, (text) => flushSync(() => setState(text))), model: () => state });
sendOnEnter(field);
onSend();
field.focus();
