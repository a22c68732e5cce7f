"""Dates and times in the languages where Django's own forms do not serve: FORMAT_MODULE_PATH."""
