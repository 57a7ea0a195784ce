"""What pages show of what is stored: arranged and put in words, without a request and without HTML."""
