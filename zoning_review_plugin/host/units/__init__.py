"""Unit cards on the map: click, and read what bears on whoever comes to lie there."""
