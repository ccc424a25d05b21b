"""How far a long piece of work has come, as the page that waits for it reads it."""

from alongside.core import progress


def test_progress_when_told_is_read_and_forgotten():
    tell = progress.teller("a" * 16)
    tell(1, 10)
    assert progress.read("a" * 16) == (1, 10)
    tell(10, 10)
    assert progress.read("a" * 16) == (10, 10)
    progress.forget("a" * 16)
    assert progress.read("a" * 16) is None
    progress.forget("a" * 16)


def test_progress_when_told_again_and_again_is_written_now_and_then(monkeypatch):
    monkeypatch.setattr(progress, "OFTEN", 60)
    tell = progress.teller("b" * 16)
    for done in range(1, 10):
        tell(done, 10)
    assert progress.read("b" * 16) == (1, 10)
    progress.forget("b" * 16)


def test_progress_when_the_file_is_not_ours_is_not_known(settings):
    (settings.HOME / "progress").mkdir(exist_ok=True)
    (settings.HOME / "progress" / ("c" * 16)).write_text("half")
    assert progress.read("c" * 16) is None
    progress.forget("c" * 16)
