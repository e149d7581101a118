// @ts-check
// Search beside its peers: the same prompts, the same keystrokes, the same queries, in one page.
import uFuzzy from '@leeoniya/ufuzzy';
import { Document } from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { done, figure, heap, note, pause } from './figures.js';

/** @typedef {{ id: number } & Record<string, string>} Prompt */
/** @typedef {[query: string, id: number, kind: string]} Asked */
/** @typedef {(query: string) => ArrayLike<number>} Find Returns ids, the best first. */
/** @typedef {{ name: string, build: (prompts: Prompt[]) => Find }} Peer */

const QUERIES = 500;
/** Some peers take minutes for all keystrokes; after so many milliseconds they have shown what they can. */
const ENOUGH = 15_000;
/** Times that everything is typed; of each keystroke the quickest counts, as other programs run beside. */
const RUNS = 3;
const FIELDS = ['title', 'content', 'tags', 'category', 'author'];

/** What ours folds as well. @param {string} text */
const fold = (text) => text.toLowerCase().replaceAll('ё', 'е');

/** @type {(typos: boolean) => (prompts: Prompt[]) => Find} */
const ufuzzy = (typos) => (prompts) => {
  const fuzzy = new uFuzzy({
    interSplit: '[^\\p{L}\\d]+', intraSplit: '\\p{Ll}\\p{Lu}', intraBound: '\\p{L}\\d|\\d\\p{L}|\\p{Ll}\\p{Lu}',
    intraChars: '[\\p{L}\\d]', intraContr: "'\\p{L}{1,2}\\b", unicode: true,
    ...(typos ? { intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 } : {}),
  });
  const texts = prompts.map((prompt) => fold(FIELDS.map((field) => prompt[field]).join('\n')));
  return (query) => {
    const [found, info, order] = fuzzy.search(texts, fold(query), 1, 1_000);
    return order && info ? order.map((at) => /** @type {number} */ (info.idx[at])) : found ?? [];
  };
};

/** @type {Peer[]} */
const PEERS = [
  {
    name: 'MiniSearch',
    build: (prompts) => {
      const index = new MiniSearch({
        fields: FIELDS, processTerm: fold,
        searchOptions: { prefix: true, fuzzy: 0.2, combineWith: 'AND', boost: { title: 3 } },
      });
      index.addAll(prompts);
      return (query) => index.search(query).map((hit) => hit.id);
    },
  },
  {
    // Whole words and their beginnings only: its "full" index has an entry for each substring of each word of the texts.
    name: 'FlexSearch-prefixes',
    build: (prompts) => {
      const index = new Document({ document: { id: 'id', index: FIELDS }, tokenize: 'forward' });
      for (const prompt of prompts) index.add(prompt);
      return (query) => index.search(query, { merge: true, limit: 10_000 }).map((hit) => Number(hit.id));
    },
  },
  { name: 'uFuzzy', build: ufuzzy(false) },
  { name: 'uFuzzy-typos', build: ufuzzy(true) },
  {
    name: 'Fuse.js',
    build: (prompts) => {
      const fuse = new Fuse(prompts, {
        keys: FIELDS.map((name) => ({ name, weight: name === 'title' ? 3 : 1 })),
        ignoreLocation: true, threshold: 0.2, useTokenSearch: true, tokenMatch: 'all',
      });
      return (query) => fuse.search(query).map((hit) => hit.refIndex);
    },
  },
];

/** @param {number[]} sorted @param {number} share */
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Types all queries letter by letter. @param {Find} find @param {Asked[]} asked */
async function type(find, asked) {
  /** @type {number[]} */
  const times = [];
  const until = performance.now() + ENOUGH;
  for (let run = 0; run < RUNS; run += 1) {
    let key = 0;
    for (const [query] of asked) {
      if (performance.now() > until) break;
      for (let end = 1; end <= query.length; end += 1) {
        const start = performance.now();
        find(query.slice(0, end));
        times[key] = Math.min(times[key] ?? Infinity, performance.now() - start);
        key += 1;
      }
      await pause();
    }
  }
  times.sort((a, b) => a - b);
  return { keys: times.length, median: at(times, 0.5), p95: at(times, 0.95), worst: at(times, 1) };
}

/** How good the order is: the mean of 1/rank of what was looked for. @param {Find} find @param {Asked[]} asked */
async function quality(find, asked) {
  /** @type {Map<string, number[]>} */
  const kinds = new Map();
  const began = performance.now();
  let count = 0;
  let sum = 0;
  for (const [query, id, kind] of asked) {
    if (performance.now() - began > ENOUGH) break;
    const rank = Array.prototype.indexOf.call(find(query), id);
    const value = rank < 0 ? 0 : 1 / (rank + 1);
    kinds.set(kind, [...(kinds.get(kind) ?? []), value]);
    sum += value;
    count += 1;
    await pause();
  }
  const mean = (/** @type {number[]} */ all) => all.reduce((a, b) => a + b, 0) / all.length;
  const each = [...kinds].map(([kind, all]) => `${kind} ${mean(all).toFixed(3)}`).join(', ');
  return { count, mrr: sum / count, each };
}

/** @param {(typeof import('./bench_glue.js'))['Search']} Search @param {number} count */
async function measure(Search, count) {
  const search = new Search(count, QUERIES);
  /** @type {Prompt[]} */
  const prompts = JSON.parse(search.records());
  /** @type {Asked[]} */
  const asked = JSON.parse(search.queries());
  let start = performance.now();
  search.build();
  const built = performance.now() - start;
  const stored = search.store();
  // In a memory of its own.
  const again = `./bench_glue.js?${count}`;
  const fresh = /** @type {typeof import('./bench_glue.js')} */ (await import(again));
  const { memory } = await fresh.default();
  const empty = memory.buffer.byteLength;
  start = performance.now();
  const kept = new fresh.Opened(stored);
  const opened = performance.now() - start;
  kept.find('a');
  kept.find('anything');
  const taken = memory.buffer.byteLength - empty;
  /** @type {Find} */
  const find = (query) => search.find(query);
  await type(find, asked.slice(0, 20));
  const ours = await type(find, asked);
  const good = await quality(find, asked);
  note(`search in ${count} prompts of 600 characters, ${ours.keys} keystrokes of ${asked.length} queries, milliseconds`);
  note(
    `ours: median ${ours.median.toFixed(3)}, p95 ${ours.p95.toFixed(3)}, worst ${ours.worst.toFixed(3)}; MRR ${good.mrr.toFixed(4)} (${good.each})`,
  );
  note(
    `ours: built in ${built.toFixed(0)} ms, stored as ${stored.length} characters, opened in ${opened.toFixed(1)} ms, ${taken} bytes of memory once open`,
  );
  search.fold();
  const plain = await type((query) => search.scan(query), asked.slice(0, 100));
  const looked = await quality((query) => search.scan(query), asked);
  figure(`search-${count}-median/plain-memmem`, ours.median, plain.median);
  figure(`search-${count}-p95/plain-memmem`, ours.p95, plain.p95);
  figure(`search-${count}-mrr/plain-memmem`, good.mrr, looked.mrr, good.mrr / looked.mrr);
  start = performance.now();
  const read = search.edit(count / 2);
  note(`ours: ${read} prompt read after an edit, ${(performance.now() - start).toFixed(1)} ms`);
  if (count > 10_000) return;
  for (const peer of PEERS) await beside(peer);

  /** Takes the figures of a peer. Nothing of it is left when this is over, so that the next one is not taken for what it frees. @param {Peer} peer */
  async function beside({ name, build }) {
    await pause();
    const before = await heap();
    start = performance.now();
    const peer = build(prompts);
    const took = performance.now() - start;
    const bytes = (await heap()) - before;
    await type(peer, asked.slice(0, 1));
    const typed = await type(peer, asked);
    const rated = await quality(peer, asked);
    const same = rated.count < asked.length ? await quality(find, asked.slice(0, rated.count)) : good;
    note(`${name}: ${typed.keys} keystrokes, ${rated.count} queries (${rated.each})`);
    figure(`search-${count}-median/${name}`, ours.median, typed.median);
    figure(`search-${count}-p95/${name}`, ours.p95, typed.p95);
    figure(`search-${count}-build/${name}`, built, took);
    figure(`search-${count}-bytes/${name}`, taken, bytes);
    figure(`search-${count}-mrr/${name}`, same.mrr, rated.mrr, same.mrr / rated.mrr);
  }
}

const glue = './bench_glue.js';
const { default: init, Search } = /** @type {typeof import('./bench_glue.js')} */ (await import(glue));
await init();
const counts = new URLSearchParams(location.search).get('prompts') ?? '10000,100000';
for (const count of counts.split(',')) await measure(Search, Number(count));

done();
