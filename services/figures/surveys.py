"""Results of customer surveys: the share of each answer, and what the survey before had."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from services.figures.shares import percent

COLUMNS = (
    *("question", "answer", "count", "share_percent", "base", "previous_year", "previous_share_percent", "source"),
)


def survey_df(surveys: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return a year's answers question by question, in the order in which they were entered.

    Columns: `question, answer, count, share_percent, base, previous_year, previous_share_percent, source`. `base` is
    the answers to a question, all together, where each of them is counted; the shares are of it. Otherwise the shares
    are those typed, and `base` is missing. `previous_…` are of the latest year before that has the same question; its
    share is missing where the answer was not among those given then.
    """
    counted = surveys[surveys["active"].fillna(True).to_numpy(dtype=bool)]
    rows = pd.DataFrame(list(_answers(counted, year)), columns=list(COLUMNS))
    whole = dict.fromkeys(("count", "base", "previous_year"), "Int64")
    return rows.astype({**whole, **dict.fromkeys(("share_percent", "previous_share_percent"), "Float64")})


def survey_years(surveys: pd.DataFrame) -> list[int]:
    """Return the years that have answers, latest first."""
    counted = surveys[surveys["active"].fillna(True).to_numpy(dtype=bool)]
    return sorted({int(year) for year in counted["year"].dropna()}, reverse=True)


def typed_sum(survey: pd.DataFrame, question: str) -> float | None:
    """Return what the shares of a question in `survey_df` add up to where they were typed; None where counted."""
    rows = survey[survey["question"] == question]
    is_typed = rows["base"].isna().all() and rows["share_percent"].notna().any()
    return float(rows["share_percent"].sum()) if is_typed else None


def _answers(surveys: pd.DataFrame, year: int) -> Iterator[tuple[Any, ...]]:
    of_year = surveys[(surveys["year"] == year).to_numpy(dtype=bool, na_value=False)]
    for question in dict.fromkeys(of_year["question"]):
        rows = of_year[of_year["question"] == question]
        before, old = _before(surveys, year, question)
        base, shares = _shares(rows)
        answers: Iterator[Any] = rows.itertuples()
        for row, share in zip(answers, shares, strict=True):
            count = None if pd.isna(row.answers) else int(row.answers)
            source = None if pd.isna(row.source) else row.source
            yield question, row.answer, count, share, base, before, old.get(_same(row.answer)), source


def _before(surveys: pd.DataFrame, year: int, question: str) -> tuple[int | None, dict[str, float | None]]:
    """Return the latest year before that has the question, and its shares by answer."""
    is_same = surveys["question"].map(_same) == _same(question)
    rows = surveys[(is_same & (surveys["year"] < year)).to_numpy(dtype=bool, na_value=False)]
    if rows.empty:
        return None, {}
    latest = int(rows["year"].max())
    rows = rows[(rows["year"] == latest).to_numpy(dtype=bool)]
    return latest, dict(zip(rows["answer"].map(_same), _shares(rows)[1], strict=True))


def _shares(rows: pd.DataFrame) -> tuple[int | None, list[float | None]]:
    """Return the base of a question's answers and their shares."""
    if rows["answers"].notna().all():
        base = int(rows["answers"].sum())
        return base, [percent(int(count), base) for count in rows["answers"]]
    return None, [None if pd.isna(share) else float(share) for share in rows["share"]]


def _same(text: object) -> str:
    return " ".join(str(text).split()).casefold()
