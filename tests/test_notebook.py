"""The example notebook, executed as a reader would."""

from __future__ import annotations

from pathlib import Path

import pytest

NOTEBOOK = Path(".docs/example.ipynb")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the kernel's own machinery
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_notebook_runs_and_shows_what_it_says():
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear the outputs: they go stale"
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": "."}}).execute()
    shown = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.plotly.v1+json" in data for data in shown)
    assert any("<iframe sandbox" in data.get("text/html", "") for data in shown)
    assert any("shape: (" in data.get("text/plain", "") for data in shown)
