// @ts-check
// Puts text into a composer so that the page's own model holds it, not only its DOM. Loaded with the first use.
//
// Each kind of editor gets a short list of techniques. One is applied, then the composer is read back until it
// holds exactly (before + text + after), or has settled on something else. Only what has visibly gone wrong, and
// was undone by the editor itself, makes room for the next technique: editors commit late, and a second attempt
// because of lateness would double the text.

(() => {
  /** When to read back, in ms after the insertion. */
  const READS = [0, 16, 50, 100, 150, 250, 400, 600, 900, 1300, 1800, 2400, 3200, 4000];
  /** A wrong reading that stays the same this long is final. */
  const SETTLED = 500;
  /** Beyond this many lines the engine's own insertion takes quadratic time. */
  const MANY_LINES = 60;
  const BLOCK = /^(P|DIV|LI|UL|OL|PRE|BLOCKQUOTE|H[1-6]|TABLE|TR|TD|TH|SECTION|ARTICLE|HR)$/;

  /**
   * @typedef {HTMLTextAreaElement | HTMLInputElement} Field
   * @typedef {{ before: string, selected: string, after: string }} Draft
   * @typedef {"applied" | "refused" | "claimed"} Effect refused: certain to have done nothing. claimed: the page's
   *   own handler took it.
   * @typedef {(text: string) => Effect} Technique
   */

  /** @param {number} ms */
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  // What follows asks for names of nodes, as the classes of a frame's elements are the frame's own.

  /** @param {Element} element @returns {element is Field} */
  const isField = (element) => element.matches("textarea,input");

  /** @param {Node | undefined} node @returns {node is Element} */
  const isElement = (node) => node?.nodeType === 1;

  /** @param {Node} node @returns {node is Text} */
  const isText = (node) => node.nodeType === 3;

  /** The selection in the tree that the target is in: its document's, or its shadow root's. @param {HTMLElement} target */
  const selectionOf = (target) => {
    const root = /** @type {Partial<Document>} */ (target.getRootNode());
    // Chromium's shadow roots have a selection, too, though no specification says so.
    return root.getSelection?.() ?? target.ownerDocument.getSelection();
  };

  /** @param {string} text */
  const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  /** Has the browser edit as if the person did. @param {HTMLElement} target @param {string} command @param {string} [value] @returns {Effect} */
  const run = (target, command, value) => (target.ownerDocument.execCommand(command, false, value) ? "applied" : "refused");

  // --- reading ----------------------------------------------------------------------------------------------------

  /**
   * The text of a rich editor as its DOM shows it, blocks and line breaks as "\n", and where the given DOM
   * positions are in it (the end, for one that isn't found).
   * @param {Element} root
   * @param {[Node, number][]} [marks]
   */
  const readRich = (root, marks = []) => {
    let text = "";
    /** fresh: a line was just begun. used: something is in it. closed: its block has ended. */
    let line = "fresh";
    const offsets = marks.map(() => -1);

    const beginLine = () => {
      if (line !== "fresh") text += "\n";
      line = "fresh";
    };
    /** @param {Node} node @param {number} offset @param {number} at */
    const note = (node, offset, at) => {
      marks.forEach(([container, position], index) => {
        if (container === node && position === offset) offsets[index] = at;
      });
    };
    /** A `br` that ends its block is there only to give it height. @param {Node} node */
    const isFiller = (node) => {
      /** @type {Node | null} */
      let at = node;
      while (at && at !== root && !BLOCK.test(at.nodeName)) {
        if (at.nextSibling) return false;
        at = at.parentNode;
      }
      return true;
    };
    /** @param {Node} node */
    const visit = (node) => {
      if (isText(node)) {
        // Slate marks its own zero-width signs, among which the text's would be lost.
        const data = node.parentElement?.closest("[data-slate-zero-width]") ? "" : node.data;
        if (data) {
          if (line === "closed") beginLine();
          line = "used";
        }
        marks.forEach(([container, offset], index) => {
          if (container === node) offsets[index] = text.length + Math.min(offset, data.length);
        });
        text += data;
        return;
      }
      if (!isElement(node) || node.getAttribute("contenteditable") === "false") return;
      if (node.nodeName === "BR") {
        if (line === "closed") beginLine();
        line = "used";
        if (!isFiller(node) && !node.classList.contains("ProseMirror-trailingBreak")) text += "\n";
        return;
      }
      const block = BLOCK.test(node.nodeName);
      if (block) beginLine();
      visitChildren(node);
      if (block) line = "closed";
    };
    /** @param {Node} node */
    const visitChildren = (node) => {
      let index = 0;
      for (const child of node.childNodes) {
        note(node, index, text.length);
        visit(child);
        index += 1;
      }
      note(node, index, text.length);
    };
    visitChildren(root);
    return { text, offsets: offsets.map((at) => (at < 0 ? text.length : at)) };
  };

  /** @param {Element} target */
  const read = (target) => (isField(target) ? target.value : readRich(target).text);

  /** Whether an editor that holds `actual` holds `wanted`. @param {string} actual @param {string} wanted @param {string} text */
  const same = (actual, wanted, text) => {
    // Zero-width marks are the editor's own, unless the text brought some: then each of them counts.
    const marks = /[\u200b\ufeff]/g;
    const ours = text.search(marks) >= 0;
    /** @param {string} value */
    const plain = (value) => (ours ? value : value.replace(marks, "")).replaceAll("\u00a0", " ");
    return plain(actual) === plain(wanted);
  };

  // --- the selection ----------------------------------------------------------------------------------------------

  /**
   * A position between blocks means, to an editor, one inside the nearest block.
   * @param {Node} node
   * @param {number} offset
   * @returns {[Node, number]}
   */
  const inward = (node, offset) => {
    while (isElement(node)) {
      const next = node.childNodes[offset];
      const last = node.lastChild;
      if (isElement(next) && BLOCK.test(next.nodeName)) [node, offset] = [next, 0];
      else if (!next && last && isElement(last) && BLOCK.test(last.nodeName)) [node, offset] = [last, last.childNodes.length];
      else break;
    }
    // Behind a filler there is nothing to write after.
    if (node.childNodes[offset - 1]?.nodeName === "BR" && !node.childNodes[offset]) offset -= 1;
    return [node, offset];
  };

  /** @param {HTMLElement} target @param {Range | null} saved @returns {[[Node, number], [Node, number]]} */
  const ends = (target, saved) => {
    if (!saved || !target.contains(saved.commonAncestorContainer)) {
      const end = inward(target, target.childNodes.length);
      return [end, end];
    }
    const start = inward(saved.startContainer, saved.startOffset);
    return [start, saved.collapsed ? start : inward(saved.endContainer, saved.endOffset)];
  };

  /** Gives the target the focus and the caret. @param {HTMLElement} target @param {Range | null} saved */
  const restore = async (target, saved) => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      target.focus({ preventScroll: true });
      if (isField(target)) return;
      const [start, end] = ends(target, saved);
      const selection = selectionOf(target);
      const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
      const there = anchorNode === start[0] && anchorOffset === start[1] && focusNode === end[0] && focusOffset === end[1];
      if (there && attempt) return;
      if (!there) selection?.setBaseAndExtent(...start, ...end);
      // Editors take the selection over in an event, Slate in a throttled one.
      await wait(target.matches("[data-slate-editor]") ? 150 : 20);
    }
  };

  /** @param {HTMLElement} target @returns {Draft} */
  const draftOf = (target) => {
    if (isField(target)) {
      const { value } = target;
      const start = target.selectionStart ?? value.length;
      const end = target.selectionEnd ?? value.length;
      return { before: value.slice(0, start), selected: value.slice(start, end), after: value.slice(end) };
    }
    const selection = selectionOf(target);
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null;
    const { text, offsets } = readRich(target, range ? ends(target, range) : []);
    const [start = text.length, end = start] = offsets;
    return { before: text.slice(0, start), selected: text.slice(start, end), after: text.slice(end) };
  };

  // --- techniques -------------------------------------------------------------------------------------------------

  /** @param {string} text @param {string} html */
  const transfer = (text, html) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    if (html) data.setData("text/html", html);
    return data;
  };

  /** Each line its own paragraph. @param {string[]} lines */
  const paragraphs = (lines) => lines.map((line) => `<p>${escaped(line) || "<br>"}</p>`).join("");

  /** The same as ProseMirror writes it to the clipboard: without its mark, pasted white space collapses. @param {string[]} lines */
  const slice = (lines) => paragraphs(lines).replace("<p", '<p data-pm-slice="1 1 []"');

  /** @param {HTMLElement} target @param {string} html @returns {Technique} */
  const paste = (target, html = "") => (text) => {
    const event = new ClipboardEvent("paste", {
      clipboardData: transfer(text, html),
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    return target.dispatchEvent(event) ? "refused" : "claimed";
  };

  /** The event of a spelling correction: only a library that handles input by itself takes it. @param {HTMLElement} target @returns {Technique} */
  const replacement = (target) => (text) => {
    const event = new InputEvent("beforeinput", {
      inputType: "insertReplacementText",
      data: null,
      dataTransfer: transfer(text, ""),
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    return target.dispatchEvent(event) ? "refused" : "claimed";
  };

  /** @param {HTMLElement} target @returns {Technique} */
  const typed = (target) => (text) => run(target, "insertText", text);

  /** The first sign of a line, however many characters it is made of. @param {string} line */
  const firstSign = (line) => new Intl.Segmenter().segment(line)[Symbol.iterator]().next().value?.segment ?? "";

  /**
   * Many lines at once: natively up to the first sign of a line that goes on, so that there is a paragraph to
   * continue, then the rest as paragraphs. Newlines at the end go natively too, as HTML would merge the empty
   * paragraphs away.
   * @param {HTMLElement} target
   * @returns {Technique}
   */
  const bulk = (target) => (text) => {
    const [, body = "", tail = ""] = /^([^]*?)(\n*)$/.exec(text) ?? [];
    const lines = body.split("\n");
    const at = lines.findIndex((line) => firstSign(line) !== line);
    if (at < 0) return typed(target)(text);
    const line = lines[at] ?? "";
    const head = firstSign(line);
    const effect = typed(target)([...lines.slice(0, at), head].join("\n"));
    if (effect === "refused") return effect;
    run(target, "insertHTML", paragraphs([line.slice(head.length), ...lines.slice(at + 1)]));
    if (tail) typed(target)(tail);
    return effect;
  };

  /** @param {Field} field @returns {Technique} */
  const fieldHtml = (field) => (text) => {
    const start = field.selectionStart ?? 0;
    const effect = run(field, "insertHTML", escaped(text));
    if (effect === "applied") field.setSelectionRange(start + text.length, start + text.length);
    return effect;
  };

  /** The last resort, as it can't be undone. @param {Field} field @param {string} value @param {number} caret */
  const assign = (field, value, caret) => {
    // What React puts before the browser's own setter is only in the page's world.
    field.value = value;
    field.setSelectionRange(caret, caret);
    field.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText", bubbles: true, composed: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /** @param {Field} field @returns {Technique} */
  const fieldValue = (field) => (text) => {
    const { before, after } = draftOf(field);
    assign(field, before + text + after, before.length + text.length);
    return "applied";
  };

  /** Where no library takes part. @param {HTMLElement} target @returns {Technique} */
  const breaks = (target) => (text) =>
    run(target, "insertHTML", `<span style="white-space:pre-wrap">${escaped(text).replaceAll("\n", "<br>")}</span>`);

  /**
   * ProseMirror reads a change of nothing but white space across lines as the Enter key, which sends the message.
   * @param {string} old
   * @param {string} text
   */
  const looksLikeEnter = (old, text) => {
    let head = 0;
    while (head < old.length && old[head] === text[head]) head += 1;
    let tail = 0;
    while (tail < Math.min(old.length, text.length) - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
    const change = text.slice(head, text.length - tail);
    return change.includes("\n") && !/\S/.test(change);
  };

  /** What to try, in order. @param {HTMLElement} target @param {string} text @param {Draft} draft @returns {Technique[]} */
  const techniques = (target, text, draft) => {
    if (target.closest(".monaco-editor,.cm-editor,.CodeMirror,.public-DraftEditor-content")) return [paste(target)];
    if (isField(target)) return [fieldHtml(target), typed(target), fieldValue(target)];
    const lines = text.split("\n");
    if (target.closest(".ck-editor__editable")) return [paste(target, paragraphs(lines))];
    if (target.matches(".ProseMirror,.ql-editor")) {
      const isQuill = target.matches(".ql-editor");
      const pasted = paste(target, isQuill ? "" : slice(lines));
      if (!isQuill && looksLikeEnter(draft.selected, text)) return [pasted];
      return lines.length > MANY_LINES ? [bulk(target), typed(target), pasted] : [typed(target), bulk(target), pasted];
    }
    if (target.matches("[data-lexical-editor],[data-slate-editor]")) return [replacement(target), paste(target)];
    return [replacement(target), paste(target), lines.length > 1 || /\s\s|\t|^\s|\s$/.test(text) ? breaks(target) : typed(target)];
  };

  /** The editor's own undo, or the browser's where the editor has none. @param {HTMLElement} target */
  const undo = (target) => {
    const mac = navigator.platform.startsWith("Mac");
    const event = new KeyboardEvent("keydown", {
      key: "z",
      code: "KeyZ",
      keyCode: 90,
      ctrlKey: !mac,
      metaKey: mac,
      bubbles: true,
      cancelable: true,
      composed: true,
    });
    if (isField(target) || target.dispatchEvent(event)) run(target, "undo");
  };

  // --- the whole --------------------------------------------------------------------------------------------------

  /** @param {string} text @returns {Promise<PromptCommonsOutcome>} */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return "copied";
    } catch {
      // A page may forbid the clipboard API to all that runs in it; the command is older than that rule.
    }
    let done = false;
    /** @param {ClipboardEvent} event */
    const fill = (event) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
      done = true;
    };
    addEventListener("copy", fill, true);
    document.execCommand("copy");
    removeEventListener("copy", fill, true);
    return done ? "copied" : "failed";
  };

  /**
   * What ProseMirror made of the paragraphs. An input rule may eat the text whole: "# " leaves a heading and
   * no text, which would read like nothing happened.
   * @param {HTMLElement} target
   */
  const shape = (target) =>
    target.matches(".ProseMirror") ? Array.from(target.querySelectorAll("*"), ({ nodeName }) => (BLOCK.test(nodeName) ? nodeName : "")).join(" ") : "";

  /**
   * @typedef {{ target: HTMLElement, text: string, original: string, wanted: string, shape: string }} Attempt
   */

  /**
   * Reads back until the composer holds what it should, or something else for good.
   * @param {Attempt} attempt
   * @returns {Promise<"right" | "unchanged" | "wrong">}
   */
  const verdict = async ({ target, text, original, wanted, shape: before }) => {
    let last = "";
    let since = 0;
    let previous = 0;
    for (const at of READS) {
      await wait(at - previous);
      previous = at;
      const now = read(target);
      if (same(now, wanted, text)) {
        // A controlled field may take it back with its next render.
        await wait(32);
        if (same(read(target), wanted, text)) return "right";
        continue;
      }
      const look = now + shape(target);
      if (look !== last) [last, since] = [look, at];
      else if (look !== original + before && at - since >= SETTLED) return "wrong";
    }
    return last === original + before ? "unchanged" : "wrong";
  };

  /**
   * Undoes what went wrong. Where the last step was the editor's own doing (an input rule that turned `*so*` into
   * italics), undoing that leaves just what was wanted.
   * @param {Attempt} attempt
   * @returns {Promise<"original" | "right" | "neither">}
   */
  const takeBack = async ({ target, text, original, wanted, shape: before }) => {
    undo(target);
    for (const ms of [0, 50, 200, 500]) {
      await wait(ms);
      const now = read(target);
      if (ms && same(now, wanted, text)) return "right";
      if (same(now, original, "") && shape(target) === before) return "original";
    }
    // A page that writes into a field by itself has emptied the browser's history of it.
    if (!isField(target)) return "neither";
    assign(target, original, original.length);
    return target.value === original ? "original" : "neither";
  };

  // As the keys would have; Slate hears of its own selection too late for those.
  globalThis.promptCommonsType = (target, text) => {
    if (target) (target.matches("[data-slate-editor]") ? replacement(target) : typed(target))(text);
  };

  globalThis.promptCommonsInsert = async (target, saved, raw) => {
    let text = raw.replace(/\r\n?/g, "\n");
    if (!target?.isConnected) return copy(text);
    if (!text) return "inserted";
    if (target.matches("input")) text = text.replaceAll("\n", " ");

    await restore(target, saved);
    const draft = draftOf(target);
    const original = draft.before + draft.selected + draft.after;
    const wanted = draft.before + text + draft.after;
    // It would be cut short; going round the limit would only postpone the page's refusal.
    if (isField(target) && (target.readOnly || (target.maxLength >= 0 && wanted.length > target.maxLength))) return copy(text);

    const before = shape(target);
    for (const apply of techniques(target, text, draft)) {
      const effect = apply(text);
      if (effect === "refused") continue;
      // A code editor draws only the lines in view, Monaco not even those as text.
      if (target.closest(wanted.length > 1000 ? ".cm-editor,.CodeMirror,.monaco-editor" : ".monaco-editor")) return "unverified";
      const attempt = { target, text, original, wanted, shape: before };
      let result = await verdict(attempt);
      // Lines that it has left out can't be looked at.
      if (result === "wrong" && target.querySelector(".cm-gap")) return "unverified";
      if (result === "wrong") {
        const back = await takeBack(attempt);
        if (back === "neither") break;
        if (back === "right") result = "right";
      }
      if (result === "right") {
        if (!draft.after && isField(target)) target.scrollTop = target.scrollHeight;
        return "inserted";
      }
      // Taken and not to be seen: late, or made an attachment. Either way a second attempt could double it.
      if (result === "unchanged") return effect === "claimed" ? "unverified" : copy(text);
      // The editor's undo has put the selection back too; a field's may lie elsewhere.
      if (isField(target)) target.setSelectionRange(draft.before.length, draft.before.length + draft.selected.length);
      else await wait(20);
    }
    return copy(text);
  };
})();
