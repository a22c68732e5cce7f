"""Swedish dates as written in Finland: 24.11.2026 and 22.01, not as Django has them, in Sweden's form."""

DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "j.n.Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H.i"
DATETIME_FORMAT = "j F Y H.i"
SHORT_DATETIME_FORMAT = "j.n.Y H.i"
FIRST_DAY_OF_WEEK = 1
# Django reads ISO dates besides these.
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M"]
