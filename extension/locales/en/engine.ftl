### What the core and the engine say: states, errors, edits.
