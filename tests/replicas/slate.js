// A composer of Slate, a paragraph for each line. Enter sends.

import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { flushSync } from "react-dom";
import { createEditor, Editor, Point, Text, Transforms } from "slate";
import { withHistory } from "slate-history";
import { Editable, ReactEditor, Slate, withReact } from "slate-react";
import { attributes, editor as place, expose, onSend, options, send } from "./shared.js";

const paragraphs = (text) => text.split("\n").map((line) => ({ type: "paragraph", children: [{ text: line }] }));

const editor = withHistory(withReact(createEditor()));
flushSync(() =>
  createRoot(place).render(
    createElement(
      Slate,
      { editor, initialValue: paragraphs("") },
      createElement(Editable, {
        ...attributes,
        readOnly: options.has("readonly"),
        onKeyDown(event) {
          if (event.key !== "Enter" || event.shiftKey) return;
          event.preventDefault();
          send();
        },
      }),
    ),
  ),
);

/** The texts in order, with the offset of each in the whole. */
function texts() {
  const all = [];
  let at = 0;
  let block = 0;
  for (const [node, path] of Editor.nodes(editor, { at: [], match: Text.isText })) {
    if (path[0] !== block) {
      at += 1;
      block = path[0];
    }
    all.push({ path, at, text: node.text });
    at += node.text.length;
  }
  return all;
}

/** @param {number} offset */
function pointAt(offset) {
  const { path, at } = texts().find(({ at, text }) => at <= offset && offset <= at + text.length);
  return { path, offset: offset - at };
}

const model = () => texts().reduce((text, piece) => text.padEnd(piece.at, "\n") + piece.text, "");

expose({
  model,
  caret() {
    const { anchor, focus } = editor.selection ?? {};
    if (!anchor || !Point.equals(anchor, focus)) return -1;
    return texts().find(({ path }) => path.join() === anchor.path.join()).at + anchor.offset;
  },
  setText(text) {
    Transforms.deselect(editor);
    Editor.withoutNormalizing(editor, () => {
      while (editor.children.length) Transforms.removeNodes(editor, { at: [0] });
      Transforms.insertNodes(editor, paragraphs(text), { at: [0] });
    });
    editor.history = { undos: [], redos: [] };
  },
  setCaret(start, end = start) {
    ReactEditor.focus(editor);
    Transforms.select(editor, { anchor: pointAt(start), focus: pointAt(end) });
  },
});
onSend();
ReactEditor.focus(editor);
