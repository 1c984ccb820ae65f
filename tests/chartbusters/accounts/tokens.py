"""Where tokens are made, shown and tried."""

TOKENS, ME, PAGE = "/api/v1/tokens/", "/api/v1/me/", "/accounts/tokens/"
