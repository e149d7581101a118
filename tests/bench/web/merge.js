// @ts-check
// Two copies of a library that were edited apart become one, beside other libraries that do that: the same prompts, the
// same edits, in one page.
import { automergeWasmBase64 } from '@automerge/automerge/automerge.wasm.base64';
import * as Automerge from '@automerge/automerge/slim';
import * as Y from 'yjs';
import { done, figure, inTurns, milliseconds, note } from './figures.js';

/** @typedef {{ prompt: number, line: string, first: boolean }} Edit */
/** @typedef {{ id: string, title: string, content: string, categoryId: string, tags: string[], [name: string]: unknown }} Prompt */

const PROMPTS = 10_000;
const CHARACTERS = 600;
const EDITS = 100;
const RUNS = 7;

const glue = './bench_glue.js';
const { default: init, Work, bring_together: bringTogether } = /** @type {typeof import('./bench_glue.js')} */ (await import(glue));
await init();
await Automerge.initializeBase64Wasm(automergeWasmBase64);

const work = new Work(PROMPTS, CHARACTERS, EDITS);
const files = [work.file(), work.copy()];
/** @type {{ prompts: Prompt[] }} */
const library = JSON.parse(new TextDecoder().decode(work.plain()));
/** @type {Edit[][]} */
const edits = JSON.parse(work.edits());
work.prepare();
work.join();
/** @type {string[]} */
const expected = JSON.parse(work.joined());

/** @param {string} who @param {string[]} texts */
function same(who, texts) {
  const other = texts.findIndex((text, at) => text !== expected[at]);
  if (texts.length !== expected.length || other >= 0) throw new Error(`${who} has another text in prompt ${other}`);
}

/** What is typed by many at once is text there; all else is a value as a whole. */
const automerge = (() => {
  const whole = (/** @type {unknown} */ value) => (typeof value === 'string' ? new Automerge.ImmutableString(value) : value);
  const prompts = library.prompts.map(({ content, tags, ...rest }) => ({
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, whole(value)])), content, tags: tags.map(whole),
  }));
  /** @typedef {import('@automerge/automerge').Doc<{ prompts: typeof prompts }>} Doc */
  const base = Automerge.from({ prompts }, { actor: '00' });
  const docs = edits.map((side, who) => {
    let doc = Automerge.clone(base, { actor: `0${who + 1}` });
    for (const { prompt, line, first } of side) {
      doc = Automerge.change(doc, (draft) => {
        Automerge.splice(draft, ['prompts', prompt, 'content'], first ? 0 : draft.prompts[prompt]?.content.length ?? 0, 0, line);
      });
    }
    return doc;
  });
  const stored = docs.map((doc) => Automerge.save(doc));
  const texts = (/** @type {Doc} */ doc) => doc.prompts.map(({ content }) => content);
  const [mine = base, other = base] = docs;
  const [one = new Uint8Array(), two = new Uint8Array()] = stored;
  same('Automerge', texts(Automerge.merge(Automerge.clone(mine), other)));
  return {
    bytes: one.length,
    memory() {
      const copy = Automerge.clone(mine);
      return milliseconds(() => Automerge.merge(copy, other));
    },
    files: () => milliseconds(() => {
      Automerge.save(Automerge.merge(Automerge.load(one), Automerge.load(two)));
    }),
  };
})();

const yjs = (() => {
  const open = (/** @type {Uint8Array} */ update) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    return doc;
  };
  const base = new Y.Doc();
  base.transact(() => {
    base.getArray('prompts').push(library.prompts.map(({ content, tags, ...rest }) => {
      const prompt = new Y.Map(Object.entries(rest));
      prompt.set('content', new Y.Text(content));
      prompt.set('tags', Y.Array.from(tags));
      return prompt;
    }));
  });
  const content = (/** @type {any} */ prompt) => /** @type {Y.Text} */ (prompt.get('content'));
  const update = Y.encodeStateAsUpdate(base);
  const docs = edits.map((side) => {
    const doc = open(update);
    const prompts = doc.getArray('prompts').toArray();
    for (const { prompt, line, first } of side) {
      const text = content(prompts[prompt]);
      text.insert(first ? 0 : text.length, line);
    }
    return doc;
  });
  const [one = update, two = update] = docs.map((doc) => Y.encodeStateAsUpdate(doc));
  const [, other = base] = docs;
  const take = (/** @type {Y.Doc} */ doc) => Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)));
  const joined = open(one);
  take(joined);
  same('Yjs', joined.getArray('prompts').toArray().map((prompt) => content(prompt).toString()));
  return {
    bytes: one.length,
    memory() {
      const doc = open(one);
      return milliseconds(() => take(doc));
    },
    files: () => milliseconds(() => {
      const doc = open(one);
      Y.applyUpdate(doc, two);
      Y.encodeStateAsUpdate(doc);
    }),
    unopened: () => milliseconds(() => Y.mergeUpdates([one, two])),
  };
})();

const [one = new Uint8Array(), two = new Uint8Array()] = files;
const fromFiles = await inTurns({
  ours: () => milliseconds(() => bringTogether(one, two)), Automerge: automerge.files, Yjs: yjs.files, 'Yjs-mergeUpdates': yjs.unopened,
}, RUNS);
const inMemory = await inTurns({
  ours() {
    work.prepare();
    return milliseconds(() => work.join());
  },
  Automerge: automerge.memory, Yjs: yjs.memory,
}, RUNS);

note(`two libraries of ${PROMPTS} prompts of ${CHARACTERS} characters, with ${EDITS} edits each, a tenth of them in the same prompts; all come to the same texts`);
note('milliseconds to read both, merge them, and write the result');
for (const [peer, time] of Object.entries(fromFiles)) if (peer !== 'ours') figure(`merge-of-files/${peer}`, fromFiles.ours, time);
note('milliseconds to merge what is in memory');
for (const [peer, time] of Object.entries(inMemory)) if (peer !== 'ours') figure(`merge-in-memory/${peer}`, inMemory.ours, time);
const bare = new TextEncoder().encode(JSON.stringify(library)).length;
note(`bytes of the stored form; the same prompts as the shortest JSON: ${bare}`);
figure('merge-stored-bytes/Automerge', one.length, automerge.bytes);
figure('merge-stored-bytes/Yjs', one.length, yjs.bytes);
done();
