"""Route maps: which ways there are to a home and to enough money, step by step."""
