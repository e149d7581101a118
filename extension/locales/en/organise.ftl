### Categories, sets and tags.
