"""What past deals say of new pairs."""
