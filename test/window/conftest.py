"""What the tests in real QGIS windows share: the plugin's zip, made once."""

import pytest

from .windows import make_zip


@pytest.fixture(scope="session")
def plugin_zip():
    """The package as the plugin site gets it."""
    return make_zip()
