// @ts-check
import init from './offscreen_glue.js';

await init();
