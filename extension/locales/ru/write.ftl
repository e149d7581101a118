### What helps in writing a prompt: hints, turns, versions.

## The hint that a prompt is here already

near-title = Промпт с названием «{ $title }» уже есть
near-text = Почти такой же уже есть: «{ $title }»
near-instead = Взять его вместо этого
near-gives-up = Написанное вами здесь тогда пропадёт.
near-show = Показать его текст

## The turns of a conversation

turns-add = Добавить реплику
turns-turn = Реплика { $number }
turns-remove = Удалить: { $turn }

## After saving

saved-here = Сохранено на этом устройстве
# The same of a team’s prompt.
saved-team = Сохранено, записывается в папку команды
# In a library that its owner deleted: there is no file to take it to.
saved-deleted = Сохранено только на этом устройстве: библиотека удалена для всех
saved-version = Сохранено как версия { $number }
saved-beside = Сохранено как версия { $number }. Учтите: пока вы редактировали, появилась версия { $other } ({ $by }).
