### The form that asks for a prompt’s variables.

form-preview = What will be inserted
form-back = Back
form-insert = Insert (Ctrl+Enter)
# In fields that fill themselves, where there was nothing.
form-no-selection = Nothing is selected on the page
form-no-clipboard = Paste it here
# A button below that field. The browser asks then.
form-read-clipboard = Always fill this from the clipboard…
form-today = { DATETIME($at, dateStyle: "long") }
form-failed = The form for its variables could not be opened
