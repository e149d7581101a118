// @ts-check
import init, { Work } from './bench_glue.js';

const PROMPTS = 10_000;
const RUNS = 9;

/** Milliseconds of the middle one of several runs. @param {() => unknown} work @param {() => unknown} [before] */
function median(work, before) {
  const times = Array.from({ length: RUNS }, () => {
    before?.();
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[(RUNS - 1) / 2] ?? NaN;
}

const lines = [''];
/** @param {string} name @param {number} ours @param {number} peer */
const figure = (name, ours, peer) =>
  lines.push(`figure ${name} ${ours.toFixed(2)} ${peer.toFixed(2)} ${(peer / ours).toFixed(2)}`);

await init();
const work = new Work(PROMPTS);
const file = work.file();
const text = new TextDecoder().decode(file);
const value = JSON.parse(text);
lines[0] = `# ${PROMPTS} prompts, ${file.length} bytes, ${file.length - work.plain_bytes()} of them for causality`;

// So that who waits for the figures can look in between.
const pause = () => new Promise((resolve) => setTimeout(resolve));

const parse = median(() => JSON.parse(text));
const stringify = median(() => JSON.stringify(value, null, 2));
await pause();
figure('wasm-decode/JSON.parse', median(() => work.decode()), parse);
await pause();
figure('wasm-join-of-100-edits-each/JSON.parse-of-one', median(() => work.join(), () => work.prepare()), parse);
await pause();
figure('wasm-encode/JSON.stringify', median(() => work.encode()), stringify);
await pause();

// In a memory of its own, which has grown to what that took at most.
const again = './bench_glue.js?again';
const fresh = /** @type {typeof import('./bench_glue.js')} */ (await import(again));
const { memory } = await fresh.default();
const empty = memory.buffer.byteLength;
fresh.bring_together(file, work.copy());
const taken = memory.buffer.byteLength - empty;
lines.push(`figure wasm-memory-of-a-sync/file ${taken} ${file.length} ${(file.length / taken).toFixed(2)}`);

const report = /** @type {HTMLPreElement} */ (document.querySelector('pre'));
report.textContent = lines.join('\n');
document.title = 'done';
