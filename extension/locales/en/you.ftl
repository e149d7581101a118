### What settings know of the person and of this device.

you-heading = You
you-email = Your email
you-email-hint = New teams are set up with it. In the teams that you are in already you stay who you are.
you-email-saved = Email saved

## Shortcuts

keys-heading = Keyboard
keys-selector = Open the prompts in an AI page
keys-save = Save what is being written
keys-list = Go from the search into the list, and through it
keys-read = Read a prompt of the list in full
keys-undo = Bring back what was just deleted
keys-tabs = Go through tabs
keys-leave = Close what is open
keys-none = No keys
# Leads to the browser’s own page.
keys-change = Change in the browser…

## Delete all my data

erase-heading = Delete all my data
erase-what = My Prompts, what you know of teams, drafts, notes, settings and usage statistics are on this device only, and can be deleted from it.
erase-ask = Delete all my data…
erase-sure = Delete all that is on this device?
erase-loses = { $teams ->
    [0] My Prompts, private notes and settings are gone then, for good. Export a backup first if you may want the prompts again; private notes are not in it.
    [one] My Prompts, private notes and settings are gone then, for good, and this device leaves { $teams } team with any edits that its file does not hold yet. Export a backup first if you may want the prompts again; private notes are not in it. The team’s file stays as it is.
   *[other] My Prompts, private notes and settings are gone then, for good, and this device leaves { $teams } teams with any edits that their files do not hold yet. Export a backup first if you may want the prompts again; private notes are not in it. The teams’ files stay as they are.
  }
erase-do = Delete everything
erase-done = Everything that was on this device is deleted

## News

topics-heading = News
topics-hint = Choose which changes by others you are told of. What needs your decision is always shown.
topics-added = New prompts
topics-edited = Changed prompts
topics-deleted = Deleted prompts
topics-comments = Comments
topics-order = Categories and sets
topics-team = Members and roles

## Sites

sites-heading = AI sites
sites-hint = Where the icon and the shortcut are at hand. A site that is switched off is left alone altogether.
sites-own = Sites that you added
sites-address = Add another site
sites-example = chat.example.com
sites-add = Add site
sites-allow = Allow again
sites-remove = Remove
sites-remove-one = Remove { $site }
sites-added = { $site } added
sites-removed = { $site } removed
sites-refused = The browser was not allowed to let Prompt Commons onto { $site }.
sites-not-one = This is no address of a web site. One looks like chat.example.com.
sites-failed = This could not be put into force. { $reason }
sites-point = Is the icon at the wrong place, or missing? On the site, right-click Prompt Commons in the browser’s toolbar and choose “Set up this site…”.

## The person’s own key

keys-own = Another key that opens them, of your own
keys-own-none = Set a key…
keys-own-press = Press the keys…
keys-own-clear = Clear
# Read out: what the button’s keys are for.
keys-own-name = Your own key: { $keys }
