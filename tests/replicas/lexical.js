// A composer as www.perplexity.ai builds it: Lexical with plain text; at `/lexical-rich`, with paragraphs. Enter sends.

import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerPlainText } from "@lexical/plain-text";
import { registerRichText } from "@lexical/rich-text";
import {
  $createLineBreakNode, $createParagraphNode, $createRangeSelection, $createTextNode, $getRoot, $getSelection, $isElementNode,
  $isLineBreakNode, $isRangeSelection, $setSelection, COMMAND_PRIORITY_CRITICAL, createEditor, HISTORIC_TAG, KEY_ENTER_COMMAND,
} from "lexical";
import { compose, expose, onSend, options, send } from "./shared.js";

const rich = location.pathname.endsWith("rich");
const element = compose("div");
element.contentEditable = String(!options.has("readonly"));
const editor = createEditor({
  namespace: "replica",
  onError(error) {
    throw error;
  },
});
editor.setRootElement(element);
(rich ? registerRichText : registerPlainText)(editor);
const history = createEmptyHistoryState();
registerHistory(editor, history, 300);
editor.registerCommand(
  KEY_ENTER_COMMAND,
  (event) => {
    if (event?.shiftKey) return false;
    event?.preventDefault();
    return send();
  },
  COMMAND_PRIORITY_CRITICAL,
);

/** What holds text, in order, with the offset of each in the whole: text nodes, line breaks and empty paragraphs. */
function pieces() {
  const all = [];
  let at = 0;
  $getRoot().getChildren().forEach((paragraph, index) => {
    if (index) at += 1;
    const children = $isElementNode(paragraph) ? paragraph.getChildren() : [];
    children.forEach((node, place) => {
      const text = $isLineBreakNode(node) ? "\n" : node.getTextContent();
      all.push({ paragraph, place, node, at, text });
      at += text.length;
    });
    all.push({ paragraph, place: children.length, node: null, at, text: "" });
  });
  return all;
}

/** The offset in the whole text of a point of a selection. */
function offsetOf(point) {
  const node = point.getNode();
  const found = point.type === "text"
    ? pieces().find((piece) => piece.node?.is(node))
    : pieces().find((piece) => piece.paragraph.is(node) && piece.place === point.offset);
  return found ? found.at + (point.type === "text" ? point.offset : 0) : -1;
}

/** Puts a point of a selection at an offset in the whole text. */
function move(point, offset) {
  const all = pieces();
  const text = all.find(({ node, at, text }) => node && !$isLineBreakNode(node) && at <= offset && offset <= at + text.length);
  if (text) return point.set(text.node.getKey(), offset - text.at, "text");
  const { paragraph, place } = all.find((piece) => piece.at === offset);
  point.set(paragraph.getKey(), place, "element");
}

const update = (change) => editor.update(change, { discrete: true, tag: HISTORIC_TAG });

expose({
  model: () => editor.read(() => pieces().reduce((text, piece) => text.padEnd(piece.at, "\n") + piece.text, "")),
  caret: () =>
    editor.read(() => {
      const selection = $getSelection();
      return $isRangeSelection(selection) && selection.isCollapsed() ? offsetOf(selection.anchor) : -1;
    }),
  setText(text) {
    update(() => {
      const lines = text.split("\n").map((line) => (line ? [$createTextNode(line)] : []));
      const root = $getRoot().clear();
      if (rich) root.append(...lines.map((line) => $createParagraphNode().append(...line)));
      else root.append($createParagraphNode().append(...lines.flatMap((line, index) => (index ? [$createLineBreakNode(), ...line] : line))));
    });
    history.undoStack = [];
    history.redoStack = [];
    history.current = { editor, editorState: editor.getEditorState() };
  },
  setCaret(start, end = start) {
    element.focus();
    update(() => {
      const selection = $createRangeSelection();
      move(selection.anchor, start);
      move(selection.focus, end);
      $setSelection(selection);
    });
  },
});
onSend();
update(() => {
  if ($getRoot().isEmpty()) $getRoot().append($createParagraphNode());
});
element.focus();
