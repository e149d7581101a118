// A composer inside an open shadow root, as some sites' own elements have it: ProseMirror, or a textarea with `?field`.

import { proseMirror } from "./prosemirror.js";
import { compose, editor, expose, fieldReplica, onSend, options, sendOnEnter } from "./shared.js";

const root = editor.appendChild(document.createElement("chat-composer")).attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync("p { margin: 0 } textarea, div { width: 100%; min-height: 48px; outline: 0; white-space: break-spaces }");
root.adoptedStyleSheets = [sheet];

if (options.has("field")) {
  const field = compose("textarea", root);
  expose(fieldReplica(field, (text) => {
    field.value = text;
  }));
  sendOnEnter(field);
  field.focus();
} else {
  const { view, replica } = proseMirror(root);
  expose(replica);
  view.focus();
}
onSend();
