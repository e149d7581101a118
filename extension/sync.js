// @ts-check
// A surface's worker: what it does is in src/sync.
import init, { answer } from './sync_glue.js';

const started = init();

addEventListener('message', async ({ data, ports: [port] }) => {
  await started;
  port?.postMessage(await answer(data.request, data.handle));
});
