"""Figure, pages, terminal columns, tables. Renders what was found; recomputes nothing."""
