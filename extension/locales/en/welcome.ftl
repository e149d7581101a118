### What someone sees who is here for the first time.

welcome-heading = Welcome to Prompt Commons
welcome-what = Keep the prompts that you use again and again. They stay on this device; no account, no server.
welcome-samples = Try it with sample prompts
welcome-write = Write my own

## The tour

welcome-tour = Tour
welcome-step = Step { $step } of { $of }
welcome-next = Next
welcome-skip = Skip the tour
welcome-find = Find it in a moment
welcome-find-how = Type a few letters: titles, texts, tags and authors are searched as you type. A star keeps a prompt among your favourites.
welcome-insert = Insert it where you write
welcome-insert-how = In ChatGPT or Claude, click the icon in the message box, type three letters, press Enter.
welcome-insert-keys = In ChatGPT or Claude, press { $keys } or click the icon in the message box, type three letters, press Enter.
welcome-share = Share it with your team
welcome-share-how = A team’s library is one file in a folder that you share already: Dropbox, Google Drive, OneDrive, a network drive.

## Sample prompts

samples-here = { $count ->
    [one] { $count } sample prompt to try things with.
   *[other] { $count } sample prompts to try things with.
  }
samples-remove = Remove samples
samples-removed = Samples removed
sample-tag = sample
sample-summary = Summarise a text
sample-summary-text =
    Summarise the text below in five bullet points. Keep names and numbers exactly as they are.
    End with the one sentence that I should remember.

    Text:
sample-rewrite = Make my writing clearer
sample-rewrite-text =
    Rewrite the text below so that it is clear, friendly and no longer than it has to be. Keep its meaning and my tone.
    Then list what you changed, and why.

    Text:
sample-critic = Find what is wrong with a plan
sample-critic-text =
    Read the plan below as an experienced colleague who wants it to succeed.

    1. Name the three assumptions that are most likely to be wrong.
    2. For each, say how I would notice early, and what I could do then.
    3. Ask me the one question whose answer would change the plan most.

    Plan:
