"""What runs in the peers' own environment: numpy, scipy and the peers' libraries, and nothing of abbina."""
