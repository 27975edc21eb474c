"""Making a sheet a register, mending it, and checking it: what has to be there, compared with what is."""
