// @ts-check
import init from './page_glue.js';

await init();
