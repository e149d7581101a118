// A composer as chatgpt.com builds it: bare ProseMirror, paragraphs only, Enter sends.

import { baseKeymap, splitBlock } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { history, replicaOf } from "./prosemirror.js";
import { expose, onSend, send } from "./shared.js";

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
});

function submit() {
  send(replica.model());
  replica.setText("");
  return true;
}

const view = new EditorView(document.querySelector("#editor"), {
  state: EditorState.create({
    schema,
    plugins: [
      history(),
      keymap({ Enter: submit, "Shift-Enter": splitBlock, "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }),
      keymap(baseKeymap),
    ],
  }),
  attributes: { id: "prompt-textarea", "aria-label": "Message", role: "textbox", "aria-multiline": "true" },
});

const replica = replicaOf(view);
expose(replica);
onSend(submit);
view.focus();
