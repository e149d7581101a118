// @ts-check
import { FluentBundle, FluentResource } from '@fluent/bundle';

/** The languages there are sentences in; the first is for everyone else. */
const LANGUAGES = ['en', 'ru'];

/** @type {FluentBundle | undefined} */
let bundle;

/** The language that the person chose in the settings (src/browser/preferences.rs); without one, the browser's. */
const languageNow = () => {
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  try {
    wanted.unshift(JSON.parse(localStorage.getItem('preferences') ?? '{}').language);
  } catch {
    // Settings that can't be read are none.
  }
  return wanted.find((language) => LANGUAGES.includes(language)) ?? 'en';
};

/**
 * Loads the sentences that a surface says.
 * @param {string} part "app" or "selector"
 */
export const load = async (part) => {
  const language = languageNow();
  // The build makes these files, so its bundler must not look for them.
  const file = `./locales/${part}.${language}.js`;
  const { default: sentences } = await import(file);
  // Marks round each value would be copied along with it. Both languages run from left to right.
  const loaded = new FluentBundle(language, { useIsolating: false });
  loaded.addResource(new FluentResource(sentences));
  bundle = loaded;
  document.documentElement.lang = language;
};

/**
 * Says one of them. A sentence that is missing is shown by its id, so that what is around it still works.
 * @param {string} id
 * @param {Record<string, string | number | Date>} values
 */
export const format = (id, values) => {
  const pattern = bundle?.getMessage(id)?.value;
  return pattern ? (bundle?.formatPattern(pattern, values, []) ?? id) : id;
};
