### Backups: export and import.
