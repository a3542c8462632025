"""Every walk there is."""

from tests.walks.desk import DESK
from tests.walks.portal import PORTAL
from tests.walks.reaching import REACHING
from tests.walks.settings import SETTINGS
from tests.walks.settling import SETTLING
from tests.walks.visits import VISITS

WALKS = [*VISITS, *PORTAL, *DESK, *SETTLING, *REACHING, *SETTINGS]
