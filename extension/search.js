// @ts-check
// A surface's search: what it does is in src/search.
import init, { find } from './search_glue.js';

// The surface hears of errors, and of rejections only if they become one. What it asked would never be answered else.
addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

/** @type {Promise<unknown>} */
let last = init();

// One after the other: what the first one reads of a library, the next ones find at hand.
addEventListener('message', ({ data, ports: [port] }) => {
  last = last.then(async () => port?.postMessage(await find(data)));
});
