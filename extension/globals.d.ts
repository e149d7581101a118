// What the scripts here share, and what exists only after the build.

/** Where the caret was in a rich editor; a text field keeps its own. */
type PromptCommonsSelection = Range | null;

/** "inserted": read back and equal. "unverified": taken, can't be read back. "copied": not taken, on the clipboard. */
type PromptCommonsOutcome = "inserted" | "unverified" | "copied" | "failed";

/** Defined by inserter.js in the isolated world of the page. */
declare var promptCommonsInsert:
  | ((target: HTMLElement | undefined, saved: PromptCommonsSelection, text: string) => Promise<PromptCommonsOutcome>)
  | undefined;

// The loaders import the glue that wasm-bindgen writes into dist.
declare module "*.js";
