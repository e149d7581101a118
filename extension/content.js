// @ts-check
// The only script that loads with every supported page: finds the composer, keeps the icon by it, and hears when
// the selector is wanted; what opens it and inserts a text comes with the first use. It knows no prompts, and on a
// page where nothing happens it runs nothing: everything below is an answer to an event.

(() => {
  const TAG = "prompt-commons";
  const COMPOSERS = "textarea,[contenteditable]";
  const SIZE = 32;
  const GAP = 8;

  const world = globalThis;
  // An earlier copy in this world stops itself; of one whose extension was reloaded only the element can be reached.
  world.promptCommonsStop?.();
  const page = document;
  for (const old of page.querySelectorAll(TAG)) {
    try {
      old.remove();
    } catch {
      // It had the focus: losing that, the earlier copy heard that it is no more, and removed it itself.
    }
  }

  const lifetime = new AbortController();
  const alive = () => !lifetime.signal.aborted && chrome.runtime?.id;
  const { runtime } = chrome;

  /** What is known of this site: only a nudge, as what an element looks like counts for more. @type {PromptCommonsHints} */
  let hints = {};
  /** @type {HTMLElement | undefined} */
  let composer;
  /** @type {PromptCommonsSelection} */
  let saved = null;
  /** @type {PromptCommonsOverlay | undefined} */
  let overlay;
  /** The first frame, which comes while what opens it does. @type {PromptCommonsFrame | undefined} */
  let ahead;
  /** Keys pressed since the selector was wanted for the first time, until what opens it is there. @type {KeyboardEvent[] | undefined} */
  let keys;
  /** @type {number | undefined} */
  let frameRequest;
  /** @type {number | undefined} */
  let scrollRequest;
  /** @type {number | undefined} */
  let watchTimer;
  /** @type {number | undefined} */
  let settleTimer;
  // Where the icon is, where its box begins, and for which place of the composer that was worked out.
  let probed = "";
  let ceiling = 0;
  let x = 0;
  let y = 0;

  // --- our own elements -------------------------------------------------------------------------------------------

  const host = page.createElement(TAG);
  const shadow = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    ":host{all:initial!important;position:fixed!important;z-index:2147483647!important}" +
      "button{position:fixed;top:0;left:0;padding:0;border:0;" +
      `width:${SIZE}px;height:${SIZE}px;border-radius:10px;cursor:pointer;color:var(--i);background:var(--p)}` +
      "button:hover{filter:invert(12%)}" +
      "svg{display:block;width:20px;height:20px;margin:auto;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}" +
      // The mark of the toolbar icon in outline: a card behind, a speech card in front, a prompt in it.
      'path{d:path("M6.5 3h8a3 3 0 0 1 3 3v6M4 17.5V15q-1.5-.5-1.5-2V9q0-3 3-3h6q3 0 3 3v3q0 3-3 3H7Zm2-8.6 1.7 1.6L6 12.1m3.3 0h2")}',
  );
  shadow.adoptedStyleSheets = [sheet];

  /** @param {Element} parent @param {string} tag */
  const draw = (parent, tag) => parent.appendChild(page.createElementNS("http://www.w3.org/2000/svg", tag));
  const button = page.createElement("button");
  button.title = chrome.i18n.getMessage("insertPrompt");
  button.hidden = true;
  draw(draw(button, "svg"), "path");
  shadow.append(button);

  // --- finding the composer ---------------------------------------------------------------------------------------

  /** Where an element is in the window of this page: it may be in frames of the same origin. @param {Element} element */
  const rectOf = (element) => {
    const rect = element.getBoundingClientRect();
    let frame = /** @type {Element | null | undefined} */ (element);
    while ((frame = frame?.ownerDocument.defaultView?.frameElement)) {
      const around = frame.getBoundingClientRect();
      rect.x += around.x + frame.clientLeft;
      rect.y += around.y + frame.clientTop;
    }
    return rect;
  };

  const spot = () => JSON.stringify(composer && rectOf(composer));

  /** How much it looks like a composer; 0 or less if it can't be one. @param {HTMLElement} element */
  const score = (element) => {
    const rect = rectOf(element);
    if (rect.width < 80 || rect.height < 12 || element.matches(":disabled,[readonly],[contenteditable=false]")) return 0;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0;
    /** Without a selector it is in none. @param {string} [selector] */
    const within = (selector) => +!!element.closest(selector + "");
    return (
      4 +
      // Where someone writes stays it.
      9 * +(element === composer) +
      3 * within(".ProseMirror,.ql-editor,[data-lexical-editor]") +
      // A shallow copy's markup is the opening tag: every label there is, in one string.
      3 * +/messag|\bask\b|prompt|chat|reply/i.test(/** @type {Element} */ (element.cloneNode()).outerHTML) +
      +(rect.bottom > innerHeight / 2) +
      // The site's table, or the person, who pointed at it.
      2 * within(hints.composer) +
      20 * within(hints.picked) -
      8 * within("header,nav,[role=search]") -
      // A message being edited in place, among the messages.
      5 * within("article,[data-message-id]")
    );
  };

  /**
   * All that can be written in, also in open shadow roots and frames of the same origin if `deep`.
   * @param {Document | ShadowRoot} tree
   * @param {boolean} [deep]
   * @returns {HTMLElement[]}
   */
  const writable = (tree, deep) => {
    const found = [.../** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll(COMPOSERS + "," + hints.picked))];
    if (deep) {
      for (const element of tree.querySelectorAll("*")) {
        const inner = element.shadowRoot ?? /** @type {HTMLIFrameElement} */ (element).contentDocument;
        if (inner) found.push(...writable(inner, deep));
      }
    }
    return found;
  };

  /** @param {boolean} [deep] */
  const find = (deep) => {
    if (composer?.isConnected && score(composer) > 0) return;
    let best = 0;
    composer = undefined;
    for (const element of writable(page, deep)) {
      const sum = score(element);
      if (sum > best) [best, composer] = [sum, element];
    }
    const view = composer?.ownerDocument.defaultView;
    if (view && view !== window) hear(view);
  };

  // --- keeping the icon by it -------------------------------------------------------------------------------------

  /** What the composer sits on: its outer box, and the colour there. */
  const surroundings = () => {
    let paper = "";
    /** @type {Element | undefined} */
    let box;
    for (let at = /** @type {Element | null | undefined} */ (composer); at && !(box && paper); at = at.parentElement) {
      const style = getComputedStyle(at);
      if (parseFloat(style.borderTopLeftRadius) > 9) box ??= at;
      // Less than half of it is there: `rgba(r, g, b, a)`, in other colour spaces `/ a` (CSS Color 4, "Serializing <color> values").
      if (!/(a\(.+,|\/) (none|0|0\.[0-4]\d*)\)$/.test(style.backgroundColor)) paper ||= style.backgroundColor;
    }
    return { box: box ?? composer?.closest("form") ?? composer ?? page.body, paper: paper || "Canvas" };
  };

  /** The page's element at a point, in whatever tree it is. @param {number} left @param {number} top */
  const under = (left, top) => {
    let found = page.elementsFromPoint(left, top).find((element) => element !== host);
    for (let deeper = found; deeper; ) {
      found = deeper;
      const inner = /** @type {HTMLIFrameElement} */ (found).contentDocument;
      const { x: dx, y: dy } = inner ? rectOf(found) : { x: 0, y: 0 };
      deeper = (inner ?? found.shadowRoot)?.elementFromPoint(left - dx, top - dy) ?? undefined;
      if (deeper === found) break;
    }
    return found;
  };

  const place = () => {
    if (composer) {
      const at = rectOf(composer);
      const middle = under(at.left + at.width / 2, (Math.max(at.top, 0) + Math.min(at.bottom, innerHeight)) / 2);
      // Scrolled away, or under a dialog of the page.
      button.hidden = !middle || !(composer.contains(middle) || middle.contains(composer));
      const key = spot();
      if (key !== probed && !button.hidden) {
        probed = key;
        const { box, paper } = surroundings();
        const edge = rectOf(box);
        ceiling = edge.top;
        // In the toolbar if it has a gap: along the lower edge of the box, from the right. Else on its upper edge.
        const bar = box.querySelector(hints.toolbar + "");
        const line = bar ? rectOf(bar) : edge;
        y = bar ? line.top + (line.height - SIZE) / 2 : edge.bottom - (13 + SIZE);
        x = line.right - (GAP + SIZE);
        const taken = () =>
          [1, SIZE / 2, SIZE - 1].some((step) => {
            const there = /** @type {Element} */ (under(x + step, y + SIZE / 2));
            return (
              !box.contains(there) ||
              composer?.contains(there) ||
              there.closest("a,button,label,[role=button]") ||
              (there.firstChild && !there.firstElementChild)
            );
          });
        while (x > edge.left && taken()) x -= 4;
        if (x <= edge.left) {
          x = edge.right - (2 * GAP + SIZE);
          y = Math.max(ceiling - SIZE / 2, 0);
        }
        button.style.cssText =
          `--p:${paper};--i:${getComputedStyle(composer).color};` +
          // Pages may be drawn larger or smaller; what is measured is not.
          `translate:${x}px ${y}px;zoom:${1 / host.currentCSSZoom}`;
      }
    } else {
      button.hidden = true;
    }
    overlay?.place();
  };

  /** @param {boolean} [deep] */
  const refresh = (deep) => {
    frameRequest = 0;
    if (!alive()) return stop();
    find(deep);
    if (composer) unwatch();
    // A page that renders its whole document anew drops our element with the rest; a frame doesn't survive that.
    if (!host.isConnected) overlay?.close(false);
    // What is outside of an open dialog can neither be seen nor pressed.
    const modal = page.querySelector(":modal");
    const home = modal?.contains(/** @type {Node} */ (composer)) ? modal : page.documentElement;
    if (composer && host.parentNode !== home && !overlay?.isOpen()) home.append(host);
    place();
  };

  const schedule = () => {
    frameRequest ||= requestAnimationFrame(() => refresh());
  };

  /** A page that streams an answer scrolls with each word of it, and the composer stays where it is. */
  const scrolled = () => {
    scrollRequest ||= requestAnimationFrame(() => {
      scrollRequest = 0;
      if (!composer || spot() !== probed) schedule();
    });
  };

  /** Once now and once when the page has come to rest. */
  const settle = () => {
    schedule();
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      probed = "";
      refresh(true);
    }, 500);
  };

  const observer = new MutationObserver(schedule);

  const unwatch = () => {
    observer.disconnect();
    clearTimeout(watchTimer);
  };

  /** Looks out for a composer that isn't there yet, for ten seconds at most. */
  const watch = () => {
    unwatch();
    settle();
    observer.observe(page, { childList: true, subtree: true });
    watchTimer = setTimeout(unwatch, 1e4);
  };

  // --- the selector -----------------------------------------------------------------------------------------------

  /** Keeps the caret of a rich editor. A text field keeps its own. */
  const remember = () => {
    const tree = /** @type {Document | undefined} */ (composer?.getRootNode());
    const selection = tree?.getSelection?.();
    if (selection?.rangeCount && composer?.contains(selection.anchorNode)) saved = selection.getRangeAt(0).cloneRange();
  };

  /** @param {string} type @returns {Promise<{ type?: string, token?: string, frame?: string } | undefined>} */
  const ask = async (type) => {
    try {
      return await runtime.sendMessage({ type });
    } catch {
      if (!alive()) stop();
    }
  };

  /** A frame of ours that nobody sees yet. @returns {PromptCommonsFrame} */
  const summon = () => {
    const frame = page.createElement("iframe");
    frame.allow = "clipboard-write; clipboard-read";
    frame.src = runtime.getURL(/** @type {string} */ (hints.frame));
    frame.hidden = true;
    const loaded = new Promise((loaded) => (frame.onload = loaded));
    shadow.append(frame);
    return { frame, loaded };
  };

  /** What comes with the first use. */
  const use = async () => {
    find(true);
    remember();
    if (!overlay) {
      // The worker may end in the moment that it is asked.
      if (!world.promptCommonsOverlay) (await ask("loadOverlay")) ?? (await ask("loadOverlay"));
      overlay ??= world.promptCommonsOverlay?.({
        host,
        shadow,
        button,
        ask,
        settle,
        alive,
        summon,
        composer: (anew) => (anew && find(true), composer),
        saved: () => saved,
        paper: () => surroundings().paper,
        anchor: () => ({ x, y, ceiling, size: SIZE, gap: GAP }),
      });
    }
    return overlay;
  };

  /** @param {PromptCommonsWish} [wish] */
  const toggle = async (wish) => {
    const opened = use();
    // From here on keys are meant for the selector: an Enter must not send the draft while it is on its way.
    if (!overlay) {
      keys ??= [];
      ahead ??= summon();
    }
    if (!overlay?.isOpen()) composer?.blur();
    try {
      (await opened)?.toggle(wish, keys, ahead);
    } finally {
      // The page has its keys again, whatever came of it.
      keys = undefined;
      if (overlay) ahead = undefined;
      else composer?.focus();
    }
  };

  /** @param {any} message @param {chrome.runtime.MessageSender} sender @param {(reply: unknown) => void} reply */
  const onMessage = (message, sender, reply) => {
    if (sender.id !== runtime.id) return;
    const { type } = message;
    if (type === "toggleSelector") toggle();
    if (type === "stop") stop();
    if (type === "ask") {
      toggle(message);
      reply({ type: "inserted", outcome: "asked" });
    }
    if (type !== "insert") return;
    use().then(async (overlay) => reply(await overlay?.insert(message.text)));
    return true;
  };

  // --- lifetime ---------------------------------------------------------------------------------------------------

  const stop = () => {
    lifetime.abort();
    unwatch();
    clearTimeout(settleTimer);
    overlay?.close();
    host.remove();
    runtime?.onMessage?.removeListener(onMessage);
  };
  world.promptCommonsStop = stop;

  /** @param {EventTarget} target @param {string} types @param {(event: any) => void} listener */
  const on = (target, types, listener) => {
    for (const type of types.split(" ")) {
      target.addEventListener(type, (event) => (alive() ? listener(event) : stop()), {
        capture: true,
        signal: lifetime.signal,
      });
    }
  };

  /** What happens in a window: this one, or one of a frame that the composer is in. @param {Window} view */
  const hear = (view) => {
    on(view, "scroll", scrolled);
    on(view, "resize pointerover transitionend", schedule);
    on(view, "focusin", (event) => {
      const [target] = event.composedPath();
      // Where someone writes is where a prompt is wanted.
      if (overlay?.isOpen() || !target.matches(COMPOSERS)) return;
      const before = composer;
      composer = target;
      if (score(target) < 1) composer = before;
    });
    on(view, "focusin input click keyup", settle);
    on(view, "focusout", (event) => event.composedPath()[0] === composer && !overlay?.isOpen() && remember());
    on(view, "keydown keyup", (event) => {
      const pressed = `${+event.ctrlKey}${+event.altKey}${+event.shiftKey}${+event.metaKey}${event.code}${event.type}`;
      if (overlay?.key(event) || !event.isTrusted || !(keys || hints.key + "keydown" === pressed)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      keys ? keys.push(event) : event.repeat || toggle();
    });
  };

  const start = async () => {
    const stored = /** @type {{ pages?: Record<string, PromptCommonsHints> }} */ (await chrome.storage.local.get("pages"));
    const known = stored.pages?.[location.host];
    if (!alive() || !known) return stop();
    hints = known;
    hear(window);
    // Sites are single pages: a new conversation may bring a new composer.
    on(navigation, "currententrychange", watch);
    on(window, "visibilitychange", watch);
    // The press must not take the focus out of the composer.
    on(button, "mousedown", (event) => event.preventDefault());
    on(button, "click", (event) => event.isTrusted && toggle());
    runtime.onMessage.addListener(onMessage);
    watch();
  };
  start();
})();
