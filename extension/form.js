// @ts-check
// The form for variables comes with the first prompt that has braces in it. Keys that were pressed before it was there, or on the page,
// do here what they would have done in it.

/** @param {string} title @param {string} text @param {string} selection @returns {Promise<string | undefined>} */
export const fill = async (title, text, selection) => {
  const form = await import('./form_glue.js');
  await form.default();
  return form.fill(title, text, selection);
};

/** @param {string} key */
export const press = (key) => {
  const parts = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('form :is(textarea,select,button)'))];
  const now = parts.findIndex((part) => part === document.activeElement);
  if (key === 'Control+Enter') parts.at(-1)?.click();
  else if (key === 'Escape') parts.at(-2)?.click();
  else if (key === 'Tab') parts[now + 1]?.focus();
  else if (key === 'Backspace') document.execCommand('delete');
  else if (key === 'Enter') document.execCommand('insertText', false, '\n');
  else if (/^.$/u.test(key)) document.execCommand('insertText', false, key);
};
