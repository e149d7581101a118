// A composer as claude.ai builds it: TipTap with its starter kit, Enter sends.

import { Editor, Extension } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { replicaOf } from "./prosemirror.js";
import { attributes, editor as element, expose, onSend, options, send } from "./shared.js";

const EnterSends = Extension.create({
  name: "enterSends",
  priority: 1000,
  addKeyboardShortcuts: () => ({ Enter: send, "Shift-Enter": ({ editor }) => editor.commands.splitBlock() }),
});

const editor = new Editor({
  element,
  extensions: [StarterKit.configure({ trailingNode: false }), EnterSends],
  // The page's policy allows no style without its nonce; what TipTap would inject is in the page's own sheet.
  injectCSS: false,
  // As JSON: parsing markup would need the page's policy to allow it.
  content: { type: "doc", content: [{ type: "paragraph" }] },
  editorProps: { attributes: { ...attributes, "data-testid": "chat-input" } },
  editable: !options.has("readonly"),
  autofocus: true,
});

expose(replicaOf(editor.view));
onSend();
