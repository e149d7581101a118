### The list of prompts: header, search, filters, cards, empty states.
