import pytest

from restartix.tools.local.cluster import Cluster


@pytest.fixture
def own_cluster(tmp_path):
    """A server that a test may mistreat; not the one that the other tests use."""
    cluster = Cluster(tmp_path / "pg", durable=False)
    yield cluster
    cluster.stop()
