"""Share pages, secret links, embeds, oEmbed and the landing page."""
