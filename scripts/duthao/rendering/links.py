"""The only maker of addresses: every path of the site, relative to its root and without a leading slash."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlsplit

from duthao.domain.language_codes import LANGUAGE

LISTS = MappingProxyType(
    {
        "open": "dang-lay-y-kien/",
        "closing_soon": "sap-het-han/",
        "upcoming": "sap-lay-y-kien/",
        "analysing": "dang-tong-hop/",
        "summarised": "da-tong-hop/",
        "answer_overdue": "qua-han-giai-trinh/",
        "answered": "da-giai-trinh/",
        "no_report": "khong-bao-cao/",
        "appraising": "dang-tham-dinh/",
        "submitted": "da-trinh/",
        "adopted": "da-thong-qua/",
        "issued": "da-ban-hanh/",
        "dropped": "da-dung/",
        "withdrawn": "da-rut/",
    }
)
ALL = "du-thao/"
# Languages in which there are lists of the drafts that can be read in them, and these lists by name.
LISTED_IN = ("en",)
LISTS_IN = MappingProxyType({"all": ALL, "open": LISTS["open"], "answered": LISTS["answered"]})
ATTACHMENTS = "du-thao/SHA256SUMS"  # the attachments of all drafts, with digests
CENTRAL = "trung-uong/"  # drafts of central bodies
PRESS = "bao-chi/"
SUBSCRIBE = "theo-doi/"
TALKS = "bai-noi/"  # what a person says of drafts in two to three minutes
FEED_LIST = f"{SUBSCRIBE}nguon-tin.opml"  # the main feeds
_RSS = "application/rss+xml"
# Feeds and calendars by the name of their file, which stands in the folder of what they are of.
FEED_TYPES = MappingProxyType(
    {
        "rss.xml": _RSS,
        "rieng.xml": _RSS,
        "moi.xml": _RSS,
        "thoi-han.xml": _RSS,
        "ket-qua.xml": _RSS,
        "dinh-chinh.xml": _RSS,
        "atom.xml": "application/atom+xml",
        "feed.json": "application/feed+json",
        "lich.ics": "text/calendar",
    }
)
MEETINGS = "su-kien/"
CAMPAIGNS = "dot-truyen-thong/"  # drafts made known together
RUNNING_ORDER = f"{PRESS}khung-phat-song/"  # what newsrooms may air this week
PLANS = "ke-hoach/"
STATISTICS = "thong-ke/"
TRAINING = "huong-dan/tap-huan/"  # pages written by hand, and the slides that are made of them
RECORD_FORM = "huong-dan/mau-ho-so.docx"  # in which officers write a record in Word
SEARCH = "tim-kiem/"
API = "api/v1/"
ARCHIVE = "luu-tru/"  # below the folder of a feed: its archived pages
BY = MappingProxyType(
    {"topic": "linh-vuc/", "agency": "co-quan/", "place": "dia-ban/", "audience": "doi-tuong/"}
)
FACETS = f"{ALL}loc.json"  # what the browser filters drafts by
PLACE_LOG = "da-cong-khai/"  # below the folder of a place: what it made public
PLACES = f"{BY['place']}tat-ca.json"  # all places, with how many drafts each is asked on
# First parts of the addresses that are generated: a page of content/ must not stand there.
RESERVED = tuple(
    sorted(
        {p.split("/")[0] for p in [*LISTS.values(), *BY.values()]}
        | {
            "du-thao",
            "d",
            "loa",
            "bai-noi",
            "trung-uong",
            "in",
            "man-hinh",
            "bao-chi",
            "theo-doi",
            "su-kien",
            "dot-truyen-thong",
            "ke-hoach",
            "thong-ke",
            "tim-kiem",
            "api",
            "luu-tru",
        }
    )
)


def generated(address: str) -> bool:
    """Whether a page of content/ must not stand at an address: below a language it is as without one."""
    first, _, rest = address.partition("/")
    language = re.fullmatch(LANGUAGE, first, re.IGNORECASE)
    return first in RESERVED or bool(language and rest.split("/")[0] in RESERVED)


# Generated files that lie beside a draft's page: no attachment may take their names, whatever is made of it today.
BESIDE = frozenset(
    {
        "index.html",
        "thong-bao.pdf",
        "to-thong-tin.pdf",
        "ap-phich.pdf",
        "to-roi.pdf",
        "to-roi.txt",
        "facebook.txt",
        "zalo.txt",
        "phieu-gop-y.pdf",
        "phieu-tong-hop.pdf",
        "phieu-tong-hop.xlsx",
        "tra-loi-xa-phuong.pdf",
        "thay-the.pdf",
        "ket-qua.pdf",
        *(f"y-kien.{form}" for form in ("pdf", "docx", "xlsx", "csv", "json")),
        "the.png",
        "man-hinh.png",
        "so-sanh.png",
        "rss.xml",
        "atom.xml",
        "feed.json",
        "lich.ics",
    }
)


def host_of(url: str) -> str:
    """Return the name of the host of a web address; "" where it has none."""
    return urlsplit(url).hostname or ""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of the site at `site_url` (which may have a path).

    `attachments_url` is where the files beside records are published; "": beside the pages of their drafts.
    """

    site_url: str
    attachments_url: str = ""

    def absolute(self, path: str) -> str:
        """The full address of a path of the site."""
        return f"{self.site_url.rstrip('/')}/{quote(path, safe='/#?=&%-._~')}"

    @property
    def host(self) -> str:
        """The host's name."""
        return urlsplit(self.site_url).netloc

    def spelled(self, path: str) -> str:
        """The address as it is printed beneath a QR code: without scheme and closing slash."""
        return self.absolute(path).split("://", 1)[1].rstrip("/")

    @staticmethod
    def file(path: str) -> str:
        """The file that an address is served from."""
        return path + "index.html" if path == "" or path.endswith("/") else path

    @staticmethod
    def draft(draft_id: str, name: str = "") -> str:
        """The draft's page, or a file beside it."""
        return f"du-thao/{draft_id}/{name}"

    @staticmethod
    def in_language(lang: str, path: str = "") -> str:
        """The page in another language that is beside the one at `path`: `en/du-thao/`; without path what there is in it."""
        return f"{lang.lower()}/{path}"

    def attachment(self, draft_id: str, name: str) -> str:
        """The link to a file that an officer named, for a page of the site: `~/` is its root."""
        if self.attachments_url:
            return self.attachment_address(draft_id, name)
        return "~/" + self.draft(draft_id, quote(name))

    def attachment_address(self, draft_id: str, name: str) -> str:
        """The full address of a file that an officer named."""
        folder = self.attachments_url or self.absolute(ALL)
        return f"{folder.rstrip('/')}/{draft_id}/{quote(name)}"

    @staticmethod
    def affected(draft_id: str, audience: str = "") -> str:
        """The page of whom the draft touches, or its part for an audience."""
        return f"du-thao/{draft_id}/doi-tuong/" + (f"#{audience}" if audience else "")

    @staticmethod
    def video(draft_id: str, name: str = "") -> str:
        """The page of the script for a video about the draft, or a file beside it."""
        return f"du-thao/{draft_id}/video/{name}"

    @staticmethod
    def speech(draft_id: str, name: str = "") -> str:
        """The draft's loudspeaker page, or a script."""
        return f"du-thao/{draft_id}/loa/{name}"

    @staticmethod
    def talk(draft_id: str, name: str = "") -> str:
        """The page of what a person says of the draft, or a file beside it."""
        return f"du-thao/{draft_id}/{TALKS}{name}"

    @staticmethod
    def talks(topic: str = "", name: str = "") -> str:
        """What a person says of all open drafts of a topic; without topic the page of all topics."""
        return TALKS + (f"{topic}/" if topic else "") + name

    @staticmethod
    def desk(place: str = "", name: str = "") -> str:
        """The loudspeaker desk of a place, or a file beside it; without place that of the whole province."""
        return "loa/" + (f"{place}/" if place else "") + name

    @staticmethod
    def press(draft_id: str, name: str = "") -> str:
        """The draft's press kit, or a file of it."""
        return f"du-thao/{draft_id}/bao-chi/{name}"

    @staticmethod
    def short(draft_id: str) -> str:
        """The permanent short address on paper and in QR codes."""
        return f"d/{draft_id}/"

    @staticmethod
    def by(kind: str, key: str = "") -> str:
        """The list of a topic, agency, place or audience; without key the index of all of them."""
        return BY[kind] + (f"{key}/" if key else "")

    @staticmethod
    def crossing(kind: str, key: str, state: str) -> str:
        """The list of a topic or place by a state, flag or fact (a key of `LISTS`)."""
        return f"{BY[kind]}{key}/{LISTS[state]}"

    @staticmethod
    def printing(place: str = "", name: str = "") -> str:
        """The print centre, of a place, or a file beside its page."""
        return "in/" + (f"{place}/" if place else "") + name

    @staticmethod
    def screen(place: str = "") -> str:
        """The page for screens, of the province or of a place."""
        return "man-hinh/" + (f"{place}/" if place else "")

    @staticmethod
    def meeting(meeting: str, name: str = "") -> str:
        """The page of a meeting of the whole site, or a file beside it."""
        return f"{MEETINGS}{meeting}/{name}"

    @staticmethod
    def draft_meeting(draft_id: str, key: str) -> str:
        """The page of a meeting about one draft; `key` names it among the draft's meetings."""
        return f"du-thao/{draft_id}/{MEETINGS}{key}/"

    @staticmethod
    def plan(year: int, name: str = "") -> str:
        """The plan of a year, or a file beside it."""
        return f"{PLANS}{year}/{name}"

    @staticmethod
    def plan_of(year: int, agency: str) -> str:
        """The rows of an agency in the plan of a year."""
        return f"{PLANS}{year}/co-quan/{agency}/"

    @staticmethod
    def campaign(key: str, name: str = "") -> str:
        """The page of a campaign, or a file beside it."""
        return f"{CAMPAIGNS}{key}/{name}"

    @staticmethod
    def running_order(week: str = "", name: str = "") -> str:
        """What newsrooms may air this week, or in the week of that name, or a file beside the page."""
        return RUNNING_ORDER + (f"{week}/" if week else "") + name

    @staticmethod
    def statistics(year: int, name: str = "") -> str:
        """The figures of a year, or a page or file beside them."""
        return f"{STATISTICS}{year}/{name}"

    @staticmethod
    def paged(path: str, page: int) -> str:
        """A later page of a list; page 1 is the list itself."""
        return path if page == 1 else f"{path}trang/{page}/"
