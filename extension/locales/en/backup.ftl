### Backups: export and import.

backup-heading = Backups
backup-hint = An export is a file with all that a library shows; private notes, favourites and earlier versions are not in it. What can be imported: such a file, a backup of My Prompt Manager or Open Prompt Manager, and tables (CSV). You see first what it would do.
backup-library = Library

## Export

backup-export = Export
backup-exported = Exported
backup-not-saved = The browser could not save the file

## Import

# Into the library that is chosen above.
backup-import-into = Import into it
backup-file = Backup to import
# On the button that opens the browser’s dialog.
backup-choose = Choose a file…
# Names what is shown of an import before it is done.
backup-importing = Import
# Whose backup it is: the name of a program, or CSV.
backup-plan =
    { $count ->
        [one] { $count } prompt in this { $source } backup: { $added } to add, { $skipped } to skip.
       *[other] { $count } prompts in this { $source } backup: { $added } to add, { $skipped } to skip.
    }
# Names the list of all that the import would do.
backup-steps = What it would do
# What is done with an entry of the list.
backup-add = Add
backup-change = Change
backup-skip = Skip
# What the entry is; a prompt is called by its title alone.
backup-category = Category { $name }
# A prompt without a title, by its place in the backup.
backup-entry = Entry { $number }
backup-set = set { $name }
backup-comment = comment { $text }
backup-project = project { $name }
backup-block = context block { $name }
# Below a list that is cut off.
backup-more = and { $count } more
# Characters of the file that some program had cut in half.
backup-mended =
    { $count ->
        [one] { $count } damaged character in it is shown as �.
       *[other] { $count } damaged characters in it are shown as �.
    }
# The names of fields of the file.
backup-anew = Someone has changed the library meanwhile. Look again at what would be imported.
backup-too-large = With all of this the library’s file would be larger than { $most } MB, and could not be written any more. Import a part of it, or into another library.
backup-left-out = Not imported: { $fields }
# The button that does it.
backup-import = Import
backup-imported = { $count ->
    [one] Imported { $count } prompt
   *[other] Imported { $count } prompts
}
