// A composer in a frame of the same origin: the page of `?page=…`, or the one with Quill.

import { editor, options } from "./shared.js";

const frame = editor.appendChild(document.createElement("iframe"));
frame.title = "Composer";
frame.src = `/${options.get("page") ?? "quill"}?policy=framing`;
frame.onload = () => {
  window.replica = frame.contentWindow.replica;
};
