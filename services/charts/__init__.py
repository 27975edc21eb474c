"""Charts: tidy frames of figures in, finished Vega-Lite drawings with their words and their table out."""
