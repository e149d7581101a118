// @ts-check
import init from './popup_glue.js';

// Reviewing and writing take more than other visits do. For that the module of the whole app takes over, in the same
// document: with another one, the access to a folder that was given to this one would be gone.
const takeOver = async () => {
  const whole = await import('./page_glue.js');
  await whole.default();
};
addEventListener('hashchange', takeOver, { once: true });

await init();
