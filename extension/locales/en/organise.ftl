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
        [one] { $count } prompt is in it. It is kept.
       *[other] { $count } prompts are in it. They are kept.
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
set-changed = Set changed
set-name = Name
set-description = Description
# Names the head of a set that is shown.
set-named = Set { $name }
set-order-hint = To put it in order, drag a card by its handle, or press ↑ and ↓ on it.
set-delete = Delete set
set-delete-question = Delete the set “{ $name }”? Its prompts stay.
set-deleted = Set deleted
set-choose = Choose prompts…

## Projects and context blocks

# The button that leads there, and the page.
project-page = Projects and context
project-page-of = Projects and context: { $name }
project-heading = Projects
project-hint = On the pages of a project the selector shows its sets first, and offers its context blocks.
project-none = No projects yet
project-new = New project
project-create = Create project
project-created = Project created
project-edit = Edit the project { $name }
project-edit-heading = Edit project
project-changed = Project changed
project-delete = Delete the project { $name }
project-delete-question = Delete the project “{ $name }”?
project-stays = Its sets and context blocks stay.
project-deleted = Project deleted
project-name = Name
project-no-sets = There are no sets yet. They are made beside the list of prompts.
project-no-blocks = There are no context blocks yet. They are made on this page, below the projects.
project-addresses = Addresses of its pages
project-addresses-hint = One a line, such as claude.ai or chatgpt.com/g/launch. What is below an address belongs to it.
project-no-address = “{ $line }” is not the address of a page. One looks like claude.ai or chatgpt.com/g/launch
# Instead of a project's pages.
project-nowhere = Tied to no page yet
# Instead of what a project holds, such as "2 sets, 1 context block".
project-holds-nothing = No sets or context blocks yet

block-heading = Context blocks
block-hint = A text that goes before a prompt: how you write, what you sell, who reads it. Tick it in the selector on the pages of a project that has it.
block-none = No context blocks yet
block-new = New context block
block-create = Create context block
block-created = Context block created
block-edit = Edit the context block { $name }
block-edit-heading = Edit context block
block-changed = Context block changed
block-delete = Delete the context block { $name }
block-delete-question = Delete the context block “{ $name }”?
block-stays = No project offers it any more. Prompts stay as they are.
block-deleted = Context block deleted
block-name = Name
block-text = Text
# The projects that offer it, by their names.
block-projects = In { $names }
block-nowhere = In no project yet

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
tag-clear = Clear tags
# Of a tag on a card.
tag-show = Show what has this tag
# On how many prompts a tag is; heard after its name.
tag-count = on { $count }
