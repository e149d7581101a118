//! Texts that are hard to insert: what editors trim, join, turn into something else or take for a key.

/// A text by its name.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// Each kind of text once.
pub(super) fn samples() -> Vec<Sample> {
    let sample = |name, text: &str| Sample { name, text: text.to_owned() };
    vec![
        sample("one line", "Summarise the text below in three sentences."),
        sample("many lines", LINES),
        sample("blank lines", "\n\nFirst\n\n\nSecond\n\n\n\nThird\n\n"),
        sample("leading and trailing spaces and tabs", SPACES),
        sample("emoji with joiners", EMOJI),
        sample("right-to-left", RTL),
        sample("`<b>` and entities", MARKUP),
        sample("fenced code", CODE),
        sample("Markdown", MARKDOWN),
        sample("Markdown at the end", "Say it **so**"),
        sample("a heading without words", "# "),
        sample(
            "zero-width marks",
            "\u{200b}zero\u{200b}width\n\u{feff}\n\u{200b}\nand a soft\u{ad}hyphen\u{feff}",
        ),
        sample("a line break", "\n"),
        sample("nothing but line breaks", "\n\n\n"),
        sample("nothing but white space", "  \n\t\n "),
        Sample { name: "200 short lines", text: (1..=200).map(|number| number.to_string() + "\n").collect() },
        Sample { name: "20,000 characters", text: long_text(20_000) },
    ]
}

/// A text of so many characters, in lines of all lengths up to some 150.
pub(super) fn long_text(characters: usize) -> String {
    let words = ["prompt", "library", "team", "of", "a", "shared", "folder", "\u{2013}", "keeps", "its"];
    let mut text = String::new();
    for number in 0_usize.. {
        text.push_str(words[number * number % 97 % words.len()]);
        text.push(if number * 7 % 23 == 0 { '\n' } else { ' ' });
        if text.chars().count() >= characters {
            break;
        }
    }
    text.chars().take(characters - 1).chain(['.']).collect()
}

const LINES: &str = "You are a careful editor.
Read the draft below.
Then answer in this order:
1. What is it about?
2. Who is it for?
3. What is missing?
- Be brief.
- Be kind.
Don't rewrite it.
Ask if anything is unclear.
Thank you!";

const SPACES: &str = "  two before
\ttab before
    four before,  two  inside\tand a tab
two behind  
a tab behind\t
 \t 
\t\t
\u{a0}a no-break space, and a single one behind 
  both  ";

const EMOJI: &str = "👩‍💻 writes, 👨‍👩‍👧‍👦 read 🏳️‍🌈🇺🇦 ✍🏽
👁️‍🗨️ e\u{301} n\u{303} ﷽ 𝒻𝒶𝓃𝒸𝓎 ✈️ 1️⃣
👩‍💻";

const RTL: &str = "שלום עולם, זו שורה ראשונה
مرحبا بالعالم (123) — prompt — نص
\u{200f}\u{202b}مختلط mixed ١٢٣\u{202c}\u{200e} עברית!
سطر‌آخر";

const MARKUP: &str = "Use <b>bold</b> & <i>italics</i>, <br> and <script>alert('no')</script>
&amp; &lt;p&gt; &nbsp; &#39; &unknown; \"double\" 'single' `tick`
<p>paragraph</p><!-- comment --> </textarea></div> {{name}} $& $1 \\n %0A";

const CODE: &str = "Explain this:

```rust
fn main() {
    let words = [\"a\", \"b\"];
\tprintln!(\"{words:?} <T> && {}\", 1);

}
```

```
plain
```";

const MARKDOWN: &str = "# Heading

- one
  - two
* three
1. four
> quoted
---
**bold** _italics_ *italics* ~~gone~~ `code` [link](https://example.com) https://example.com (c) -> ...
```";
