"""Whether the figures hold: rules over figures and cases, and what does not hold as data with the cases behind."""
