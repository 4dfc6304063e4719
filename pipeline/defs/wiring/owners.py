"""Whom to ask about an asset: the people of the design, as Dagster names teams."""

OPERATOR = "team:operator"
"""Who keeps it running: sources, loading, the published copy, delivery."""

MAINTAINER = "team:maintainer"
"""Who changes models and rules."""

BILLING_MANAGER = "team:billing_manager"
"""Who works with the pages."""
