// @ts-check
// What the pages of figures have in common.

/** @type {string[]} */
const lines = [];

/** Adds a line of words. @param {string} text */
export const note = (text) => void lines.push(`# ${text}`);

/** @param {string} name @param {number} ours @param {number} peer @param {number} [ratio] More than one: ours is better. */
export const figure = (name, ours, peer, ratio = peer / ours) =>
  void lines.push(`figure ${name} ${ours.toFixed(3)} ${peer.toFixed(3)} ${ratio.toFixed(2)}`);

/** So that who waits for the figures can look in between. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/** Bytes of JavaScript objects that are in use: whoever opened this page collects the garbage, and tells. @returns {Promise<number>} */
export const heap = () => new Promise((told) => {
  Object.assign(globalThis, { told });
  document.title = 'heap';
});

/** @param {number[]} times */
export const middle = (times) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

/** Milliseconds that something takes. @param {() => unknown} work */
export function milliseconds(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** The same of what is over sooner than a clock ticks: of as many calls as take a while. @param {() => unknown} work */
export function briefly(work) {
  for (let calls = 1; ; calls *= 4) {
    const took = milliseconds(() => {
      for (let call = 0; call < calls; call += 1) work();
    });
    if (took > 20) return took / calls;
  }
}

/**
 * Milliseconds of several ways to do the same, in turns, so that what else runs on the machine slows all of them; of each the middle one.
 * @template {string} Name
 * @param {Record<Name, () => number>} ways What each returns is its time. @param {number} runs
 * @returns {Promise<Record<Name, number>>}
 */
export async function inTurns(ways, runs) {
  const names = /** @type {Name[]} */ (Object.keys(ways));
  const times = names.map(() => /** @type {number[]} */ ([]));
  for (let run = 0; run < runs; run += 1) {
    for (const [at, name] of names.entries()) {
      times[at]?.push(ways[name]());
      await pause();
    }
  }
  return /** @type {Record<Name, number>} */ (Object.fromEntries(names.map((name, at) => [name, middle(times[at] ?? [])])));
}

/** Shows all lines: whoever waits for them knows that they are there. @param {'done' | 'failed'} [how] */
export function done(how = 'done') {
  const report = /** @type {HTMLPreElement} */ (document.querySelector('pre'));
  report.textContent = lines.join('\n');
  document.title = how;
}

/** @param {unknown} why */
function fail(why) {
  note(String(why));
  done('failed');
}
addEventListener('error', ({ message }) => fail(message));
addEventListener('unhandledrejection', ({ reason }) => fail(reason));
