// What the scripts here share, and what exists only after the build.

/** Where the caret was in a rich editor; a text field keeps its own. */
type PromptCommonsSelection = Range | null;

/** "inserted": read back and equal. "unverified": taken, can't be read back. "copied": not taken, on the clipboard. */
type PromptCommonsOutcome = "inserted" | "unverified" | "copied" | "failed";

/** What the worker keeps about a site for content.js, see src/browser/sites.rs. */
type PromptCommonsHints = {
  /** Selectors of the composer, and of the toolbar that the icon goes into. */
  composer?: string;
  toolbar?: string;
  /** The composer that the person pointed at. */
  picked?: string;
  /** The person's own key for opening the selector: 0 or 1 each for Ctrl, Alt, Shift and Meta, and its code. */
  key?: string;
};

/** What content.js gives to overlay.js. */
type PromptCommonsPage = {
  host: HTMLElement;
  shadow: ShadowRoot;
  button: HTMLButtonElement;
  /** Asks the worker; undefined if there was no answer. */
  ask(type: string): Promise<{ type?: string; token?: string; frame?: string } | undefined>;
  /** Whether the extension still is the one that loaded the script. */
  alive(): unknown;
  /** Places all anew, now and when the page has come to rest. */
  settle(): void;
  composer(): HTMLElement | undefined;
  saved(): PromptCommonsSelection;
  isDark(): boolean;
  /** Where the icon is, the upper edge of the composer's box, the icon's size, and what to keep free at edges. */
  anchor(): { x: number; y: number; ceiling: number; size: number; gap: number };
};

type PromptCommonsOverlay = {
  isOpen(): boolean;
  place(): void;
  close(giveBack?: boolean): void;
  toggle(): void;
  insert(text: string): Promise<{ type: string; outcome: PromptCommonsOutcome }>;
};

/** Defined by content.js in the isolated world of the page: ends it and removes all that it made. */
declare var promptCommonsStop: (() => void) | undefined;

/** Defined by overlay.js in the same world. */
declare var promptCommonsOverlay: ((page: PromptCommonsPage) => PromptCommonsOverlay) | undefined;

/** Defined by inserter.js in the same world. */
declare var promptCommonsInsert:
  | ((target: HTMLElement | undefined, saved: PromptCommonsSelection, text: string) => Promise<PromptCommonsOutcome>)
  | undefined;

// The loaders import the glue that wasm-bindgen writes into dist.
declare module "*.js";
