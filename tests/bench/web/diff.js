// @ts-check
// Differences between texts beside those of other libraries: the same texts, in one page.
import { diffWordsWithSpace } from 'diff';
import { diff_match_patch } from 'diff-match-patch';
import { briefly, done, figure, inTurns, note } from './figures.js';

/** @typedef {[kind: -1 | 0 | 1, text: string]} Part Removed, same or added. */

const PAIRS = 8;
const RUNS = 7;

const glue = './small_glue.js';
const { default: init, diff, texts } = /** @type {typeof import('./bench_glue.js')} */ (await import(glue));
await init();

/** Cuts both texts into the parts that were found. @param {string} old @param {string} fresh @returns {Part[]} */
function ours(old, fresh) {
  const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];
  const bytes = { old: encoder.encode(old), fresh: encoder.encode(fresh) };
  const found = diff(old, fresh);
  const at = { old: 0, fresh: 0 };
  /** @type {Part[]} */
  const parts = [];
  for (let next = 0; next < found.length; next += 2) {
    const [kind = 0, length = 0] = found.slice(next, next + 2);
    const [of, start] = kind === 2 ? [bytes.fresh, at.fresh] : [bytes.old, at.old];
    parts.push([kind === 0 ? 0 : kind === 1 ? -1 : 1, decoder.decode(of.slice(start, start + length))]);
    if (kind !== 2) at.old += length;
    if (kind !== 1) at.fresh += length;
  }
  return parts;
}

/** @param {string} old @param {string} fresh @returns {Part[]} */
const jsdiff = (old, fresh) =>
  diffWordsWithSpace(old, fresh).map(({ added, removed, value }) => [removed ? -1 : added ? 1 : 0, value]);

/** By words as its own documents tell: each different word becomes a character. @param {string} old @param {string} fresh */
function diffMatchPatch(old, fresh) {
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {string[]} */
  const words = [];
  const short = (/** @type {string} */ text) => {
    const letters = (text.match(/[\p{L}\p{M}\d_]+|\s+|./gu) ?? []).map((word) => {
      let number = known.get(word);
      if (number === undefined) {
        number = words.length;
        known.set(word, number);
        words.push(word);
      }
      return String.fromCharCode(number);
    });
    return letters.join('');
  };
  const compare = new diff_match_patch();
  compare.Diff_Timeout = 0;
  const parts = /** @type {Part[]} */ (compare.diff_main(short(old), short(fresh), false));
  return parts.map(([kind, letters]) => /** @type {Part} */ ([kind, [...letters].map((letter) => words[letter.charCodeAt(0)]).join('')]));
}

/** @typedef {(old: string, fresh: string) => Part[]} Way */
/** @type {[name: string, way: Way][]} */
const PEERS = [['jsdiff', jsdiff], ['diff-match-patch', diffMatchPatch]];

/** Checks that a script leads from one text to the other, and measures it. @param {Way} way @param {string[][]} pairs */
function script(way, pairs) {
  const sums = { characters: 0, words: 0, parts: 0 };
  for (const [old = '', fresh = ''] of pairs) {
    const parts = way(old, fresh);
    const side = (/** @type {number} */ gone) => parts.filter(([kind]) => kind !== gone).map(([, text]) => text).join('');
    if (side(1) !== old || side(-1) !== fresh) throw new Error(`${way.name} lost text`);
    for (const [kind, text] of parts) {
      if (kind === 0) continue;
      sums.parts += 1;
      sums.characters += text.length;
      sums.words += text.match(/[\p{L}\p{M}\d_]+|[^\s]/gu)?.length ?? 0;
    }
  }
  return sums;
}

for (const [kind, pairs] of Object.entries(/** @type {Record<string, string[][]>} */ (JSON.parse(texts(PAIRS))))) {
  const all = (/** @type {(old: string, fresh: string) => unknown} */ way) => () =>
    briefly(() => pairs.forEach(([old = '', fresh = '']) => way(old, fresh))) / pairs.length;
  const times = await inTurns({ ours: all(diff), ...Object.fromEntries(PEERS.map(([name, way]) => [name, all(way)])) }, RUNS);
  const mine = script(ours, pairs);
  const bytes = new TextEncoder().encode(pairs.flat().join('')).length / pairs.length / 2;
  note(`diff of ${pairs.length} pairs of texts of ${bytes.toFixed(0)} bytes, ${kind}: milliseconds; parts, words and characters of the script`);
  for (const [name, way] of PEERS) {
    const theirs = script(way, pairs);
    figure(`diff-${kind}/${name}`, times.ours, times[/** @type {'ours'} */ (name)]);
    for (const unit of /** @type {const} */ (['parts', 'words', 'characters'])) {
      figure(`diff-${kind}-script-${unit}/${name}`, mine[unit] / pairs.length, theirs[unit] / pairs.length);
    }
  }
}
done();
