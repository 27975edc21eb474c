"""The annual report: built once from the figures as parts, tables and pictures; page and files only lay it out."""
