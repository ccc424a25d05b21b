"""Copy the NHS design system's compiled files from node_modules to where Django serves them.

Its web fonts are left out, because the licence forbids handing them on, and its source maps, because the hashed
file storage refuses a map that is not there. Its images keep the folder that the stylesheet asks for: /assets/images/.
"""

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/nhsuk-frontend/dist/nhsuk"
STATIC = ROOT / "alongside/ui/static"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)")


def copy() -> None:
    """Write nhsuk/nhsuk-frontend.min.css and .js, and images/, afresh."""
    for folder in ("nhsuk", "images"):
        shutil.rmtree(STATIC / folder, ignore_errors=True)
    (STATIC / "nhsuk").mkdir(parents=True)
    for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
        text = (SOURCE / name).read_text(encoding="utf-8")
        text = SOURCE_MAP.sub("", FONT_FACE.sub("", text))
        (STATIC / "nhsuk" / name).write_text(text, encoding="utf-8")
    shutil.copytree(SOURCE / "assets/images", STATIC / "images")


if __name__ == "__main__":
    copy()
