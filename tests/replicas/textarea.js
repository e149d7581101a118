// A plain textarea as composer. `?maxlength=100` limits it, `?readonly` closes it, with `?late`
// the page writes by itself what it was asked to take, a while later, and `?shouts` writes all in capitals.

import { compose, expose, fieldReplica, onSend, options, sendOnEnter } from "./shared.js";

const field = compose("textarea");
field.rows = 2;
field.readOnly = options.has("readonly");
if (options.has("maxlength")) field.maxLength = Number(options.get("maxlength"));
if (options.has("late")) {
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType.startsWith("history")) return;
    event.preventDefault();
    const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    setTimeout(() => field.setRangeText(text, field.selectionStart, field.selectionEnd, "end"), 300);
  });
}
if (options.has("shouts")) {
  field.addEventListener("input", () => {
    field.value = field.value.toUpperCase();
  });
}

const replica = fieldReplica(field, (text) => {
  field.value = text;
});
expose(replica);
sendOnEnter(field);
onSend();
field.focus();
