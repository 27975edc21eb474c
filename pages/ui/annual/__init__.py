"""The screens of the annual report."""
