"""A file a kind of chart: figures → coordinates and a sentence; knows no layout and no language."""
