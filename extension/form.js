// @ts-check
// The form for variables comes with the first prompt that has braces in it.

/** @param {string} title @param {string} text @param {string} selection @returns {Promise<string | undefined>} */
export const fill = async (title, text, selection) => {
  const form = await import('./form_glue.js');
  await form.default();
  return form.fill(title, text, selection);
};
