"""Songs that are found: browsed, searched and loved; only what everybody may hear"""
