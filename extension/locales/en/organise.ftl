### Categories, sets and tags.

## Categories, on the page of management

category-heading = Categories
category-add = Add category
# The names of the buttons beside a category.
category-up = Move up { $name }
category-down = Move down { $name }
category-edit = Edit { $name }
category-delete = Delete { $name }
category-count =
    { $count ->
        [one] { $count } prompt
       *[other] { $count } prompts
    }
category-edit-heading = Edit category
category-name = Category name
category-taken = There is a category “{ $name }” already
category-added = Category added
category-changed = Category changed
category-moved = Moved
category-deleted = Category deleted
category-delete-question = Delete the category “{ $name }”?
category-empty = No prompt is in it.
# A choice of another category follows.
category-prompts =
    { $count ->
        [one] { $count } prompt is in it. They stay, and go into:
       *[other] { $count } prompts are in it. They stay, and go into:
    }
category-move-to = Move its prompts to
# What stands among the categories for having none.
category-none = No category

## Icons and colours

emblem-heading = Icon
emblem-none = none
emblem-megaphone = megaphone
emblem-mail = mail
emblem-code = code
emblem-chart = chart
emblem-book = book
emblem-pen = pen
emblem-globe = globe
emblem-people = people
colour-heading = Colour
colour-blue = blue
colour-green = green
colour-orange = orange
colour-purple = purple
colour-pink = pink
colour-teal = teal
colour-red = red
colour-yellow = yellow
colour-gray = gray

## Sets

set-heading = Sets
set-new = New set
set-create = Create set
set-created = Set created
set-edit = Edit set
set-saved = Saved on this device
set-name = Name
set-description = Description
# Names the head of a set that is shown.
set-named = Set { $name }
set-order-hint = To put it in order, drag a card by its handle, or press ↑ and ↓ on it.
set-delete = Delete set
set-delete-question = Delete the set “{ $name }”? Its prompts stay.
set-deleted = Set deleted
set-choose = Choose prompts…

## Choosing the prompts of a set

choose-heading = Choose prompts
choose-search = Search prompts
# Stands in the empty field.
choose-search-field = Search prompts…
choose-none = No prompt found
choose-more = { $count } more: search for them

## Putting a set in order

arrange-handle = Move “{ $title }” in the set with the arrow keys
arrange-hint = Drag it, or press ↑ and ↓, to put the set in order
arrange-moved = Moved to place { $place } of { $count }

## Tags

tag-heading = Tags
tag-add = Add a tag…
tag-remove = Remove the tag { $tag }
# Of a tag on a card.
tag-show = Show what has this tag
# On how many prompts a tag is; heard after its name.
tag-count = on { $count }
