### Форма, которая спрашивает значения переменных промпта.

form-preview = Что будет вставлено
form-back = Назад
form-insert = Вставить (Ctrl+Enter)
# В полях, которые заполняются сами, когда взять нечего.
form-no-selection = На странице ничего не выделено
form-no-clipboard = Вставьте сюда
form-today = { DATETIME($at, dateStyle: "long") }
form-failed = Не удалось открыть форму для переменных
