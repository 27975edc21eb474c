"""The building blocks of which the sample texts are made, cut by area."""
