"""Journeys use the application and the browser of the web tests, and people whom time passes."""

from tests.journeys.lives import story  # noqa: F401  (a fixture)
from tests.web.conftest import (  # noqa: F401  (fixtures)
    app,
    browser,
    cheap_hashes,
    client,
    csrf_app,
    engine,
    factory,
    live,
    make_account,
    one_app,
    open_page,
    settings,
    sign_in_as,
    web_database_url,
)
