"""What a page states and where: sections, equations, tables, sentences; nothing here knows which answers are sought."""
