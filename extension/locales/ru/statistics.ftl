### Как часто человек пользуется промптами, если он хочет, чтобы это считалось.

statistics-heading = Статистика использования

## Переключатель

statistics-keep = Вести статистику использования на этом устройстве
statistics-what = По дням считается, сколько раз вы копируете и вставляете каждый промпт. Эти данные не покидают устройство и никогда не записываются в файл команды. Если выключить статистику, всё подсчитанное удаляется.
statistics-show = Показать статистику
statistics-deleted = Всё подсчитанное удалено

## Страница

statistics-back = Назад к настройкам
statistics-off = Статистика выключена
statistics-switch-on = Включить
statistics-empty = Пока ничего не подсчитано
statistics-empty-words = Скопируйте или вставьте промпт — и здесь будет видно, как часто вы им пользуетесь.

# Of what time the numbers are.
statistics-span = Период
statistics-week = 7 дней
statistics-month = 30 дней
statistics-year = 12 месяцев
statistics-all = Использовано
statistics-inserted = Вставлено
statistics-copied = Скопировано
statistics-number = { $count }
statistics-none = За это время промпты не использовались.

## Диаграмма

statistics-by-day = По дням
statistics-by-month = По месяцам
# For those who don’t see it.
statistics-chart = Столбчатая диаграмма. Самый высокий столбец — { $most }; все числа есть в таблице ниже.
statistics-bar = { $time }: вставлено { $inserted }, скопировано { $copied }
statistics-table = В виде таблицы
statistics-time-day = День
statistics-time-month = Месяц
statistics-weekday = { DATETIME($at, weekday: "short") }
statistics-date = { DATETIME($at, day: "numeric", month: "short") }
statistics-month-short = { DATETIME($at, month: "short") }
statistics-month-long = { DATETIME($at, month: "long", year: "numeric") }

## Что использовалось чаще всего

statistics-prompts = Чаще всего
statistics-libraries = По библиотекам
statistics-uses = { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
  }
statistics-split = вставлено { $inserted }, скопировано { $copied }
statistics-gone = Промпты, которых здесь больше нет
statistics-left = Библиотеки, которых здесь больше нет
