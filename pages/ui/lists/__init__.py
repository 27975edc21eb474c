"""What lists many cases: the register, Today, data quality, spot checks."""
