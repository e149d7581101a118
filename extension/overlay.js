// @ts-check
// Opens the selector frame over the page and carries the chosen text to the inserter. Loaded with the first use,
// beside content.js, which knows the composer and where the icon is.

globalThis.promptCommonsOverlay = (page) => {
  const { runtime } = chrome;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "iframe{border-radius:14px;box-shadow:0 0 0 1px #8884,0 12px 40px #0005}" +
      "iframe:not(.on){opacity:0;pointer-events:none}" +
      "p{position:fixed;top:16px;left:50%;translate:-50%;max-width:calc(100vw - 64px);margin:0;padding:12px 20px;border-radius:12px;" +
      "background:#23224a;color:#fff;font:500 15px/1.4 system-ui,sans-serif;box-shadow:0 8px 32px #0006}",
  );
  page.shadow.adoptedStyleSheets.push(sheet);

  /** @type {HTMLIFrameElement | undefined} */
  let frame;
  /** Ends what listens while the frame is open. */
  let opening = new AbortController();
  let busy = false;

  const place = () => {
    if (!frame) return;
    const { x, y, ceiling, size, gap } = page.anchor();
    const room = document.documentElement.clientWidth;
    const width = Math.min(420, room - 2 * gap);
    const height = Math.min(440, innerHeight - 2 * gap);
    /** @param {number} start @param {number} most */
    const inside = (start, most) => Math.max(gap, Math.min(start, most - gap)) + "px ";
    const above = ceiling - gap - height;
    Object.assign(frame.style, {
      width: width + "px",
      height: height + "px",
      translate: inside(x + size - width, room - width) + inside(above < gap ? y + size + gap : above, innerHeight - height),
    });
  };

  const close = (giveBack = true) => {
    if (!frame) return;
    frame.remove();
    frame = undefined;
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

  /** @param {string} text */
  const insert = async (text) => {
    /** @type {PromptCommonsOutcome} */
    let outcome = "failed";
    if (busy) return { type: "inserted", outcome };
    busy = true;
    try {
      outcome = (await globalThis.promptCommonsInsert?.(page.composer(), page.saved(), text)) ?? outcome;
    } catch {
      // Said by the outcome.
    }
    busy = false;
    return { type: "inserted", outcome };
  };

  /** Hears the frame over a port that only the two have. @param {HTMLIFrameElement} opened @param {MessagePort} port */
  const listen = (opened, port) => {
    port.onmessage = async ({ data }) => {
      if (frame !== opened) return;
      if (data?.type === "close") close();
      if (data?.type === "ready") {
        opened.className = "on";
        opened.focus();
      }
      if (data?.type !== "insert" || busy) return;
      const reply = await insert(data.text);
      port.postMessage(reply);
      if (reply.outcome === "inserted") close(false);
      else opened.focus();
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

  /** What is selected on the page, in its composer or elsewhere. */
  const selected = () => {
    const composer = page.composer();
    const { selectionStart: from, selectionEnd: to, value } = /** @type {Partial<HTMLTextAreaElement>} */ (composer ?? {});
    const inField = typeof from === "number" && value ? value.slice(from, to ?? from) : "";
    return inField || String(page.saved() ?? "") || String(document.getSelection() ?? "");
  };

  const open = async () => {
    if (busy) return;
    busy = true;
    const selection = selected();
    const ticket = await page.ask("openSelector");
    busy = false;
    if (ticket?.type !== "ticket" || !page.alive()) return;
    const opened = (frame = document.createElement("iframe"));
    const theme = page.isDark() ? "dark" : "light";
    opened.title = page.button.title;
    opened.allow = "clipboard-write; clipboard-read";
    opened.src = runtime.getURL(ticket.frame ?? "");
    // A frame whose scheme differs from its page's gets an opaque backdrop.
    opened.style.colorScheme = theme;
    opened.onload = () => {
      const { port1, port2 } = new MessageChannel();
      listen(opened, port1);
      const { origin } = new URL(runtime.getURL(""));
      opened.contentWindow?.postMessage({ type: "open", token: ticket.token, theme, selection }, origin, [port2]);
    };
    // One that was refused never reports, and nothing may stay over the page.
    setTimeout(() => frame === opened && !opened.className && complain(), 8e3);
    page.button.ariaExpanded = "true";
    // Where there is no composer there is no icon yet.
    if (!page.host.isConnected) document.documentElement.append(page.host);
    page.shadow.append(opened);
    opening = new AbortController();
    const options = { capture: true, signal: opening.signal };
    addEventListener("pointerdown", (event) => event.isTrusted && event.target !== page.host && close(), options);
    addEventListener("keydown", (event) => {
      if (!event.isTrusted || event.key !== "Escape") return;
      // Ours alone: to the page it would mean "stop answering".
      event.preventDefault();
      event.stopImmediatePropagation();
      close();
    }, options);
    page.settle();
  };

  return { isOpen: () => !!frame, place, close, insert, toggle: () => (frame ? close() : open()) };
};
