"""What is drawn, as plain records that travel as JSON to the process that draws."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Drawn:
    """A layer of a frame. table: in the job's GeoPackage. style: name of its QML. kind: point, line or polygon.

    where: "" or a condition on its rows. codes: classes that occur in the frame. title: in the legend, "" for none.
    labelled: the column that is written on the map, "" for none.
    """

    table: str
    style: str
    kind: str
    title: str
    where: str = ""
    codes: tuple[str, ...] = ()
    labelled: str = ""


@dataclass(frozen=True)
class Frame:
    """A map on a page. box: on the paper (mm). extent: in the map's CRS. layers: from top to bottom.

    north_deg: the bearing of true north on the paper. caption: lines above it; caption_box: where.
    """

    box: tuple[float, ...]
    extent: tuple[float, ...]
    denominator: float
    north_deg: float
    layers: tuple[Drawn, ...]
    caption: tuple[str, ...] = ()
    caption_box: tuple[float, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of a map: its title, a line below it, frames, what is said beside them (facts) and below (notes)."""

    title: str
    subtitle: str
    frames: tuple[Frame, ...]
    facts: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MapSheets:
    """One map: a PDF of some pages, and a PNG of each. sheet: `paper.Sheet` as a dict."""

    key: str
    title: str
    sheet: dict
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Job:
    """Everything that the drawing process needs, beside the GeoPackage `TABLES` in the same folder.

    crs: WKT of the CRS of the tables. grid_crs: WKT of that of the grid, "" where it is the same.
    labels: words that QGIS parts show (legend title, scale …). styles: folders of QML, the first that has one counts.
    """

    title: str
    language: str
    crs: str
    unit_m: float
    grid_crs: str
    labels: dict[str, str]
    styles: tuple[str, ...]
    maps: tuple[MapSheets, ...]
    skipped: dict[str, str] = field(default_factory=dict)

    def plain(self):
        """As what JSON holds."""
        return asdict(self)


TABLES, SCENE = "maps.gpkg", "maps.json"


def job_of(plain):
    """The `Job` of what `Job.plain` gave."""
    return Job(**{**plain, "maps": tuple(_sheets(one) for one in plain["maps"]), "styles": tuple(plain["styles"])})


def _sheets(plain):
    return MapSheets(**{**plain, "pages": tuple(_page(one) for one in plain["pages"])})


def _page(plain):
    frames = tuple(
        Frame(**{**frame, "layers": tuple(Drawn(**{**one, "codes": tuple(one["codes"])}) for one in frame["layers"])})
        for frame in plain["frames"]
    )
    return Page(**{**plain, "frames": frames})
