// @ts-check
import init from './popup_glue.js';

await init();
