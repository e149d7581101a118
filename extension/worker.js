// @ts-check
// The browser wants a service worker's listeners registered before its first turn ends, so they are here; what
// they do is in src/worker, which is started by the first event that needs it.
import init, { on_alarm, on_command, on_installed, on_menu, on_message, on_startup } from './worker_glue.js';

/** @type {Promise<unknown> | undefined} */
let started;
const start = () => (started ??= init());

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  start()
    .then(() => on_message(message, sender))
    .then(reply, () => reply(undefined));
  // The reply comes later.
  return true;
});

chrome.commands.onCommand.addListener((command, tab) => {
  if (tab?.id !== undefined) start().then(() => on_command(command, tab.id));
});

chrome.contextMenus.onClicked.addListener(({ menuItemId, pageUrl }, tab) => {
  if (tab?.id !== undefined) start().then(() => on_menu(String(menuItemId), tab.id, tab.url ?? pageUrl ?? ''));
});

chrome.alarms.onAlarm.addListener(() => {
  start().then(() => on_alarm());
});

// Which sites it is on is kept by the browser from then on.
chrome.runtime.onInstalled.addListener(() => start().then(() => on_installed()));

// The browser forgets the number on the icon when it ends, and when the extension is loaded anew.
for (const begun of [chrome.runtime.onStartup, chrome.runtime.onInstalled]) {
  begun.addListener(() => start().then(() => on_startup()));
}
