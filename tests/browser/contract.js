// @ts-check
import init, { run } from './contract_glue.js';

// That commits wait for the disk is the one promise that no case can see.
const asked = new Set();
const begin = IDBDatabase.prototype.transaction;
IDBDatabase.prototype.transaction = function (...options) {
  const transaction = begin.apply(this, options);
  if (transaction.mode === 'readwrite') asked.add(transaction.durability);
  return transaction;
};

await init();
const button = /** @type {HTMLButtonElement} */ (document.querySelector('button'));
const report = /** @type {HTMLPreElement} */ (document.querySelector('pre'));
button.disabled = false;
button.addEventListener('click', async () => {
  report.textContent = await run(await showDirectoryPicker({ mode: 'readwrite' }));
  document.body.dataset.durability = [...asked].join();
  document.title = 'done';
});
