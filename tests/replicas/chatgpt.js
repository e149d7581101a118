// A composer as chatgpt.com builds it: bare ProseMirror, paragraphs only, Enter sends.

import { editor, expose, onSend } from "./shared.js";
import { proseMirror } from "./prosemirror.js";

const { view, replica } = proseMirror(editor, { id: "prompt-textarea" });
expose(replica);
onSend();
view.focus();
