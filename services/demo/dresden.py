"""Every figure the Dresden report for 2022 prints, and whether the sample register follows it.

Where the printed figures contradict each other:

- **Channels 2022** add up to 750, where 748 reactions were counted. The printed shares of the channels (44, 18.5,
  18.5, 12.5, 5.3 %) are shares of 750, rounded, and so is the 14-day share: 677 of 750 is 90.3 %. The total of 748
  is confirmed by the change of -0.1 %, so it is followed, and one channel gives way: in person has 137 instead of
  139 (it is printed with the very number and share of the telephone; a slip is likeliest there).
- **14 days 2022**: no whole number of 748 is 90.3 % when rounded. 676 is followed (its share, 90.37 %, is cut off to
  90.3 and rounds to 90.4).
- **Praise 2022**: the areas named add up to 58 of 61. All four are followed; three praises are without an area.
- **Processing time**: 63 complaints are printed as 13.3 % of the 473 of benefits and municipal together, so the 63
  hold the 13 of the municipal benefits: 50 + 13.
- **Upheld**: 22.7 % of 902 is 205 and nothing else; with -22.1 % the year before is 263 and nothing else.
- **Complaints 2021** follow from 902 and -19.4 %: 1119 and nothing else; processing time 2021 from 63 and -46.6 %: 118.
- "Reactions" to the benefits area and placement (473, 621; 62, 84) are printed as shares of the complaints, so they are
  counted as complaints.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure of the report: what it is called, its year, the printed value, and where it stands.

    `figure` is the portal's name of it; several names joined by `+` are added up. `measure` says which number of the
    figure was printed: its value, its change against the year before in percent, or its share in percent.
    """

    figure: str
    year: int
    printed: float
    page: int
    section: str
    measure: str = "value"
    base: str = ""  # what the share is of, where that is not the figure's own base
    followed: bool = True
    sample: float | None = None  # what the sample register has instead
    why: str = ""

    @property
    def expected(self) -> float:
        """What the sample register says."""
        return self.printed if self.sample is None else self.sample


OF_750 = "printed as a share of 750, the sum of the printed channels; the register's base is 748"
BENEFITS = "complaints.area.benefits+complaints.area.municipal"
DURATION = "complaints.theme.benefits.bearbeitungsdauer+complaints.theme.municipal.bearbeitungsdauer"


def _not(figure: str, printed: float, sample: float, page: int, section: str, measure: str, why: str) -> Printed:
    return Printed(figure, 2022, printed, page, section, measure, followed=False, sample=sample, why=why)


PRINTED: tuple[Printed, ...] = (
    Printed("reactions.total", 2021, 749, 1, "1"),
    Printed("reactions.total", 2022, 748, 1, "1"),
    Printed("reactions.total", 2022, -0.1, 1, "1", "change"),
    Printed("concerns.total", 2021, 1277, 1, "1"),
    Printed("concerns.total", 2022, 1041, 1, "1"),
    Printed("concerns.total", 2022, -18.5, 1, "1", "change"),
    Printed("reactions.channel.email", 2021, 362, 1, "1"),
    Printed("reactions.channel.email", 2021, 48.3, 1, "1", "share"),
    Printed("reactions.channel.email", 2022, 330, 1, "1"),
    _not("reactions.channel.email", 44.0, 44.1, 1, "1", "share", OF_750),
    Printed("reactions.channel.telephone", 2021, 242, 1, "1"),
    Printed("reactions.channel.telephone", 2021, 32.3, 1, "1", "share"),
    Printed("reactions.channel.telephone", 2022, 139, 1, "1"),
    _not("reactions.channel.telephone", 18.5, 18.6, 1, "1", "share", OF_750),
    Printed("reactions.channel.letter", 2021, 93, 1, "1"),
    Printed("reactions.channel.letter", 2021, 12.4, 1, "1", "share"),
    Printed("reactions.channel.letter", 2022, 94, 1, "1"),
    _not("reactions.channel.letter", 12.5, 12.6, 1, "1", "share", OF_750),
    Printed("reactions.channel.in_person", 2021, 13, 1, "1"),
    Printed("reactions.channel.in_person", 2021, 1.7, 1, "1", "share", why="printed with two decimals: 1.74"),
    _not("reactions.channel.in_person", 139, 137, 1, "1", "value", "the channels printed add up to 750, not 748"),
    _not("reactions.channel.in_person", 18.5, 18.3, 1, "1", "share", "follows from 137 of 748"),
    Printed("reactions.channel.online_portal", 2021, 29, 1, "1"),
    Printed("reactions.channel.online_portal", 2022, 40, 1, "1"),
    Printed("reactions.channel.online_portal", 2022, 5.3, 1, "1", "share"),
    Printed("reactions.channel.review_site", 2021, 10, 2, "1"),
    Printed("reactions.channel.review_site", 2022, 8, 2, "1"),
    Printed("concerns.kind.complaint", 2022, 902, 2, "1"),
    Printed("concerns.kind.complaint", 2022, -19.4, 2, "1", "change"),
    Printed("complaints.outcome.upheld", 2022, 22.7, 2, "1", "share"),
    Printed("complaints.outcome.upheld", 2022, -22.1, 2, "1", "change"),
    Printed("concerns.kind.praise", 2021, 29, 2, "1"),
    Printed("concerns.kind.praise", 2022, 61, 2, "1"),
    Printed("concerns.kind.praise", 2022, 110.3, 2, "1", "change"),
    Printed("praise.area.conduct", 2022, 29, 2, "1"),
    Printed("praise.area.placement", 2022, 18, 2, "1"),
    Printed("praise.area.benefits", 2022, 7, 2, "1"),
    Printed("praise.area.organisation", 2022, 4, 2, "1", why="with these four 58 of 61; three are without an area"),
    Printed(BENEFITS, 2021, 621, 2, "1"),
    Printed(BENEFITS, 2022, 473, 2, "1"),
    Printed(BENEFITS, 2022, -23.8, 2, "1", "change"),
    Printed(BENEFITS, 2022, 52.4, 2, "1", "share", "concerns.kind.complaint"),
    Printed(DURATION, 2022, 63, 2, "1"),
    Printed(DURATION, 2022, -46.6, 2, "1", "change"),
    Printed(DURATION, 2022, 13.3, 2, "1", "share", BENEFITS),
    Printed("complaints.area.municipal", 2021, 259, 2, "1"),
    Printed("complaints.area.municipal", 2022, 235, 2, "1"),
    Printed("complaints.theme.municipal.hoehe", 2022, 32, 2, "1"),
    Printed("complaints.theme.municipal.auszahlung", 2022, 19, 2, "1"),
    Printed("complaints.theme.municipal.abgelehnte_kosten", 2022, 18, 2, "1"),
    Printed("complaints.theme.municipal.zustimmung_zum_umzug", 2022, 17, 2, "1"),
    Printed("complaints.theme.municipal.mietkaution", 2022, 17, 2, "1"),
    Printed("complaints.theme.municipal.beratung", 2022, 13, 2, "1"),
    Printed("complaints.theme.municipal.bearbeitungsdauer", 2022, 13, 2, "1"),
    Printed("complaints.theme.municipal.erstausstattung", 2022, 12, 2, "1"),
    Printed("complaints.area.placement", 2021, 84, 3, "1"),
    Printed("complaints.area.placement", 2022, 62, 3, "1"),
    Printed("complaints.area.placement", 2022, -26.2, 3, "1", "change"),
    Printed("complaints.area.placement", 2022, 6.9, 3, "1", "share"),
    Printed("complaints.theme.placement.beratung", 2022, 14, 3, "1"),
    Printed("complaints.theme.placement.fachliche_kompetenz", 2022, 11, 3, "1"),
    Printed("reactions.ombuds", 2022, 254, 5, "2"),
    Printed("ombuds.complaints", 2022, 247, 5, "2"),
    Printed("concerns.kind.petition", 2021, 6, 6, "3", why="printed as two fewer than the year before"),
    Printed("concerns.kind.petition", 2022, 4, 6, "3"),
    Printed("concerns.kind.submission", 2022, 2, 6, "3"),
    _not(
        "quality.closed_within_14_days",
        90.3,
        90.4,
        7,
        "4 b",
        "share",
        "no whole number of 748 rounds to 90.3; 676 is followed, whose share cut off is 90.3",
    ),
)

# Printed, too, but nothing a register of reactions can hold: (what, printed value, page, section).
NOT_OF_THE_REGISTER: tuple[tuple[str, str, int, str], ...] = (
    ("new applications of May 2022, to be paid by 1 June", "ca. 3500", 2, "1"),
    ("customer survey: e-mail as the favoured way (office: 44 %)", "45 %", 6, "2"),
    ("customer survey: complaints that those asked called successful", "55 %", 6, "2"),
)
