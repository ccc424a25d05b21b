"""Copy what other people made from node_modules to where it is used.

The NHS design system's compiled files go to where Django serves them; the font of certificates, and the contexts of
badges, to alongside/formats/. The design system's web fonts are left out, because the licence forbids handing them on,
and its source maps, because the hashed file storage refuses a map that is not there. Its images keep the folder that
the stylesheet asks for: /assets/images/.
"""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules/nhsuk-frontend/dist/nhsuk"
STATIC = ROOT / "alongside/ui/static"
FONT = ROOT / "node_modules/@expo-google-fonts/atkinson-hyperlegible"
CONTEXTS = ROOT / "node_modules/@digitalcredentials"
FORMATS = ROOT / "alongside/formats"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
SOURCE_MAP = re.compile(r"\n?(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*)")


def copy() -> None:
    """Write nhsuk/nhsuk-frontend.min.css and .js, images/, fonts/ and contexts/, afresh."""
    for folder in ("nhsuk", "images"):
        shutil.rmtree(STATIC / folder, ignore_errors=True)
    (STATIC / "nhsuk").mkdir(parents=True)
    for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
        text = (SOURCE / name).read_text(encoding="utf-8")
        text = SOURCE_MAP.sub("", FONT_FACE.sub("", text))
        (STATIC / "nhsuk" / name).write_text(text, encoding="utf-8")
    shutil.copytree(SOURCE / "assets/images", STATIC / "images")
    _copy_font()
    _copy_contexts()


def _copy_font() -> None:
    """Write formats/fonts/: Atkinson Hyperlegible, made to be read easily (SIL Open Font Licence)."""
    shutil.rmtree(FORMATS / "fonts", ignore_errors=True)
    (FORMATS / "fonts").mkdir()
    for weight in ("400Regular", "700Bold"):
        shutil.copy(FONT / weight / f"AtkinsonHyperlegible_{weight}.ttf", FORMATS / "fonts")


def _copy_contexts() -> None:
    """Write formats/contexts/: what the words of a badge mean, so that nothing is fetched to know."""
    shutil.rmtree(FORMATS / "contexts", ignore_errors=True)
    (FORMATS / "contexts").mkdir()
    shutil.copy(
        CONTEXTS / "credentials-v2-context/contexts/credentials-v2.jsonld", FORMATS / "contexts/credentials-v2.json"
    )
    for name in ("3.0.3", "extensions"):
        module = (CONTEXTS / f"open-badges-context/js/contexts/context-{name}.js").read_text(encoding="utf-8")
        data = json.loads(module.partition("module.exports =")[2].strip().rstrip(";"))
        (FORMATS / f"contexts/open-badges-{name}.json").write_text(json.dumps(data, indent=1), encoding="utf-8")


if __name__ == "__main__":
    copy()
