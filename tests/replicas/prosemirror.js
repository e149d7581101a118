// ProseMirror, and the half of window.replica that all built on it share.

import { baseKeymap, splitBlock } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { attributes, options, send } from "./shared.js";

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    text: { group: "inline" },
    hard_break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
});

/** Takes no change of the text: `?refuses`. */
const refusal = new Plugin({ filterTransaction: (transaction) => !transaction.docChanged });

/** A composer of bare ProseMirror. @param {Node} place @param {Record<string, string>} [more] attributes */
export function proseMirror(place, more = {}) {
  const view = new EditorView(place, {
    state: EditorState.create({
      schema,
      plugins: [
        history(),
        keymap({ Enter: send, "Shift-Enter": splitBlock, "Mod-z": undo, "Mod-y": redo, "Mod-Shift-z": redo }),
        keymap(baseKeymap),
        ...(options.has("refuses") ? [refusal] : []),
      ],
    }),
    editable: () => !options.has("readonly"),
    attributes: { ...attributes, ...more },
  });
  return { view, replica: replicaOf(view) };
}

const leafText = (node) => (node.type.name === "hard_break" || node.type.name === "hardBreak" ? "\n" : "");

const textUpTo = (doc, position) => doc.textBetween(0, position, "\n", leafText);

/** The document position at an offset in its text. */
function positionAt(doc, offset) {
  for (let position = 0; position <= doc.content.size; position += 1) {
    if (doc.resolve(position).parent.inlineContent && textUpTo(doc, position).length === offset) return position;
  }
  throw new RangeError(`no position at ${offset}`);
}

export function replicaOf(view) {
  return {
    model: () => textUpTo(view.state.doc, view.state.doc.content.size),
    caret: () => (view.state.selection.empty ? textUpTo(view.state.doc, view.state.selection.head).length : -1),
    setText(text) {
      const { schema, plugins } = view.state;
      const paragraphs = text.split("\n").map((line) => schema.node("paragraph", null, line ? [schema.text(line)] : []));
      view.updateState(EditorState.create({ doc: schema.node("doc", null, paragraphs), plugins }));
    },
    setCaret(start, end = start) {
      const { doc, tr } = view.state;
      view.focus();
      view.dispatch(tr.setSelection(TextSelection.create(doc, positionAt(doc, start), positionAt(doc, end))));
    },
  };
}
