// @ts-check
import init from './selector_glue.js';

init();
