//! Build steps for `build.sh`:
//!
//! ```text
//! xtask bindgen <in.wasm> <out directory> <out name>   bindings for pages and module workers
//! xtask sizes <directory>                              raw and brotli bytes of each shipped file, and whether budgets hold
//! xtask zip <directory> <out.zip>                      the package for the store
//! ```

// A command line tool talks on stdout.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::{Bindgen, Output};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The most bytes that shipped files may have.
const BUDGETS: &str = include_str!("budgets.txt");

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["bindgen", wasm, directory, name] => bindgen(wasm, directory, name),
        ["sizes", directory] => sizes(Path::new(directory)),
        ["zip", directory, out] => package(Path::new(directory), Path::new(out)),
        _ => bail!("usage: xtask bindgen WASM DIRECTORY NAME | sizes DIRECTORY | zip DIRECTORY ZIP"),
    }
}

fn bindgen(wasm: &str, directory: &str, name: &str) -> Result<()> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(false)
        .remove_producers_section(true)
        .out_name(name)
        .generate_output()
        .with_context(|| format!("cannot make bindings for {wasm}"))?;
    drop_streams(&mut output);
    let glue = shorten(&mut output, name)?;
    output.emit(directory)?;
    fs::write(Path::new(directory).join(name).with_extension("js"), glue)?;
    Ok(())
}

/// Takes away the exports of `wasm-streams`, which Leptos brings along for server functions. As exports they would be
/// kept, 4 kB of them, although nothing here makes a stream.
fn drop_streams(output: &mut Output) {
    let exports = &mut output.wasm_mut().exports;
    let mut unused = Vec::new();
    for export in exports.iter() {
        if export.name.trim_start_matches("__wbg_").starts_with("intounderlying") {
            unused.push(export.id());
        }
    }
    for export in unused {
        exports.delete(export);
    }
}

/// Gives what a module imports from its glue short names, and returns the glue with them. The long ones name the
/// glue's file and end in a hash, each of two hundred: 9 kB of the popup.
fn shorten(output: &mut Output, name: &str) -> Result<String> {
    let file = format!("./{name}_bg.js");
    let mut glue = replace_one(output.js(), &format!("\"{file}\":"), "\"i\":")?;
    let imports = output.wasm_mut().imports.iter_mut().filter(|import| import.module == file);
    for (at, import) in imports.enumerate() {
        let short = format!("i{at}");
        glue = replace_one(&glue, &format!("{}:", import.name), &format!("{short}:"))?;
        import.name = short;
        "i".clone_into(&mut import.module);
    }
    Ok(glue)
}

fn replace_one(text: &str, from: &str, to: &str) -> Result<String> {
    let found = text.matches(from).count();
    ensure!(found == 1, "the glue has “{from}” {found} times");
    Ok(text.replacen(from, to, 1))
}

fn sizes(directory: &Path) -> Result<()> {
    println!("{:<28} {:>10} {:>10}", "file", "raw", "brotli");
    let mut found: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for file in files(directory)? {
        let bytes = fs::read(directory.join(&file))?;
        let name = file.to_string_lossy().replace('\\', "/");
        let size = [bytes.len(), brotli_size(&bytes)?];
        println!("{name:<28} {:>10} {:>10}", size[0], size[1]);
        found.insert(name, size);
    }
    let [raw, packed] = sum(found.values());
    println!("{:<28} {raw:>10} {packed:>10}", "all");
    within_budgets(&found)
}

fn sum<'a>(sizes: impl Iterator<Item = &'a [usize; 2]>) -> [usize; 2] {
    sizes.fold([0, 0], |[raw, packed], size| [raw + size[0], packed + size[1]])
}

/// Fails where a file has more bytes than it may, or no limit.
fn within_budgets(found: &BTreeMap<String, [usize; 2]>) -> Result<()> {
    let mut wrong = Vec::new();
    let mut limited = BTreeSet::new();
    for line in BUDGETS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [names, raw, packed] = line.split(' ').collect::<Vec<_>>()[..] else {
            bail!("no budget: {line}")
        };
        let most: [usize; 2] = [raw.parse()?, packed.parse()?];
        for name in names.split('+') {
            ensure!(found.contains_key(name), "{name} has a budget and is not shipped");
            limited.insert(name);
        }
        let size = sum(names.split('+').filter_map(|name| found.get(name)));
        for (form, size, most) in [("raw", size[0], most[0]), ("brotli", size[1], most[1])] {
            if size > most {
                wrong.push(format!("{names} has {size} bytes {form}, more than its budget of {most}"));
            }
        }
    }
    let without = found.keys().filter(|name| !limited.contains(name.as_str()));
    wrong.extend(without.map(|name| format!("{name} has no budget in xtask/budgets.txt")));
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

/// Bytes at the highest quality with the largest window, which is how a server would store it.
fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut Cursor::new(bytes), &mut out, &brotli::enc::BrotliEncoderParams::default())?;
    Ok(out.len())
}

/// All files below a directory, by path, in one order on every machine.
fn files(directory: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut pending = vec![directory.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                pending.push(entry.path());
            } else {
                found.push(entry.path().strip_prefix(directory)?.to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes the same bytes for the same files: one order, one date, no attributes of this machine.
fn package(directory: &Path, out: &Path) -> Result<()> {
    let mut zip = ZipWriter::new(fs::File::create(out)?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for file in files(directory)? {
        let mut bytes = fs::read(directory.join(&file))?;
        if file == Path::new("manifest.json") {
            bytes = store_manifest(&bytes)?;
        }
        zip.start_file(file.to_string_lossy(), options)?;
        zip.write_all(&bytes)?;
    }
    zip.finish()?;
    println!("{}: {} bytes", out.display(), fs::metadata(out)?.len());
    Ok(())
}

/// The store gives each extension its own key and takes no manifest that brings one.
fn store_manifest(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut manifest: serde_json::Value = serde_json::from_slice(bytes)?;
    if let Some(fields) = manifest.as_object_mut() {
        fields.shift_remove("key");
    }
    Ok(serde_json::to_vec_pretty(&manifest)?)
}
