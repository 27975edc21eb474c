"""Streamlit helpers of the screens: state, guard, loaders, errors, forms, tables, filters."""
