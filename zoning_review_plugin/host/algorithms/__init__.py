"""The Processing algorithms of the provider `zoningreview`."""
