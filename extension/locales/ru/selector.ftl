### The selector in AI pages.
