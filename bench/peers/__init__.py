"""Other tools on the same work. Each is a command: DIR --layers a,b --parcels FILE --out FILE [--threads N].

It reads the parcels and each layer, finds all pairs, their area on the ellipsoid and the share of the parcel,
writes them (see pairs_file) and prints one JSON object as its last line. No validity is checked, unless the tool
does so by itself.
"""
