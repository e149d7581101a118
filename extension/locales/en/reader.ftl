### A prompt in full: versions, comments, note, moving to other libraries.
