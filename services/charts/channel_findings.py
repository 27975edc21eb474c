"""What the drawings of the channels dashboard say, right for nothing, one and equal."""

import pandas as pd

from schema.words import N_
from services.charts.comparing import concerns_words
from services.charts.wording import Wording


def channels_finding(counts: pd.DataFrame, labels: dict[str, str], wording: Wording) -> str:
    """Return which way leads, and whether it did before."""
    total = int(counts["reactions"].sum())
    if total == 0:
        return wording.text(N_("No reaction came in"))
    most = counts["reactions"].max()
    leaders = counts[counts["reactions"] == most]
    names = [labels[code] for code in leaders["channel"]]
    first = leaders.iloc[0]
    if total == 1:
        return wording.text(N_("The only reaction came by: {name}"), name=names[0])
    if len(names) > 1:
        msgid = N_("{names} are used equally often: {count} each of {total} reactions ({percent})")
    else:
        msgid = _leader_msgid(counts, str(first["channel"]))
    values = {"count": wording.number(most), "total": wording.number(total)}
    share = wording.percent(float(first["share_percent"]))
    return wording.text(msgid, name=names[0], names=wording.listed(names), percent=share, **values)


def _leader_msgid(counts: pd.DataFrame, leader: str) -> str:
    old = counts["previous"]
    if old.isna().any() or not old.sum():
        return N_("{name} is the most frequent way: {count} of {total} reactions ({percent})")
    were_leading = list(counts.loc[old == old.max(), "channel"])
    if were_leading == [leader]:
        return N_("{name} remains the most frequent way: {count} of {total} reactions ({percent})")
    return N_("{name} is now the most frequent way: {count} of {total} reactions ({percent})")


def areas_finding(rows: pd.DataFrame, total: int, wording: Wording) -> str:
    """Return what most concerns are about, and by which channel."""
    if not total:
        return wording.text(N_("No concern came in"))
    most = rows[rows["count"] == rows["count"].max()]
    if len(most) != 1:
        return wording.text(
            N_("What the channels are about: {concerns} by area"), concerns=concerns_words(total, wording)
        )
    cell = most.iloc[0]
    return wording.text(
        N_("Most frequent: {area} by {channel}, {count} of {concerns}"),
        area=cell["area_words"],
        channel=cell["channel_words"],
        count=cell["shown"],
        concerns=concerns_words(total, wording),
    )


def themes_finding(
    counts: pd.DataFrame, labels: list[str], names: list[str], channel: str | None, wording: Wording
) -> str:
    """Return the most frequent themes of a channel."""
    if counts.empty:
        return wording.text(N_("No theme was recorded"))
    if channel is None:
        return wording.text(N_("The most frequent themes of each channel"))
    most = int(counts["concerns"].max())
    leaders = [label for label, count in zip(labels, counts["concerns"], strict=True) if count == most]
    base_count = int(counts["base"].iloc[0])
    if len(leaders) > 1:
        return wording.text(
            N_("{name}: most frequent themes are {themes}, {count} each of {base} concerns"),
            name=names[0],
            themes=wording.listed(leaders),
            count=wording.number(most),
            base=wording.number(base_count),
        )
    return wording.text(
        N_("{name}: most frequent theme is {theme}, {count} of {base} concerns ({percent})"),
        name=names[0],
        theme=leaders[0],
        count=wording.number(most),
        base=wording.number(base_count),
        percent=wording.percent(float(counts["share_percent"].iloc[0])),
    )
