// A composer as claude.ai builds it: TipTap with its starter kit, Enter sends.

import { Editor, Extension } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { replicaOf } from "./prosemirror.js";
import { expose, onSend, send } from "./shared.js";

function submit() {
  send(replica.model());
  replica.setText("");
  return true;
}

const EnterSends = Extension.create({
  name: "enterSends",
  priority: 1000,
  addKeyboardShortcuts: () => ({ Enter: submit, "Shift-Enter": ({ editor }) => editor.commands.splitBlock() }),
});

const editor = new Editor({
  element: document.querySelector("#editor"),
  extensions: [StarterKit.configure({ trailingNode: false }), EnterSends],
  // The page's policy allows no style without its nonce; what TipTap would inject is in the page's own sheet.
  injectCSS: false,
  // As JSON: parsing markup would need the page's policy to allow it.
  content: { type: "doc", content: [{ type: "paragraph" }] },
  editorProps: {
    attributes: { "data-testid": "chat-input", role: "textbox", "aria-multiline": "true", "aria-label": "Write your prompt" },
  },
  autofocus: true,
});

const replica = replicaOf(editor.view);
expose(replica);
onSend(submit);
