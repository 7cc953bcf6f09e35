"""Maps of a Result: prepared without QGIS as a job (what lies where, what is said), drawn by QGIS layouts."""
