// @ts-check
// Opens the selector frame over the page and carries the chosen text to the inserter. Loaded with the first use,
// beside content.js, which knows the composer and where the icon is.

globalThis.promptCommonsOverlay = (page) => {
  const { runtime } = chrome;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "[aria-expanded=true]{background:color-mix(in srgb,var(--i) 12%,var(--p))}" +
      "iframe{position:fixed;inset:0 auto auto 0;margin:0;padding:0;border:0;border-radius:14px;box-shadow:0 0 0 1px #8884,0 12px 40px #0005}" +
      "iframe:not(.on){opacity:0;pointer-events:none}" +
      "p{position:fixed;top:16px;left:50%;translate:-50%;max-width:calc(100vw - 64px);margin:0;padding:12px 20px;border-radius:12px;" +
      "background:#23224a;color:#fff;font:500 15px/1.4 system-ui,sans-serif;box-shadow:0 8px 32px #0006}",
  );
  page.shadow.adoptedStyleSheets.push(sheet);

  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** Ends what listens while the frame is open. */
  let opening = new AbortController();
  /** Whether something is on its way: the frame, or a text. */
  let busy = false;
  /** Keys that nobody could take yet. @type {string[]} */
  let keys = [];
  /** Where the frame hears them, once it can. @type {MessagePort | undefined} */
  let ear;
  /** Whether the key that closed the frame may still be down. */
  let held = false;
  /** Until when a press of Enter is a slip, in ms since the page began. */
  let until = 0;
  /** Whether the focus is where keys can be heard: in the page, or in the composer's frame. */
  let isHere = false;
  /** How often the page took it from the frame. */
  let taken = 0;
  /** What the page wrote in as the frame was opened. @type {HTMLElement | undefined} */
  let draft;

  /** @param {Event} event */
  const halt = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  const pass = () => {
    if (!ear || busy) return;
    for (const key of keys.splice(0)) ear.postMessage({ type: "pressed", key });
    // A page that takes the focus again and again keeps it: the keys come in their order through it, too.
    if (taken > 1) return;
    // It takes the keyboard by itself, so that each key until then comes to us: one that came after we gave it away would be lost.
    ear.postMessage({ type: "yours" });
    const opened = frame;
    // A page may forbid that (Permissions Policy, "focus-without-user-activation").
    setTimeout(() => frame === opened && ear && page.shadow.activeElement !== opened && opened?.focus(), 200);
  };

  /**
   * While the frame is open keys are its own, even if the page took the focus; while a text is on its way they wait, as an editor that
   * is written in can't be read back. To the page an Enter would mean "send", an Escape "stop answering".
   * @param {KeyboardEvent} event
   */
  const key = (event) => {
    const { isTrusted, key, type, repeat, timeStamp, ctrlKey, altKey, metaKey } = event;
    const down = type === "keydown";
    const ends = key === "Enter" || key === "Escape";
    const plain = !(ctrlKey || altKey || metaKey) && (key.length === 1 || /^(Arrow|Backspace|Delete|Home|End|Tab)/.test(key));
    if (!isTrusted || !(ends || plain)) return false;
    if (frame && !frame.isConnected) close(false);
    let ours = frame || busy;
    if (!ours) {
      ours = ends && ((key === "Enter" && timeStamp < until) || (held && (repeat || !down)));
      held &&= repeat;
    } else if (down && frame && key === "Escape") {
      keys = [];
      close();
    } else if (down && !repeat) {
      keys.push((ends && (ctrlKey || metaKey) ? "Control+" : "") + key);
      pass();
    }
    if (ours) halt(event);
    return !!ours;
  };

  /**
   * What a person does that would change the draft while the frame is open, as the page has the focus again. What is written so is meant
   * for the frame.
   * @param {Event} event
   */
  const spare = (event) => {
    if (busy || !event.isTrusted) return;
    const { clipboardData, inputType, data } = /** @type {ClipboardEvent & InputEvent} */ (event);
    const written = clipboardData ? clipboardData.getData("text").split("\n")[0]?.slice(0, 99) : inputType === "insertText" && data;
    halt(event);
    keys.push(...(written || ""));
    pass();
  };

  /** Leaves the page's own keys to it again, a moment after the one that closed the frame. */
  const rest = () => {
    held = true;
    until = performance.now() + 300;
  };

  const place = () => {
    if (!frame) return;
    // Pages may be drawn larger or smaller (CSS Viewport 1, "zoom"). What is measured is not, but for this width in some documents.
    const zoom = page.host.currentCSSZoom;
    const room = Math.min(innerWidth, document.documentElement.clientWidth * zoom);
    const { x, y, ceiling, size, gap } = page.anchor();
    const width = Math.min(640, room - 2 * gap);
    const height = Math.min(440, innerHeight - 2 * gap);
    /** @param {number} start @param {number} most */
    const inside = (start, most) => Math.max(gap, Math.min(start, most - gap)) + "px ";
    const above = ceiling - gap - height;
    const [left, top] = page.composer()
      ? [x + size - width, above < gap ? y + size + gap : above]
      : [(room - width) / 2, (innerHeight - height) / 2];
    Object.assign(frame.style, {
      zoom: 1 / zoom,
      width: width + "px",
      height: height + "px",
      translate: inside(left, room - width) + inside(top, innerHeight - height),
    });
  };

  const close = (giveBack = true) => {
    if (!frame) return;
    const opened = frame;
    frame = ear = undefined;
    rest();
    // The page hears of the focus that goes with it, and may come back here.
    opened.remove();
    opening.abort();
    page.button.ariaExpanded = "false";
    const composer = page.composer();
    const saved = page.saved();
    if (giveBack && composer) {
      composer.focus({ preventScroll: true });
      // The tree of the composer has the selection: the document, or a shadow root.
      const selection = /** @type {Document} */ (composer.getRootNode()).getSelection?.();
      if (saved) {
        selection?.removeAllRanges();
        selection?.addRange(saved);
      }
    }
    page.settle();
  };

  /** What was typed while a text was on its way belongs behind it. */
  const follow = () => {
    const typed = keys.splice(0).filter((key) => key.length === 1).join("");
    if (typed) globalThis.promptCommonsType?.(page.composer(), typed);
  };

  /** @param {string} text */
  const insert = async (text) => {
    /** @type {PromptCommonsOutcome} */
    let outcome = "failed";
    if (busy) return { type: "inserted", outcome };
    busy = true;
    try {
      const composer = /** @type {Partial<HTMLTextAreaElement> & HTMLElement | undefined} */ (page.composer(true));
      const { selectionStart, selectionEnd, value } = /** @type {HTMLTextAreaElement} */ (draft ?? {});
      // A field that the page put in the place of the other one, with the same text, has no caret yet.
      if (composer !== draft && value && value === composer?.value) composer.setSelectionRange?.(selectionStart, selectionEnd);
      outcome = (await globalThis.promptCommonsInsert?.(composer, page.saved(), text)) ?? outcome;
    } catch {
      // Said by the outcome.
    }
    busy = false;
    rest();
    if (!frame) follow();
    return { type: "inserted", outcome };
  };

  /**
   * The focus went: to the frame, or to what of the page can be heard, or else to another frame in it, by a click or by the page. Nothing
   * of what is typed there would be heard here.
   * @param {HTMLIFrameElement} opened
   */
  const leave = (opened) => {
    // By then it is known where it is.
    setTimeout(() => {
      if (frame !== opened || !document.hasFocus() || document.activeElement === page.host) return;
      if (isHere) taken += 1;
      else close(false);
    });
  };

  /** Hears the frame over a port that only the two have. @param {HTMLIFrameElement} opened @param {MessagePort} port */
  const listen = (opened, port) => {
    port.onmessage = async ({ data }) => {
      if (frame !== opened) return;
      if (data?.type === "close") close();
      if (data?.type === "left") leave(opened);
      if (data?.type === "done") {
        keys.unshift(...(data.typed ?? ""));
        close(false);
        // The second press of a double click on the list.
        for (const type of ["mousedown", "mouseup", "click", "dblclick"]) {
          addEventListener(type, (event) => /** @type {MouseEvent} */ (event).detail > 1 && halt(event), {
            capture: true,
            signal: AbortSignal.timeout(500),
          });
        }
        follow();
      }
      if (data?.type === "ready") {
        opened.className = "on";
        ear = port;
        pass();
      }
      if (data?.type !== "insert" || busy) return;
      ear = undefined;
      const reply = await insert(data.text);
      port.postMessage(reply);
      if (reply.outcome === "inserted") return;
      ear = port;
      pass();
    };
  };

  /** The page let nothing of ours in; there is another way. */
  const complain = () => {
    close();
    const sentence = document.createElement("p");
    sentence.role = "alert";
    page.shadow.append(sentence);
    sentence.textContent = chrome.i18n.getMessage("frameRefused");
    setTimeout(() => sentence.remove(), 8e3);
  };

  /** Whether a colour makes a dark theme. @param {string} colour */
  const isDark = (colour) => {
    if (colour === "Canvas") return matchMedia("(prefers-color-scheme:dark)").matches;
    const canvas = /** @type {OffscreenCanvasRenderingContext2D} */ (new OffscreenCanvas(1, 1).getContext("2d"));
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return red + 2 * green < 384;
  };

  /** What is selected on the page, in its composer or elsewhere. */
  const selected = () => {
    const composer = page.composer();
    const saved = page.saved();
    const { selectionStart: from, selectionEnd: to, value } = /** @type {Partial<HTMLTextAreaElement>} */ (composer ?? {});
    const isField = typeof from === "number" && typeof to === "number" && value;
    const elsewhere = document.getSelection();
    // A field's own selection is none to its document.
    if (elsewhere && !elsewhere.isCollapsed && !composer?.contains(elsewhere.anchorNode)) {
      // What was selected in the draft before is no longer, and must stay.
      saved?.collapse();
      if (isField) /** @type {HTMLTextAreaElement} */ (composer).setSelectionRange(to, to);
      return String(elsewhere);
    }
    return (isField && value.slice(from, to)) || String(saved ?? "");
  };

  /**
   * Opens the frame at its list, or at the form for a prompt that the popup asks for.
   * @param {PromptCommonsWish} [wish]
   * @param {KeyboardEvent[]} [early]
   * @param {PromptCommonsFrame} [ahead]
   */
  const open = async (wish, early, ahead) => {
    if (busy || !page.alive()) return ahead?.frame.remove();
    keys = [];
    // The worker may have to wake up; the frame's document comes meanwhile, and shows nothing without the ticket.
    const asked = page.ask("openSelector");
    const { frame: opened, loaded } = ahead ?? page.summon();
    frame = opened;
    // Where there is no composer there is no icon yet.
    if (!page.host.isConnected) document.documentElement.append(page.host);
    // An Escape among them closes it again, and what comes after it is the page's.
    for (const event of early ?? []) if (!key(event) && event.type === "keydown") keys.push(event.key);
    if (frame !== opened) return follow();
    const selection = selected();
    const theme = isDark(page.paper()) ? "dark" : "light";
    opened.title = page.button.title;
    // A frame whose scheme differs from its page's gets an opaque backdrop.
    opened.style.colorScheme = theme;
    opened.hidden = false;
    // In a dialog, or on a page that is moved as a whole, it would be cut off; everywhere else the top layer is only slower.
    const root = document.documentElement;
    if (page.host.parentNode !== root || getComputedStyle(root).transform !== "none") {
      opened.popover = "manual";
      opened.showPopover();
    }
    // One that was refused never reports, and nothing may stay over the page.
    setTimeout(() => frame === opened && !opened.className && complain(), 8e3);
    page.button.ariaExpanded = "true";
    opening = new AbortController();
    const { signal } = opening;
    draft = page.composer();
    isHere = false;
    taken = 0;
    for (const view of new Set([window, draft?.ownerDocument.defaultView])) {
      /** @param {string} types @param {(event: Event) => void} listener */
      const on = (types, listener) =>
        types.split(" ").forEach((type) => view?.addEventListener(type, listener, { capture: true, signal }));
      on("pointerdown", (event) => event.isTrusted && event.target !== page.host && close());
      on("beforeinput paste cut", spare);
      on("focus", ({ isTrusted }) => (isHere ||= isTrusted));
      on("blur", ({ target, isTrusted }) => {
        if (target !== view || !isTrusted) return;
        isHere = false;
        // From here on no key comes to us any more: the frame need not wait for one that was pressed before its own.
        ear?.postMessage({ type: "last" });
        leave(opened);
      });
    }
    page.settle();
    const [ticket] = await Promise.all([asked, loaded]);
    if (frame !== opened) return;
    if (ticket?.type !== "ticket") return close();
    // A document that is loaded anew, as the page moved it, has lost what it showed.
    opened.onload = () => frame === opened && close();
    const { port1, port2 } = new MessageChannel();
    listen(opened, port1);
    const { origin } = new URL(runtime.getURL(""));
    const { library = "", prompt = "", turn = "" } = wish ?? {};
    const says = { type: "open", token: ticket.token, theme, selection, address: location.href, library, prompt, turn };
    opened.contentWindow?.postMessage(says, origin, [port2]);
  };

  /** @param {PromptCommonsWish} [wish] @param {KeyboardEvent[]} [early] @param {PromptCommonsFrame} [ahead] */
  const toggle = (wish, early, ahead) => {
    if (frame && !wish) return close();
    close(false);
    open(wish, early, ahead);
  };

  return { isOpen: () => !!frame, place, close, insert, toggle, key };
};
