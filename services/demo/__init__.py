"""The sample register: made-up cases that reproduce the figures of the Dresden report and go on to today."""
