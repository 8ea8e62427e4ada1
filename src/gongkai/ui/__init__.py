"""What the faces share: the frame of a page, styles, dates and sizes as an officer writes them."""
