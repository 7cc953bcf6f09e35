"""Pictures of review.html for the docs: page_pictures.py REVIEW_HTML FOLDER → html.png, page.png, page_evidence.png."""

import sys
import time
from pathlib import Path

from browser import Browser

_CHOOSE = """
document.getElementById('part-subjects').scrollIntoView();
document.querySelector('#view [data-s="%d"]').dispatchEvent(new MouseEvent('click', {bubbles: true}));
"""


def main(page, folder):
    """Open the page and take its pictures."""
    with Browser(1400, 1500) as browser:
        browser.open(page)
        browser.picture(folder / "html.png")
        browser.size(1400, 860)
        browser.run(_CHOOSE % browser.run("document.querySelectorAll('#view .breach')[1].dataset.s | 0"))
        _settled(browser)
        browser.picture(folder / "page.png")
        browser.run("document.getElementById('s-findings').scrollIntoView()")
        _settled(browser)
        browser.run("document.querySelectorAll('#t-findings [data-opens]')[3].click()")
        _settled(browser)
        browser.picture(folder / "page_evidence.png")


def _settled(browser):
    """Wait until what comes near the window is live and drawn."""
    for _ in range(3):
        browser.run("new Promise(requestAnimationFrame)")
        time.sleep(0.3)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
