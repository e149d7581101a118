### Creating, joining, managing and leaving teams.
