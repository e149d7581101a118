// @ts-check
// A surface's worker: what it does is in src/sync.
import init, { answer } from './sync_glue.js';

// The surface hears of errors, and of rejections only if they become one. What it asked would never be answered else.
addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

const started = init();

addEventListener('message', async ({ data, ports: [port] }) => {
  await started;
  port?.postMessage(await answer(data.request, data.handle));
});
