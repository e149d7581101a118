// What the scripts here share, and what exists only after the build.

/** Where the caret was in a rich editor; a text field keeps its own. */
type PromptCommonsSelection = Range | null;

/** "inserted": read back and equal. "unverified": taken, can't be read back. "copied": not taken, on the clipboard. */
type PromptCommonsOutcome = "inserted" | "unverified" | "copied" | "failed";

/** The turn of a prompt whose variables the popup wants filled in over the page. */
type PromptCommonsWish = { library: string; prompt: string; turn: string };

/** What the worker keeps about a site for content.js and overlay.js, see src/browser/sites.rs. */
type PromptCommonsHints = {
  /** Selectors of the composer, and of the toolbar that the icon goes into. */
  composer?: string;
  toolbar?: string;
  /** The composer that the person pointed at. */
  picked?: string;
  /** The person's own key for opening the selector: 0 or 1 each for Ctrl, Alt, Shift and Meta, and its code. */
  key?: string;
  /** The path of the selector's document for this site. */
  frame?: string;
};

/** A frame of ours on the page, and when its document is there. */
type PromptCommonsFrame = { frame: HTMLIFrameElement; loaded: Promise<unknown> };

/** What content.js gives to overlay.js. */
type PromptCommonsPage = {
  host: HTMLElement;
  shadow: ShadowRoot;
  button: HTMLButtonElement;
  /** Asks the worker; undefined if there was no answer. */
  ask(type: string): Promise<{ type?: string; token?: string } | undefined>;
  /** Whether the extension still is the one that loaded the script. */
  alive(): unknown;
  /** Places all anew, now and when the page has come to rest. */
  settle(): void;
  /** Begins to load the selector in a frame that is hidden. */
  summon(): PromptCommonsFrame;
  /** `anew`: looked for again, if it is no longer there. */
  composer(anew?: boolean): HTMLElement | undefined;
  saved(): PromptCommonsSelection;
  /** The colour that the composer sits on. */
  paper(): string;
  /** Where the icon is, the upper edge of the composer's box, the icon's size, and what to keep free at edges. */
  anchor(): { x: number; y: number; ceiling: number; size: number; gap: number };
};

type PromptCommonsOverlay = {
  isOpen(): boolean;
  place(): void;
  close(giveBack?: boolean): void;
  /** `early`: keys that came before this was there; `ahead`: a frame that did. */
  toggle(wish?: PromptCommonsWish, early?: KeyboardEvent[], ahead?: PromptCommonsFrame): void;
  /** Takes a key that was pressed on the page, if it is meant for the selector: then the page doesn't hear it. */
  key(event: KeyboardEvent): boolean;
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

/** Defined beside it: puts what was typed meanwhile behind the text, at the caret. */
declare var promptCommonsType: ((target: HTMLElement | undefined, text: string) => void) | undefined;

// The loaders import the glue that wasm-bindgen writes into dist.
declare module "*.js";
