//! What axe-core, the field's checker of accessibility, holds against a page of ours.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::page::Page;

/// The checker as its package ships it. It runs in the page's world by the debugger, which no policy of the page stops.
static SOURCE: LazyLock<std::io::Result<String>> = LazyLock::new(|| {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../node_modules/axe-core/axe.min.js"))
});

/// Checks what the page shows now, once nothing moves; pages of others are not ours to check.
pub fn check(page: &Page) -> Result<()> {
    if page.eval("location.protocol")? != "chrome-extension:" {
        return Ok(());
    }
    if page.eval("typeof axe")? != "object" {
        let source = SOURCE.as_ref().map_err(|error| anyhow::anyhow!("axe-core: {error}"))?;
        page.eval(&format!("{source}; 0"))?;
    }
    let found = page.eval(RUN)?;
    let found = found.as_array().with_context(|| format!("axe-core gave {found}"))?;
    let told: Vec<&str> = found.iter().filter_map(Value::as_str).collect();
    ensure!(told.is_empty(), "axe-core finds: {}", told.join(" · "));
    Ok(())
}

/// WCAG 2.2 A and AA, and what axe-core holds for good practice. Each violation is its rule, what it says, and where.
const RUN: &str = r"(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) =>
        `${id} (${help}): ${nodes.map(({ html, any }) => html.slice(0, 160) + ' ' + (any[0]?.message ?? '')).slice(0, 4).join(' | ')}`);
})()";
