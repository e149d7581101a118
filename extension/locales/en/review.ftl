### News, conflicts and what waits for a decision.
