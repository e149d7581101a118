### How often this person uses prompts, if they want it to be counted.

statistics-heading = Usage statistics

## The switch

statistics-keep = Keep usage statistics on this device
statistics-what = Counts by day how often you copy and insert each prompt. This never leaves the device and is never written to a team’s file. Switching it off deletes what was counted.
statistics-show = Show statistics
statistics-deleted = What was counted is deleted

## The page

statistics-back = Back to the settings
statistics-off = Usage statistics are off
statistics-switch-on = Switch on
statistics-empty = Nothing counted yet
statistics-empty-words = Copy or insert a prompt, and this page shows how often you use it.

# Of what time the numbers are.
statistics-span = Time
statistics-week = 7 days
statistics-month = 30 days
statistics-year = 12 months
statistics-all = Uses
statistics-inserted = Inserted
statistics-copied = Copied
statistics-number = { $count }
statistics-none = No prompt was used in this time.

## The chart

statistics-by-day = By day
statistics-by-month = By month
# For those who don’t see it.
statistics-chart = Bar chart. Its highest bar stands for { $most }; the table below has all the numbers.
statistics-bar = { $time }: { $inserted } inserted, { $copied } copied
statistics-table = As a table
statistics-time-day = Day
statistics-time-month = Month
statistics-weekday = { DATETIME($at, weekday: "short") }
statistics-date = { DATETIME($at, day: "numeric", month: "short") }
statistics-month-short = { DATETIME($at, month: "short") }
statistics-month-long = { DATETIME($at, month: "long", year: "numeric") }

## What was used most

statistics-prompts = Most used prompts
statistics-libraries = By library
statistics-uses = { $count ->
    [one] { $count } use
   *[other] { $count } uses
  }
statistics-split = { $inserted } inserted, { $copied } copied
statistics-gone = Prompts that are no longer here
statistics-left = Libraries that are no longer here
