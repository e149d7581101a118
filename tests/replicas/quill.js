// A composer as gemini.google.com builds it: Quill without formats, Enter sends.

import Quill from "quill/core";
import { attributes, compose, expose, onSend, options, sendOnEnter } from "./shared.js";

// Quill assigns markup as text. Where a page wants Trusted Types, it has to allow that.
window.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });

const quill = new Quill(compose("div"), { formats: [], readOnly: options.has("readonly") });
for (const [name, value] of Object.entries(attributes)) quill.root.setAttribute(name, value);

expose({
  // Quill's text ends with a newline that nobody has written.
  model: () => quill.getText().slice(0, -1),
  caret() {
    const { index = -1, length = -1 } = quill.getSelection() ?? {};
    return length ? -1 : index;
  },
  setText(text) {
    quill.setText(`${text}\n`);
    quill.history.clear();
  },
  setCaret(start, end = start) {
    quill.focus();
    quill.setSelection(start, end - start);
  },
});
sendOnEnter(quill.root);
onSend();
quill.focus();
