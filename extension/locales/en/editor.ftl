### The editor, and what takes part in writing.

## The form

editor-add = Add prompt
editor-edit = Edit prompt
editor-title = Title
editor-title-hint = What is it for?
editor-text = Prompt text
editor-text-hint = Write the prompt as you want it inserted.
editor-too-long = This text has { $count } characters. { $most } fit into one field, so it was not put in.
editor-category = Category
editor-category-none = No category
# The option that starts one.
editor-category-new = New category…
# The field for its name.
editor-category-name = New category
editor-keys = Ctrl+Enter saves

## The variables of the text

variables-all = Variables
variables-hint = Write {"{{"}name{"}}"} for what is to be asked for, {"{{"}name=default{"}}"} to suggest something, {"{{"}tone|warm|short{"}}"} to choose from.
# The variables follow as a list.
variables-asked = Filled in when this is inserted:
variables-default = { $default } unless it is changed
# Options: what one chooses from, separated by commas.
variables-choice = one of: { $options }
variables-selection = what is selected on the page
variables-clipboard = what was copied last
variables-date = today's date

# The owner has removed the person meanwhile.
editor-left-out = You are not a member of this team any more, so this can't be saved in it. What you wrote is still here.
editor-copy-to-mine = Copy to My Prompts
editor-discard-question = Discard your changes?
editor-discard = Discard
editor-keep-editing = Keep editing

## When its prompt changes meanwhile

newer-deleted = This prompt was deleted meanwhile. Saving brings it back
newer-own = A newer version of your own is available
newer-by = A newer version by { $by } is available
newer-by-nobody = A newer version is available
newer-compare = See the difference
# Takes the newer version into the editor, where nothing was written yet.
newer-show = Show it
newer-merge = Merge with mine
newer-keep = Keep mine
newer-keep-why = Saving replaces the newer version
newer-shown = This is the newer version now
newer-merged = Your changes are on top of the newer version now
newer-both = You both changed the same words. Each line in which you did is in the text twice now, theirs first
# Fields: their names, separated by commas.
newer-kept = You both changed other parts of it: { $fields }. Yours are kept here
newer-heading = The newer version and yours

## Fields of prompts and of what is beside them, as they stand within other sentences

field-title = title
field-name = name
field-category = category
field-tags = tags
field-prompt = prompt
field-text = text
field-description = description
field-colour = colour
field-icon = icon
# What follows the first message of a conversation.
field-turns = turns
# Any other field.
field-details = details

## Two versions side by side: which of them, and which field of it

compare-old = Old { $field }
compare-new = New { $field }
compare-then = Then { $field }
compare-now = Now { $field }
compare-newer = Newer { $field }
compare-mine = My { $field }
compare-my-other = My other { $field }
compare-theirs = Their { $field }
compare-by = { $by }'s { $field }
compare-other-by = { $by }'s other { $field }
compare-number = version { $number } { $field }
# Where a field is empty.
compare-empty = (nothing)
compare-not-shown = Something that is not shown here
