// @ts-check
// The opening message comes with the frame's load, which doesn't wait for wasm; so it is heard here.
import init, { on_message } from './selector_glue.js';

const started = init();

addEventListener('message', (event) => started.then(() => on_message(event)));
