import js from "@eslint/js";

/** @param {string[]} names */
const readonly = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const browser = readonly([
  "AbortController", "ClipboardEvent", "CSSStyleSheet", "DataTransfer", "Element", "Event", "FormData", "HTMLElement",
  "AbortSignal", "HTMLInputElement", "HTMLTextAreaElement", "InputEvent", "KeyboardEvent", "MessageChannel", "MutationObserver", "performance",
  "OffscreenCanvas", "Range", "Text", "URL", "URLSearchParams", "addEventListener", "cancelAnimationFrame", "clearTimeout",
  "console", "document", "localStorage", "fetch", "getComputedStyle", "getSelection", "innerHeight", "innerWidth", "location",
  "matchMedia", "navigation", "navigator", "removeEventListener", "requestAnimationFrame", "setTimeout", "window",
]);

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-var": "error",
      "prefer-const": "error",
      // A page's markup is never written as a string: neither the page's policy nor ours should be needed to stop it.
      "no-restricted-syntax": [
        "error",
        "AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]",
        "CallExpression[callee.property.name=/^(insertAdjacentHTML|write|setHTMLUnsafe)$/]",
      ],
    },
  },
  {
    files: ["extension/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: { ...browser, chrome: "readonly" } },
  },
  {
    // Classic scripts: they share the isolated world of the page.
    files: ["extension/{content,overlay,inserter}.js"],
    languageOptions: { sourceType: "script" },
  },
  {
    files: ["tests/replicas/*.js", "eslint.config.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: browser },
  },
];
