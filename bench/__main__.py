"""python -m bench: prints a table of pages and commands at size, each beside its floor, and of the solver."""

import os
import tempfile
from pathlib import Path


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as home:
        os.environ["ALONGSIDE_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        (Path(home) / "assets").mkdir()
        import django

        django.setup()
        from bench import matching, pages

        print("Page or command                 rows     ms   floor   ratio")
        for line in pages.run():
            ratio = f"{line.milliseconds / line.floor:7.1f}" if line.floor else "      -"
            floor = f"{line.floor:7.1f}" if line.floor else "      -"
            print(f"{line.name:<30} {line.rows:>5} {line.milliseconds:>6.1f} {floor} {ratio}")
        print("\nMatching, the whole list")
        for name, value in matching.run().items():
            print(f"{name:<44} {value}")


main()
