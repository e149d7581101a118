#!/usr/bin/env bash
# Builds, shows, tests and packs Prompt Commons. `./build.sh help` lists what it can do; each command may be run
# again at any time and installs what it needs itself.
set -euo pipefail
cd "$(dirname "$0")"

readonly dist=dist
readonly target=target/wasm32-unknown-unknown
# Crate, the profile it is built in, and how wasm-opt weighs size and speed.
readonly modules=(popup:release:-Oz page:release:-Oz selector:release:-Oz form:release:-Oz worker:release:-Oz offscreen:release:-Oz sync:engine:-O3
  search:engine:-O3)
readonly bench_pages=(decode diff merge growth search)
# What Chromium 122, the oldest one supported, has.
readonly wasm_opt_flags=(--strip-target-features --enable-simd --enable-bulk-memory --enable-sign-ext --enable-mutable-globals
  --enable-nontrapping-float-to-int --enable-reference-types --enable-multivalue)

usage() {
  cat <<'TEXT'
./build.sh                    builds the extension into dist/, ready to be loaded unpacked
./build.sh demo [--headless]  shows the main job in Chromium, on real files and local copies of two AI pages
./build.sh test               formatting, lints, native tests, then the built extension in Chromium
./build.sh bench [PART …]     figures of the hot paths: figure <name> <ours> <peer> <ratio>; in Chromium
                              all of core, decode, diff, merge, growth, search, popup, selector, page, edit and large,
                              or those that are named
./build.sh simulate [--schedules N] [--seed S] [--show K] [--one S] [--benign | --faults A,B]
                              the engine for several members over a faulty folder: is any edit lost?
./build.sh simulate --gate [--schedules N] [--seed S] [--rule R]
                              breaks the rules of join and sync one by one: does anything notice?
./build.sh deny               licences, sources and advisories of all dependencies
./build.sh package            the zip for the Chrome Web Store
TEXT
}

say() { printf '\n== %s\n' "$*"; }

# Runs a step under a title and tells how long it took.
step() {
  local title=$1 began=$SECONDS
  shift
  say "$title"
  "$@"
  printf '   %s: %d s\n' "$title" "$((SECONDS - began))"
}

have() { command -v "$1" >/dev/null 2>&1; }

apt_install() {
  have apt-get || { echo "Please install $* first: there is no apt-get here" >&2; exit 1; }
  echo "   installing $* with apt-get"
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq "$@" >/dev/null
}

need_rust() {
  have rustup || { echo "Please install Rust first: https://rustup.rs" >&2; exit 1; }
  # The versions and the wasm target stand in rust-toolchain.toml.
  rustup target list --installed | grep -qx wasm32-unknown-unknown || rustup target add wasm32-unknown-unknown
  have cc || apt_install build-essential
  # Where it puts sources is known once they are there.
  cargo fetch --quiet --locked
  # This machine's paths have no place in what is shipped: the same source gives the same bytes everywhere.
  local flags="-C target-feature=+simd128 --remap-path-prefix=$PWD=" sources
  for sources in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*/; do flags+=" --remap-path-prefix=$sources="; done
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
}

need_node() {
  have npm || apt_install nodejs npm
  # npm writes this file last, so it is older than the lock file unless what it lists is installed.
  if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
    echo "   installing the packages of package-lock.json"
    npm ci --silent
    touch node_modules/.package-lock.json
  fi
}

need_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    [ -n "$name" ] && have "$name" && return
  done
  # The fonts are for screenshots: without them an emoji is a box.
  apt_install chromium fonts-noto-color-emoji
}

# True if $1 is there and not older than any of the others.
fresh() {
  local made=$1 source
  shift
  [ -e "$made" ] || return 1
  for source in "$@"; do [ "$source" -nt "$made" ] && return 1; done
  return 0
}

compile() {
  local profile packages module
  for profile in release engine; do
    packages=()
    for module in "${modules[@]}"; do
      [[ $module != *":$profile:"* ]] || packages+=(-p "prompt-commons-${module%%:*}")
    done
    cargo build --profile "$profile" --target wasm32-unknown-unknown "${packages[@]}"
  done
}

# Bindings, wasm-opt and minified glue of one module, unless its wasm is as it was.
optimise() {
  local crate profile level
  IFS=: read -r crate profile level <<<"$1"
  local name=${crate}_glue wasm=$target/$profile/prompt_commons_$crate.wasm work=target/glue/${crate}_glue
  fresh "$work/done" "$wasm" build.sh xtask/main.rs && return
  rm -rf "$work"
  cargo xtask bindgen "$wasm" "$work" "$name"
  node_modules/.bin/wasm-opt "$level" "${wasm_opt_flags[@]}" "$work/${name}_bg.wasm" -o "$work/${name}_bg.wasm"
  node_modules/.bin/esbuild "$work/$name.js" --minify --format=esm --target=chrome122 --outfile="$work/$name.js" \
    --allow-overwrite --log-level=warning
  touch "$work/done"
}

# All of them at once: none keeps all cores busy by itself.
optimise_all() {
  local module jobs=() job
  for module in "${modules[@]}"; do
    optimise "$module" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
}

# The sentences of a part of the extension in each language, as modules.
sentences() {
  local part=$1 to=$2 language all
  shift 2
  for language in en ru; do
    all=target/locales/$part.$language.ftl
    mkdir -p target/locales
    (cd "extension/locales/$language" && cat "$@") >"$all"
    node_modules/.bin/esbuild "$all" --loader:.ftl=text --format=esm --charset=utf8 --minify --outfile="$to/$part.$language.js" \
      --log-level=warning
  done
}

assemble() {
  local new=target/dist module name script bundle
  rm -rf "$new"
  mkdir -p "$new/styles" "$new/locales"
  cp manifest.json extension/{offscreen,selector}.html "$new/"
  # The same for sites that the person adds, under an address that no page can know.
  cp extension/selector.html "$new/own.html"
  # The app's three surfaces have one shell. The side panel starts as the full page does.
  for script in popup:popup page:page panel:page; do
    sed "s/{surface}/${script%:*}/; s/{script}/${script#*:}/g" extension/app.html >"$new/${script%:*}.html"
  done
  cp -r extension/_locales "$new/"
  mkdir "$new/icons" && cp extension/icons/*.png "$new/icons/"
  for script in extension/*.js; do
    # These have a library in them; what the others import is made by the build.
    case $script in
      */words.js) bundle=(--bundle --format=esm) ;;
      */picker.js) bundle=(--bundle --format=iife) ;;
      *) bundle=() ;;
    esac
    node_modules/.bin/esbuild "$script" --minify --target=chrome122 "${bundle[@]}" --outfile="$new/$(basename "$script")" \
      --log-level=warning
  done
  sentences app "$new/locales" app.ftl backup.ftl editor.ftl engine.ftl list.ftl organise.ftl reader.ftl review.ftl statistics.ftl store.ftl team.ftl welcome.ftl write.ftl you.ftl
  sentences selector "$new/locales" selector.ftl form.ftl store.ftl
  # One file for each document: those that they import are in them.
  node_modules/.bin/esbuild styles/{main,selector}.css --bundle --minify --target=chrome122 --outdir="$new/styles" --log-level=warning
  for module in "${modules[@]}"; do
    name=${module%%:*}_glue
    cp "target/glue/$name/$name.js" "target/glue/$name/${name}_bg.wasm" "$new/"
  done
  # One move, so that an interrupted build leaves the last whole one.
  rm -rf "$dist"
  mv "$new" "$dist"
}

build() {
  step "toolchain" need_rust
  step "npm packages" need_node
  step "compile to wasm" compile
  step "build tools" cargo build --profile tools -p xtask
  step "optimise" optimise_all
  step "assemble $dist/" assemble
  cargo xtask sizes "$dist"
}

replicas() {
  local pages=tests/replicas
  node_modules/.bin/esbuild $pages/{chatgpt,claude,codemirror,framed,lexical,quill,react,shadow,slate,textarea}.js \
    $pages/{chat.html,sites.json} --bundle --minify --format=iife --target=chrome122 --loader:.html=copy --loader:.json=copy \
    --log-level=warning --outdir=target/replicas
}

# A copy of dist/ with one page more, which runs the contract of the ports in the rights of the extension.
contract() {
  local page=target/contract
  cargo build --target wasm32-unknown-unknown -p prompt-commons-browser-tests
  rm -rf "$page"
  cp -r "$dist" "$page"
  cp tests/browser/contract.{html,js} "$page/"
  cargo xtask bindgen target/wasm32-unknown-unknown/debug/prompt_commons_browser_tests.wasm "$page" contract_glue
}

harness() { cargo build --profile tools -p prompt-commons-e2e --all-targets; }

stage() {
  build
  step "replicas of the AI pages" replicas
  step "Chromium" need_chromium
  step "test harness" harness
}

demo() {
  stage
  say "demo"
  cargo run --quiet --profile tools -p prompt-commons-e2e --bin demo -- "$@"
}

lint() {
  cargo fmt --all --check
  cargo clippy --all-targets -p prompt-commons -p prompt-commons-engine -p prompt-commons-contract \
    -p prompt-commons-selector -p prompt-commons-simulator -- -D warnings
  cargo clippy --profile tools --all-targets -p prompt-commons-e2e -p xtask -- -D warnings
  cargo clippy --target wasm32-unknown-unknown -p prompt-commons -p prompt-commons-engine \
    -p prompt-commons-browser -p prompt-commons-app -p prompt-commons-page -p prompt-commons-popup \
    -p prompt-commons-selector -p prompt-commons-form -p prompt-commons-sync -p prompt-commons-search -p prompt-commons-worker -p prompt-commons-offscreen \
    -p prompt-commons-browser-tests -p prompt-commons-bench-web -- -D warnings
  node_modules/.bin/tsc --project extension
  node_modules/.bin/eslint extension tests/replicas
}

native_tests() {
  local packages=(-p prompt-commons -p prompt-commons-engine -p prompt-commons-contract -p prompt-commons-selector
    -p prompt-commons-app)
  # Compiles aloud, as that takes minutes the first time.
  cargo test "${packages[@]}" --no-run
  cargo test --quiet "${packages[@]}"
  # In the profile that is quick enough for many runs.
  cargo test --quiet --profile simulate -p prompt-commons-simulator
  simulate --schedules 100000 --seed 1
}

# One Chromium at a time: two cores are soon busy, and the tests wait for what they look for.
browser_tests() { cargo test --profile tools -p prompt-commons-e2e --test '*' --no-fail-fast -- --test-threads=1; }

# Adds up the summaries of all the runners that a log holds.
total() {
  awk '/^test result:/ { passed += $4; failed += $6 } END { printf "\ntests: %d passed, %d failed\n", passed, failed }' "$1"
}

tests() {
  step "toolchain" need_rust
  step "npm packages" need_node
  step "formatting and lints" lint
  local log=target/tests.log
  mkdir -p target
  step "native tests" native_tests | tee "$log"
  stage
  step "contract page" contract
  say "the built extension in Chromium"
  browser_tests | tee -a "$log"
  total "$log"
}

# A copy of dist/ with pages that take the figures of the core as wasm. The engine is compiled for speed, surfaces for size.
bench_page() {
  local page=target/bench pages=tests/bench/web part built profile level
  rm -rf "$page"
  cp -r "$dist" "$page"
  for built in bench:engine:-O3 small:release:-Oz; do
    IFS=: read -r part profile level <<<"$built"
    cargo build --profile "$profile" --target wasm32-unknown-unknown -p prompt-commons-bench-web
    cargo xtask bindgen "$target/$profile/prompt_commons_bench_web.wasm" "$page" "${part}_glue"
    node_modules/.bin/wasm-opt "$level" "${wasm_opt_flags[@]}" "$page/${part}_glue_bg.wasm" -o "$page/${part}_glue_bg.wasm"
  done
  for part in "${bench_pages[@]}"; do
    sed "s/{part}/$part/" $pages/figures.html >"$page/bench_$part.html"
    node_modules/.bin/esbuild "$pages/$part.js" --bundle --format=esm --target=chrome122 --outfile="$page/bench_$part.js" --log-level=warning
  done
}

bench() {
  stage
  step "bench pages" bench_page
  say "figure <name> <ours> <peer> <ratio>, natively"
  local native
  for native in core search; do
    [[ $# -gt 0 && " $* " != *" $native "* ]] || cargo bench --quiet -p prompt-commons --bench "$native"
  done
  say "the same in Chromium"
  cargo run --quiet --profile tools -p prompt-commons-e2e --bin bench -- "$@"
}

simulate() {
  step "toolchain" need_rust
  cargo run --quiet --profile simulate -p prompt-commons-simulator -- "$@"
}

deny() {
  step "toolchain" need_rust
  have cargo-deny || step "install cargo-deny" cargo install --quiet --locked cargo-deny
  cargo deny --workspace check
}

package() {
  build
  local version
  version=$(sed -n 's/^ *"version": "\(.*\)".*/\1/p' manifest.json)
  cargo xtask zip "$dist" "target/prompt-commons-$version.zip"
}

began=$SECONDS
case "${1:-build}" in
  build) build ;;
  demo) shift; demo "$@" ;;
  test) tests ;;
  bench) shift; bench "$@" ;;
  simulate) shift; simulate "$@" ;;
  deny) deny ;;
  package) package ;;
  help | --help | -h) usage; exit ;;
  *) usage >&2; exit 2 ;;
esac
# CI reads the test runner's closing lines, so a passing test run has the last word itself.
[ "${1:-build}" = test ] || printf '\ndone in %d s\n' "$((SECONDS - began))"
