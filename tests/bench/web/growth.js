// @ts-check
// What each step takes with the size of a library, in figures and as a picture. The peer of each is what it takes of a
// tenth of the prompts, ten times over: a ratio of one is a step that grows as the library does.
import { done, figure, middle, milliseconds, note, pause } from './figures.js';

const SIZES = [100, 1_000, 10_000, 100_000];
/** 100,000 prompts of more would be too large a file. */
const CHARACTERS = 250;
const EDITS = 10;
const QUERIES = 50;
/** Milliseconds that a step is repeated for; the middle one counts. */
const ENOUGH = 1_500;
const MOST_RUNS = 200;

const glue = './bench_glue.js';
const { default: init } = /** @type {typeof import('./bench_glue.js')} */ (await import(glue));
await init();

/** @param {() => unknown} work @param {() => unknown} [before] */
async function take(work, before) {
  const times = [];
  const until = performance.now() + ENOUGH;
  do {
    before?.();
    times.push(milliseconds(work));
    await pause();
  } while (performance.now() < until && times.length < MOST_RUNS);
  return middle(times);
}

/** @param {number} prompts */
async function steps(prompts) {
  // In a memory of its own, so that none is measured in what another left.
  const again = `./bench_glue.js?${prompts}`;
  const fresh = /** @type {typeof import('./bench_glue.js')} */ (await import(again));
  await fresh.default();
  const work = new fresh.Work(prompts, CHARACTERS, EDITS);
  const file = work.file();
  const open = await take(() => work.decode(file));
  const join = await take(() => work.join(), () => work.prepare());
  const changes = await take(() => work.changes());
  const edit = await take(() => work.edit());
  const write = await take(() => work.encode());
  work.free();
  const search = new fresh.Search(prompts, QUERIES);
  search.build();
  const keys = [];
  for (const [query] of /** @type {[string][]} */ (JSON.parse(search.queries()))) {
    for (let end = 1; end <= query.length; end += 1) keys.push(milliseconds(() => search.find(query.slice(0, end))));
    await pause();
  }
  return { open, join, changes, edit, write, search: keys.reduce((a, b) => a + b, 0) / keys.length };
}

const SPACE = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [720, 420, 70, 20, 90, 50];
const COLOURS = ['#3567d6', '#c2410c', '#15803d', '#a21caf', '#a16207', '#0e7490'];

/** @param {Element} parent @param {string} name @param {Record<string, string | number>} attributes @param {string} [text] */
function put(parent, name, attributes, text) {
  const element = parent.appendChild(document.createElementNS(SPACE, name));
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text) element.textContent = text;
  return element;
}

/** Draws milliseconds by prompts, both in powers of ten. @param {Record<string, number>[]} all */
function draw(all) {
  const picture = put(document.body, 'svg', {
    xmlns: SPACE, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'font-family': 'sans-serif', 'font-size': 12, fill: '#555',
  });
  put(picture, 'title', {}, 'Milliseconds of each step by prompts in the library');
  put(picture, 'rect', { width: WIDTH, height: HEIGHT, fill: '#fff' });
  const x = (/** @type {number} */ prompts) => LEFT + ((Math.log10(prompts) - 2) / 3) * (WIDTH - LEFT - RIGHT);
  const [least, most] = [-3, 4];
  const y = (/** @type {number} */ time) => TOP + ((most - Math.max(Math.log10(time), least)) / (most - least)) * (HEIGHT - TOP - BOTTOM);
  for (let power = least; power <= most; power += 1) {
    put(picture, 'path', { d: `M${LEFT} ${y(10 ** power)}H${WIDTH - RIGHT}`, stroke: '#ddd' });
    put(picture, 'text', { x: LEFT - 8, y: y(10 ** power) + 4, 'text-anchor': 'end' }, `${10 ** power} ms`);
  }
  for (const size of SIZES) put(picture, 'text', { x: x(size), y: HEIGHT - BOTTOM + 20, 'text-anchor': 'middle' }, size.toLocaleString('en'));
  put(picture, 'text', { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 8, 'text-anchor': 'middle' }, 'prompts');
  put(picture, 'path', { d: `M${x(100)} ${y(0.01)}L${x(100_000)} ${y(10)}`, stroke: '#999', 'stroke-dasharray': '4 4' });
  put(picture, 'text', { x: x(100_000) + 6, y: y(10) + 4 }, 'linear');
  // Names of lines that end close to each other make room.
  const names = Object.keys(all[0] ?? {}).map((name, at) => ({ name, colour: COLOURS[at] ?? '#000', end: y(all.at(-1)?.[name] ?? 1) }));
  let last = -Infinity;
  for (const { name, colour, end } of names.sort((a, b) => a.end - b.end)) {
    const points = all.map((times, at) => `${x(SIZES[at] ?? 1).toFixed(1)} ${y(times[name] ?? 1).toFixed(1)}`);
    put(picture, 'path', { d: `M${points.join('L')}`, stroke: colour, 'stroke-width': 2, fill: 'none' });
    last = Math.max(end, last + 14);
    put(picture, 'text', { x: x(100_000) + 6, y: last + 4, fill: colour }, name);
  }
}

const all = [];
for (const size of SIZES) all.push(await steps(size));
note(`milliseconds of a library of prompts of ${CHARACTERS} characters (search: of 600) and a copy of it, ${EDITS} edits each; search: the mean of all keys of ${QUERIES} queries`);
note(['prompts', ...Object.keys(all[0] ?? {})].join(' | '));
for (const [at, times] of all.entries()) note([SIZES[at], ...Object.values(times).map((time) => time.toFixed(3))].join(' | '));
for (const [at, times] of all.entries()) {
  for (const [name, time] of Object.entries(times)) {
    const before = all[at - 1]?.[/** @type {keyof typeof times} */ (name)];
    if (before !== undefined) figure(`growth-${name}-${SIZES[at]}/ten-times-a-tenth`, time, before * 10);
  }
}
draw(all);
done();
