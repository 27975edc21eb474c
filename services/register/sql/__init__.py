"""The register on SQL: SQLite beside the portal, or PostgreSQL by URL."""

from services.register.sql.adapter import SqlRegister

__all__ = ["SqlRegister"]
