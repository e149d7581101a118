// @ts-check
// Reviewing takes more than other visits do: for that the popup starts over, with the module of the whole app.
const { default: init } = await import(location.search ? './page_glue.js' : './popup_glue.js');

await init();
