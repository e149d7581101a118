// @ts-check
// The only script that loads with every supported page: finds the composer, keeps the icon by it, opens the
// selector frame and carries the chosen text into the composer. It knows no prompts, and on a page where
// nothing happens it runs nothing: everything below is an answer to an event.

(() => {
  /** Where the sites keep their composer. Only a nudge: what an element looks like counts for more. @type {Record<string, string>} */
  const HINTS = {
    "chatgpt.com": "#prompt-textarea",
    "claude.ai": "[data-testid=chat-input]",
  };
  const NAME = "Insert a prompt";
  const TAG = "prompt-commons";
  const SIZE = 32;
  const GAP = 8;

  const world = /** @type {{ promptCommonsStop?: () => void }} */ (globalThis);
  // An earlier copy in this world stops itself; of one whose extension was reloaded only the element can be reached.
  world.promptCommonsStop?.();
  const page = document;
  for (const old of page.querySelectorAll(TAG)) old.remove();

  const lifetime = new AbortController();
  const alive = () => !lifetime.signal.aborted && chrome.runtime?.id;
  const { runtime } = chrome;
  const root = page.documentElement;
  /** @param {Element} element */
  const rectOf = (element) => element.getBoundingClientRect();

  /** @type {HTMLElement | undefined} */
  let composer;
  /** @type {PromptCommonsSelection} */
  let saved = null;
  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** @type {MutationObserver | undefined} */
  let observer;
  let frameRequest = 0;
  let watchTimer = 0;
  let settleTimer = 0;
  let busy = false;
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
      "button,iframe{position:fixed;top:0;left:0;padding:0;border:0}" +
      `button{width:${SIZE}px;height:${SIZE}px;border-radius:10px;cursor:pointer;color:var(--i);background:var(--p)}` +
      "button:hover,[aria-expanded=true]{background:color-mix(in srgb,var(--i) 12%,var(--p))}" +
      "button:focus-visible{outline:2px solid}" +
      "svg{display:block;width:20px;margin:auto;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round}" +
      "iframe{border-radius:14px;box-shadow:0 0 0 1px #8884,0 12px 40px #0005}" +
      "iframe:not(.on){opacity:0;pointer-events:none}",
  );
  shadow.adoptedStyleSheets = [sheet];

  /** @param {Element} parent @param {string} tag @param {string} attribute @param {string} value */
  const draw = (parent, tag, attribute, value) => {
    const element = page.createElementNS("http://www.w3.org/2000/svg", tag);
    element.setAttribute(attribute, value);
    parent.append(element);
    return element;
  };
  const button = page.createElement("button");
  button.title = button.ariaLabel = NAME;
  button.hidden = true;
  // The mark of the toolbar icon in outline: a card behind, a speech card in front, a prompt in it.
  draw(draw(button, "svg", "viewBox", "0 0 20 20"), "path",
    "d",
    "M6.5 3h8a3 3 0 0 1 3 3v6M4 17.5V15q-1.5-.5-1.5-2V9q0-3 3-3h6q3 0 3 3v3q0 3-3 3H7Zm2-8.6 1.7 1.6L6 12.1m3.3 0h2",
  );
  shadow.append(button);

  // --- finding the composer ---------------------------------------------------------------------------------------

  /** How much it looks like a composer; 0 or less if it can't be one. @param {HTMLElement} element */
  const score = (element) => {
    const { width, height, bottom } = rectOf(element);
    if (width < 80 || height < 12 || element.matches(":disabled,[readonly],[contenteditable=false]")) return 0;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 0;
    /** @param {string} selector */
    const within = (selector) => +!!element.closest(selector);
    return (
      4 +
      3 * within(".ProseMirror,.ql-editor,[data-lexical-editor]") +
      // A shallow copy's markup is the opening tag: every label there is, in one string.
      3 * +/messag|\bask\b|prompt|chat|reply/i.test(/** @type {Element} */ (element.cloneNode()).outerHTML) +
      +(bottom > innerHeight / 2) +
      2 * within(HINTS[location.hostname] ?? "_") -
      8 * within("header,nav,[role=search]") -
      // A message being edited in place, among the messages.
      5 * within("article,[data-message-id]")
    );
  };

  const find = () => {
    if (composer?.isConnected && score(composer) > 0) return;
    let best = 0;
    composer = undefined;
    for (const element of page.querySelectorAll(/** @type {"textarea"} */ ("textarea,[contenteditable]"))) {
      const sum = score(element);
      if (sum > best) [best, composer] = [sum, element];
    }
  };

  // --- keeping the icon by it -------------------------------------------------------------------------------------

  /** What the composer sits on: its outer box, the colour there, and whether that makes a dark theme. */
  const surroundings = () => {
    let paper = "";
    /** @type {Element | undefined} */
    let box;
    let dark = matchMedia("(prefers-color-scheme:dark)").matches;
    for (let at = /** @type {Element | null | undefined} */ (composer); at && !(box && paper); at = at.parentElement) {
      const style = getComputedStyle(at);
      if (parseFloat(style.borderTopLeftRadius) > 9) box ??= at;
      const colour = style.backgroundColor;
      if (paper || colour === "rgba(0, 0, 0, 0)") continue;
      // Painted and read back, as a page may write its colours in any colour space.
      const canvas = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d"));
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const pixel = /** @type {unknown} */ (canvas.getImageData(0, 0, 1, 1).data);
      const [red, green, , alpha] = /** @type {[number, number, number, number]} */ (pixel);
      if (alpha > 127) {
        paper = colour;
        dark = red + 2 * green < 384;
      }
    }
    return { box: box ?? composer?.closest("form") ?? composer ?? root, paper: paper || "Canvas", dark };
  };

  /** The page's element at a point. @param {number} left @param {number} top */
  const under = (left, top) => page.elementsFromPoint(left, top).find((element) => element !== host);

  const place = () => {
    const { clientWidth } = root;
    if (composer) {
      const at = rectOf(composer);
      const middle = under(at.left + at.width / 2, (Math.max(at.top, 0) + Math.min(at.bottom, innerHeight)) / 2);
      // Scrolled away, or under a dialog of the page.
      button.hidden = !middle || !(composer.contains(middle) || middle.contains(composer));
      const key = JSON.stringify(at);
      if (key !== probed && !button.hidden) {
        probed = key;
        const { box, paper } = surroundings();
        const edge = rectOf(box);
        ceiling = edge.top;
        // In the toolbar if it has a gap: along the lower edge of the box, from the right. Else on its upper edge.
        y = edge.bottom - 13 - SIZE;
        x = edge.right - GAP - SIZE;
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
          x = edge.right - 2 * GAP - SIZE;
          y = Math.max(ceiling - SIZE / 2, 0);
        }
        host.style.cssText = `--p:${paper};--i:${getComputedStyle(composer).color}`;
        button.style.translate = `${x}px ${y}px`;
      }
    } else {
      // Opened by the shortcut where there is no composer: in the middle.
      button.hidden = true;
      x = clientWidth / 2 + 178;
      y = ceiling = innerHeight / 2 + 228;
    }
    if (frame) {
      const width = Math.min(420, clientWidth - 2 * GAP);
      const height = Math.min(440, innerHeight - 2 * GAP);
      /** @param {number} start @param {number} room */
      const inside = (start, room) => Math.max(GAP, Math.min(start, room - GAP)) + "px ";
      const above = ceiling - GAP - height;
      Object.assign(frame.style, {
        width: width + "px",
        height: height + "px",
        translate:
          inside(x + SIZE - width, clientWidth - width) + inside(above < GAP ? y + SIZE + GAP : above, innerHeight - height),
      });
    }
  };

  const refresh = () => {
    frameRequest = 0;
    if (!alive()) return stop();
    find();
    if (composer) unwatch();
    // A page that renders its whole document anew drops our element with the rest.
    if (!host.isConnected && (composer || frame)) root.append(host);
    place();
  };

  const schedule = () => {
    frameRequest ||= requestAnimationFrame(refresh);
  };

  /** Once now and once when the page has come to rest. */
  const settle = () => {
    schedule();
    clearTimeout(settleTimer);
    settleTimer = setTimeout(() => {
      probed = "";
      refresh();
    }, 500);
  };

  const unwatch = () => {
    observer?.disconnect();
    clearTimeout(watchTimer);
  };

  /** Looks out for a composer that isn't there yet, for ten seconds at most. */
  const watch = () => {
    unwatch();
    settle();
    observer = new MutationObserver(schedule);
    observer.observe(root, { childList: true, subtree: true });
    watchTimer = setTimeout(unwatch, 1e4);
  };

  // --- the selector frame -----------------------------------------------------------------------------------------

  /** Keeps the caret of a rich editor. A text field keeps its own. */
  const remember = () => {
    const selection = page.getSelection();
    if (selection && composer?.contains(selection.anchorNode)) saved = selection.getRangeAt(0).cloneRange();
  };

  /** @param {string} type @returns {Promise<{ type?: string, token?: string } | undefined>} */
  const ask = async (type) => {
    try {
      return await runtime.sendMessage({ type });
    } catch {
      if (!alive()) stop();
    }
  };

  const close = (giveBack = true) => {
    if (!frame) return;
    frame.remove();
    frame = undefined;
    button.ariaExpanded = "false";
    if (giveBack && composer) {
      composer.focus({ preventScroll: true });
      const selection = page.getSelection();
      if (saved) {
        selection?.removeAllRanges();
        selection?.addRange(saved);
      }
    }
    settle();
  };

  const open = async () => {
    if (busy) return;
    busy = true;
    find();
    remember();
    // From here on keys are meant for the selector: an Enter must not send the draft while it is on its way.
    composer?.blur();
    const ticket = await ask("openSelector");
    busy = false;
    if (ticket?.type !== "ticket" || !alive()) return;
    const opened = (frame = page.createElement("iframe"));
    const theme = surroundings().dark ? "dark" : "light";
    opened.title = NAME;
    opened.allow = "clipboard-write";
    opened.src = runtime.getURL("selector.html");
    // A frame whose scheme differs from its page's gets an opaque backdrop.
    opened.style.colorScheme = theme;
    opened.onload = () => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = async ({ data }) => {
        if (frame !== opened) return;
        if (data?.type === "close") close();
        if (data?.type === "ready") {
          opened.className = "on";
          opened.focus();
        }
        const reply = await insert(data);
        if (!reply) return;
        port1.postMessage(reply);
        if (reply.outcome === "inserted") close(false);
        else opened.focus();
      };
      opened.contentWindow?.postMessage({ type: "open", token: ticket.token, theme }, new URL(opened.src).origin, [port2]);
    };
    // One that was refused never reports, and nothing may stay over the page.
    setTimeout(() => frame === opened && !opened.className && close(), 8e3);
    button.ariaExpanded = "true";
    shadow.append(opened);
    refresh();
  };

  /** @param {{ type?: string, text: string } | null} message Answered only if it asks for an insertion. */
  const insert = async (message) => {
    if (message?.type !== "insert" || busy) return;
    busy = true;
    /** @type {PromptCommonsOutcome} */
    let outcome = "failed";
    try {
      if (!globalThis.promptCommonsInsert) await ask("loadInserter");
      outcome = (await globalThis.promptCommonsInsert?.(composer, saved, message.text)) ?? outcome;
    } catch {
      // Said by the outcome.
    }
    busy = false;
    return { type: "inserted", outcome };
  };

  const toggle = () => (frame ? close() : open());

  /** @param {any} message @param {chrome.runtime.MessageSender} sender @param {(reply: unknown) => void} reply */
  const onMessage = (message, sender, reply) => {
    if (sender.id !== runtime.id) return;
    if (message?.type === "toggleSelector") toggle();
    if (message?.type !== "insert") return;
    find();
    remember();
    insert(message).then(reply);
    return true;
  };

  // --- lifetime ---------------------------------------------------------------------------------------------------

  const stop = () => {
    lifetime.abort();
    unwatch();
    clearTimeout(settleTimer);
    frame = undefined;
    host.remove();
    runtime.onMessage.removeListener(onMessage);
  };
  world.promptCommonsStop = stop;

  /** @param {string} types @param {(event: any) => void} listener @param {EventTarget} target */
  const on = (types, listener, target = window) => {
    for (const type of types.split(" ")) {
      target.addEventListener(type, (event) => (alive() ? listener(event) : stop()), {
        capture: true,
        signal: lifetime.signal,
      });
    }
  };

  on("scroll resize pointerover transitionend", schedule);
  on("focusin input click keyup", settle);
  // Sites are single pages: a new conversation may bring a new composer.
  on("currententrychange", watch, navigation);
  on("visibilitychange", watch);
  on("focusout", (event) => event.target === composer && !frame && remember());
  on("pointerdown", (event) => event.isTrusted && event.target !== host && close());
  on("keydown", (event) => {
    if (!frame || !event.isTrusted || event.key !== "Escape") return;
    // Ours alone: to the page it would mean "stop answering".
    event.preventDefault();
    event.stopImmediatePropagation();
    close();
  });
  // The press must not take the focus out of the composer.
  on("mousedown", (event) => event.preventDefault(), button);
  on("click", (event) => event.isTrusted && toggle(), button);
  runtime.onMessage.addListener(onMessage);
  watch();
})();
