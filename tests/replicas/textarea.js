// A plain textarea as composer. `?maxlength=100` limits it.

import { expose, onSend, send } from "./shared.js";

const field = document.querySelector("textarea");
const limit = new URLSearchParams(location.search).get("maxlength");
if (limit) field.maxLength = Number(limit);

function submit() {
  send(field.value);
  field.value = "";
}

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey) return;
  event.preventDefault();
  submit();
});

expose({
  model: () => field.value,
  caret: () => field.selectionEnd,
  setText(text) {
    field.value = text;
  },
  setCaret(start, end = start) {
    field.focus();
    field.setSelectionRange(start, end);
  },
  undoDepth: () => null,
});
onSend(submit);
field.focus();
