"""Results in a window: findings by verdict, subject, clause and layer, with their evidence and their place."""
