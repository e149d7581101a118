// @ts-check
// Reading and writing a library's file beside JSON of the browser, with and without a check of what was read.
import * as v from 'valibot';
import { done, figure, inTurns, milliseconds, note } from './figures.js';

const PROMPTS = 10_000;
const CHARACTERS = 600;
const RUNS = 11;

const glue = './bench_glue.js';
const { default: init, Work } = /** @type {typeof import('./bench_glue.js')} */ (await import(glue));
await init();

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** @param {{ id: string }[]} list */
const unique = (list) => new Set(list.map(({ id }) => id)).size === list.length;
/** @param {{ categories: { id: string }[], prompts: { categoryId?: string | undefined }[] }} library */
function filed({ categories, prompts }) {
  const known = new Set(categories.map(({ id }) => id));
  return prompts.every(({ categoryId }) => categoryId === undefined || known.has(categoryId));
}

const id = v.pipe(v.string(), v.minLength(1));
const name = v.pipe(v.string(), v.maxLength(1_000));
const email = v.pipe(v.string(), v.regex(EMAIL));
const moment = v.pipe(v.string(), v.regex(MOMENT));
const author = { createdBy: v.optional(v.string()), createdAt: v.optional(moment), modifiedBy: v.optional(v.string()), modifiedAt: v.optional(moment) };
const category = v.looseObject({ id, name, color: v.optional(v.string()), icon: v.optional(v.string()) });
const prompt = v.looseObject({
  id, title: name, content: v.string(), categoryId: v.optional(id), tags: v.optional(v.array(v.string())),
  turns: v.optional(v.array(v.string())), ...author,
});
const schema = v.pipe(
  v.looseObject({
    version: v.pipe(v.string(), v.regex(/^1(\.\d+)?$/)), teamId: id, name,
    members: v.looseObject({ owner: email, editors: v.array(email), viewers: v.optional(v.array(email)) }),
    categories: v.pipe(v.array(category), v.check(unique)),
    prompts: v.pipe(v.array(prompt), v.check(unique)),
  }),
  v.check(filed),
);

/** The same by hand. @param {any} library */
function check(library) {
  const text = (/** @type {unknown} */ value) => typeof value === 'string';
  const maybe = (/** @type {unknown} */ value, test = text) => value === undefined || test(value);
  const isId = (/** @type {unknown} */ value) => text(value) && value !== '';
  const isName = (/** @type {any} */ value) => text(value) && value.length <= 1_000;
  const isEmail = (/** @type {any} */ value) => text(value) && EMAIL.test(value);
  const isMoment = (/** @type {any} */ value) => text(value) && MOMENT.test(value);
  const texts = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(text);
  const { version, teamId, name, members, categories, prompts } = library;
  return text(version) && /^1(\.\d+)?$/.test(version) && isId(teamId) && isName(name) &&
    isEmail(members.owner) && members.editors.every(isEmail) && (members.viewers ?? []).every(isEmail) &&
    categories.every((/** @type {any} */ one) => isId(one.id) && isName(one.name) && maybe(one.color) && maybe(one.icon)) &&
    prompts.every((/** @type {any} */ one) => isId(one.id) && isName(one.title) && text(one.content) && maybe(one.categoryId, isId) &&
      maybe(one.tags, texts) && maybe(one.turns, texts) && maybe(one.createdBy) && maybe(one.modifiedBy) &&
      maybe(one.createdAt, isMoment) && maybe(one.modifiedAt, isMoment)) &&
    unique(categories) && unique(prompts) && filed(library);
}

const work = new Work(PROMPTS, CHARACTERS, 100);
const [plain, file] = [work.plain(), work.file()];
const parse = (/** @type {Uint8Array} */ bytes) => JSON.parse(new TextDecoder().decode(bytes));
/** @type {unknown} */
let kept;

for (const [form, bytes] of /** @type {const} */ ([['plain', plain], ['with-causality', file]])) {
  const times = await inTurns({
    ours: () => milliseconds(() => work.decode(bytes)),
    'JSON.parse': () => milliseconds(() => { kept = parse(bytes); }),
    'JSON.parse-and-check-by-hand': () => milliseconds(() => {
      kept = parse(bytes);
      if (!check(kept)) throw new Error('refused by hand');
    }),
    'JSON.parse-and-valibot': () => milliseconds(() => { kept = v.parse(schema, parse(bytes)); }),
  }, RUNS);
  note(`a file of ${PROMPTS} prompts of ${CHARACTERS} characters, ${form}: ${bytes.length} bytes; milliseconds`);
  for (const [peer, time] of Object.entries(times)) if (peer !== 'ours') figure(`decode-${form}/${peer}`, times.ours, time);
}

const value = parse(file);
const times = await inTurns({
  ours: () => milliseconds(() => work.encode()),
  peer: () => milliseconds(() => { kept = new TextEncoder().encode(JSON.stringify(value, null, 2)); }),
}, RUNS);
figure('encode/JSON.stringify', times.ours, times.peer);

// In a memory of its own, which has grown to what that took at most.
const again = './bench_glue.js?again';
const fresh = /** @type {typeof import('./bench_glue.js')} */ (await import(again));
const { memory } = await fresh.default();
const empty = memory.buffer.byteLength;
fresh.bring_together(file, work.copy());
note(`bytes of memory of a sync, and of the file; ${file.length - work.plain_bytes()} of the file for causality`);
figure('memory-of-a-sync/file', memory.buffer.byteLength - empty, file.length);
done();
