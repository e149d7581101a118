// The ProseMirror half of window.replica, for both sites that build on it.

import { history, undoDepth } from "prosemirror-history";
import { EditorState, TextSelection } from "prosemirror-state";

export { history };

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
  const model = () => textUpTo(view.state.doc, view.state.doc.content.size);
  return {
    model,
    caret: () => textUpTo(view.state.doc, view.state.selection.head).length,
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
    undoDepth: () => undoDepth(view.state),
  };
}
