"""Programs that run in the Python of the snapshot, to make its memory small (see snapshot.mjs)."""
