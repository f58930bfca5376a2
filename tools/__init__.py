"""Tools of the developers, which read or write the checkout; no part of the installed package."""
