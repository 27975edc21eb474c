from __future__ import annotations

import threading

import psycopg
import pytest
from sqlalchemy.engine import make_url

from services.errors import OutcomeUnknown, RegisterShapeError, RegisterUnavailable
from services.register.sql import SqlRegister
from services.register.sql.engine import WRITER_LOCK
from tests.services.register.saves import assert_holds_together, case, change_set
from tests.support.postgres import Postgres

SECRET = "s3cr3t-geheim"


def test_opening_says_that_no_server_answers() -> None:
    with pytest.raises(RegisterUnavailable) as refused:
        SqlRegister(f"postgresql://bgf:{SECRET}@127.0.0.1:1/krm")

    assert str(refused.value).startswith("The database postgresql://127.0.0.1:1/krm does not answer.")
    assert refused.value.retryable
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize("place", ["userinfo", "query"])
def test_opening_says_that_the_password_is_wrong(postgres: Postgres, postgres_database: str, place: str) -> None:
    name = make_url(postgres_database).database
    role = f"clerk_{name}"
    rules = postgres.folder / "data" / "pg_hba.conf"
    rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
    postgres.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'another one'")
    postgres.execute("SELECT pg_reload_conf()")

    userinfo, query = (f":{SECRET}", "") if place == "userinfo" else ("", f"&password={SECRET}")
    with pytest.raises(RegisterUnavailable) as refused:
        SqlRegister(f"postgresql+psycopg://{role}{userinfo}@/{name}?host={postgres.folder}{query}")

    assert "refuses the name or the password" in str(refused.value)
    assert SECRET not in str(refused.value)
    assert SECRET not in str(refused.value.params)


def test_opening_refuses_a_database_with_other_tables_of_these_names(postgres_database: str) -> None:
    with psycopg.connect(_dsn(postgres_database), autocommit=True) as connection:
        connection.execute("CREATE TABLE reactions (id text)")

    with pytest.raises(RegisterShapeError, match="holds other data"):
        SqlRegister(postgres_database)


def test_opening_leaves_other_tables_alone(postgres_database: str) -> None:
    with psycopg.connect(_dsn(postgres_database), autocommit=True) as connection:
        connection.execute("CREATE TABLE somebody_elses (id text)")
        connection.execute("INSERT INTO somebody_elses VALUES ('x')")

    register = SqlRegister(postgres_database)
    register.commit(change_set(*case("r")))
    register.close()

    with psycopg.connect(_dsn(postgres_database)) as connection:
        assert connection.execute("SELECT id FROM somebody_elses").fetchall() == [("x",)]


def test_numbers_are_sorted_by_their_characters_whatever_the_language(postgres_database: str) -> None:
    SqlRegister(postgres_database).close()

    with psycopg.connect(_dsn(postgres_database)) as connection:
        found = connection.execute(
            "SELECT collation_name FROM information_schema.columns"
            " WHERE table_name = 'reactions' AND column_name = 'number'"
        )
        assert found.fetchall() == [("C",)]


def test_commit_says_that_another_portal_holds_the_register(postgres_database: str) -> None:
    register = SqlRegister(postgres_database, watch_seconds=3600, busy_seconds=0.2)
    before = register.snapshot()
    with psycopg.connect(_dsn(postgres_database)) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER_LOCK])
        with pytest.raises(RegisterUnavailable, match="in use by another program") as refused:
            register.commit(change_set(*case("r")))

    assert refused.value.retryable
    assert register.refresh() is before
    register.commit(change_set(*case("r")))
    register.close()


def test_commit_finds_out_whether_it_was_stored_when_the_answer_is_lost(
    postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = SqlRegister(postgres_database, watch_seconds=3600)
    register.commit(change_set(*case("before")))
    commit = psycopg.Connection.commit
    lost = threading.Event()

    def commit_and_lose_the_answer(connection: psycopg.Connection[object]) -> None:
        commit(connection)
        if not lost.is_set():
            lost.set()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Connection, "commit", commit_and_lose_the_answer)
        snapshot = register.commit(change_set(*case("r")))

    assert lost.is_set()
    assert snapshot.find_row("reactions", "r") is not None
    assert_holds_together(register)
    register.close()


def test_commit_that_failed_at_its_end_stored_nothing(postgres_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    register = SqlRegister(postgres_database, watch_seconds=3600)
    before = register.commit(change_set(*case("before")))
    commit = psycopg.Connection.commit
    lost = threading.Event()

    def fail_once(connection: psycopg.Connection[object]) -> None:
        if lost.is_set():
            return commit(connection)
        lost.set()
        connection.rollback()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Connection, "commit", fail_once)
        with pytest.raises(RegisterUnavailable):
            register.commit(change_set(*case("r")))

    assert register.refresh() is before
    register.close()


def test_commit_says_when_nobody_knows(
    postgres: Postgres, postgres_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = SqlRegister(postgres_database, watch_seconds=3600)
    register.commit(change_set(*case("before")))
    commit = psycopg.Connection.commit

    def commit_into_nothing(connection: psycopg.Connection[object]) -> None:
        monkeypatch.undo()
        postgres.drop_database(str(make_url(postgres_database).database))
        commit(connection)

    monkeypatch.setattr(psycopg.Connection, "commit", commit_into_nothing)
    with pytest.raises(OutcomeUnknown):
        register.commit(change_set(*case("r")))

    assert register.snapshot().find_row("reactions", "r") is None
    register.close()


def _dsn(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
