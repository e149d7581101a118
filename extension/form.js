// @ts-check
// The form for variables comes with the first prompt that has braces in it. Keys that were pressed before it was there, or on the page,
// do here what they would have done in it.

/** @param {string} title @param {string} text @param {string} selection @returns {Promise<string | undefined>} */
export const fill = async (title, text, selection) => {
  const form = await import('./form_glue.js');
  await form.default();
  return form.fill(title, text, selection);
};

/** What had the keyboard last: as it goes to the page, nothing here has it. @type {EventTarget | null} */
let last;
addEventListener('focusin', ({ target }) => (last = target));

/** Does what a key does in the form, wherever the focus is; without one, takes the keyboard. @param {string} [key] */
export const press = (key) => {
  const parts = [.../** @type {NodeListOf<HTMLTextAreaElement>} */ (document.querySelectorAll('form :is(textarea,select,button)'))];
  const now = Math.max(parts.findIndex((part) => part === last), 0);
  const part = parts[now];
  const { selectionStart: from = 0, selectionEnd: to, value } = part ?? {};
  /** @param {string} text @param {number} [start] */
  const write = (text, start = from) => {
    part?.setRangeText?.(text, start, to ?? start, 'end');
    part?.dispatchEvent(new Event('input', { bubbles: true }));
  };
  if (!key) part?.focus();
  else if (key === 'Control+Enter') parts.at(-1)?.click();
  else if (key === 'Escape') parts.at(-2)?.click();
  else if (key === 'Tab') {
    last = parts[now + 1] ?? part ?? null;
    if (document.hasFocus()) parts[now + 1]?.focus();
  } else if (key === 'Enter') write('\n');
  else if (key === 'Backspace') write('', from < (to ?? 0) ? from : from - ([...(value ?? '').slice(0, from)].at(-1) ?? '').length);
  else if (/^.$/u.test(key)) write(key);
};
