// @ts-check
import init, { run } from './contract_glue.js';

await init();
const button = /** @type {HTMLButtonElement} */ (document.querySelector('button'));
const report = /** @type {HTMLPreElement} */ (document.querySelector('pre'));
button.disabled = false;
button.addEventListener('click', async () => {
  report.textContent = await run(await showDirectoryPicker({ mode: 'readwrite' }));
  document.title = 'done';
});
