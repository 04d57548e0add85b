"""The woonkaart: three short questions about housing, asked at every intake."""
