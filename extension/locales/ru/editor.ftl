### The editor, and what takes part in writing.
