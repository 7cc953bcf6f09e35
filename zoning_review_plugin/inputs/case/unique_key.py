"""Keys of constraints: made of names, and no two alike."""


def unique_key(name, taken):
    """`name`, with a number behind it where it is among the `taken` keys."""
    key, number = name, 2
    while key in taken:
        key, number = f"{name} ({number})", number + 1
    return key
