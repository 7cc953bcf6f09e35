"""Floor 2: questions put to reviews. A study makes cases, calls `review`, and reads Results."""
