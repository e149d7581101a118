// What every replica exposes to tests as window.replica, read from the editor's own state and never from its DOM.

/**
 * @typedef {object} Replica
 * @property {() => string} model the text that the editor holds, paragraphs and hard breaks as "\n"
 * @property {() => number} caret offset of the caret in that text
 * @property {(text: string) => void} setText replaces the draft and forgets the undo history
 * @property {(start: number, end?: number) => void} setCaret
 * @property {() => number | null} undoDepth steps that can be undone; null where the browser keeps them
 * @property {string[]} sent messages sent so far
 */

const sent = [];

/** Shows a message as sent, the way a chat does. */
export function send(text) {
  if (!text.trim()) return;
  sent.push(text);
  const message = document.createElement("article");
  message.textContent = text;
  document.querySelector("main").append(message);
  document.body.classList.add("talking");
}

export function expose(replica) {
  window.replica = { ...replica, sent };
}

/** Wires the send button of the page. */
export function onSend(submit) {
  document.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
}
