// What every replica exposes to tests as window.replica, read from the editor's own state and never from its DOM.

/**
 * @typedef {object} Replica
 * @property {() => string} model the text that the editor holds, paragraphs and hard breaks as "\n"
 * @property {() => number} caret offset of the caret in that text; -1 while something is selected
 * @property {(text: string) => void} setText replaces the draft and forgets the undo history
 * @property {(start: number, end?: number) => void} setCaret
 */

/** What the address asks for: `?readonly`, `?throws` and what else a replica knows. */
export const options = new URLSearchParams(location.search);

/** Where the editor goes. */
export const editor = document.querySelector("#editor");

/** What a screen reader calls the composer. */
export const label = "Message";

/** The attributes of a rich composer. */
export const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label };

const sent = [];
const attached = [];
/** @type {Replica} */
let replica;

/** Makes the element that an editor wants to take over. @param {string} tag */
export function compose(tag, parent = editor) {
  const element = parent.appendChild(document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Sends the draft the way a chat does. */
export function send() {
  const text = replica.model();
  replica.setText("");
  if (text.trim()) {
    sent.push(text);
    const message = document.createElement("article");
    message.textContent = text;
    document.querySelector("main").append(message);
    document.body.classList.add("talking");
  }
  return true;
}

/** Sends on Enter, unless it is a new line that is wanted. @param {EventTarget} target */
export function sendOnEnter(target) {
  target.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      send();
    },
    true,
  );
}

/** @param {Replica} given */
export function expose(given) {
  replica = given;
  window.replica = { ...given, sent, attached };
}

/** Wires the send button of the page. */
export function onSend() {
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
}

/** The replica of a text field. @param {HTMLTextAreaElement} field @param {(text: string) => void} setText */
export const fieldReplica = (field, setText) => ({
  model: () => field.value,
  caret: () => (field.selectionStart === field.selectionEnd ? field.selectionEnd : -1),
  setText,
  setCaret(start, end = start) {
    field.focus();
    field.setSelectionRange(start, end);
  },
});

if (options.has("throws")) {
  // A page's own mistakes.
  for (const type of ["beforeinput", "input", "paste", "keydown", "selectionchange", "focusin"]) {
    document.addEventListener(type, () => {
      throw new Error(`the page's own handler of ${type}`);
    });
  }
}

if (options.has("attaches")) {
  // As chats do with long texts that are pasted.
  addEventListener(
    "paste",
    (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      attached.push(event.clipboardData.getData("text/plain"));
    },
    true,
  );
}
