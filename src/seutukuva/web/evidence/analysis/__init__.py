"""What the codings say: tables, figures, the framework grid with the analysts' summaries."""
