"""Charts and maps drawn on the server: figures with SVG, without scripts or inline styles.

Each function returns a whole ``<figure>``: caption, drawing, legend, and the same values
as a table. Colours are never the only difference: values stand beside or below.
"""
