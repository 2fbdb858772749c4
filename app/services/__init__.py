"""Documents, library, reports and exports. No Qt."""
