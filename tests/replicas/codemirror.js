// A composer of CodeMirror 6, which draws only the lines in view. Enter sends.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { attributes, editor, expose, onSend, options, send } from "./shared.js";

const { nonce } = document.querySelector("script[nonce]");

const extensions = [
  history(),
  keymap.of([{ key: "Enter", run: send }, ...defaultKeymap, ...historyKeymap]),
  EditorView.lineWrapping,
  EditorView.cspNonce.of(nonce),
  EditorView.contentAttributes.of(attributes),
  EditorView.editable.of(!options.has("readonly")),
];
const view = new EditorView({ parent: editor, extensions });

expose({
  model: () => view.state.doc.toString(),
  caret: () => (view.state.selection.main.empty ? view.state.selection.main.head : -1),
  setText: (doc) => view.setState(EditorState.create({ doc, extensions })),
  setCaret(start, end = start) {
    view.focus();
    view.dispatch({ selection: { anchor: start, head: end } });
  },
});
onSend();
view.focus();
